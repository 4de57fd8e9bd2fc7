"""The ground of a row in every list: a tint, a bar and a ring, so that colour alone says nothing."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyle

from enablement.ui.theme import Tokens


def draw_ground(painter: QPainter, rect: QRectF, state: QStyle.StateFlag, tokens: Tokens) -> None:
    """Tint a row under the pointer; a chosen one has a bar as well, and with the focus a ring."""
    selected = bool(state & QStyle.StateFlag.State_Selected)
    if not selected and not state & QStyle.StateFlag.State_MouseOver:
        return
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(tokens.colour("selected" if selected else "hover"))
    painter.drawRoundedRect(rect, 10, 10)
    if not selected:
        return
    painter.setBrush(tokens.colour("accent"))
    bar = QRectF(rect.left() + 4, rect.top() + 12, 3, rect.height() - 24)
    painter.drawRoundedRect(bar, 1.5, 1.5)
    if state & QStyle.StateFlag.State_HasFocus:
        painter.setPen(QPen(tokens.colour("accent"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 10, 10)
