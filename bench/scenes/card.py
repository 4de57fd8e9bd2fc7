"""The card: its blocks, its other language, what changed in it, its pictures, and presenting it."""

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from sqlalchemy import delete, insert

from bench.scenes.scene import Scene
from bench.studio import Studio
from enablement.library.cards import HeldCard, HeldEntry
from enablement.library.library import Library
from enablement.library.tables import changes
from enablement.sync.policies import USAGE, CardEvidence, Evidence, SharedMessage
from enablement.sync.protocol import Contradiction, EntryKind, sha256
from enablement.sync.threads import Fate, Side, Thread, ThreadKind, ThreadMessage

QUERIES = {"en": "too expensive", "es": "es demasiado caro"}
CARDS = {"en": "too-expensive", "es": "demasiado-caro"}
CHEAPER = {"en": "competitor is cheaper", "es": "la competencia es mas barata"}
AGED = {"en": "competitor-is-cheaper", "es": "la-competencia-es-mas-barata"}
WRONG = {
    "en": "Our own write-offs were 2,100 last year, not 8,700.",
    "es": "El año pasado perdimos 2.100, no 8.700.",
}
ASKED = {
    "en": "Does the $398 hold for a store with two cold rooms?",
    "es": "¿Valen los 398 dólares para una tienda con dos cámaras?",
}
Key, Ctrl = Qt.Key, Qt.KeyboardModifier.ControlModifier


def card_block(studio: Studio) -> None:
    """The second block in view."""
    _read(studio)
    for _step in range(2):
        QTest.keyClick(_focus(studio), Key.Key_Down, Ctrl)
    studio.settle()


def card_copied(studio: Studio) -> None:
    """An internal block copied by asking for it."""
    _read(studio)
    QTest.keyClick(_focus(studio), Key.Key_Up, Ctrl)
    QTest.keyClick(_focus(studio), Key.Key_C, Ctrl | Qt.KeyboardModifier.ShiftModifier)
    studio.settle()


def card_large(studio: Studio) -> None:
    """A card at twice the size of text."""
    for _step in range(8):
        studio.theme.zoom(1)
    _read(studio)


def card_story(studio: Studio) -> None:
    """A story with its picture."""
    studio.type("saint orrin")
    studio.press(Key.Key_Return)


def card_around(studio: Studio) -> None:
    """A doubt, news, evidence and a thread around a card."""
    _bring(studio)
    _read(studio)


def card_end(studio: Studio) -> None:
    """The foot of the card, with the rep's threads."""
    _bring(studio)
    _read(studio)
    studio.press(Key.Key_End)


def card_difference(studio: Studio) -> None:
    """What changed since the revision that the rep knew."""
    _bring(studio)
    _read(studio)
    studio.press(Key.Key_F7)


def card_small(studio: Studio) -> None:
    """The smallest window with the largest text."""
    _bring(studio)
    for _step in range(8):
        studio.theme.zoom(1)
    studio.desktop.window.resize(880, 560)
    _read(studio)


def card_attachment(studio: Studio) -> None:
    """The picture of a card, opened from the encrypted store."""
    _read(studio)
    studio.desktop.window.actions_.attachments.trigger()
    studio.settle()


def card_unverified(studio: Studio) -> None:
    """A card whose date has passed, and that will soon leave the laptop."""
    if studio.demo is not None:
        _age(studio.demo.library, AGED[studio.language])
        studio.desktop.session.close_card()
    studio.type(CHEAPER[studio.language])
    studio.press(Key.Key_Return)


def card_presenting(studio: Studio) -> None:
    """A story for a customer's eyes: the first slide."""
    _present(studio, 0)


def card_presenting_list(studio: Studio) -> None:
    """The slide with a list."""
    _present(studio, 3)


def card_presenting_picture(studio: Studio) -> None:
    """The slide with a picture."""
    _present(studio, 2)


SCENES: tuple[Scene, ...] = (
    card_block, card_copied, card_large, card_story, card_around, card_end, card_difference, card_small,
    card_attachment, card_presenting, card_presenting_list, card_presenting_picture, card_unverified,
)  # fmt: skip


