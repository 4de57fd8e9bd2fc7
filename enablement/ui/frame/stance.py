"""Where a rep is in the window, so that another window can go on from there."""

from dataclasses import dataclass
from functools import partial
from typing import Self

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from enablement.ui.main_window import MainWindow
from enablement.ui.session import Session
from enablement.ui.views.card_pane import CARD, MESSAGE

_NOTHING_TYPED = ("", "", "")


@dataclass(frozen=True)
class Stance:
    """What is typed, chosen, open and in view, and where the cursor is."""

    text: str
    chosen: tuple[tuple[str, str], ...]
    home: str
    page: str
    card_id: str
    block: str
    scrolled: int
    typed: tuple[str, ...]
    invitation: tuple[str, str, str]
    focus: str

    @classmethod
    def of(cls, window: MainWindow, session: Session) -> Self:
        """Where the rep is now."""
        opened, pane = session.open_card, window.pane
        focus = QApplication.focusWidget()
        names = (name for name, place in _places(window).items() if place is focus)
        return cls(
            text=window.search.content,
            chosen=tuple(session.ask.chosen),
            home=pane.home,
            page=pane.page,
            card_id=opened.card.id if opened else "",
            block=session.block,
            scrolled=pane.browser.verticalScrollBar().value(),
            invitation=window.first_run.typed if window.shows_first_run else _NOTHING_TYPED,
            typed=tuple(field.text() for field in _fields(window)),
            focus=next(names, "search"),
        )

    def resume(self, window: MainWindow, session: Session) -> None:
        """Go on from here in another window."""
        once = Qt.ConnectionType.SingleShotConnection
        for field, text in zip(_fields(window), self.typed, strict=False):
            field.setText(text)
        if self.invitation != _NOTHING_TYPED:
            window.first_run.begin(self.invitation)
        session.found.connect(partial(self._go_on, window, session), once)
        if self.text:
            window.search.put(self.text)
        else:
            session.search("")
        for facet, value in self.chosen:
            session.choose(facet, value)

    def _go_on(
        self, window: MainWindow, session: Session, _found: object = None, _fresh: bool = True
    ) -> None:
        """The cards are listed: put the rep's own card or page beside them."""
        pane, once = window.pane, Qt.ConnectionType.SingleShotConnection
        if self.home and not pane.home:
            pane.home = self.home
        if self.page == CARD:
            session.shown.connect(partial(self._read_on, window, session), once)
            window.results.choose(window.model.position_of(self.card_id))
            session.ensure(self.card_id)
        elif self.page != MESSAGE and self.page in window.nav.buttons:
            getattr(window.actions_, self.page).trigger()
        self._look(window)

    def _read_on(self, window: MainWindow, session: Session, _shown: object = None) -> None:
        session.choose_block(self.block)
        window.pane.browser.verticalScrollBar().setValue(self.scrolled)
        self._look(window)

    def _look(self, window: MainWindow) -> None:
        if not window.shows_first_run:
            _places(window)[self.focus].setFocus(Qt.FocusReason.OtherFocusReason)


def _places(window: MainWindow) -> dict[str, QWidget]:
    """Where the cursor may be."""
    return {
        "search": window.search,
        "results": window.results,
        "card": window.pane.browser,
    }


def _fields(window: MainWindow) -> list[QLineEdit]:
    """Where something is typed that is not kept yet: what a log shall say beside its outcome."""
    return window.pane.log_bar.findChildren(QLineEdit)
