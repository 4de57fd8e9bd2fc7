"""Presenting cards to a customer: the slides are made in a lane, then shown on the window's screen."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QByteArray, QObject, QTimer
from PySide6.QtGui import QImage

from enablement.library.library import Library
from enablement.translation import _, ngettext
from enablement.ui.actions import connect
from enablement.ui.briefs.briefs import PAGE, Briefs
from enablement.ui.card.opening import open_card
from enablement.ui.card.slides import Slide, slides_of
from enablement.ui.parts import Parts
from enablement.ui.session import Shown
from enablement.ui.values import OpenCard
from enablement.ui.views.card.presentation import Presentation

_ASKED_SECONDS = 6
"""So long a second F11 is the answer to the question; later it would answer what nobody sees."""


@dataclass(frozen=True)
class _Made:
    slides: tuple[Slide, ...]
    pictures: dict[str, QImage]


class Presenting(QObject):
    """Shows cards full screen; for cards that are not marked for customers it asks once."""

    def __init__(self, parts: Parts, briefs: Briefs) -> None:
        super().__init__(parts.window)
        self._parts, self._session, self._briefs = parts, parts.session, briefs
        self._agreed: set[str] = set()
        self._asked: frozenset[str] = frozenset()
        self.question = QTimer(self)
        self.question.setSingleShot(True)
        self.question.setInterval(_ASKED_SECONDS * 1000)
        self.question.timeout.connect(self._lapse)
        self.view: Presentation | None = None
        parts.session.shown.connect(self._turn)
        parts.session.closed.connect(self._lapse)
        connect(parts.window.actions_.present, self.present)
        parts.window.pane.page_changed.connect(self._enable)
        briefs.changed.connect(self._enable)

    def present(self) -> None:
        """Show the brief that is in view, else the open card."""
        card_ids, library = self._of_brief(), self._parts.library
        if card_ids:
            self._parts.db.submit("to present", lambda: _open_all(library, card_ids), self.show)
        else:
            self._session.when_there(self._present_card)

    def show(self, cards: Sequence[OpenCard]) -> None:
        """Show these cards one after the other; asked again, even those not meant for customers."""
        unmarked = frozenset(one.card.id for one in cards if not one.card.shareable) - self._agreed
        if unmarked and unmarked != self._asked:
            self._ask(unmarked, alone=len(cards) == 1)
            return
        self._agreed |= unmarked
        self._lapse()
        library, card_ids = self._parts.library, tuple(one.card.id for one in cards)
        self._parts.db.submit("present", lambda: _make(_open_all(library, card_ids)), self._open)

    def _present_card(self) -> None:
        opened = self._session.open_card
        if opened is not None:
            self.show([opened])

    def _of_brief(self) -> tuple[str, ...]:
        """The cards of the brief that is in view; none when no brief is."""
        opened = self._briefs.opened if self._parts.window.pane.page == PAGE else None
        return tuple(entry.card_id for entry in opened.usable) if opened else ()

    def _enable(self, _page: str = "") -> None:
        """A brief can be presented while it is in view, a card while it is open."""
        on = bool(self._of_brief()) or self._session.open_card is not None
        self._parts.window.actions_.present.setEnabled(on)

    def _ask(self, unmarked: frozenset[str], *, alone: bool) -> None:
        """A quiet word to the rep before the customer sees anything."""
        self._asked = unmarked
        self.question.start()
        count = len(unmarked)
        words = (
            _("This card is not marked for customers.")
            if alone
            else ngettext(
                "{n} card is not marked for customers.", "{n} cards are not marked for customers.",
                count,
            ).format(n=count)
        )  # fmt: skip
        mend = _("Its internal parts stay hidden. Once more, and it is shown.")
        self._parts.window.pane.toast.say(
            "lock",
            words,
            mend=mend,
            action=self._parts.window.actions_.present,
            seconds=self.question.interval() / 1000,
        )

    def _turn(self, shown: Shown) -> None:
        """The answer was for the card that was open."""
        if not shown.again:
            self._lapse()

    def _lapse(self) -> None:
        self.question.stop()
        self._asked = frozenset()

    def _open(self, made: _Made) -> None:
        if not made.slides:
            self._parts.window.pane.toast.say(
                "lock", _("There is nothing on this card for a customer’s eyes.")
            )
            return
        if self.view is not None:
            self.view.close()
        self._parts.window.pane.toast.hide()
        self.view = Presentation(self._parts.theme, self._parts.window, made.slides, made.pictures)
        self.view.left.connect(self._forget)
        self.view.open()

    def _forget(self) -> None:
        self.view = None
        # Once the full screen is gone: until then the focus cannot come back.
        QTimer.singleShot(0, self._parts.window.activateWindow)


def _open_all(library: Library, card_ids: tuple[str, ...]) -> list[OpenCard]:
    """Runs in the lane; what may not be shown any more is passed over."""
    opened = (open_card(library, card_id) for card_id in card_ids)
    return [card for card in opened if card is not None]


def _make(cards: Sequence[OpenCard]) -> _Made:
    """Runs in the lane: pictures are decoded there, since that can take a while."""
    slides = slides_of([opened.card for opened in cards])
    held = {digest: data for opened in cards for digest, data in opened.pictures.items()}
    shown = {slide.picture for slide in slides if slide.picture}
    decoded = {
        digest: QImage.fromData(QByteArray(held[digest])) for digest in shown if digest in held
    }
    pictures = {digest: image for digest, image in decoded.items() if not image.isNull()}
    kept = tuple(slide for slide in slides if not slide.picture or slide.picture in pictures)
    return _Made(kept, pictures)
