"""What a rep recorded is there though the window is closed at the same moment."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from enablement.translation import use_language

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


@contextmanager
def closing(rep: Any) -> Iterator[None]:
    """The lane is at work on something long when the rep acts, and closes the window at once."""
    begun, over = Event(), Event()

    def work() -> None:
        begun.set()
        over.wait(20)

    rep.desktop.db.submit("long work", work, lambda _nothing: None)
    assert begun.wait(20)
    yield
    rep.window.close()
    over.set()
    rep.desktop.close()


def test_a_log_is_kept_when_the_window_is_closed_right_after_it(rep: Any) -> None:
    rep.type("expensive")
    rep.press(Key.Key_Return)
    with closing(rep):
        QTest.keyClick(rep.window.pane.browser, Key.Key_F2)
    assert [log["outcome"] for log in rep.logs()] == ["worked"]


def test_an_undo_is_kept_when_the_window_is_closed_right_after_it(rep: Any) -> None:
    rep.type("expensive")
    rep.press(Key.Key_Return)
    rep.press(Key.Key_F2)
    with closing(rep):
        QTest.keyClick(rep.window.pane.browser, Key.Key_Z, CTRL)
    assert rep.logs() == []


def test_the_words_being_added_are_kept_when_the_window_is_closed(rep: Any) -> None:
    rep.type("expensive")
    rep.press(Key.Key_Return)
    rep.press(Key.Key_F2)
    rep.press(Key.Key_N, CTRL)
    with closing(rep):
        QTest.keyClicks(rep.window.pane.log_bar.panel.fields.words, "still too much")
    assert [log["words"] for log in rep.logs()] == ["still too much"]


def test_words_that_wait_for_a_log_are_there_at_the_next_start(
    rep: Any, open_desk: Callable[[], Any]
) -> None:
    rep.type("expensive")
    rep.press(Key.Key_Return)
    rep.press(Key.Key_N, CTRL)
    with closing(rep):
        QTest.keyClicks(rep.window.pane.log_bar.panel.fields.words, "too much for us")
    assert rep.logs() == []
    again = open_desk()
    again.type("expensive")
    again.press(Key.Key_Return)
    again.press(Key.Key_F2)
    assert [log["words"] for log in again.logs()] == ["too much for us"]


def test_words_that_wait_for_a_log_are_there_in_another_language(rep: Any) -> None:
    rep.type("expensive")
    rep.press(Key.Key_Return)
    rep.press(Key.Key_N, CTRL)
    QTest.keyClicks(rep.window.pane.log_bar.panel.fields.note, "asks in May")
    rep.desktop.speak("es")
    rep.settle()
    rep.settle()
    QTest.keyClick(rep.window.search, Key.Key_F2)
    rep.settle()
    assert [log["note"] for log in rep.logs()] == ["asks in May"]
    use_language("en")
