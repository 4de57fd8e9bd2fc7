"""Drawing a snippet: a few lines of text whose found words are bold on a tinted ground."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple, cast

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QTextCharFormat,
    QTextLayout,
    QTextLine,
    QTextOption,
)

Marks = tuple[tuple[int, int], ...]
_LEAD = 24
"""How many characters are kept before the first found word when the beginning is left out."""

_MOST_KEPT = 64
"""So many snippets stay laid out: while one types, two rows in three were on the screen before."""


class _Laid(NamedTuple):
    """A snippet as it is drawn, and the boxes behind its found words."""

    layout: QTextLayout
    boxes: list[QRectF]


@dataclass(frozen=True)
class SnippetStyle:
    """How a snippet is drawn; keep one for many snippets, since it remembers how they were laid out."""

    font: QFont
    text: QColor
    mark: QColor
    mark_text: QColor
    laid: dict[tuple[str, Marks, float, int], _Laid] = field(
        default_factory=dict, repr=False, compare=False
    )

    @cached_property
    def metrics(self) -> QFontMetricsF:
        """The measures of the font."""
        return QFontMetricsF(self.font)

    @cached_property
    def line_height(self) -> float:
        """The height of a line."""
        return line_height(self.font)


def bring_into_view(text: str, marks: Marks, room: int) -> tuple[str, Marks]:
    """Cut the beginning so that the first found word lies within `room` characters."""
    if not marks or marks[0][1] <= room:
        return text, marks
    cut = text.find(" ", max(0, marks[0][0] - _LEAD)) + 1
    if not 0 < cut <= marks[0][0]:
        cut = marks[0][0]
    moved = tuple((start - cut + 1, end - cut + 1) for start, end in marks)
    return f"…{text[cut:]}", moved


def join_neighbours(text: str, marks: Marks) -> Marks:
    """Found words with nothing but a space between them as one mark."""
    joined: list[tuple[int, int]] = []
    for start, end in marks:
        if joined and not text[joined[-1][1] : start].strip():
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return tuple(joined)


def line_height(font: QFont) -> float:
    """The height of a line of a snippet."""
    return QFontMetricsF(font).lineSpacing() * 1.12


def draw_snippet(
    painter: QPainter, area: QRectF, text: str, marks: Marks, style: SnippetStyle, lines: int = 2
) -> float:
    """Draw the text in the area, on so many lines at most; how much height that took."""
    key = text, marks, area.width(), lines
    laid = style.laid.get(key)
    if laid is None:
        if len(style.laid) >= _MOST_KEPT:
            del style.laid[next(iter(style.laid))]
        laid = style.laid[key] = _lay_out(text, marks, area.width(), style, lines)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(style.mark)
    for box in laid.boxes:
        painter.drawRoundedRect(box.translated(area.topLeft()), 3, 3)
    painter.setPen(style.text)
    laid.layout.draw(painter, area.topLeft())
    painter.restore()
    return laid.layout.lineCount() * style.line_height


def _lay_out(text: str, marks: Marks, width: float, style: SnippetStyle, lines: int) -> _Laid:
    """Lay out as much of a text as fits, from where its first found word can be seen."""
    room = int(width * lines / style.metrics.averageCharWidth() * 0.9)
    text, marks = bring_into_view(text, join_neighbours(text, marks), room)
    layout = _layout(text, marks, width, style, lines)
    shorter = _shorten(text, marks, width, style, layout)
    if shorter is not None:
        text, marks = shorter
        layout = _layout(text, marks, width, style, lines)
    boxes = [box for start, end in marks for box in _boxes(layout, start, end)]
    return _Laid(layout, [box.adjusted(-1.5, 0, 1.5, 0) for box in boxes])


def _layout(text: str, marks: Marks, width: float, style: SnippetStyle, lines: int) -> QTextLayout:
    layout = QTextLayout(text, style.font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.setFormats([_marked(start, end, style) for start, end in marks])
    layout.setCacheEnabled(True)
    layout.beginLayout()
    top, step = 0.0, style.line_height
    for _number in range(lines):
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width)
        line.setPosition(QPointF(0, top))
        top += step
    layout.endLayout()
    return layout


def _shorten(
    text: str, marks: Marks, width: float, style: SnippetStyle, layout: QTextLayout
) -> tuple[str, Marks] | None:
    """The text as far as it fits, ended by an ellipsis; `None` when it fits as a whole."""
    if not layout.lineCount():
        return "", ()
    last = layout.lineAt(layout.lineCount() - 1)
    end = last.textStart() + last.textLength()
    if end >= len(text):
        return None
    while (
        end > last.textStart()
        and style.metrics.horizontalAdvance(text[last.textStart() : end].rstrip() + "…") > width - 6
    ):
        end -= 1
    kept = text[:end].rstrip(" ,.;:–—")
    inside = tuple((a, min(b, len(kept))) for a, b in marks if a < len(kept))
    return f"{kept}…", inside


def _marked(start: int, end: int, style: SnippetStyle) -> QTextLayout.FormatRange:
    marked = QTextLayout.FormatRange()
    marked.start, marked.length = start, end - start
    marked.format = QTextCharFormat()
    marked.format.setFontWeight(QFont.Weight.DemiBold)
    marked.format.setForeground(style.mark_text)
    return marked


def _boxes(layout: QTextLayout, start: int, end: int) -> list[QRectF]:
    """The rectangles that a range of characters covers, one a line."""
    boxes = []
    for number in range(layout.lineCount()):
        line = layout.lineAt(number)
        first = max(start, line.textStart())
        last = min(end, line.textStart() + line.textLength())
        if first < last:
            x1, x2 = _across(line, first), _across(line, last)
            boxes.append(QRectF(min(x1, x2), line.y(), abs(x2 - x1), line.height()))
    return boxes


def _across(line: QTextLine, position: int) -> float:
    """Where a character begins on its line."""
    return cast("tuple[float, int]", line.cursorToX(position))[0]
