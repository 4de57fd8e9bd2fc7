"""The search box with words and with whole texts: pasted by key, by the menu, or dropped."""

from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from enablement.ui.theme import Theme
from enablement.ui.views.finding.search_box import SearchBox

MAIL = "It is too expensive.\r\n\r\nWhere is our data kept?"


@pytest.fixture
def box(qtbot: QtBot, theme: Theme) -> SearchBox:
    made = SearchBox(theme)
    qtbot.addWidget(made)
    made.resize(420, 46)
    made.show()
    return made


@pytest.fixture
def asked(box: SearchBox) -> list[str]:
    """What was asked for, in order."""
    said: list[str] = []
    box.asked.connect(said.append)
    return said


def test_each_letter_asks(box: SearchBox, asked: list[str]) -> None:
    QTest.keyClicks(box, "no")
    assert asked == ["n", "no"]


def test_a_pasted_text_asks_once_and_is_told_to_a_screen_reader(
    box: SearchBox, asked: list[str]
) -> None:
    QTest.keyClicks(box, "x")
    QGuiApplication.clipboard().setText(MAIL)
    QTest.keyClick(box, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert asked[1:] == [MAIL]
    assert box.accessibleDescription() == "Pasted text, 9 words"
    assert box.placeholderText() == ""
    QTest.keyClick(box, Qt.Key.Key_Delete)
    assert (asked[2:], box.pasted_as) == ([""], "")
    assert "Type the buyer’s words" in box.accessibleDescription()


def test_the_menu_pastes_whole_texts_too(box: SearchBox, asked: list[str]) -> None:
    QGuiApplication.clipboard().setText(MAIL)
    menu = _open_menu(box)
    paste = next(one for one in menu.actions() if one.objectName() == "edit-paste")
    paste.trigger()
    menu.close()
    assert asked == [MAIL]


def test_a_text_is_dropped_onto_the_box(box: SearchBox, asked: list[str]) -> None:
    _drop(box, MAIL)
    assert asked == [MAIL]
    _drop(box, "too expensive")
    assert (asked[-1], box.pasted_as) == ("too expensive", "")


def test_a_long_line_is_a_text(box: SearchBox, asked: list[str]) -> None:
    box.put("word " * 40)
    assert box.pasted_as == "Pasted text, 40 words"
    box.put("word")
    assert (box.text(), asked[-1]) == ("word", "word")


def test_escape_empties_and_then_tells_that_it_is_empty(box: SearchBox, qtbot: QtBot) -> None:
    box.put(MAIL)
    with qtbot.assertNotEmitted(box.emptied):
        QTest.keyClick(box, Qt.Key.Key_Escape)
    assert box.content == ""
    with qtbot.waitSignal(box.emptied):
        QTest.keyClick(box, Qt.Key.Key_Escape)


def _open_menu(box: SearchBox) -> QMenu:
    place = QPoint(60, 20)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, box.mapToGlobal(place))
    QApplication.sendEvent(box, event)
    return next(menu for menu in box.findChildren(QMenu) if menu.isVisible())


def _drop(box: SearchBox, text: str) -> None:
    data = QMimeData()
    data.setText(text)
    enter = QDragEnterEvent(
        QPoint(60, 20), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    QApplication.sendEvent(box, enter)
    event: Any = QDropEvent(
        QPointF(60, 20), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    QApplication.sendEvent(box, event)
