"""The strip of pages: clicks go where the keys go, counts are told, the page shown is marked."""

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
