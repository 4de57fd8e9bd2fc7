"""An answer is told quietly after the sync that brought it, when the rep has a moment."""

from datetime import UTC, datetime
from typing import Any

from PySide6.QtCore import Qt

from enablement.library.cards import HeldEntry
from enablement.library.library import Library
from enablement.sync.engine import SyncReport
from enablement.sync.protocol import sha256
from enablement.sync.threads import Fate, Side, Thread, ThreadKind, ThreadMessage
from enablement.ui.threads.answers import read_answers
from enablement.ui.views.threads.thread_sheet import ThreadSheet

Key, Ctrl = Qt.Key, Qt.KeyboardModifier.ControlModifier
MOMENT = datetime(2026, 6, 1, 12, tzinfo=UTC)


def answered(name: str, words: str) -> Thread:
    return Thread(
        thread_id=name, kind=ThreadKind.REQUEST, fate=Fate.ANSWERED,
        messages=(
            ThreadMessage(side=Side.REP, text="door alarms", at=MOMENT),
            ThreadMessage(side=Side.MARKETING, text=words, at=MOMENT),
        ),
    )  # fmt: skip


def bring(rep: Any, library: Library, deck: Any, *threads: Thread) -> None:
    """A sync has brought these."""
    deck.put(library, deck.all)
    data = {sha256(one.to_bytes()): one.to_bytes() for one in threads}
    library.cards.stage(data)
    entries = library.cards.entries()
    entries += [
        HeldEntry("thread", one.thread_id, 0, name, 64)
        for one, name in zip(threads, data, strict=True)
    ]
    with library.writing() as writer:
        library.cards.replace(writer, entries, (), ())
    rep.desktop.rounds.synced.emit(SyncReport(threads=tuple(one.thread_id for one in threads)))
    rep.settle()


def test_the_answer_is_said_and_opened(rep: Any, library: Library, deck: Any) -> None:
    bring(rep, library, deck, answered("a", "It is coming in June."))
    assert rep.window.pane.toast.words == "Marketing answered: “It is coming in June.”"
    rep.desktop.features.answer_news.read.trigger()
    rep.settle()
    shown = rep.window.findChild(ThreadSheet)
    assert shown.isVisible()
    assert not read_answers(library), "what is shown is seen"


def test_several_answers_are_one_word(rep: Any, library: Library, deck: Any) -> None:
    bring(rep, library, deck, answered("a", "Yes."), answered("b", "No."))
    assert rep.window.pane.toast.words == "Marketing answered 2 of your messages."


def test_it_waits_for_a_log_that_can_be_undone(rep: Any, library: Library, deck: Any) -> None:
    rep.type("too expensive")
    rep.press(Key.Key_F2)
    bring(rep, library, deck, answered("a", "It is coming in June."))
    assert rep.window.pane.toast.words.startswith("Logged")


def test_it_waits_for_who_types(rep: Any, library: Library, deck: Any) -> None:
    rep.type("too")
    bring(rep, library, deck, answered("a", "It is coming in June."))
    assert rep.window.pane.toast.words == ""


def test_it_does_not_disturb_who_adds_words(rep: Any, library: Library, deck: Any) -> None:
    rep.window.search.put("too expensive")
    rep.settle()
    rep.press(Key.Key_N, Ctrl)
    bring(rep, library, deck, answered("a", "It is coming in June."))
    assert rep.window.pane.toast.words == ""


def test_a_sync_without_answers_says_nothing(rep: Any) -> None:
    rep.desktop.rounds.synced.emit(SyncReport())
    rep.settle()
    assert rep.window.pane.toast.words == ""
