"""The smallest window with text twice its size: nothing is squeezed, cut or covered."""

from collections.abc import Iterator
from itertools import combinations
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

Key, Ctrl = Qt.Key, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def low(rep: Any, theme: Any) -> Iterator[Any]:
    """A rep at the smallest window with large text."""
    rep.window.resize(880, 560)
    for _step in range(8):
        theme.zoom(1)
    QTest.qWait(10)
    yield rep
    theme.zoom(0)


def place(rep: Any, widget: QWidget) -> QRect:
    """Where a widget stands in the window."""
    return QRect(widget.mapTo(rep.window, QPoint(0, 0)), widget.size())


def test_what_was_searched_instead_is_not_squeezed(low: Any) -> None:
    low.type("competittor is cheapper")
    QTest.qWait(10)
    window = low.window
    correction = window.head.correction
    assert correction.isVisible()
    assert window.head.count.isHidden()
    for piece in (correction.words, correction.button):
        assert piece.height() >= piece.fontMetrics().height()
    assert "…" in correction.words.text() or "competitor" in correction.words.text()
    assert correction.words.accessibleName().startswith("Showing results for")
    pieces = (window.nav, window.search, window.filters, correction.words, correction.button,
              window.results, window.sync_line)  # fmt: skip
    for one, other in combinations(pieces, 2):
        assert not place(low, one).intersects(place(low, other)), (one, other)
    assert window.results.height() >= 60
    assert window.sync_line.words.startswith(("Offline", "Synced", "Not synced", "Syncing"))


def test_in_a_high_window_all_is_said_again(low: Any) -> None:
    low.type("competittor is cheapper")
    low.window.resize(880, 1000)
    QTest.qWait(10)
    assert "Showing results for" in low.window.head.correction.words.text()
    assert low.window.head.count.isVisible()


def test_what_was_done_is_told_beside_the_card_not_over_it(low: Any) -> None:
    low.type("too expensive")
    low.press(Key.Key_F2)
    QTest.qWait(10)
    pane = low.window.pane
    assert pane.toast.words.startswith("Logged: worked")
    assert not place(low, pane.toast).intersects(place(low, pane.browser))
    before = pane.browser.height()
    QTest.mouseClick(pane.toast, Qt.MouseButton.LeftButton, pos=QPoint(4, 4))
    assert pane.toast.words == "", "a click takes it away"
    QTest.qWait(10)
    assert pane.browser.height() > before


def test_the_words_of_a_log_have_room(low: Any) -> None:
    low.type("too expensive")
    low.press(Key.Key_F2)
    low.press(Key.Key_N, Ctrl)
    QTest.qWait(10)
    fields = low.window.pane.log_bar.panel.fields
    for field in fields.all:
        assert field.height() >= low.window.pane.log_bar._theme.px(36)
        assert field.accessibleName() in (field.placeholderText(), field.toolTip())
    for field in (fields.words, fields.note):
        assert field.width() >= 0.9 * fields.width()
    assert fields.stage.width() >= 0.4 * fields.width()
    for one, other in combinations(fields.all, 2):
        assert not place(low, one).intersects(place(low, other))


def test_the_names_stand_beside_the_lines_where_there_is_room(rep: Any) -> None:
    rep.type("too expensive")
    rep.press(Key.Key_F2)
    rep.press(Key.Key_N, Ctrl)
    fields = rep.window.pane.log_bar.panel.fields
    assert all(label.isVisible() for label in fields._labels)
    assert [field.placeholderText() for field in fields.all] == [""] * 4


def test_no_button_of_the_calendar_is_cut(low: Any) -> None:
    low.desktop.features.today.use_calendar("/nowhere.ics")
    low.window.actions_.calendar.trigger()
    low.bot.waitUntil(lambda: isinstance(QApplication.focusWidget(), QLineEdit))
    sheet = low.desktop.features.today.desk.sheet
    sheet.remove.show()
    QTest.qWait(10)
    for button in (sheet.remove, sheet.file, sheet.close_, sheet.use):
        assert button.width() >= button.sizeHint().width(), button.text()
    low.press(Key.Key_Escape)