def _present(studio: Studio, steps: int) -> None:
    """What is shown is photographed over the window, as a dialog is."""
    studio.type("saint orrin")
    studio.press(Key.Key_F11)
    view = studio.desktop.features.presenting.view
    if view is not None:
        view.resize(studio.desktop.window.size())
        for _step in range(steps):
            QTest.keyClick(view, Key.Key_Right)


def _read(studio: Studio) -> None:
    studio.type(QUERIES[studio.language])
    studio.press(Key.Key_Return)


def _focus(studio: Studio) -> QWidget:
    return QApplication.focusWidget() or studio.desktop.window


def _bring(studio: Studio) -> None:
    if studio.demo is not None:
        _enrich(studio.demo.library, studio.language)
        studio.desktop.session.close_card()


def _enrich(library: Library, language: str) -> None:
    """Let there be around the card what a few weeks bring: a doubt, news, evidence and a thread."""
    card_id = CARDS[language]
    held = library.cards.get(card_id)
    if held is None:
        return
    now = library.now()
    former = held.card.model_copy(
        update={"body": _former_body(held.card.body), "verify_by": now.date() + timedelta(days=30)}
    )
    thread = Thread(
        thread_id="shown-thread", kind=ThreadKind.QUESTION, fate=Fate.ANSWERED, card_id=card_id,
        revision=held.revision,
        messages=(
            ThreadMessage(side=Side.REP, text=ASKED[language], at=now - timedelta(days=1)),
            ThreadMessage(side=Side.MARKETING, text="…", at=now - timedelta(hours=2)),
        ),
    )  # fmt: skip
    evidence = Evidence(
        cards={card_id: CardEvidence(revision=held.revision, worked=15, neutral=5, fell_flat=4)}
    )
    _put(
        library, {(EntryKind.EVIDENCE, USAGE): evidence, (EntryKind.THREAD, "shown-thread"): thread}
    )
    row = {"card_id": card_id, "kind": "changed", "revision": held.revision,
           "former_revision": held.revision - 1, "former": former.to_bytes(), "arrived_at": now,
           "dismissed_at": None}  # fmt: skip
    with library.writing() as writer:
        writer.execute(delete(changes).where(changes.c.card_id == card_id))
        writer.execute(insert(changes), row)
    if not any(event.kind == "contradiction" for event in library.events.recent()):
        library.events.log_contradiction(
            Contradiction(card_id=card_id, revision=held.revision, text=WRONG[language],
                          words=WRONG[language])
        )  # fmt: skip


def _former_body(body: str) -> str:
    """The card as it was before: another figure, a sentence less, no “Ask next”."""
    before = body.replace("$5,500", "$4,900").replace("5500", "4900").replace("412", "388")
    start = before.find("## Ask next") if "## Ask next" in before else before.find("## Pregunta")
    end = before.find("## ", start + 3)
    return before[:start] + before[end:] if start > 0 else before


def _put(library: Library, things: dict[tuple[EntryKind, str], SharedMessage]) -> None:
    """Let the library hold these as if they had come with a sync."""
    objects = {sha256(thing.to_bytes()): thing.to_bytes() for thing in things.values()}
    library.cards.stage(objects)
    held = library.cards.entries()
    new = [HeldEntry(kind, name, 1, sha256(thing.to_bytes()), 64)
           for (kind, name), thing in things.items()]  # fmt: skip
    names = {(entry.kind, entry.id) for entry in new}
    kept = [entry for entry in held if (entry.kind, entry.id) not in names]
    with library.writing() as writer:
        library.cards.replace(writer, [*kept, *new], [], [])


def _age(library: Library, card_id: str) -> None:
    """Let marketing's word on a card be over, and the card leave in five days."""
    held = library.cards.get(card_id)
    if held is None:
        return
    day = library.today()
    dates = {"verify_by": day - timedelta(days=40), "expires": day + timedelta(days=5)}
    card = held.card.model_copy(update=dates)
    aged = HeldCard(card, held.revision, card.content_hash)
    library.cards.stage({aged.hash: card.to_bytes()})
    entries = [
        one._replace(hash=aged.hash) if (one.kind, one.id) == ("card", card_id) else one
        for one in library.cards.entries()
    ]
    with library.writing() as writer:
        library.cards.replace(writer, entries, [aged], [])
