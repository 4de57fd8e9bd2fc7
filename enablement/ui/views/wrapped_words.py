"""Words that are drawn wrapped to a width: laid out once for each width, which labels do for each look."""

import math
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)


@dataclass(eq=False)
class WrappedWords:
    """A text in a font, of which at most `lines` lines are drawn.

    Its first `strong` characters stand out, in `strong_colour`.
    """

    text: str
    font: QFont
    lines: int = 100
    strong: int = 0
    strong_colour: QColor = field(default_factory=QColor)
    _widths: dict[int, tuple[QTextLayout, int]] = field(default_factory=dict)

    def height(self, width: int) -> int:
        """How high they are at that width; 0 without any."""
        if not self.text:
            return 0
        shown = min(self._laid_out(width)[0].lineCount(), self.lines)
        return math.ceil(shown * QFontMetricsF(self.font).lineSpacing())

    def used(self, width: int) -> int:
        """How much of that width the widest line takes."""
        return self._laid_out(width)[1]

    def paint(self, painter: QPainter, place: QPointF, width: int, colour: QColor) -> None:
        """Draw them with their top left there."""
        layout, _used = self._laid_out(width)
        painter.setPen(colour)
        for number in range(min(layout.lineCount(), self.lines)):
            layout.lineAt(number).draw(painter, place)

    def _laid_out(self, width: int) -> tuple[QTextLayout, int]:
        if width not in self._widths:
            if len(self._widths) > 4:  # while the border between list and page is dragged
                self._widths.clear()
            self._widths[width] = self._lay_out(width)
        return self._widths[width]

    def _lay_out(self, width: int) -> tuple[QTextLayout, int]:
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout = QTextLayout(self.text.replace("\n", "\u2028"), self.font)
        layout.setTextOption(option)
        layout.setCacheEnabled(True)
        if self.strong:
            layout.setFormats([self._standing_out()])
        step, top, widest = QFontMetricsF(self.font).lineSpacing(), 0.0, 0.0
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(1, width))
            line.setPosition(QPointF(0, top))
            top += step
            widest = max(widest, line.naturalTextWidth())
        layout.endLayout()
        return layout, round(widest)

    def _standing_out(self) -> QTextLayout.FormatRange:
        form = QTextCharFormat()
        form.setForeground(self.strong_colour)
        form.setFontWeight(QFont.Weight.DemiBold)
        found = QTextLayout.FormatRange()
        found.start, found.length = 0, self.strong
        found.format = form
        return found
