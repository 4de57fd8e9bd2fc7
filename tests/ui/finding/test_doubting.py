"""A card that the rep reported as proved wrong says so in the list, until marketing settles it."""

from hashlib import sha256
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from enablement.library.cards import HeldEntry
from enablement.library.library import Library
from enablement.sync.engine import SyncReport
from enablement.sync.protocol import Contradiction, shard_of
from enablement.sync.threads import Fate, Side, Thread, ThreadKind, ThreadMessage
from enablement.ui.card.card_notices import doubts
from enablement.ui.views.words_field import WordsField

IN_DOUBT = "In doubt: you reported that a buyer proved it wrong"


def spoken(rep: Any) -> str:
    """The first row as a screen reader says it."""
    model = rep.window.model
    said: str = model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    return said


def picture(rep: Any) -> QImage:
    """The list as one sees it."""
    image: QImage = rep.window.results.viewport().grab().toImage()
    return image


def tell(library: Library, *threads: Thread) -> None:
    """Put threads into the library, as a sync would."""
    data = {sha256(one.to_bytes()).hexdigest(): one for one in threads}
    library.cards.stage({digest: one.to_bytes() for digest, one in data.items()})
    kept = [one for one in library.cards.entries() if one.kind != "thread"]
    new = [
        HeldEntry("thread", one.thread_id, 1, digest, shard_of("thread", one.thread_id))
        for digest, one in data.items()
    ]
    with library.writing() as writer:
        library.cards.replace(writer, [*kept, *new], [], [])


def contradicted(library: Library, card_id: str, revision: int = 1) -> str:
    said = Contradiction(card_id=card_id, revision=revision, text="They pay twelve.")
    return library.events.log_contradiction(said).event_id


def test_telling_that_a_card_is_wrong_marks_it_in_the_list_at_once(rep: Any) -> None:
    rep.type("too expensive")
    before = picture(rep)
    assert IN_DOUBT not in spoken(rep)
    rep.press(Qt.Key.Key_F9)
    rep.bot.waitUntil(lambda: QApplication.activeWindow() is not rep.window)
    rep.bot.waitUntil(lambda: isinstance(QApplication.focusWidget(), WordsField))
    rep.type("They pay twelve.")
    rep.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    rep.settle()
    assert IN_DOUBT in spoken(rep)
    assert picture(rep) != before, "and one sees it"


def test_it_is_there_at_the_next_start(library: Library, rep: Any, open_desk: Any) -> None:
    contradicted(library, "too-expensive")
    again = open_desk()
    again.type("too expensive")
    assert IN_DOUBT in spoken(again)


def test_marketing_settles_it(rep: Any, library: Library) -> None:
    event_id = contradicted(library, "too-expensive")
    thread = Thread(
        thread_id=event_id, kind=ThreadKind.CONTRADICTION, card_id="too-expensive", revision=1
    )
    tell(library, thread)
    rep.type("too expensive")
    rep.desktop.rounds.synced.emit(SyncReport(threads=(event_id,)))
    rep.settle()
    assert IN_DOUBT in spoken(rep)
    tell(library, thread.model_copy(update={"fate": Fate.DECLINED}))
    rep.desktop.rounds.synced.emit(SyncReport(threads=(event_id,)))
    rep.settle()
    assert IN_DOUBT not in spoken(rep)


def test_the_list_and_the_card_agree(library: Library, deck: Any) -> None:
    deck.put(library, deck.all)
    contradicted(library, "freezer-night")
    contradicted(library, "too-expensive", revision=7)
    answered = contradicted(library, "competitor-is-cheaper")
    said = ThreadMessage(side=Side.REP, text="No.", at=library.now())
    told: dict[str, Any] = {"kind": ThreadKind.CONTRADICTION, "revision": 1, "messages": (said,)}
    tell(
        library,
        Thread(thread_id=answered, card_id="competitor-is-cheaper", fate=Fate.ANSWERED, **told),
        Thread(thread_id="elsewhere", card_id="too-expensive-es", **told),
        Thread(thread_id="asked", card_id="too-expensive", revision=1, kind=ThreadKind.QUESTION),
    )
    wholes = [library.whole_card(card.id) for card in deck.all]
    doubted = {one.held.card.id for one in wholes if one is not None and doubts(one)}
    assert library.doubted() == doubted == {"freezer-night", "too-expensive-es"}
