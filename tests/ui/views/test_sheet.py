"""A sheet: over its window and not larger, dims it, takes the keys, and goes by Esc."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from enablement.ui.theme import Theme
from enablement.ui.views.sheet import Sheet


def test_a_sheet_lies_in_its_window_and_goes_by_escape(qtbot: QtBot, theme: Theme) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(900, 600)
    window.show()
    sheet = Sheet(theme, window, "Ask marketing", "The answer comes with a sync.")
    field = QLineEdit()
    sheet.body.addWidget(field)
    sheet.open()
    qtbot.waitExposed(sheet)
    assert window.rect().translated(window.pos()).contains(sheet.geometry())
    assert sheet.accessibleName() == "Ask marketing"
    dark = window.grab().toImage().pixelColor(5, 5)
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert not sheet.isVisible()
    assert window.grab().toImage().pixelColor(5, 5).lightness() > dark.lightness()


def test_a_sheet_is_no_larger_than_its_window(qtbot: QtBot, theme: Theme) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(700, 400)
    window.show()
    sheet = Sheet(theme, window, "Long", width=2000)
    for _number in range(60):
        sheet.body.addWidget(QLabel("A line of words"))
    sheet.open()
    assert sheet.width() <= 700 - 40
    assert sheet.x() >= window.x()
    sheet.close()


def test_the_round_corners_show_the_dimmed_window_and_no_black(qtbot: QtBot, theme: Theme) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.setStyleSheet("background: #3366CC")
    window.resize(900, 600)
    window.show()
    sheet = Sheet(theme, window, "Ask marketing")
    sheet.open()
    qtbot.waitExposed(sheet)
    dimmed = window.grab().toImage().pixelColor(5, 5)
    picture = sheet.grab().toImage()
    right, below = picture.width() - 1, picture.height() - 1
    for x, y in ((0, 0), (right, 0), (0, below), (right, below)):
        assert picture.pixelColor(x, y).rgb() == dimmed.rgb(), (x, y)
    sheet.close()
