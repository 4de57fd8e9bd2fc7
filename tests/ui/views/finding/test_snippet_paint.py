"""Snippets: the found words are in view and stand out."""

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QFont, QImage, QPainter
from pytestqt.qtbot import QtBot

from enablement.ui.views.finding.snippet_paint import SnippetStyle, bring_into_view, draw_snippet

MARK = QColor("#FFE8A3")


@pytest.mark.parametrize("room", [20, 60, 500])
def test_the_first_found_word_is_brought_into_view(room: int) -> None:
    text = "word " * 30 + "too expensive for us"
    start = text.index("expensive")
    shown, marks = bring_into_view(text, ((start, start + 9),), room)
    first, last = marks[0]
    assert shown[first:last] == "expensive"
    assert first <= max(room, 40)


def test_nothing_is_cut_when_it_fits() -> None:
    assert bring_into_view("short", ((0, 5),), 40) == ("short", ((0, 5),))
    assert bring_into_view("no marks here", (), 5) == ("no marks here", ())


def test_the_mark_is_painted_within_the_area(qtbot: QtBot) -> None:
    image = QImage(300, 60, QImage.Format.Format_RGB32)
    image.fill(QColor("#FFFFFF"))
    style = SnippetStyle(QFont(), QColor("#000000"), MARK, QColor("#000000"))
    painter = QPainter(image)
    draw_snippet(painter, QRectF(10, 5, 280, 50), "say too expensive here " * 9, ((4, 17),), style)
    painter.end()
    marked = [(x, y) for x in range(300) for y in range(60) if image.pixelColor(x, y) == MARK]
    assert marked
    assert min(x for x, _y in marked) >= 10
    assert max(x for x, _y in marked) < 290
