"""Words on one line: laid out once, shortened where there is no room for them."""

import numpy as np
import pytest
from PySide6.QtGui import QColor, QFont, QImage, QPainter
from pytestqt.qtbot import QtBot

from enablement.ui.theme import Theme
from enablement.ui.views.one_line_paint import LinePaint


@pytest.fixture
def line(qtbot: QtBot, theme: Theme) -> LinePaint:
    return LinePaint(theme.font("row", QFont.Weight.DemiBold), QColor("black"))


def inked(line: LinePaint, words: str, room: float) -> tuple[int, int, int, int]:
    """The first and last column and row that have ink, in a picture of 300 by 40 pixels."""
    picture = QImage(300, 40, QImage.Format.Format_RGB32)
    picture.fill(QColor("white"))
    painter = QPainter(picture)
    line.draw(painter, 10, 20, words, room)
    painter.end()
    pixels = np.frombuffer(picture.constBits(), np.uint8).reshape(40, 300, 4)
    rows, columns = np.nonzero(pixels[:, :, 0] < 255)
    return int(columns.min()), int(columns.max()), int(rows.min()), int(rows.max())


def test_it_stands_in_the_middle_and_within_its_room(line: LinePaint) -> None:
    left, right, top, bottom = inked(line, "The price of a cold night", 100)
    assert left >= 9
    assert right <= 111
    assert 10 <= top < 20 < bottom <= 30
    assert inked(line, "Tag", 100)[1] <= 10 + round(line.width("Tag")) + 1


def test_what_is_kept_is_drawn_as_what_is_new(line: LinePaint) -> None:
    texts = [f"Line number {number}" for number in range(70)]
    new = [inked(line, text, 280) for text in texts]
    assert [inked(line, text, 280) for text in (*texts[-10:], texts[0])] == [*new[-10:], new[0]]
