"""The keyboard map and the report of a bug, as sheets."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel

from enablement.ui.tasks import BugReport
from enablement.ui.views.frame.dialogs import BugDialog, KeyboardMap

Key = Qt.Key


def opened_map(rep: Any) -> KeyboardMap:
    rep.press(Key.Key_F1)
    sheet = QApplication.activeModalWidget()
    assert isinstance(sheet, KeyboardMap)
    rep.bot.waitUntil(sheet.isActiveWindow)
    return sheet


def test_the_map_is_seen_whole_at_the_usual_size(rep: Any) -> None:
    rep.window.resize(1280, 800)
    sheet = opened_map(rep)
    assert sheet.keys.verticalScrollBar().maximum() == 0
    words = {label.text() for label in sheet.findChildren(QLabel)}
    assert {"Ctrl+K", "Do anything", "Worked", "F2", "1"} <= words
    assert rep.window.geometry().contains(sheet.geometry())
    rep.press(Key.Key_Return)
    rep.bot.waitUntil(rep.window.isActiveWindow)
    assert rep.window.search.hasFocus()


@pytest.mark.parametrize("size", [(880, 560), (1280, 800)])
def test_with_large_text_it_scrolls_by_keys_and_nothing_is_cut(
    rep: Any, size: tuple[int, int]
) -> None:
    rep.window.resize(*size)
    for _step in range(8):
        rep.window.actions_.larger.trigger()
    sheet = opened_map(rep)
    bar = sheet.keys.verticalScrollBar()
    assert bar.maximum() > 0
    assert sheet.keys.hasFocus()
    rep.press(Key.Key_Down)
    assert bar.value() > 0
    inside = sheet.keys.widget()
    assert inside is not None
    assert inside.width() <= sheet.keys.viewport().width()
    assert rep.window.geometry().contains(sheet.geometry())
    rep.press(Key.Key_Escape)
    rep.window.actions_.normal.trigger()


def test_a_report_is_copied_by_one_key(rep: Any) -> None:
    report = BugReport("search", "Traceback: a mistake")
    rep.desktop.conductor.tell_bug(report)
    rep.window.actions_.report.trigger()
    sheet = QApplication.activeModalWidget()
    assert isinstance(sheet, BugDialog)
    rep.bot.waitUntil(sheet.isActiveWindow)
    rep.press(Key.Key_Return)
    assert QGuiApplication.clipboard().text() == report.text
    assert sheet.said.text() == "Copied."
    rep.press(Key.Key_Escape)
    assert not sheet.isVisible()
