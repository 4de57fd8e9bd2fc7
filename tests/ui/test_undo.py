"""One thing at a time can be undone, whatever it was, and by the same key."""

from typing import Any

from PySide6.QtCore import Qt

Key, Ctrl = Qt.Key, Qt.KeyboardModifier.ControlModifier


def test_a_deed_is_undone_once_and_said(rep: Any) -> None:
    done: list[str] = []
    rep.session.undo.offer_deed(lambda: done.append("back"), "The brief is back.")
    rep.press(Key.Key_Z, Ctrl)
    rep.press(Key.Key_Z, Ctrl)
    assert done == ["back"]
    assert rep.window.pane.toast.words == "The brief is back."
    assert not rep.window.actions_.undo.isEnabled()


def test_only_the_newest_is_offered(rep: Any) -> None:
    done: list[str] = []
    rep.session.undo.offer_deed(lambda: done.append("old"), "Old is back.")
    rep.type("too expensive")
    rep.press(Key.Key_F2)
    rep.press(Key.Key_Z, Ctrl)
    assert (done, rep.logs()) == ([], [])
    assert rep.window.pane.toast.words == "Taken back."


def test_a_log_cannot_be_taken_back_by_undoing_what_came_after(rep: Any) -> None:
    rep.type("too expensive")
    rep.press(Key.Key_F2)
    done: list[str] = []
    rep.session.undo.offer_deed(lambda: done.append("back"), "It is back.")
    assert rep.session.last is None
    rep.press(Key.Key_Z, Ctrl)
    assert (done, len(rep.logs())) == (["back"], 1)


def test_what_was_offered_is_forgotten_in_time(rep: Any) -> None:
    rep.session.undo.offer_deed(lambda: None, "It is back.")
    rep.session.undo.forget()
    assert not rep.window.actions_.undo.isEnabled()
    rep.session.undo.take_back()
    assert rep.window.pane.toast.words == ""
