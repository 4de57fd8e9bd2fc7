"""The rep's own log: read, changed, deleted and saved by keys and clicks."""

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from enablement.library.cards import HeldEntry
from enablement.library.library import Library
from enablement.sync.engine import SyncReport
from enablement.sync.protocol import (
    Contradiction,
    EventResult,
    EventStatus,
    Outcome,
    Question,
    Request,
    Search,
    Usage,
    sha256,
)
from enablement.sync.threads import Fate, Side, Thread, ThreadKind, ThreadMessage
from enablement.ui.views.log.edit_log import EditLog
from enablement.ui.views.log.who_sees import WhoSeesSheet
from enablement.ui.views.threads.thread_sheet import ThreadSheet

Key, Ctrl = Qt.Key, Qt.KeyboardModifier.ControlModifier


def use(outcome: Outcome = Outcome.WORKED, note: str = "") -> Usage:
    return Usage(card_id="too-expensive", revision=1, outcome=outcome, note=note)


def send(library: Library, *, refuse: str = "") -> None:
    """The hub has taken all that waits, or refused it."""
    status = EventStatus.REJECTED if refuse else EventStatus.ACCEPTED
    batch = library.events.take_batch("device")
    library.events.acknowledge(
        EventResult(event_id=event.event_id, status=status, reason=refuse) for event in batch
    )


def answer(library: Library, deck: Any, *threads: Thread) -> None:
    """The next sync has brought these threads."""
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


def lines(rep: Any) -> list[str]:
    model = rep.desktop.features.my_log.model
    role = Qt.ItemDataRole.AccessibleTextRole
    return [str(model.index(n, 0).data(role)) for n in range(model.rowCount())]


def page(rep: Any) -> Any:
    return rep.desktop.features.my_log.page


def focus() -> Any:
    return QApplication.focusWidget()


def sheet(rep: Any, kind: type[Any]) -> Any:
    found = [one for one in rep.window.findChildren(kind) if one.isVisible()]
    assert len(found) == 1
    rep.bot.waitUntil(found[0].isActiveWindow)
    return found[0]


def test_a_log_stands_there_at_once_and_waits(rep: Any) -> None:
    rep.type("too expensive")
    rep.press(Key.Key_F2)
    rep.press(Key.Key_J, Ctrl)
    assert rep.window.pane.page == "my_log"
    assert page(rep).list.hasFocus()
    assert lines(rep) == [
        "Today",
        "Worked. It costs too much. Waiting for the next sync: you can still change it",
    ]
    assert page(rep).list.entry is not None


def test_what_was_logged_since_is_chosen_else_the_place_is_kept(rep: Any, library: Library) -> None:
    library.events.log_usage(use(note="first"))
    library.events.log_usage(use(note="second"))
    rep.press(Key.Key_J, Ctrl)
    rep.press(Key.Key_Down)
    assert page(rep).list.entry.said == ("Your note: first",)
    rep.press(Key.Key_T, Ctrl)
    assert rep.window.pane.page == "today"
    rep.press(Key.Key_J, Ctrl)
    assert page(rep).list.entry.said == ("Your note: first",)
    library.events.log_usage(use(note="third"))
    rep.press(Key.Key_T, Ctrl)
    rep.press(Key.Key_J, Ctrl)
    assert page(rep).list.entry.said == ("Your note: third",)


def test_every_kind_tells_what_it_is(rep: Any, library: Library) -> None:
    library.events.log_search(Search(text="zeppelin"))
    library.events.log_request(Request(text="door alarms", note="for the pilot"))
    library.events.log_question(Question(card_id="freezer-night", revision=1, text="Which site?"))
    library.events.log_usage(use(Outcome.FELL_FLAT, "she laughed"))
    rep.press(Key.Key_J, Ctrl)
    said = [line.split(". Waiting")[0] for line in lines(rep)]
    assert said == [
        "Today",
        "Fell flat. It costs too much. Your note: she laughed",
        "Question. Saint Orrin saved a freezer. Which site?",
        "Request. “door alarms”. Your note: for the pilot",
        "Search that found nothing. “zeppelin”",
    ]


def test_delete_takes_an_entry_away_and_undo_brings_it_back_where_it_was(
    rep: Any, library: Library
) -> None:
    first = library.events.log_usage(use(note="first"))
    library.events.log_usage(use(note="second"))
    rep.press(Key.Key_J, Ctrl)
    rep.press(Key.Key_Down)
    rep.press(Key.Key_Delete)
    assert [log["note"] for log in rep.logs()] == ["second"]
    assert rep.window.pane.toast.words == "Deleted: marketing never sees it."
    rep.press(Key.Key_Z, Ctrl)
    assert [log["note"] for log in rep.logs()] == ["first", "second"]
    assert rep.window.pane.toast.words == "It is back in your log."
    assert page(rep).list.entry.event_id == first.event_id


