"""A chosen row is told by more than a tint."""

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QStyle

from enablement.ui.theme import Theme
from enablement.ui.views.row_ground import draw_ground

State = QStyle.StateFlag


def drawn(theme: Theme, state: QStyle.StateFlag) -> QImage:
    image = QImage(200, 60, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    draw_ground(painter, QRectF(0, 0, 200, 60), state, theme.tokens)
    painter.end()
    return image


def test_a_row_that_is_neither_chosen_nor_pointed_at_has_no_ground(theme: Theme) -> None:
    assert drawn(theme, State.State_Enabled).pixelColor(100, 30).alpha() == 0


@pytest.mark.parametrize("state", [State.State_MouseOver, State.State_Selected])
def test_one_that_is_has_a_tint_and_a_chosen_one_a_bar(
    theme: Theme, state: QStyle.StateFlag
) -> None:
    image, accent = drawn(theme, state), theme.tokens.colour("accent")
    assert image.pixelColor(100, 30).alpha() == 255
    assert (image.pixelColor(5, 30) == accent) is (state is State.State_Selected)


def test_with_the_focus_it_has_a_ring(theme: Theme) -> None:
    accent = theme.tokens.colour("accent")
    image = drawn(theme, State.State_Selected | State.State_HasFocus)
    assert image.pixelColor(100, 1) == accent
    assert drawn(theme, State.State_Selected).pixelColor(100, 1) != accent
