"""Asking and telling as a rep does it: by keys, offline, taken back, and read when it is answered."""

from typing import Any, TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from enablement.library.cards import HeldEntry
from enablement.library.library import Library
from enablement.sync.protocol import EventResult, EventStatus, Question, sha256
from enablement.sync.threads import Fate, Side, Thread, ThreadKind, ThreadMessage
from enablement.ui.theme import Theme
from enablement.ui.views.log.edit_log import EditLog
from enablement.ui.views.threads.ask_sheet import AskSheet
from enablement.ui.views.threads.thread_sheet import ThreadSheet
from enablement.ui.views.words_field import WordsField

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
NO_MODIFIER = Qt.KeyboardModifier.NoModifier
Key = Qt.Key
OneSheet = TypeVar("OneSheet", bound=QWidget)


def opened(rep: Any, kind: type[OneSheet]) -> OneSheet:
    """The sheet of that kind which is open, once the keys go there."""
    found = QApplication.activeModalWidget()
    assert isinstance(found, kind)
    rep.bot.waitUntil(lambda: _inside(found, QApplication.focusWidget()))
    return found


def _inside(sheet: QWidget, focus: QWidget | None) -> bool:
    return focus is not None and focus.window() is sheet


def leave(rep: Any, key: Qt.Key, modifier: Qt.KeyboardModifier = NO_MODIFIER) -> None:
    """Press a key that closes the sheet; the keys go to the window again then."""
    rep.press(key, modifier)
    assert no_sheet()
    rep.bot.waitUntil(lambda: _inside(rep.window, QApplication.focusWidget()))


def no_sheet() -> bool:
    return QApplication.activeModalWidget() is None


def read_card(rep: Any, card_id: str = "too-expensive") -> None:
    rep.session.read(card_id)
    rep.settle()
    rep.window.pane.browser.setFocus()


def answered(library: Library, thread_id: str, *answers: str, fate: Fate = Fate.ANSWERED) -> None:
    """Marketing has answered, and a sync has brought it."""
    said = [ThreadMessage(side=Side.REP, text="Since when?", at=library.now(), name="Ana")]
    said += [
        ThreadMessage(side=Side.MARKETING, text=text, at=library.now(), name="Rosa")
        for text in answers
    ]
    data = Thread(
        thread_id=thread_id, kind=ThreadKind.QUESTION, fate=fate, card_id="too-expensive",
        revision=1, messages=tuple(said),
    ).to_bytes()  # fmt: skip
    library.cards.stage({sha256(data): data})
    others = [one for one in library.cards.entries() if one.id != thread_id]
    entry = HeldEntry("thread", thread_id, len(said), sha256(data), 64)
    with library.writing() as writer:
        library.cards.replace(writer, [*others, entry], [], [])


def ask_and_send(library: Library) -> str:
    question = Question(card_id="too-expensive", revision=1, text="Since when?")
    thread_id = library.events.log_question(question).event_id
    library.events.take_batch("device")
    library.events.acknowledge([EventResult(event_id=thread_id, status=EventStatus.ACCEPTED)])
    return thread_id


def test_a_question_about_the_block_in_view_is_kept_at_once(rep: Any) -> None:
    read_card(rep)
    rep.press(Key.Key_Down, CONTROL)
    rep.press(Key.Key_F8)
    sheet = opened(rep, AskSheet)
    assert sheet.title.text() == "Ask marketing"
    assert sheet.lead.text() == "It costs too much · Say this · revision 1"
    assert sheet.line.text().startswith("Marketing sees your name and this text")
    rep.press(Key.Key_Return, CONTROL)
    assert rep.logs() == []
    rep.type("Since when?")
    rep.press(Key.Key_Return)
    rep.type("Ana")
    leave(rep, Key.Key_Return, CONTROL)
    (said,) = rep.logs()
    assert said == {
        "card_id": "too-expensive", "revision": 1, "block": "say_this", "text": "Since when?\nAna",
    }  # fmt: skip
    assert rep.window.pane.toast.words == "Asked: marketing sees it after the next sync."
    assert "You asked: “Since when? Ana”" in rep.page()


