"""Briefs: their list, an open one, the page for the customer, and after the meeting."""

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from sqlalchemy import delete

from bench.scenes.scene import Scene
from bench.studio import Studio
from enablement.cards.model import Card, CardKind
from enablement.library.library import Library
from enablement.library.tables import changes

CARDS = ("too-expensive", "saint-orrin-freezer-night", "is-it-secure", "data-residency")
_GONE = "price-list-2025"
_ACCOUNTS = ("Comedores Albarán", "Pennywhistle Foods", "Mercados Tamarindo")
WORDS = {
    "en": {
        "title": "Renewal with Larkhaven", "account": "Larkhaven Logistics", "stage": "Negotiation",
        "note": "Tom decides, Ines signs. 41 sites, contract until March.\nBe done by twenty to.",
        "card": "Tom said in May: “we pay 9 dollars at Glacint”. Bring the loss study.",
        "others": ("First call", "Quarterly review", "Pilot in Cádiz"),
    },
    "es": {
        "title": "Renovación con Larkhaven", "account": "Larkhaven Logistics",
        "stage": "Negociación",
        "note": "Decide Tomás, firma Inés. 41 centros, contrato hasta marzo.\nAcabar a menos veinte.",
        "card": "Tomás dijo en mayo: «en Glacint pagamos 9 dólares». Llevar el estudio de pérdidas.",
        "others": ("Primera llamada", "Revisión trimestral", "Piloto en Cádiz"),
    },
}  # fmt: skip


def _library(studio: Studio) -> Library:
    if studio.demo is None:
        raise ValueError("briefs are shown in the demo")
    return studio.demo.library


def _gather(studio: Studio, *, over: bool = False, gone: bool = False) -> str:
    """Fresh briefs in the library; the id of the one to look at."""
    shelf, words = _library(studio).briefs, WORDS[studio.language]
    for brief in shelf.all():
        shelf.delete(brief.brief_id)
    now = _library(studio).now().replace(minute=0)
    for number, title in enumerate(words["others"]):
        cards = _held(studio)[: number + 1]
        other = shelf.create(str(title), cards, account=_ACCOUNTS[number])
        if number == 0:
            shelf.change(other.brief_id, starts_at=now + timedelta(days=1, hours=3))
        if number == 2:
            with _library(studio).writing() as writer:
                shelf.close(writer, other.brief_id)
    cards = [*_held(studio), *([_GONE] if gone else [])]
    if gone:
        _retire(_library(studio), studio.language)
    brief = shelf.create(
        str(words["title"]), cards, account=str(words["account"]), stage=str(words["stage"]),
        note=str(words["note"]), starts_at=now + timedelta(hours=-3 if over else 26),
    )  # fmt: skip
    shelf.note_card(brief.brief_id, cards[0], str(words["card"]))
    return brief.brief_id


def _retire(library: Library, language: str) -> None:
    """A card that the rep knew is no longer approved."""
    title = {"en": "The price list of 2025", "es": "La lista de precios de 2025"}[language]
    former = Card(id=_GONE, kind=CardKind.OBJECTION, title=title, language=language)
    now = library.now()
    with library.writing() as writer:
        writer.execute(delete(changes).where(changes.c.card_id == _GONE))
        writer.execute(
            changes.insert().values(
                card_id=_GONE, kind="retired", revision=3, former_revision=3,
                former=former.to_bytes(), arrived_at=now, dismissed_at=now,
            )
        )  # fmt: skip


def _held(studio: Studio) -> list[str]:
    """The cards to show, in the rep's language where they are held in it."""
    found = []
    for card_id in CARDS:
        versions = _library(studio).cards.translations(card_id)
        ids = {held.card.language: held.card.id for held in versions}
        found.append(ids.get(studio.language, card_id))
    return found


def _open(studio: Studio, *, over: bool = False, gone: bool = False) -> None:
    brief_id = _gather(studio, over=over, gone=gone)
    studio.type("")
    briefs = studio.desktop.features.briefs
    briefs.show_all()
    studio.settle()
    briefs.open(brief_id)
    studio.settle()


def _key(studio: Studio, key: Qt.Key, *, shift: bool = True) -> None:
    modifier = Qt.KeyboardModifier.ControlModifier
    if shift:
        modifier |= Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(QApplication.focusWidget() or studio.desktop.window, key, modifier)
    studio.settle()


def briefs(studio: Studio) -> None:
    """All briefs: one whose meeting is over, those to come, one that is closed."""
    _gather(studio, over=True)
    studio.type("")
    studio.desktop.features.briefs.show_all()


def briefs_none(studio: Studio) -> None:
    """No brief yet."""
    for brief in _library(studio).briefs.all():
        _library(studio).briefs.delete(brief.brief_id)
    studio.type("")
    studio.desktop.features.briefs.show_all()


def brief(studio: Studio) -> None:
    """An open brief."""
    _open(studio)


def brief_over(studio: Studio) -> None:
    """A brief whose meeting is over; one of its cards was taken back."""
    _open(studio, over=True, gone=True)
    studio.press(Qt.Key.Key_End)


def brief_large(studio: Studio) -> None:
    """The same with text at twice its size."""
    for _step in range(8):
        studio.theme.zoom(1)
    _open(studio, over=True)


def brief_new(studio: Studio) -> None:
    """A new brief."""
    _open(studio)
    _key(studio, Qt.Key.Key_N)


def brief_change(studio: Studio) -> None:
    """Title, account, stage and time of a brief are changed."""
    _open(studio)
    studio.desktop.features.briefs.change_words()


def brief_which(studio: Studio) -> None:
    """Into which brief shall the card go?"""
    _gather(studio)
    _library(studio).desk_state.put("current_brief", None)
    studio.type({"en": "too expensive", "es": "es demasiado caro"}[studio.language])
    studio.desktop.features.briefs.show_all()
    studio.settle()
    studio.type({"en": "too expensive", "es": "es demasiado caro"}[studio.language])
    _key(studio, Qt.Key.Key_D, shift=False)


def brief_taken(studio: Studio) -> None:
    """The open card was put into the brief."""
    _open(studio)
    studio.type({"en": "alarm", "es": "alarma"}[studio.language])
    _key(studio, Qt.Key.Key_D, shift=False)


def brief_share(studio: Studio) -> None:
    """What goes to the customer and what stays."""
    _open(studio, gone=True)
    _key(studio, Qt.Key.Key_E)


def after_meeting(studio: Studio) -> None:
    """One key a card."""
    _open(studio, over=True)
    _key(studio, Qt.Key.Key_M)
    for key in (Qt.Key.Key_1, Qt.Key.Key_3):
        studio.press(key)


def after_meeting_end(studio: Studio) -> None:
    """All said: Enter records it."""
    after_meeting(studio)
    for key in (Qt.Key.Key_0, Qt.Key.Key_1):
        studio.press(key)


def after_meeting_large(studio: Studio) -> None:
    """The same with text at twice its size."""
    for _step in range(8):
        studio.theme.zoom(1)
    after_meeting(studio)


SCENES: tuple[Scene, ...] = (
    briefs_none, briefs, brief, brief_over, brief_large, brief_new, brief_change, brief_which,
    brief_taken, brief_share, after_meeting, after_meeting_end, after_meeting_large,
)  # fmt: skip
