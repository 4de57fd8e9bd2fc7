"""A row of chips: what a card is about, on one line, with “+3” for what does not fit."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from enablement.ui.theme import Theme

_GAP = 6


class ChipRow(QWidget):
    """Draws short words as chips; the first group stands out."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._chips: tuple[tuple[str, bool], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def show_chips(self, strong: tuple[str, ...], others: tuple[str, ...]) -> None:
        """Show these words, the strong ones first."""
        self._chips = (*((word, True) for word in strong), *((word, False) for word in others))
        words = ", ".join((*strong, *others))
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.setVisible(bool(self._chips))
        self.update()

    @override
    def sizeHint(self) -> QSize:
        """One line, as wide as it may be."""
        return QSize(self._theme.px(200), self._height())

    @override
    def minimumSizeHint(self) -> QSize:
        """One line; chips that do not fit are counted."""
        return QSize(self._theme.px(80), self._height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw as many chips as fit."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._font())
        left = 0.0
        for number, (word, strong) in enumerate(self._chips):
            rest = len(self._chips) - number
            more = f"+{rest}"
            room = self.width() - left - (self._width(f"+{rest - 1}") + _GAP if rest > 1 else 0)
            if self._width(word) > room:
                self._draw(painter, left, more, strong=False)
                break
            self._draw(painter, left, word, strong=strong)
            left += self._width(word) + _GAP

    def _draw(self, painter: QPainter, left: float, word: str, *, strong: bool) -> None:
        tokens = self._theme.tokens
        box = QRectF(left + 0.5, 0.5, self._width(word) - 1, self._height() - 1)
        painter.setPen(QPen(tokens.colour("accent_line" if strong else "line"), 1))
        painter.setBrush(tokens.colour("accent_soft" if strong else "panel"))
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        painter.setPen(tokens.colour("accent_text" if strong else "text_muted"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, word)

    def _font(self) -> QFont:
        return self._theme.font("small", QFont.Weight.Medium)

    def _width(self, word: str) -> float:
        return QFontMetricsF(self._font()).horizontalAdvance(word) + self._theme.px(18)

    def _height(self) -> int:
        return round(QFontMetricsF(self._font()).height()) + self._theme.px(7)
