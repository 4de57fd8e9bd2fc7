"""The command palette as a rep uses it."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from enablement.library.library import Library
from enablement.ui.frame.palette import named_actions, placed_actions
from enablement.ui.preferences import Preferences
from enablement.ui.views.frame.palette import PaletteSheet
from enablement.ui.views.log.who_sees import WhoSeesSheet

Key, Ctrl = Qt.Key, Qt.KeyboardModifier.ControlModifier


def opened(rep: Any) -> PaletteSheet:
    at_the_window(rep)
    rep.press(Key.Key_K, Ctrl)
    sheet = QApplication.activeModalWidget()
    assert isinstance(sheet, PaletteSheet)
    rep.bot.waitUntil(sheet.field.hasFocus)
    return sheet


def at_the_window(rep: Any) -> None:
    """Wait until the window has the focus again."""
    rep.bot.waitUntil(lambda: QApplication.activeWindow() is rep.window)
    rep.bot.waitUntil(lambda: QApplication.focusWidget() is not None)


def words(sheet: PaletteSheet) -> list[str]:
    return [str(sheet.model.index(n, 0).data()) for n in range(sheet.model.rowCount())]


def test_a_few_letters_and_enter_do_it(rep: Any) -> None:
    rep.type("expensive")
    sheet = opened(rep)
    rep.type("larger")
    assert words(sheet)[0] == "Larger text"
    before = rep.window.search.height()
    rep.press(Key.Key_Return)
    at_the_window(rep)
    assert not sheet.isVisible()
    assert rep.window.search.text() == "expensive"
    assert rep.window.search.hasFocus()
    assert rep.window.search.height() > before
    rep.press(Key.Key_0, Ctrl)


def test_the_arrows_choose_and_escape_leaves_everything_as_it_was(rep: Any) -> None:
    rep.type("expensive")
    rep.press(Key.Key_Return)
    sheet = opened(rep)
    assert sheet.list.currentIndex().row() == 0
    rep.press(Key.Key_Down)
    assert sheet.list.currentIndex().row() == 1
    rep.press(Key.Key_Up)
    assert sheet.list.currentIndex().row() == 0
    rep.press(Key.Key_Up)
    assert sheet.list.currentIndex().row() == sheet.model.rowCount() - 1
    rep.press(Key.Key_PageUp)
    assert sheet.list.currentIndex().row() == sheet.model.rowCount() - 12
    rep.press(Key.Key_Escape)
    assert not sheet.isVisible()
    at_the_window(rep)
    assert rep.window.search.text() == "expensive"
    assert rep.window.pane.browser.hasFocus()


def test_a_click_does_it_too(rep: Any, library: Library) -> None:
    sheet = opened(rep)
    rep.type("keyb")
    spot = sheet.list.visualRect(sheet.model.index(0, 0)).center()
    QTest.mouseClick(sheet.list.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(spot))
    rep.bot.waitUntil(lambda: QApplication.activeModalWidget() is not None)
    assert QApplication.activeModalWidget() is not sheet
    rep.press(Key.Key_Escape)
    assert Preferences(library.folder).commands == ("keys",)


def test_what_was_done_of_late_comes_first(rep: Any) -> None:
    for typed in ("smaller", "normal"):
        opened(rep)
        rep.type(typed)
        rep.press(Key.Key_Return)
    assert words(opened(rep))[:2] == ["Normal text size", "Smaller text"]


def test_only_what_can_be_done_is_offered(rep: Any) -> None:
    sheet = opened(rep)
    assert "Worked" not in words(sheet)
    assert "Keep in the tray" not in words(sheet)
    rep.press(Key.Key_Escape)
    at_the_window(rep)
    rep.type("too expensive")
    sheet = opened(rep)
    assert "Worked" in words(sheet)
    rep.type("zeppelin")
    assert words(sheet) == []
    assert sheet.nothing.isVisible()
    rep.press(Key.Key_Return)
    assert sheet.isVisible()


def test_a_recent_search_is_begun_again(rep: Any) -> None:
    rep.type("too expensive")
    rep.press(Key.Key_Return)
    rep.press(Key.Key_Escape)
    rep.press(Key.Key_Escape)
    assert rep.window.search.text() == ""
    sheet = opened(rep)
    rep.type("expens")
    assert words(sheet) == ["too expensive"]
    rep.press(Key.Key_Return)
    rep.bot.waitUntil(lambda: rep.window.search.text() == "too expensive")
    rep.settle()
    assert rep.window.pane.shows_card


def test_every_action_has_its_place_in_the_menu(rep: Any) -> None:
    """So that the palette knows them all; the menu itself holds what is not an action."""
    named = set(named_actions(rep.window.actions_).values())
    placed = {action for action, _place in placed_actions(rep.window.menu)}
    assert {action.text() for action in named - placed} == set()


def test_before_the_invitation_only_little_is_offered(open_desk: Callable[[], Any]) -> None:
    sheet = opened(open_desk())
    assert "Quit" in words(sheet)
    assert "Find a card" not in words(sheet)


def test_who_sees_what_is_one_of_the_things_to_do(rep: Any) -> None:
    sheet = opened(rep)
    rep.type("who sees")
    assert words(sheet)[0] == "Who sees what…"
    rep.press(Key.Key_Return)
    rep.bot.waitUntil(lambda: isinstance(QApplication.activeWindow(), WhoSeesSheet))
    rep.press(Key.Key_Escape)
    at_the_window(rep)
