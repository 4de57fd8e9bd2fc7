"""Drawing one found card in the list: kind, title, snippet, and why it was found."""

from PySide6.QtCore import QObject, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from enablement.translation import _
from enablement.ui.kinds import KIND_ICONS
from enablement.ui.models.results import Index, ResultRole
from enablement.ui.theme import Theme
from enablement.ui.values import Row
from enablement.ui.views.snippet_paint import SnippetStyle, draw_snippet, line_height

_PAD_X, _PAD_Y, _ICON, _GAP = 14, 11, 20, 10
_LINES = 2


class ResultDelegate(QStyledItemDelegate):
    """Paints rows of equal height; with `why` there is a third kind of line."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.with_why = False

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """The same for every row, so that long lists need not ask each."""
        px, spacing = self._theme.px, self._spacing
        height = (
            2 * px(_PAD_Y) + spacing("row") + px(4) + _LINES * line_height(self._theme.font("base"))
        )
        if self.with_why:
            height += px(5) + spacing("small")
        return QSize(px(200), round(height + px(4)))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the row."""
        row = index.data(ResultRole.ROW)
        if not isinstance(row, Row):
            return
        rect = QRectF(option.rect).adjusted(0, 2, 0, -2)
        state = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_ground(painter, rect, state)
        px = self._theme.px
        inner = rect.adjusted(px(_PAD_X), px(_PAD_Y), -px(_PAD_X), -px(_PAD_Y))
        self._draw_kind(painter, inner, row)
        body = inner.adjusted(px(_ICON + _GAP), 0, 0, 0)
        self._draw_title(painter, body, row)
        body.setTop(body.top() + self._spacing("row") + px(4))
        used = draw_snippet(painter, body, row.text, row.marks, self._snippet_style(), _LINES)
        if self.with_why:
            body.setTop(body.top() + used + px(5))
            self._draw_why(painter, body, row)
        painter.restore()

    def _draw_ground(self, painter: QPainter, rect: QRectF, state: QStyle.StateFlag) -> None:
        tokens = self._theme.tokens
        selected = bool(state & QStyle.StateFlag.State_Selected)
        if not selected and not state & QStyle.StateFlag.State_MouseOver:
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens.colour("selected" if selected else "hover"))
        painter.drawRoundedRect(rect, 10, 10)
        if selected:
            # A bar beside the tint: the selection is not told by colour alone.
            painter.setBrush(tokens.colour("accent"))
            bar = QRectF(rect.left() + 4, rect.top() + 12, 3, rect.height() - 24)
            painter.drawRoundedRect(bar, 1.5, 1.5)
        if state & QStyle.StateFlag.State_HasFocus and selected:
            painter.setPen(QPen(tokens.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 10, 10)

    def _draw_kind(self, painter: QPainter, inner: QRectF, row: Row) -> None:
        ratio = painter.device().devicePixelRatioF()
        pixmap = self._theme.pixmap(KIND_ICONS[row.kind], "accent_text", _ICON, ratio)
        top = inner.top() + (self._spacing("row") - self._theme.px(_ICON)) / 2
        painter.drawPixmap(QPointF(inner.left(), top), pixmap)

    def _draw_title(self, painter: QPainter, body: QRectF, row: Row) -> None:
        right = self._draw_tags(painter, body, row)
        font = self._theme.font("row", QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(self._theme.tokens.colour("text"))
        line = QRectF(body.left(), body.top(), right - body.left(), self._spacing("row"))
        title = QFontMetricsF(font).elidedText(row.title, Qt.TextElideMode.ElideRight, line.width())
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, title)

    def _draw_tags(self, painter: QPainter, body: QRectF, row: Row) -> float:
        """The language, and a mark when unverified, at the right end; where the title must stop."""
        px, tokens = self._theme.px, self._theme.tokens
        font = self._theme.font("tiny", QFont.Weight.DemiBold)
        painter.setFont(font)
        metrics, right = QFontMetricsF(font), body.right()
        words = row.language.upper()
        width = metrics.horizontalAdvance(words) + px(10)
        height = metrics.height() + 2
        box = QRectF(right - width, body.top() + (self._spacing("row") - height) / 2, width, height)
        painter.setPen(QPen(tokens.colour("line_strong"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, 5, 5)
        painter.setPen(tokens.colour("text_muted"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
        right = box.left() - px(8)
        if not row.verified:
            side = px(16)
            ratio = painter.device().devicePixelRatioF()
            top = body.top() + (self._spacing("row") - side) / 2
            words = _("Unverified")
            painter.setPen(tokens.colour("neutral_text"))
            width = metrics.horizontalAdvance(words)
            place = QRectF(right - width, body.top(), width, self._spacing("row"))
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, words)
            pixmap = self._theme.pixmap("unverified", "neutral_text", 16, ratio)
            painter.drawPixmap(QPointF(place.left() - side - px(3), top), pixmap)
            right = place.left() - side - px(10)
        return right

    def _draw_why(self, painter: QPainter, body: QRectF, row: Row) -> None:
        font = self._theme.font("small")
        painter.setFont(font)
        painter.setPen(self._theme.tokens.colour("text_muted"))
        line = QRectF(body.left(), body.top(), body.width(), self._spacing("small"))
        why = QFontMetricsF(font).elidedText(row.why, Qt.TextElideMode.ElideRight, line.width())
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, why)

    def _snippet_style(self) -> SnippetStyle:
        tokens = self._theme.tokens
        return SnippetStyle(
            self._theme.font("base"),
            tokens.colour("text_soft"),
            tokens.colour("mark"),
            tokens.colour("mark_text"),
        )

    def _spacing(self, size: str) -> float:
        return QFontMetricsF(self._theme.font(size)).lineSpacing()