def test_undo_takes_the_question_back(rep: Any) -> None:
    read_card(rep)
    rep.press(Key.Key_F8)
    opened(rep, AskSheet)
    rep.type("Since when?")
    leave(rep, Key.Key_Return, CONTROL)
    rep.press(Key.Key_Z, CONTROL)
    assert rep.logs() == []
    assert rep.window.pane.toast.words == "Taken back."
    assert "You asked" not in rep.page()


def test_a_contradiction_warns_on_the_card_at_once(rep: Any) -> None:
    read_card(rep)
    assert rep.session.open_card.doubts == ()
    rep.press(Key.Key_F9)
    opened(rep, AskSheet)
    rep.type("Theirs is ten.")
    rep.press(Key.Key_Tab)
    rep.type("We pay ten")
    leave(rep, Key.Key_Return, CONTROL)
    (said,) = rep.logs()
    assert (said["text"], said["words"]) == ("Theirs is ten.", "We pay ten")
    assert "that a buyer proved this wrong: “We pay ten”" in rep.page()
    assert len(rep.session.open_card.doubts) == 1
    assert "warns you from now on" in rep.window.pane.toast.words
    rep.press(Key.Key_Z, CONTROL)
    assert "proved this wrong" not in rep.page()
    assert rep.session.open_card.doubts == ()


def test_what_is_missing_is_told_at_any_time(rep: Any) -> None:
    rep.type("expensive")
    rep.press(Key.Key_F8, SHIFT)
    sheet = opened(rep, AskSheet)
    rep.type("!")
    assert sheet.text.words == "expensive!", "one goes on behind what was searched"
    rep.press(Key.Key_A, CONTROL)
    rep.type("a story from a hospital")
    rep.press(Key.Key_Tab)
    rep.type("for Tuesday")
    leave(rep, Key.Key_Return, CONTROL)
    assert rep.logs() == [
        {"text": "a story from a hospital", "language": "en", "note": "for Tuesday"}
    ]


def test_telling_what_is_missing_leaves_the_page_as_it_is(rep: Any) -> None:
    read_card(rep)
    rep.window.actions_.my_log.trigger()
    rep.settle()
    rep.press(Key.Key_F8, SHIFT)
    opened(rep, AskSheet)
    rep.type("a story")
    leave(rep, Key.Key_Return, CONTROL)
    assert rep.window.pane.page == "my_log"


def test_what_was_written_and_left_is_there_again(rep: Any) -> None:
    read_card(rep)
    rep.press(Key.Key_F8)
    opened(rep, AskSheet)
    rep.type("Since")
    leave(rep, Key.Key_Escape)
    assert rep.logs() == []
    read_card(rep, "freezer-night")
    rep.press(Key.Key_F8)
    assert opened(rep, AskSheet).text.words == ""
    leave(rep, Key.Key_Escape)
    read_card(rep)
    rep.press(Key.Key_F8)
    assert opened(rep, AskSheet).text.words == "Since"
    rep.press(Key.Key_End, CONTROL)
    rep.type(" when?")
    leave(rep, Key.Key_Return, CONTROL)
    assert rep.logs()[0]["text"] == "Since when?"
    rep.press(Key.Key_F8)
    assert opened(rep, AskSheet).text.words == ""
    leave(rep, Key.Key_Escape)


def test_too_much_cannot_be_sent_and_says_how_much(rep: Any) -> None:
    read_card(rep)
    rep.press(Key.Key_F8)
    sheet = opened(rep, AskSheet)
    sheet.text.setPlainText("x" * 4003)
    assert sheet.line.text() == "3 characters too many"
    rep.press(Key.Key_Return, CONTROL)
    assert rep.logs() == []
    sheet.text.setPlainText("x" * 4000)
    rep.click(sheet.send)
    assert len(rep.logs()[0]["text"]) == 4000


def test_without_a_card_there_is_nothing_to_ask_about(rep: Any) -> None:
    assert not rep.window.pane.shows_card or rep.session.open_card is not None
    rep.session.close_card()
    rep.window.actions_.question.trigger()
    rep.window.actions_.contradiction.trigger()
    rep.settle()
    assert no_sheet()


