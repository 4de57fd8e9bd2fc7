"""Connects what is typed, pasted and chosen to the session, and shows what was found."""

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QApplication, QMenu

from enablement.translation import _
from enablement.ui.actions import connect
from enablement.ui.finding.gaps import Gap
from enablement.ui.finding.messages import Message, nothing_found
from enablement.ui.main_window import MainWindow
from enablement.ui.session import Session, Shown
from enablement.ui.values import UNDO_TIME, Choice, Found
from enablement.ui.views.card_pane import CARD, MESSAGE
from enablement.ui.views.pieces import key_text


class Searching(QObject):
    """Everything from the search box to the list, and the page of words where no card is shown.

    `rested` carries a `Found` when nothing is asked for: the page of the desk comes back.
    """

    rested = Signal(object)

    def __init__(self, window: MainWindow, session: Session) -> None:
        super().__init__(window)
        self._window, self._session = window, session
        self._menu = QMenu(window)
        self._menu.setAccessibleName(_("Recent searches"))
        self.cards = 0
        self._connect_views()
        self._connect_actions()
        session.room = lambda: window.results.room
        session.found.connect(self.show_found)
        session.counted.connect(self._show_choices)
        session.shown.connect(self._mark)
        session.related.changed.connect(self._show_related)
        session.preparing.progressed.connect(window.head.show_progress)
        session.gaps.changed.connect(window.pane.message.show_gap)
        session.gaps.asked.connect(self._say_asked)

    def back(self) -> None:
        """Put the cursor into the search box."""
        self._window.search.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def begin(self, text: str) -> None:
        """Search for something else from wherever the rep is."""
        self._window.search.setFocus(Qt.FocusReason.OtherFocusReason)
        self._window.search.put(text)

    def show_message(self, message: Message) -> None:
        """A page of words takes no keys: whoever was in the card goes on in the search box."""
        focus = QApplication.focusWidget()
        if focus is not None and self._window.pane.isAncestorOf(focus):
            self.back()
        self._window.pane.show_message(message)

    def show_found(self, found: Found, fresh: bool) -> None:
        """Show what was found, keeping the rep's place when nothing else was asked."""
        window = self._window
        opened = self._session.open_card
        keep = opened.card.id if opened and not fresh else ""
        window.results.show_why(on=bool(found.text))
        window.head.show_found(found)
        window.actions_.enable_search(found)
        stayed = window.results.show_items((*found.items, *found.related), more=found.more)
        if keep and stayed:
            return
        if not fresh and window.pane.page not in (CARD, MESSAGE):
            return
        if keep:
            window.results.choose(window.model.position_of(keep))
        elif found.text and not found.nothing and found.rows:
            self._session.ensure_soon(found.rows[0].card_id)
            window.results.choose(window.model.nearest(0, 1))
        else:
            self._show_words(found)

    def _show_choices(self, found: Found, choices: tuple[Choice, ...]) -> None:
        self._window.filters.show_choices(choices, found.total)

    def _show_related(self, found: Found) -> None:
        self._window.results.show_below(len(found.items), found.related)

    def _show_words(self, found: Found) -> None:
        self._session.close_card()
        self._window.results.clear_choice()
        self._window.actions_.enable_card(on=False)
        if found.nothing:
            key = key_text(self._window.actions_.unfilter)
            self.show_message(nothing_found(found, self.cards, key))
            if self._session.gaps.gap is not None:
                self._window.pane.message.show_gap(self._session.gaps.gap)
        else:
            self.rested.emit(found)

    def _connect_views(self) -> None:
        window, session = self._window, self._session
        window.search.asked.connect(session.search)
        window.search.moved.connect(lambda step, page: window.results.step(step, by_page=page))
        window.search.emptied.connect(self._go_home)
        window.search.left.connect(session.gaps.note)
        window.search.returnPressed.connect(session.gaps.note)
        window.filters.picked.connect(session.choose)
        window.filters.left.connect(self.back)
        window.filters.typed.connect(self._type_on)
        window.results.chosen.connect(session.ensure)
        window.model.further.connect(session.search_further)
        window.pane.example_chosen.connect(self.begin)
        window.pane.message.left.connect(self.back)
        window.pane.message.note_taken_back.connect(session.gaps.take_back)

    def _connect_actions(self) -> None:
        window, actions, session = self._window, self._window.actions_, self._session
        connect(actions.find, self._find)
        connect(actions.next, lambda: window.results.step(1))
        connect(actions.previous, lambda: window.results.step(-1))
        connect(actions.filter, window.filters.open_menu)
        connect(actions.unfilter, session.unfilter)
        connect(actions.exactly, self._search_exactly)
        connect(actions.recent, self._show_recent)
        connect(actions.request, session.gaps.ask)

    def _find(self) -> None:
        self.back()
        self._window.search.selectAll()

    def _go_home(self) -> None:
        """Nothing is typed: Esc takes the filters away, and then the card."""
        if self._session.ask.chosen:
            self._session.unfilter()
        elif self._window.pane.page in (CARD, MESSAGE):
            self._session.search("")

    def _mark(self, shown: Shown) -> None:
        """A card that was opened from elsewhere is not the one that was chosen in the list."""
        row = self._window.model.row_at(self._window.results.currentIndex().row())
        opened = shown.opened
        ids = {opened.card.id, *(card_id for _language, card_id in opened.translations)}
        if row is not None and row.card_id not in ids:
            self._window.results.clear_choice()

    def _type_on(self, text: str) -> None:
        self._window.search.setFocus(Qt.FocusReason.OtherFocusReason)
        self._window.search.insert(text)

    def _search_exactly(self) -> None:
        self.back()
        self._session.search_exactly()

    def _show_recent(self) -> None:
        self._menu.clear()
        for text in self._session.recents.texts:
            action = self._menu.addAction(text.replace("&", "&&"))
            action.triggered.connect(lambda _on=False, words=text: self.begin(words))
        if self._menu.isEmpty():
            self._menu.addAction(_("None yet: those that lead to a card")).setEnabled(False)
        else:
            self._menu.addSeparator()
            connect(self._menu.addAction(_("Forget these searches")), self._session.recents.clear)
        box = self._window.search
        self._menu.popup(box.mapToGlobal(QPoint(0, box.height() + 4)))
        self._menu.setActiveAction(self._menu.actions()[0])

    def _say_asked(self, _gap: Gap) -> None:
        self._window.pane.toast.say(
            "synced", _("Marketing will see that you needed this."),
            action=self._window.actions_.undo, seconds=UNDO_TIME.total_seconds(),
        )  # fmt: skip
