"""The searches that led to a card: few, kept between starts, and forgotten when the rep says so."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from enablement.library.library import Library
from enablement.ui.finding.recents import MOST


def test_the_newest_come_first_each_once_and_few(rep: Any) -> None:
    recents = rep.session.recents
    for number in range(MOST + 2):
        recents.add(f"search {number}")
    recents.add("search 5")
    recents.add("")
    assert recents.texts[:2] == ("search 5", f"search {MOST + 1}")
    assert len(recents.texts) == len(set(recents.texts)) == MOST


def test_the_menu_lists_and_forgets_them(rep: Any) -> None:
    rep.type("freezer")
    rep.press(Qt.Key.Key_Return)
    rep.press(Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert [action.text() for action in menu.actions()] == ["freezer", "", "Forget these searches"]
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Return):
        QTest.keyClick(menu, key)
    rep.settle()
    assert rep.session.recents.texts == ()


def test_they_are_there_at_the_next_start(
    rep: Any, library: Library, open_desk: Callable[[], Any]
) -> None:
    rep.session.recents.add("freezer")
    rep.settle()
    again = open_desk()
    again.session.recents.add("too expensive")
    assert again.session.recents.texts == ("too expensive", "freezer")
    again.session.recents.clear()
    again.settle()
    assert open_desk().session.recents.texts == ()
    assert library.desk_state.get("recents") is None
