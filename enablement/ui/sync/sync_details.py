"""What the sync does, on asking: reads it, opens the popover, and keeps it true while it is open."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from enablement.clock import system_clock
from enablement.sync.engine import SyncReport
from enablement.ui.actions import connect
from enablement.ui.parts import Parts
from enablement.ui.sync.sync_story import SyncDetails, keep_brought, read_details, sync_story
from enablement.ui.sync.sync_words import SyncNews

if TYPE_CHECKING:
    from enablement.ui.views.sync.sync_popover import SyncPopover


class SyncTelling(QObject):
    """Connects the sync line, its action and the popover with the rounds."""

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts.window)
        self._window, self._library = parts.window, parts.library
        self._rounds, self._db = parts.rounds, parts.db
        self._news: SyncNews | None = None
        self._details: SyncDetails | None = None
        self._theme = parts.theme
        self._popover: SyncPopover | None = None
        connect(parts.window.actions_.sync_details, self.toggle)
        parts.rounds.news.connect(self._take_news)
        parts.rounds.synced.connect(self._keep)

    @property
    def popover(self) -> "SyncPopover":
        """The popover, made when it is first asked for: few starts need it."""
        if self._popover is None:
            from enablement.ui.views.sync.sync_popover import SyncPopover

            self._popover = SyncPopover(self._theme, self._window, self._window.actions_.sync)
            self._popover.due.connect(self._say)
        return self._popover

    @property
    def _told(self) -> bool:
        """Whether the story is being told."""
        return self._popover is not None and self._popover.isVisible()

    def toggle(self) -> None:
        """Open the popover, or close it when it is open."""
        if self._told:
            self.popover.leave()
        else:
            self._read()
            self.popover.open_above(self._window.sync_line)
            self._say()

    def _take_news(self, news: SyncNews) -> None:
        before, self._news = self._news, news
        if self._told:
            if before is None or before.standing != news.standing:
                self._read()
            self._say()

    def _keep(self, report: SyncReport) -> None:
        self._db.submit(
            "sync brought", lambda: keep_brought(self._library, report), self._read_again
        )

    def _read_again(self, _kept: None) -> None:
        if self._told:
            self._read()

    def _read(self) -> None:
        self._db.submit("sync details", lambda: read_details(self._library), self._take_details)

    def _take_details(self, details: SyncDetails) -> None:
        self._details = details
        self._say()

    def _say(self) -> None:
        if self._told and self._news is not None and self._details is not None:
            now = system_clock()
            self.popover.show_story(
                sync_story(self._news, self._details, self._rounds.next_try, now)
            )
