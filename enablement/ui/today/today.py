"""Today, the first page: begun at once and light, its desk loaded when the rep first types nothing."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from enablement.ui.actions import connect
from enablement.ui.parts import Parts
from enablement.ui.values import Found

if TYPE_CHECKING:
    from enablement.ui.today.today_desk import TodayDesk

PAGE = "today"


class Today(QObject):
    """The first page and the calendar behind it.

    `brief_wanted` carries a `Meeting` and the ids of its cards, `meeting_opened` the `Meeting` that
    the next logs are about, `thread_opened` the id of a thread to show. `desk` is `None` until the
    session's first lull, when it is loaded.
    """

    brief_wanted = Signal(object, object)
    meeting_opened = Signal(object)
    thread_opened = Signal(str)

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts.window)
        self._parts = parts
        self.desk: TodayDesk | None = None
        self._examples: tuple[str, ...] = ()
        self._holder = QWidget()
        self._holder.setObjectName("todayInside")
        self._holder.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        inside = QVBoxLayout(self._holder)
        inside.setContentsMargins(0, 0, 0, 0)
        pane = parts.window.pane
        pane.add_page(PAGE, self._holder)
        pane.home = pane.home or PAGE
        connect(parts.window.actions_.today, self.show)
        connect(parts.window.actions_.calendar, self._ask_for_calendar)
        parts.conductor.searching.rested.connect(self._note_examples)
        parts.session.lull.connect(self._begin)

    def show(self) -> None:
        """Turn to the page, with the focus on the first thing on it."""
        window = self._parts.window
        self._parts.session.close_card()
        window.results.clear_choice()
        window.actions_.enable_card(on=False)
        window.pane.show_page(PAGE)
        if self.desk is None or not self.desk.page.focus_first():
            window.search.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def refresh(self) -> None:
        """Read what there is for today again."""
        if self.desk is not None:
            self.desk.refresh()

    def use_calendar(self, place: str | Path) -> None:
        """Take a calendar file or address."""
        if self.desk is not None:
            self.desk.use_calendar(place)

    def _ask_for_calendar(self) -> None:
        if self.desk is not None:
            self.desk.ask_for_calendar()

    def _note_examples(self, found: Found) -> None:
        self._examples = found.examples

    def _begin(self) -> None:
        """The first list is there, and nobody types: now there is time for the rest."""
        self._parts.db.submit("today loads", _load, self._furnish)

    def _furnish(self, _loaded: None) -> None:
        from enablement.ui.today.today_desk import TodayDesk

        desk = TodayDesk(self._parts, self._examples)
        desk.brief_wanted.connect(self.brief_wanted)
        desk.meeting_opened.connect(self.meeting_opened)
        desk.thread_opened.connect(self.thread_opened)
        inside = self._holder.layout()
        if inside is not None:
            inside.addWidget(desk.page)
        self.desk = desk
        desk.refresh()
        desk.read_calendar()


def _load() -> None:
    """Load, beside the window, what makes the page."""
    from enablement.ui.today import today_desk

    _ = today_desk
