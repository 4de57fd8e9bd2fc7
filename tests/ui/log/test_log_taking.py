"""One key logs the card or its block; words, note, account and stage can follow, and nobody asks."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from enablement.library.library import Library
from enablement.ui.views.log.log_details import LogPanel

Key, Ctrl = Qt.Key, Qt.KeyboardModifier.ControlModifier


def panel(rep: Any) -> LogPanel:
    found: LogPanel = rep.window.pane.log_bar.panel
    return found


def focus() -> Any:
    return QApplication.focusWidget()


def test_the_bar_says_what_it_will_log(rep: Any) -> None:
    rep.type("too expensive")
    bar = rep.window.pane.log_bar
    assert bar.about.text() == "Logs the whole card"
    rep.session.choose_block("proof")
    assert bar.about.accessibleName() == "Logs the block “Proof”"
    rep.press(Key.Key_F2)
    assert rep.logs() == [
        {"card_id": "too-expensive", "revision": 1, "outcome": "worked", "block": "proof"}
    ]
    rep.type("x")
    rep.window.search.put("freezer")
    rep.settle()
    assert bar.about.text() == "Logs the whole card"


def test_card_and_block_are_logs_of_their_own(rep: Any) -> None:
    rep.type("too expensive")
    rep.press(Key.Key_F2)
    rep.session.choose_block("proof")
    rep.press(Key.Key_F4)
    rep.session.choose_block("")
    rep.press(Key.Key_F3)
    assert [(log.get("block", ""), log["outcome"]) for log in rep.logs()] == [
        ("", "neutral"), ("proof", "fell_flat"),
    ]  # fmt: skip


def test_words_are_added_after_the_key_and_saved_as_they_are_typed(rep: Any) -> None:
    rep.type("too expensive")
    rep.press(Key.Key_F2)
    rep.press(Key.Key_N, Ctrl)
    assert panel(rep).isVisible()
    assert panel(rep).about.accessibleName() == "Goes with your log “worked”, saved as you type."
    rep.type("we have no budget")
    rep.bot.waitUntil(lambda: "words" in rep.logs()[0])
    rep.press(Key.Key_Tab)
    rep.type("a pilot")
    rep.press(Key.Key_Tab)
    rep.type("Saint Orrin")
    rep.press(Key.Key_Tab)
    rep.type("negotiation")
    rep.press(Key.Key_Return)
    assert rep.logs() == [
        {"card_id": "too-expensive", "revision": 1, "outcome": "worked", "note": "a pilot",
         "words": "we have no budget", "account": "Saint Orrin", "stage": "negotiation"}
    ]  # fmt: skip
    assert not panel(rep).isVisible()
    assert rep.window.search.hasFocus()


def test_the_next_log_carries_the_meeting_by_itself(rep: Any, open_desk: Callable[[], Any]) -> None:
    rep.session.memory.begin("Saint Orrin", "negotiation")
    rep.type("too expensive")
    bar = rep.window.pane.log_bar
    assert bar.meeting.isVisible()
    assert "Saint Orrin · negotiation" in bar.meeting.accessibleName()
    rep.press(Key.Key_F2)
    assert (rep.logs()[0]["account"], rep.logs()[0]["stage"]) == ("Saint Orrin", "negotiation")
    assert open_desk().session.memory.context.account == "Saint Orrin"


def test_the_meeting_can_be_taken_off(rep: Any, library: Library) -> None:
    rep.session.memory.begin("Saint Orrin")
    rep.type("too expensive")
    rep.click(rep.window.pane.log_bar.meeting)
    rep.press(Key.Key_F2)
    assert not rep.window.pane.log_bar.meeting.isVisible()
    assert "account" not in rep.logs()[0]
    assert library.desk_state.get("log_context") is None


def test_words_before_the_key_go_with_it(rep: Any) -> None:
    rep.type("too expensive")
    rep.press(Key.Key_N, Ctrl)
    assert panel(rep).about.accessibleName() == "Goes with your next log of this card."
    rep.type("no budget")
    rep.press(Key.Key_Escape)
    assert rep.window.pane.log_bar.add.accessibleName().startswith("Your words go along")
    rep.press(Key.Key_F4)
    assert rep.logs()[0]["words"] == "no budget"
    assert rep.window.pane.log_bar.add.accessibleName().startswith("Add words")


def test_a_key_within_the_panel_logs_and_closes_it(rep: Any) -> None:
    rep.type("too expensive")
    rep.press(Key.Key_N, Ctrl)
    rep.type("no budget")
    rep.press(Key.Key_F3)
    assert rep.logs()[0]["words"] == "no budget"
    assert rep.window.search.hasFocus()


def test_a_key_while_words_are_added_corrects_that_log(rep: Any) -> None:
    rep.type("too expensive")
    rep.press(Key.Key_F2)
    rep.session.undo.forget()
    rep.press(Key.Key_N, Ctrl)
    rep.type("no budget")
    rep.press(Key.Key_F4)
    assert [(log["outcome"], log["words"]) for log in rep.logs()] == [("fell_flat", "no budget")]
    assert not panel(rep).isVisible()
    assert rep.window.pane.toast.words == "Logged: fell flat · revision 1"
    rep.press(Key.Key_Z, Ctrl)
    assert rep.logs() == []


def test_a_window_in_another_language_lets_the_sync_go_on(rep: Any) -> None:
    rep.type("too expensive")
    rep.press(Key.Key_N, Ctrl)
    rep.desktop.speak("es")
    rep.settle()
    told: list[object] = []
    rep.desktop.rounds.news.connect(told.append)
    rep.desktop.rounds.timer.timeout.emit()
    rep.settle()
    assert told


def test_undo_in_the_panel_undoes_typing_before_the_log(rep: Any) -> None:
    rep.type("too expensive")
    rep.press(Key.Key_F2)
    rep.press(Key.Key_N, Ctrl)
    rep.type("oops")
    rep.press(Key.Key_Z, Ctrl)
    assert focus().text() == ""
    assert len(rep.logs()) == 1
    rep.type("no budget")
    rep.session.undo.take_back()
    rep.settle()
    assert rep.logs() == []
    assert panel(rep).about.accessibleName() == "Goes with your next log of this card."
    rep.press(Key.Key_F4)
    assert [log["words"] for log in rep.logs()] == ["no budget"]


def test_words_of_a_log_that_is_taken_back_wait_for_the_next(rep: Any) -> None:
    rep.type("too expensive")
    rep.press(Key.Key_N, Ctrl)
    rep.type("no budget")
    rep.press(Key.Key_F2)
    rep.press(Key.Key_Z, Ctrl)
    assert rep.logs() == []
    rep.press(Key.Key_F3)
    assert rep.logs()[0]["words"] == "no budget"


def test_what_has_gone_stays_as_it_was_and_the_words_are_kept(rep: Any, library: Library) -> None:
    rep.type("too expensive")
    rep.press(Key.Key_F2)
    rep.press(Key.Key_N, Ctrl)
    library.events.take_batch("device")
    rep.type("no budget")
    rep.press(Key.Key_Return)
    assert rep.window.pane.toast.words == (
        "That log has gone to marketing already, and stays as it was."
    )
    assert "words" not in rep.logs()[0]
    rep.press(Key.Key_F3)
    assert rep.logs()[1]["words"] == "no budget"


def test_the_sync_waits_while_words_are_added(rep: Any) -> None:
    rounds = rep.desktop.rounds
    rep.type("too expensive")
    rep.press(Key.Key_F2)
    rep.press(Key.Key_N, Ctrl)
    told: list[object] = []
    rounds.news.connect(told.append)
    rounds.timer.timeout.emit()
    rep.settle()
    assert told == []
    rep.press(Key.Key_Escape)
    rounds.timer.timeout.emit()
    rep.settle()
    assert told


def test_escape_in_the_list_of_stages_closes_only_that(rep: Any) -> None:
    rep.type("too expensive")
    rep.press(Key.Key_N, Ctrl)
    stage = panel(rep).fields.stage
    stage.offer(["negotiation"])
    stage.setFocus()
    rep.press(Key.Key_Down)
    popup = stage.completer().popup()
    assert popup is not None
    assert popup.isVisible()
    QTest.keyClick(popup, Key.Key_Escape)
    assert not popup.isVisible()
    assert panel(rep).isVisible()
    assert focus() is stage
    rep.press(Key.Key_Escape)
    assert not panel(rep).isVisible()


def test_another_card_closes_the_panel_and_keeps_its_words(rep: Any) -> None:
    rep.type("expensive")
    first = rep.session.open_card.card.id
    rep.press(Key.Key_N, Ctrl)
    rep.type("no budget")
    rep.window.actions_.next.trigger()
    rep.settle()
    assert not panel(rep).isVisible()
    rep.window.actions_.previous.trigger()
    rep.settle()
    assert rep.session.open_card.card.id == first
    rep.press(Key.Key_N, Ctrl)
    assert panel(rep).details.words == "no budget"


def test_accounts_of_before_and_the_stages_of_the_cards_are_offered(rep: Any, deck: Any) -> None:
    rep.session.memory.begin("Saint Orrin")
    rep.type("too expensive")
    rep.press(Key.Key_F2)
    rep.session.memory.forget()
    rep.press(Key.Key_N, Ctrl)
    field = panel(rep).fields.account
    model = field.completer().model()
    assert [model.index(n, 0).data() for n in range(model.rowCount())] == ["Saint Orrin"]


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Escape])
def test_leaving_the_panel_goes_back_to_where_one_was(rep: Any, key: Qt.Key) -> None:
    rep.type("too expensive")
    rep.press(Key.Key_Return)
    assert rep.window.pane.browser.hasFocus()
    rep.press(Key.Key_N, Ctrl)
    rep.press(key)
    assert rep.window.pane.browser.hasFocus()
    assert rep.logs() == []


def test_the_button_adds_words_too(rep: Any) -> None:
    rep.type("too expensive")
    QTest.mouseClick(rep.window.pane.log_bar.add, Qt.MouseButton.LeftButton)
    rep.settle()
    assert panel(rep).fields.words.hasFocus()
    rep.click(panel(rep).finish)
    assert not panel(rep).isVisible()
