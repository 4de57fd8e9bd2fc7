"""The briefs on the desk: their page, the brief that is open on it, and what its keys do."""

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from enablement.library.briefs import Brief, BriefCard, BriefFields
from enablement.sync.engine import SyncReport
from enablement.translation import _
from enablement.ui.actions import connect
from enablement.ui.briefs.brief_closing import BriefClosing
from enablement.ui.briefs.brief_exports import BriefExports
from enablement.ui.briefs.brief_gathering import BriefGathering
from enablement.ui.briefs.brief_work import BriefWork
from enablement.ui.briefs.briefing import BriefLine, BriefState, OpenBrief, grouped
from enablement.ui.parts import Parts
from enablement.ui.session import Shown

if TYPE_CHECKING:
    from enablement.ui.views.briefs.brief_sheet import BriefWords
    from enablement.ui.views.briefs.briefs_page import BriefsPage

PAGE = "briefs"

_LOOKS_AGAIN = 60_000
"""Milliseconds after which is looked whether a meeting is over."""


class Briefs(QObject):
    """Connects the page of the briefs; `changed` after every change in one of them."""

    changed = Signal()

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts.window)
        self._parts = parts
        self._work = BriefWork(parts, self)
        self._gathering = BriefGathering(parts, self._work, self)
        self._closing = BriefClosing(parts, self._work, self)
        self.exports = BriefExports(parts, self._work.briefing, self)
        self._page: BriefsPage | None = None
        place = QWidget()
        self._place = QVBoxLayout(place)
        self._place.setContentsMargins(0, 0, 0, 0)
        parts.window.pane.add_page(PAGE, place)
        self._reading = ""
        self._came_back = ""
        self._focus_wanted = False
        self._work.told.connect(self._show)
        self._gathering.made.connect(self.open)
        self._closing.closed.connect(self._after_closing)
        self._closing.opened.connect(self.open)
        self._minutes = QTimer(self)
        self._minutes.setInterval(_LOOKS_AGAIN)
        self._minutes.timeout.connect(self.refresh)
        self._minutes.start()
        self._connect_actions()
        parts.session.lull.connect(self._look)
        parts.session.shown.connect(self._show_reading)
        parts.rounds.synced.connect(self._follow_sync)
        parts.window.pane.page_changed.connect(self._follow_page)

    @property
    def page(self) -> "BriefsPage":
        """The page, made when it is first shown."""
        if self._page is None:
            self._page = self._make_page()
            self._place.addWidget(self._page)
        return self._page

    @property
    def opened(self) -> OpenBrief | None:
        """The brief that is open."""
        return self._work.opened

    @property
    def lines(self) -> tuple[BriefLine, ...]:
        """Every brief, as it was last read."""
        return self._work.lines

    def make_for(
        self,
        title: str,
        starts_at: datetime | None,
        uid: str,
        account: str,
        card_ids: Iterable[str],
    ) -> None:
        """Open the brief of a meeting with these cards in it; made if there is none yet."""
        self._gathering.make_for(title, starts_at, uid, account, card_ids)

    def refresh(self) -> None:
        """Read the briefs again."""
        self._work.look()

    # Showing

    def show(self) -> None:
        """Show the briefs: the open one, and from that all of them."""
        if self._in_view and self.page.shows_brief:
            self.show_all()
        else:
            self._turn()
            self._do(lambda: None, focus=True)

    def show_all(self) -> None:
        """Close the open brief and show all of them."""
        self._flush()
        before = self._work.brief_id
        self._work.turn_to("")
        self._turn()
        self.page.show_list(grouped(self.lines), before)
        self._do(self._work.briefing.leave, focus=True)

    def open(self, brief_id: str) -> None:
        """Show one brief."""
        self._flush()
        self._work.turn_to(brief_id)
        self._do(partial(self._work.briefing.enter, brief_id), self._turn, focus=True)

    @property
    def _in_view(self) -> bool:
        return self._parts.window.pane.page == PAGE

    def _turn(self) -> None:
        """Turn to the page, with what is known of it."""
        self._fill(self.page)
        self._parts.window.pane.show_page(PAGE)
        self._follow_page()
        self._focus_wanted = True
        self._take_focus()

    def _show(self) -> None:
        """Show what was read anew."""
        over = sum(line.state is BriefState.OVER for line in self.lines)
        self._parts.window.nav.show_count(PAGE, over)
        if self._page is not None:
            self._fill(self._page)
            self._take_focus()
        self._focus_wanted, self._came_back = False, ""
        self._follow_page()
        if not self._in_view:
            self._closing.remind()
        self.changed.emit()

    def _fill(self, page: "BriefsPage") -> None:
        back = self._came_back
        if self.opened is not None:
            page.show_brief(self.opened, back)
        else:
            page.show_list(grouped(self.lines), back)

    def _take_focus(self) -> None:
        if self._focus_wanted and self._in_view:
            self._focus_wanted = False
            self.page.take_focus()

    def _follow_page(self, _name: str = "") -> None:
        """What is done with a brief can be done while one is in view."""
        if self._in_view and self._page is None:
            self._fill(self.page)
        on, actions = self._in_view and self.opened is not None, self._parts.window.actions_
        actions.enable_brief(on=on)
        actions.after_meeting.setEnabled(on or bool(self._closing.waiting))

    def _follow_sync(self, report: SyncReport) -> None:
        if report.added or report.changed or report.removed:
            self._work.look()

    def _look(self) -> None:
        """The first look: go on with the brief that was open."""

        def go_on(brief_id: str) -> None:
            self._work.turn_to(brief_id)
            self._work.look()

        self._work.submit(self._work.briefing.entered, go_on)

    # Changing a brief

    def change_words(self) -> None:
        """Ask for title, account, stage and time of the open brief anew."""
        from enablement.ui.views.briefs.brief_sheet import BriefSheet

        if self.opened is not None:
            sheet = BriefSheet(self._parts.theme, self._parts.window, self.opened.brief)
            sheet.answered.connect(partial(self._change_words, self.opened.brief_id))
            sheet.open()

    def _change_words(self, brief_id: str, words: "BriefWords") -> None:
        fields: BriefFields = {
            "title": words.title, "account": words.account, "stage": words.stage,
            "starts_at": words.starts_at,
        }  # fmt: skip
        self._do(lambda: self._work.shelf.change(brief_id, **fields), focus=True)

    def delete(self, brief_id: str) -> None:
        """Delete a brief; it can be brought back for a while."""
        self._flush()
        was_open = self._work.brief_id == brief_id
        if was_open:
            self._work.turn_to("")

        def gone(brief: Brief | None) -> None:
            if brief is not None:
                self._work.offer(
                    "delete", _("Deleted: “{title}”").format(title=brief.title),
                    partial(self._restore, brief, was_open), _("The brief is back."),
                )  # fmt: skip
            self._do(lambda: None, focus=True)

        self._work.submit(lambda: self._work.shelf.delete(brief_id), gone)

    def _restore(self, brief: Brief, was_open: bool) -> None:
        if was_open:
            self._work.turn_to(brief.brief_id)
        self._came_back = "" if was_open else brief.brief_id
        self._do(lambda: self._work.shelf.restore(brief), focus=True)

    def remove(self, card_id: str) -> None:
        """Take a card out of the open brief; it can be put back for a while."""
        if self.opened is None:
            return
        self._flush()
        brief_id, shelf = self.opened.brief_id, self._work.shelf
        titles = {entry.card_id: entry.title for entry in self.opened.entries}

        def take_out() -> tuple[BriefCard, int] | None:
            brief = shelf.get(brief_id)
            if brief is None or card_id not in brief.card_ids:
                return None
            shelf.remove(brief_id, card_id)
            place = brief.card_ids.index(card_id)
            return brief.cards[place], place

        def then(taken: tuple[BriefCard, int] | None) -> None:
            if taken is not None:
                self._work.offer(
                    "remove", _("Taken out: “{title}”").format(title=titles.get(card_id, "")),
                    partial(self._put_back, brief_id, *taken), _("The card is back."),
                )  # fmt: skip
            self._do(lambda: None, focus=True)

        self._work.submit(take_out, then)

    def _put_back(self, brief_id: str, card: BriefCard, place: int) -> None:
        self._came_back = card.card_id if self._work.brief_id == brief_id else ""
        self._do(lambda: self._work.shelf.put_back(brief_id, card, place), focus=True)

    def _move(self, card_id: str, to: int) -> None:
        self._do(partial(self._work.shelf.move, self._work.brief_id, card_id, to))

    def _note(self, brief_id: str, text: str) -> None:
        self._do(lambda: self._work.shelf.change(brief_id, note=text))

    def _note_card(self, key: str, text: str) -> None:
        brief_id, _space, card_id = key.partition(" ")
        self._do(partial(self._work.shelf.note_card, brief_id, card_id, text))

    # Reading, leaving the screen, looking back

    def read_card(self, card_id: str) -> None:
        """Show a card of the brief; the briefs' key leads back."""
        usable = self.opened.usable if self.opened else ()
        if card_id not in {entry.card_id for entry in usable}:
            self._work.say("gone", _("Marketing has taken this card back."))
            return
        self._flush()
        self._reading = card_id
        self._parts.session.read(card_id)

    def _show_reading(self, shown: Shown) -> None:
        if shown.opened.card.id == self._reading:
            self._parts.window.pane.browser.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._reading = ""

    def _ask_after(self) -> None:
        """Ask about the brief in view; from elsewhere, about the one whose meeting was over last."""
        in_view = self._in_view and self.opened is not None
        self._with(self._work.brief_id if in_view else self._closing.waiting, self._closing.ask)

    def _after_closing(self) -> None:
        if self._in_view:
            self.show_all()
        else:
            self._work.look()

    def _with_open(self, do: Callable[[OpenBrief], None]) -> None:
        """Do something with the open brief."""
        self._with(self._work.brief_id, do)

    def _with(self, brief_id: str, do: Callable[[OpenBrief], None]) -> None:
        """Do something with a brief as it is once all that was written is saved."""
        self._flush()

        def then(opened: OpenBrief | None) -> None:
            if opened is not None:
                do(opened)

        self._work.submit(lambda: self._work.briefing.open(brief_id), then)

    # Connections

    def _connect_actions(self) -> None:
        actions = self._parts.window.actions_
        connect(actions.briefs, self.show)
        connect(actions.new_brief, self._gathering.ask_new)
        connect(actions.to_brief, self._gathering.take_card)
        connect(actions.after_meeting, self._ask_after)
        for action, do in (
            (actions.print, self.exports.print),
            (actions.pdf, self.exports.pdf),
            (actions.share, self.exports.share),
        ):
            connect(action, partial(self._with_open, do))

    def _make_page(self) -> "BriefsPage":
        from enablement.ui.views.briefs.briefs_page import BriefsPage

        parts = self._parts
        page = BriefsPage(parts.theme, parts.window.actions_)
        page.left.connect(parts.conductor.searching.back)
        page.list.opened.connect(self.open)
        page.list.deleted.connect(self.delete)
        editor = page.editor
        editor.left.connect(self.show_all)
        editor.change_wanted.connect(self.change_words)
        editor.delete_wanted.connect(self._delete_open)
        editor.cards.opened.connect(self.read_card)
        editor.cards.removed.connect(self.remove)
        editor.cards.moved.connect(self._move)
        editor.note.saved.connect(self._note)
        editor.card_note.saved.connect(self._note_card)
        return page

    def _delete_open(self) -> None:
        if self._work.brief_id:
            self.delete(self._work.brief_id)

    def _flush(self) -> None:
        if self._page is not None:
            self._page.editor.flush()

    def _do(
        self,
        change: Callable[[], object],
        then: Callable[[], object] | None = None,
        *,
        focus: bool = False,
    ) -> None:
        self._focus_wanted = self._focus_wanted or focus
        self._work.do(change, then)
