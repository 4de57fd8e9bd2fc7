"""Pieces that flow: on one line where there is room, else on several, and never beyond the edge."""

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from typing_extensions import override

from enablement.ui.views.flow import FlowRow


class Piece(QLabel):
    """A piece of a known size."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self._width = width

    @override
    def sizeHint(self) -> QSize:
        """As wide as it was told."""
        return QSize(self._width, 20)

    @override
    def minimumSizeHint(self) -> QSize:
        """It may be narrower."""
        return QSize(10, 20)


@pytest.mark.parametrize(
    ("width", "lines"), [(400, 1), (320, 1), (319, 2), (210, 2), (120, 3), (60, 3)]
)
def test_it_takes_as_many_lines_as_it_needs(qtbot: QtBot, width: int, lines: int) -> None:
    pieces = [Piece(100), Piece(100), Piece(100)]
    row = FlowRow(*pieces, across=10, down=5)
    qtbot.addWidget(row)
    row.resize(width, 200)
    row.show()
    assert row.heightForWidth(width) == lines * 20 + (lines - 1) * 5
    assert len({piece.y() for piece in pieces}) == lines
    assert all(piece.geometry().right() < width for piece in pieces)


def test_what_is_hidden_takes_no_room(qtbot: QtBot) -> None:
    pieces = [Piece(100), Piece(100)]
    row = FlowRow(*pieces, across=10)
    qtbot.addWidget(row)
    pieces[0].hide()
    row.resize(105, 40)
    row.show()
    assert (pieces[1].x(), row.heightForWidth(105)) == (0, 20)
