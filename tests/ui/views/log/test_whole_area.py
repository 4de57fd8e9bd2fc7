"""An area that shows all of its words grows with them."""

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from enablement.ui.theme import Theme
from enablement.ui.views.log.whole_area import WholeArea
from enablement.ui.views.sheet import Sheet


def test_a_sheet_grows_with_words_that_come_later(qtbot: QtBot, theme: Theme) -> None:
    window, inside, words = QWidget(), QWidget(), QLabel("Short.")
    qtbot.addWidget(window)
    window.resize(1000, 800)
    window.show()
    words.setWordWrap(True)
    QVBoxLayout(inside).addWidget(words)
    sheet = Sheet(theme, window, "Your calendar")
    area = WholeArea(inside, 464, "Your calendar")
    sheet.body.addWidget(area, 1)
    sheet.open()
    qtbot.waitExposed(sheet)
    before = sheet.height()
    words.setText("This is not the address of a calendar. " * 12)
    qtbot.waitUntil(lambda: sheet.height() > before + 40)
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() == 0)
    sheet.close()
