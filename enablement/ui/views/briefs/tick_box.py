"""A box to tick that is drawn in the colours of the desk, and shortens words that do not fit."""

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QCheckBox, QSizePolicy
from typing_extensions import override

from enablement.ui.theme import Theme
from enablement.ui.views.pieces import plain_tip

_SIDE, _GAP, _PAD = 18, 10, 4


class TickBox(QCheckBox):
    """Qt's own box has a frame that can hardly be seen on a dark ground."""

    def __init__(self, theme: Theme, words: str) -> None:
        super().__init__(words.replace("&", "&&"))
        self._theme, self._words = theme, words
        self.setAccessibleName(words)
        self.setToolTip(plain_tip(words))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        """As wide as all its words."""
        metrics, px = QFontMetricsF(self.font()), self._theme.px
        wide = px(_SIDE + _GAP + 2 * _PAD) + metrics.horizontalAdvance(self._words) + 2
        return QSize(round(wide), max(px(_SIDE), round(metrics.height())) + 2 * px(_PAD))

    @override
    def minimumSizeHint(self) -> QSize:
        """Words may be left out."""
        return QSize(self._theme.px(_SIDE + 2 * _PAD), self.sizeHint().height())

    @override
    def hitButton(self, pos: QPoint) -> bool:
        """All of it can be clicked."""
        return self.rect().contains(pos)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box, the tick and the words."""
        px, tokens = self._theme.px, self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = px(_SIDE)
        box = QRectF(px(_PAD) + 0.5, (self.height() - side) / 2 + 0.5, side - 1, side - 1)
        ticked = self.isChecked()
        painter.setPen(QPen(tokens.colour("accent" if ticked else "text_muted"), 1.5))
        painter.setBrush(tokens.colour("accent" if ticked else "surface"))
        painter.drawRoundedRect(box, px(5), px(5))
        if ticked:
            self._draw_tick(painter, box)
        if self.hasFocus():
            painter.setPen(QPen(tokens.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        left = box.right() + px(_GAP)
        room = QRectF(left, 0, self.width() - left - px(_PAD), self.height())
        painter.setFont(self.font())
        painter.setPen(tokens.colour("text" if self.isEnabled() else "text_muted"))
        words = self.fontMetrics().elidedText(
            self._words, Qt.TextElideMode.ElideRight, int(room.width())
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
        painter.end()

    def _draw_tick(self, painter: QPainter, box: QRectF) -> None:
        pen = QPen(self._theme.tokens.colour("on_accent"), box.width() / 8)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        points = ((0.26, 0.53), (0.43, 0.70), (0.75, 0.33))
        corner, side = box.topLeft(), box.width()
        painter.drawPolyline(
            QPolygonF([QPointF(corner.x() + x * side, corner.y() + y * side) for x, y in points])
        )
