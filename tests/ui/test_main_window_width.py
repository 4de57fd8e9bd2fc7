"""How wide the list stands beside the pages of the desk."""

from typing import Any

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QSplitter


def test_a_page_laid_out_in_a_wide_window_does_not_narrow_the_list_of_a_small_one(rep: Any) -> None:
    split = rep.window.findChild(QSplitter)
    page = QLabel("as wide as its margins were in the wide window")
    page.setMinimumWidth(950)
    rep.window.pane.add_page("wide", page)
    rep.window.resize(1920, 1200)
    rep.window.pane.show_page("wide")
    QTest.qWait(10)
    before = split.sizes()[0]
    rep.window.resize(1280, 800)
    QTest.qWait(10)
    assert split.sizes()[0] == before