def test_a_card_does_not_warn_of_what_was_deleted(rep: Any, library: Library) -> None:
    library.events.log_contradiction(
        Contradiction(card_id="too-expensive", revision=1, text="They pay less.")
    )
    rep.type("too expensive")
    assert "They pay less." in rep.page()
    rep.press(Key.Key_J, Ctrl)
    rep.press(Key.Key_Delete)
    rep.press(Key.Key_Escape)
    rep.press(Key.Key_Down)
    assert rep.window.pane.shows_card
    assert "They pay less." not in rep.page()


def test_enter_changes_what_waits(rep: Any, library: Library) -> None:
    library.events.log_usage(use(note="ok"))
    rep.press(Key.Key_J, Ctrl)
    rep.press(Key.Key_Return)
    asked = sheet(rep, EditLog)
    rep.click(asked.outcomes[Outcome.NEUTRAL])
    asked.fields["words"].setFocus()
    rep.type("too dear")
    rep.press(Key.Key_Return)
    assert rep.logs() == [
        {"card_id": "too-expensive", "revision": 1, "outcome": "neutral", "note": "ok",
         "words": "too dear"}
    ]  # fmt: skip
    assert "The buyer said: “too dear”" in lines(rep)[1]


def test_escape_leaves_an_entry_as_it_is(rep: Any, library: Library) -> None:
    library.events.log_request(Request(text="door alarms"))
    rep.press(Key.Key_J, Ctrl)
    rep.click(page(rep).buttons.edit)
    asked = sheet(rep, EditLog)
    asked.fields["text"].setFocus()
    focus().selectAll()
    rep.press(Key.Key_Delete)
    assert not asked.save.isEnabled(), "a request says something"
    rep.press(Key.Key_Escape)
    assert rep.logs() == [{"text": "door alarms"}]


def test_what_has_gone_meanwhile_stays_as_it_was(rep: Any, library: Library) -> None:
    library.events.log_usage(use(note="ok"))
    rep.press(Key.Key_J, Ctrl)
    library.events.take_batch("device")
    rep.press(Key.Key_Delete)
    assert rep.window.pane.toast.words.startswith("Too late")
    assert "On its way" in lines(rep)[1]
    assert not page(rep).buttons.delete.isVisible()
    rep.press(Key.Key_Delete)
    assert len(rep.logs()) == 1


def test_what_was_received_says_when(rep: Any, library: Library) -> None:
    library.events.log_usage(use())
    send(library)
    rep.press(Key.Key_J, Ctrl)
    at = library.events.recent()[0].acknowledged_at
    assert at is not None
    assert lines(rep)[1].endswith(f"Received by marketing {at.astimezone():%H:%M}")
    rep.press(Key.Key_Return)
    assert rep.window.pane.shows_card, "Enter on what can no longer be changed opens its card"


def test_what_was_not_taken_is_told_until_seen_and_sent_again_corrected(
    rep: Any, library: Library
) -> None:
    library.events.log_usage(use(note="x"))
    send(library, refuse="note: too long")
    rep.desktop.rounds.synced.emit(SyncReport())
    rep.settle()
    assert rep.window.nav.buttons["my_log"].text() == "My log  1"
    rep.press(Key.Key_J, Ctrl)
    assert "The hub did not take it: note: too long" in lines(rep)[1]
    rep.click(page(rep).chips[next(show for show in page(rep).chips if show.name == "REJECTED")])
    rep.click(page(rep).buttons.edit)
    asked = sheet(rep, EditLog)
    asked.fields["note"].setFocus()
    rep.type(" shorter")
    rep.press(Key.Key_Return)
    assert [log["note"] for log in rep.logs()] == ["x shorter"]
    assert rep.window.nav.buttons["my_log"].text() == "My log"


def test_an_answer_stands_under_the_question(rep: Any, library: Library, deck: Any) -> None:
    asked = library.events.log_question(
        Question(card_id="freezer-night", revision=1, text="Which site?")
    )
    send(library)
    said = (
        ThreadMessage(side=Side.REP, text="Which site?", at=asked.occurred_at),
        ThreadMessage(side=Side.MARKETING, text="The one in Bilbao.", at=asked.occurred_at),
    )
    thread = Thread(
        thread_id=asked.event_id, kind=ThreadKind.QUESTION, fate=Fate.ANSWERED,
        card_id="freezer-night", revision=1, messages=said,
    )  # fmt: skip
    answer(library, deck, thread)
    rep.desktop.rounds.synced.emit(SyncReport(threads=(asked.event_id,)))
    rep.settle()
    assert rep.window.nav.buttons["my_log"].text() == "My log  1"
    rep.press(Key.Key_J, Ctrl)
    assert lines(rep)[1].endswith("Answered. Marketing: The one in Bilbao.. New")


def test_the_filters_show_a_part(rep: Any, library: Library) -> None:
    library.events.log_usage(use())
    send(library)
    library.events.log_request(Request(text="door alarms"))
    rep.press(Key.Key_J, Ctrl)
    chips = {show.name: chip for show, chip in page(rep).chips.items()}
    assert chips["WAITING"].text() == "Waiting  1"
    assert not chips["REJECTED"].isVisible()
    for name, count in (("LOGS", 1), ("REQUESTS", 1), ("WAITING", 1), ("ANSWERED", 0), ("ALL", 2)):
        rep.click(chips[name])
        assert len([line for line in lines(rep) if line != "Today"]) == count, name
    rep.click(chips["ANSWERED"])
    assert page(rep).empty.text().startswith("No answers yet")


