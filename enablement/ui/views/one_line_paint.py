"""Drawing words on one line in a list: shortened and laid out once, then drawn at every painting."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QStaticText, QTransform

_MOST_KEPT = 64
"""So many lines stay laid out: while one types, most cards were on the screen before."""
_ELIDE = Qt.TextElideMode.ElideRight


class LinePaint:
    """How single lines are drawn; keep one for many, since it remembers how they were laid out."""

    def __init__(self, font: QFont, colour: QColor) -> None:
        self._font, self._pen = font, QPen(colour)
        self._metrics = QFontMetricsF(font)
        self.spacing = self._metrics.lineSpacing()
        self.height = self._metrics.height()
        self._kept: dict[tuple[str, float], QStaticText] = {}

    def width(self, words: str) -> float:
        """How wide some words are."""
        return self._metrics.horizontalAdvance(words)

    def draw(self, painter: QPainter, left: float, middle: float, words: str, room: float) -> None:
        """Draw the words from `left` on, as high above `middle` as below, shortened to the room."""
        laid = self._laid(words, room)
        painter.setFont(self._font)
        painter.setPen(self._pen)
        painter.drawStaticText(QPointF(left, middle - self.height / 2), laid)

    def _laid(self, words: str, room: float) -> QStaticText:
        key = words, room
        laid = self._kept.get(key)
        if laid is None:
            if len(self._kept) >= _MOST_KEPT:
                del self._kept[next(iter(self._kept))]
            laid = QStaticText(self._metrics.elidedText(words, _ELIDE, room))
            laid.setTextFormat(Qt.TextFormat.PlainText)
            laid.prepare(QTransform(), self._font)
            self._kept[key] = laid
        return laid
