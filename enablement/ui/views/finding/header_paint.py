"""Drawing a header between cards: what follows, or the sentence that asks for it."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen

from enablement.translation import _
from enablement.ui.theme import Theme
from enablement.ui.values import Header
from enablement.ui.views.finding.snippet_paint import SnippetStyle, draw_snippet, line_height

_PAD_X, _ABOVE, _BELOW, _BAR, _GAP = 14, 14, 4, 3, 10
_LINES = 2


class HeaderPainter:
    """Paints headers: a quoted sentence on two lines at most, anything else on one."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme

    def height(self, header: Header, width: float) -> float:
        """How high a header is in a list of that width."""
        px = self._theme.px
        if not header.quoted:
            return px(_ABOVE + _BELOW) + QFontMetricsF(self._group_font()).lineSpacing()
        font = self._quote_font()
        room = width - px(2 * _PAD_X + _BAR + _GAP)
        # A little less than the room: words do not fill their lines.
        fits = QFontMetricsF(font).horizontalAdvance(_quoted(header)) <= 0.98 * room
        return px(_ABOVE + _BELOW + 2) + (1 if fits else _LINES) * line_height(font)

    def paint(self, painter: QPainter, rect: QRectF, header: Header) -> None:
        """Draw a header."""
        px = self._theme.px
        inner = rect.adjusted(px(_PAD_X), px(_ABOVE), -px(_PAD_X), -px(_BELOW))
        if header.quoted:
            self._paint_quote(painter, inner, header)
        else:
            self._paint_group(painter, inner, header.words)

    def _paint_quote(self, painter: QPainter, inner: QRectF, header: Header) -> None:
        px, tokens = self._theme.px, self._theme.tokens
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens.colour("accent"))
        bar = QRectF(inner.left(), inner.top(), px(_BAR), inner.height())
        painter.drawRoundedRect(bar, px(_BAR) / 2, px(_BAR) / 2)
        style = SnippetStyle(
            self._quote_font(), tokens.colour("text"), tokens.colour("mark"),
            tokens.colour("mark_text"),
        )  # fmt: skip
        body = inner.adjusted(px(_BAR + _GAP), 1, 0, 0)
        draw_snippet(painter, body, _quoted(header), (), style, _LINES)

    def _paint_group(self, painter: QPainter, inner: QRectF, words: str) -> None:
        """The words, and a line that reaches from them to the right end."""
        tokens, font = self._theme.tokens, self._group_font()
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        painter.setPen(tokens.colour("text_muted"))
        text = metrics.elidedText(words, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
        start = inner.left() + metrics.horizontalAdvance(text) + self._theme.px(_GAP)
        if start < inner.right():
            painter.setPen(QPen(tokens.colour("line"), 1))
            middle = round(inner.center().y()) + 0.5
            painter.drawLine(QPointF(start, middle), QPointF(inner.right(), middle))

    def _group_font(self) -> QFont:
        return self._theme.font("small", QFont.Weight.DemiBold)

    def _quote_font(self) -> QFont:
        return self._theme.font("base", QFont.Weight.Medium)


def _quoted(header: Header) -> str:
    return _("“{words}”").format(words=header.words)
