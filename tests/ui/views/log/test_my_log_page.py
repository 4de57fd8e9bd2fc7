"""The page of the rep's own log in little room: nothing is cut."""

from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QStyleOptionViewItem

from enablement.ui.views.log.my_log_page import MyLogPage


def opened(rep: Any) -> MyLogPage:
    rep.press(Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    page = rep.window.pane.findChild(MyLogPage)
    assert isinstance(page, MyLogPage)
    return page


def test_the_button_is_an_icon_where_its_words_have_no_room(rep: Any) -> None:
    page = opened(rep)
    assert page.copy.text() == "Save a copy…"
    for _step in range(8):
        rep.window.actions_.larger.trigger()
    rep.window.resize(880, 700)
    rep.bot.waitUntil(lambda: not page.copy.text())
    assert not page.copy.icon().isNull()
    assert page.copy.accessibleName() == page.copy.toolTip() == "Save a copy…"
    rep.window.actions_.normal.trigger()
    rep.window.resize(1280, 800)
    rep.bot.waitUntil(lambda: page.copy.text() == "Save a copy…")


def test_words_take_two_lines_where_one_is_not_enough(rep: Any) -> None:
    rep.type("too expensive")
    rep.press(Qt.Key.Key_F2)
    page = opened(rep)
    rep.settle()

    def height() -> int:
        QTest.qWait(10)
        listed = page.list
        hint = listed.itemDelegate().sizeHint(QStyleOptionViewItem(), listed.model().index(1, 0))
        assert isinstance(hint, QSize)
        return hint.height()

    rep.window.resize(1600, 800)
    wide = height()
    rep.window.resize(880, 800)
    page.list.setFixedWidth(240)
    assert height() > wide