def test_an_answer_is_read_and_replied_to_offline(rep: Any, library: Library) -> None:
    thread_id = ask_and_send(library)
    answered(library, thread_id, "Since May.")
    asking = rep.desktop.features.asking
    seen: list[bool] = []
    asking.seen.connect(lambda: seen.append(True))
    asking.open_thread(thread_id)
    rep.settle()
    view = opened(rep, ThreadSheet).view
    assert view.fate.words.text() == "Answered"
    assert [bubble.words.text() for bubble in view.bubbles] == ["Since when?", "Since May."]
    assert view.bubbles[1].accessibleName() == "Rosa, just now: Since May."
    assert seen == [True]
    assert isinstance(QApplication.focusWidget(), WordsField)
    rep.press(Key.Key_Return, CONTROL)
    assert rep.logs() == []
    rep.type("Of which year?")
    rep.press(Key.Key_Return, CONTROL)
    assert rep.logs() == [{"thread_id": thread_id, "text": "Of which year?"}]
    assert [bubble.words.text() for bubble in view.bubbles][2:] == ["Of which year?"]
    assert view.hint.text() == "Marketing has not answered your last words yet."
    undo = view.bubbles[2].undo
    assert undo is not None
    rep.click(undo)
    assert rep.logs() == []
    assert len(view.bubbles) == 2
    leave(rep, Key.Key_Escape)
    asking.open_thread(thread_id)
    rep.settle()
    assert seen == [True]
    leave(rep, Key.Key_Escape)


def test_a_conversation_follows_what_a_sync_brings(rep: Any, library: Library) -> None:
    thread_id = ask_and_send(library)
    rep.desktop.features.asking.open_thread(thread_id)
    rep.settle()
    view = opened(rep, ThreadSheet).view
    assert (view.fate.words.text(), len(view.bubbles)) == ("Received", 1)
    rep.type("half a rep")
    answered(library, thread_id, "Since May.")
    rep.session.outbox_changed.emit()
    rep.settle()
    assert (view.fate.words.text(), len(view.bubbles)) == ("Answered", 2)
    assert view.reply.words == "half a rep"
    leave(rep, Key.Key_Escape)


def test_the_card_leads_to_the_conversation_and_back(rep: Any, library: Library) -> None:
    thread_id = ask_and_send(library)
    answered(library, thread_id, "Since May.")
    read_card(rep)
    assert "answered just now" in rep.page()
    rep.window.pane.browser.asked.emit(f"thread/{thread_id}")
    rep.settle()
    sheet = opened(rep, ThreadSheet)
    rep.session.read("freezer-night")
    rep.settle()
    rep.click(sheet.view.card)
    assert no_sheet()
    assert rep.session.open_card.card.id == "too-expensive"


def test_what_waits_is_changed_in_the_log(rep: Any, library: Library) -> None:
    question = Question(card_id="too-expensive", revision=1, text="Since when?")
    thread_id = library.events.log_question(question).event_id
    rep.desktop.features.asking.open_thread(thread_id)
    rep.settle()
    view = opened(rep, ThreadSheet).view
    assert not view.reply.isVisible()
    rep.click(view.change)
    edit = opened(rep, EditLog)
    assert edit.said == {"text": "Since when?"}
    leave(rep, Key.Key_Escape)


def test_a_conversation_that_is_gone_is_a_quiet_word(rep: Any) -> None:
    rep.desktop.features.asking.open_thread("unknown")
    rep.settle()
    assert no_sheet()
    assert rep.window.pane.toast.words == "That conversation is not here any more."


@pytest.mark.parametrize("steps", [0, 8])
def test_a_long_conversation_scrolls_and_ends_at_the_newest(
    rep: Any, library: Library, theme: Theme, steps: int
) -> None:
    thread_id = ask_and_send(library)
    words = (f"Answer {number}. " + "Words. " * 60 for number in range(12))
    answered(library, thread_id, *words, "https://example.com/" + "very-long/" * 30)
    for _step in range(steps):
        theme.zoom(1)
    rep.window.resize(880, 560)
    rep.desktop.features.asking.open_thread(thread_id)
    rep.settle()
    sheet = opened(rep, ThreadSheet)
    bar = sheet.view.area.verticalScrollBar()
    rep.bot.waitUntil(lambda: bar.maximum() > 0 and bar.value() == bar.maximum(), timeout=5000)
    assert sheet.height() <= rep.window.height()
    width = sheet.view.area.viewport().width()
    assert all(bubble.words.width() < width for bubble in sheet.view.bubbles)
    bar.setValue(0)
    assert bar.value() == 0
    leave(rep, Key.Key_Escape)
    theme.zoom(0)
