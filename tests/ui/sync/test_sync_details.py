"""The popover of the sync: out of the way, and true while it is open."""

from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton

from enablement.library.library import Library

Key, Shift = Qt.Key, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def popover(rep: Any) -> Any:
    return rep.desktop.features.sync.popover


def test_a_key_opens_it_and_escape_gives_the_focus_back(rep: Any, popover: Any) -> None:
    rep.type("expensive")
    rep.press(Key.Key_F5, Shift)
    assert popover.isVisible()
    assert popover.button.hasFocus()
    assert "Offline" in popover.words
    assert "Nothing: all that you said has arrived." in popover.words
    assert "Test hub" in popover.words
    rep.press(Key.Key_Escape)
    assert not popover.isVisible()
    assert rep.window.search.hasFocus()
    assert rep.window.search.text() == "expensive"


def test_a_click_on_the_line_opens_it_and_another_closes_it(rep: Any, popover: Any) -> None:
    line = rep.window.sync_line
    QTest.mouseClick(line, Qt.MouseButton.LeftButton, pos=QPoint(60, 10))
    rep.settle()
    assert popover.isVisible()
    spot = popover.geometry()
    assert spot.bottom() < line.mapTo(rep.window, QPoint(0, 0)).y()
    assert rep.window.rect().contains(spot)
    QTest.mouseClick(line, Qt.MouseButton.LeftButton, pos=QPoint(60, 10))
    assert not popover.isVisible()


def test_the_button_beside_the_line_has_a_name_and_opens_it(rep: Any, popover: Any) -> None:
    buttons = rep.window.sync_line.findChildren(QToolButton)
    assert [button.accessibleName() for button in buttons] == ["What the sync does", "Sync now"]
    rep.click(buttons[0])
    assert popover.isVisible()


def test_what_is_logged_meanwhile_is_told_at_once(rep: Any, popover: Any, library: Library) -> None:
    rep.type("too expensive")
    rep.press(Key.Key_F5, Shift)
    rep.press(Key.Key_F2)
    rep.settle()
    assert popover.isVisible()
    assert "1 log" in popover.words.splitlines()


def test_try_now_tries_and_says_what_came_of_it(rep: Any, popover: Any) -> None:
    rep.press(Key.Key_F5, Shift)
    assert popover.button.text() == "Try now"
    rep.press(Key.Key_Space)
    rep.settle()
    assert "does not answer" in popover.words or "Everything works" in popover.words
    assert popover.isVisible()


def test_it_goes_when_the_rep_turns_to_something_else(rep: Any, popover: Any) -> None:
    rep.press(Key.Key_F5, Shift)
    QTest.mouseClick(rep.window.search, Qt.MouseButton.LeftButton)
    assert rep.window.search.hasFocus()
    assert not popover.isVisible()


@pytest.mark.parametrize("steps", [0, 8])
def test_it_holds_in_a_small_window_with_large_text(rep: Any, popover: Any, steps: int) -> None:
    rep.window.resize(880, 560)
    for _step in range(steps):
        rep.window.actions_.larger.trigger()
    rep.press(Key.Key_F5, Shift)
    assert rep.window.rect().contains(popover.geometry())
    assert popover.button.width() >= popover.button.sizeHint().width()
    rep.press(Key.Key_Escape)
    rep.window.actions_.normal.trigger()
    assert QApplication.focusWidget() is rep.window.search