def test_it_says_who_sees_what(rep: Any) -> None:
    rep.press(Key.Key_J, Ctrl)
    rep.click(page(rep).who)
    shown = sheet(rep, WhoSeesSheet)
    QTest.keyClick(shown, Key.Key_Escape)
    assert not shown.isVisible()


def test_typing_goes_to_the_search_and_clearing_it_leads_back(rep: Any, library: Library) -> None:
    library.events.log_usage(use())
    rep.press(Key.Key_J, Ctrl)
    rep.type("freezer")
    assert rep.window.search.text() == "freezer"
    assert rep.window.pane.shows_card
    rep.press(Key.Key_Escape)
    assert rep.window.pane.page == "my_log"
    assert len(lines(rep)) == 2


@pytest.mark.parametrize("ending", ["csv", "json"])
def test_a_copy_is_saved_for_the_rep(
    rep: Any, library: Library, tmp_path: Path, ending: str
) -> None:
    library.events.log_usage(use(note="=HYPERLINK(1)"))
    library.events.log_request(Request(text="door alarms"))
    rep.press(Key.Key_J, Ctrl)
    rep.click(page(rep).copy)
    dialog = rep.window.findChild(QFileDialog)
    path = tmp_path / f"mine.{ending}"
    dialog.selectFile(str(path))
    dialog.accept()
    rep.settle()
    assert rep.window.pane.toast.words == f"2 entries saved as mine.{ending}"
    text = path.read_text("utf-8-sig")
    if ending == "json":
        assert [one["said"].get("note") for one in json.loads(text)] == ["=HYPERLINK(1)", None]
    else:
        rows = list(csv.DictReader(text.splitlines()))
        assert [row["note"] for row in rows] == ["'=HYPERLINK(1)", ""]


def test_ten_thousand_entries_are_not_read_at_once(
    library: Library, deck: Any, open_desk: Callable[[], Any]
) -> None:
    deck.put(library, deck.all)
    deck.enrol(library)
    events = [library.events.log_usage(use(note=f"use {n}")) for n in range(300)]
    rep = open_desk()
    rep.press(Key.Key_J, Ctrl)
    model = rep.desktop.features.my_log.model
    assert len(model.entries) < 200

    def at_the_end() -> bool:
        rep.press(Key.Key_End)
        return len(model.entries) == len(events)

    rep.bot.waitUntil(at_the_end, timeout=20_000)
    assert [entry.event_id for entry in model.entries] == [one.event_id for one in events[::-1]]


def test_the_conversation_is_read_from_the_log(rep: Any, library: Library, deck: Any) -> None:
    asked = library.events.log_question(
        Question(card_id="freezer-night", revision=1, text="Which site?")
    )
    send(library)
    said = (
        ThreadMessage(side=Side.REP, text="Which site?", at=asked.occurred_at),
        ThreadMessage(side=Side.MARKETING, text="The one in Bilbao.", at=asked.occurred_at),
    )
    thread = Thread(
        thread_id=asked.event_id, kind=ThreadKind.QUESTION, fate=Fate.ANSWERED,
        card_id="freezer-night", revision=1, messages=said,
    )  # fmt: skip
    answer(library, deck, thread)
    rep.press(Key.Key_J, Ctrl)
    assert rep.window.nav.buttons["my_log"].text() == "My log  1"
    rep.press(Key.Key_Return)
    shown = sheet(rep, ThreadSheet)
    assert rep.window.nav.buttons["my_log"].text() == "My log"
    assert not lines(rep)[1].endswith("New")
    QTest.keyClick(shown, Key.Key_Escape)


def test_what_waits_in_a_conversation_is_changed_here(rep: Any, library: Library) -> None:
    asked = library.events.log_question(
        Question(card_id="freezer-night", revision=1, text="Which site?")
    )
    rep.desktop.features.asking.change_wanted.emit(asked.event_id)
    rep.settle()
    assert rep.window.pane.page == "my_log"
    assert sheet(rep, EditLog).said == {"text": "Which site?"}


def test_what_changed_opens_the_card_that_came_of_it(rep: Any, library: Library, deck: Any) -> None:
    asked = library.events.log_request(Request(text="door alarms"))
    send(library)
    thread = Thread(
        thread_id=asked.event_id, kind=ThreadKind.REQUEST, fate=Fate.CHANGED,
        changed_card="freezer-night", changed_to=1,
    )  # fmt: skip
    answer(library, deck, thread)
    rep.press(Key.Key_J, Ctrl)
    assert "A card came of it" in lines(rep)[1]
    rep.click(page(rep).buttons.difference)
    assert rep.session.open_card.card.id == "freezer-night"
    assert rep.window.pane.shows_card
