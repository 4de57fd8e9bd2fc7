"""The strip of pages: clicks go where the keys go, counts are told, the page shown is marked."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from enablement.ui.theme import Theme
from enablement.ui.views.nav import NavStrip


def test_a_click_does_what_the_key_does_and_marks_nothing_by_itself(
    qtbot: QtBot, theme: Theme
) -> None:
    action = QAction("Today")
    action.setShortcut("Ctrl+T")
    nav = NavStrip(theme, {"today": action})
    qtbot.addWidget(nav)
    went: list[bool] = []
    action.triggered.connect(lambda _on=False: went.append(True))
    button = nav.buttons["today"]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert went == [True]
    assert not button.isChecked()
    nav.show_page("today")
    assert button.isChecked()
    nav.show_page("card")
    assert not button.isChecked()


def test_what_waits_on_a_page_is_said(qtbot: QtBot, theme: Theme) -> None:
    nav = NavStrip(theme, {"my_log": QAction("My log")})
    qtbot.addWidget(nav)
    nav.show_count("my_log", 3)
    assert nav.buttons["my_log"].text() == "My log  3"
    assert nav.buttons["my_log"].accessibleName() == "My log, 3"
    nav.show_count("my_log", 0)
    assert nav.buttons["my_log"].text() == "My log"


def test_words_are_whole_or_not_there_at_all(rep: Any) -> None:
    rep.window.resize(880, 560)
    outcomes = rep.window.pane.log_bar.buttons.values()

    def whole() -> bool:
        buttons = rep.window.nav.buttons.values()
        return all(one.width() >= one.sizeHint().width() for one in buttons) and all(
            one.width() >= one.minimumSizeHint().width() for one in outcomes
        )

    for _step in range(8):
        rep.window.actions_.larger.trigger()
        rep.bot.waitUntil(whole)
    assert rep.window.sync_line.height() < 200
    assert all(button.accessibleName() for button in rep.window.nav.buttons.values())
    rep.window.actions_.normal.trigger()
    rep.settle()
    style = rep.window.nav.buttons["today"].toolButtonStyle()
    assert style == Qt.ToolButtonStyle.ToolButtonTextBesideIcon
