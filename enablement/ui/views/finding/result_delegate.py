"""Drawing one item of the list: a card with kind, title, snippet and why it is here, or a header."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from enablement.translation import _
from enablement.ui.kinds import KIND_ICONS
from enablement.ui.models.headed import Index
from enablement.ui.models.results import ResultRole
from enablement.ui.theme import Theme
from enablement.ui.values import Header, Row
from enablement.ui.views.finding.header_paint import HeaderPainter
from enablement.ui.views.finding.snippet_paint import SnippetStyle, draw_snippet, line_height
from enablement.ui.views.row_ground import draw_ground

_PAD_X, _PAD_Y, _ICON, _GAP = 14, 11, 20, 10
_LINES = 2
_ROOM = 0.75
"""Where less of the width than this is left for title and translations, the title gets it all."""


class ResultDelegate(QStyledItemDelegate):
    """Paints cards of equal height, with a third kind of line for `why`; and headers."""

    def __init__(self, theme: Theme, parent: QAbstractItemView) -> None:
        super().__init__(parent)
        self._theme, self._view = theme, parent
        self._headers = HeaderPainter(theme)
        self._card_height = 0
        self._with_why = False
        # Made once for a size of text, not for each card that is painted: there are many.
        self._metrics: dict[tuple[str, QFont.Weight], QFontMetricsF] = {}
        self._style: SnippetStyle | None = None
        theme.changed.connect(self._measure)
        self._measure()

    @property
    def card_height(self) -> int:
        """How high every card is."""
        return self._card_height

    @property
    def with_why(self) -> bool:
        """Whether a card has a line that says why it was found."""
        return self._with_why

    def show_why(self, *, on: bool) -> None:
        """Give each card a line that says why it was found, or none."""
        self._with_why = on
        self._measure()

    def _measure(self) -> None:
        self._metrics.clear()
        self._style = None
        px, spacing = self._theme.px, self._spacing
        height = (
            2 * px(_PAD_Y) + spacing("row") + px(4) + _LINES * line_height(self._theme.font("base"))
        )
        if self._with_why:
            height += px(5) + spacing("small")
        self._card_height = round(height + px(4))

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """The same for every card, so that long lists are quick."""
        width = self._view.viewport().width()
        item = index.data(ResultRole.ITEM)
        if isinstance(item, Header):
            return QSize(width, round(self._headers.height(item, width)))
        return QSize(width, self._card_height)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the item."""
        item = index.data(ResultRole.ITEM)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(item, Header):
            self._headers.paint(painter, QRectF(option.rect), item)
        elif isinstance(item, Row):
            self._paint_card(painter, option, item)
        painter.restore()

    def _paint_card(self, painter: QPainter, option: QStyleOptionViewItem, row: Row) -> None:
        rect = QRectF(option.rect).adjusted(0, 2, 0, -2)
        draw_ground(painter, rect, option.state, self._theme.tokens)
        px = self._theme.px
        inner = rect.adjusted(px(_PAD_X), px(_PAD_Y), -px(_PAD_X), -px(_PAD_Y))
        self._draw_kind(painter, inner, row)
        body = inner.adjusted(px(_ICON + _GAP), 0, 0, 0)
        self._draw_title(painter, body, row)
        body.setTop(body.top() + self._spacing("row") + px(4))
        used = draw_snippet(painter, body, row.text, row.marks, self._snippet_style(), _LINES)
        if self._with_why:
            body.setTop(body.top() + used + px(5))
            self._draw_why(painter, body, row)

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
        metrics = self._measures("row", QFont.Weight.DemiBold)
        title = metrics.elidedText(row.title, Qt.TextElideMode.ElideRight, line.width())
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, title)

    def _draw_tags(self, painter: QPainter, body: QRectF, row: Row) -> float:
        """The languages, and a mark when unverified, at the right end; where the title must stop."""
        px = self._theme.px
        right = self._draw_tag(painter, body, row.language.upper()) - px(8)
        if row.also and right - body.left() > _ROOM * body.width():
            codes = ", ".join(code.upper() for code in row.also)
            words = _("also: {languages}").format(languages=codes)
            right = self._draw_words(painter, body, right, words, "text_muted") - px(8)
        if not row.verified:
            right = self._draw_words(painter, body, right, _("Unverified"), "neutral_text")
            side, ratio = px(16), painter.device().devicePixelRatioF()
            top = body.top() + (self._spacing("row") - side) / 2
            pixmap = self._theme.pixmap("unverified", "neutral_text", 16, ratio)
            painter.drawPixmap(QPointF(right - side - px(3), top), pixmap)
            right -= side + px(10)
        return right

    def _draw_tag(self, painter: QPainter, body: QRectF, words: str) -> float:
        """Words in a frame at the right end; where they begin."""
        px, tokens, font = self._theme.px, self._theme.tokens, self._tag_font()
        metrics = self._measures("tiny", QFont.Weight.DemiBold)
        width, height = metrics.horizontalAdvance(words) + px(10), metrics.height() + 2
        top = body.top() + (self._spacing("row") - height) / 2
        box = QRectF(body.right() - width, top, width, height)
        painter.setFont(font)
        painter.setPen(QPen(tokens.colour("line_strong"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, 5, 5)
        painter.setPen(tokens.colour("text_muted"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
        return box.left()

    def _draw_words(
        self, painter: QPainter, body: QRectF, right: float, words: str, colour: str
    ) -> float:
        """Small words that end at `right`; where they begin."""
        font = self._tag_font()
        width = self._measures("tiny", QFont.Weight.DemiBold).horizontalAdvance(words)
        painter.setFont(font)
        painter.setPen(self._theme.tokens.colour(colour))
        place = QRectF(right - width, body.top(), width, self._spacing("row"))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, words)
        return place.left()

    def _tag_font(self) -> QFont:
        return self._theme.font("tiny", QFont.Weight.DemiBold)

    def _draw_why(self, painter: QPainter, body: QRectF, row: Row) -> None:
        font = self._theme.font("small")
        painter.setFont(font)
        painter.setPen(self._theme.tokens.colour("text_muted"))
        line = QRectF(body.left(), body.top(), body.width(), self._spacing("small"))
        why = self._measures("small").elidedText(row.why, Qt.TextElideMode.ElideRight, line.width())
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, why)

    def _snippet_style(self) -> SnippetStyle:
        if self._style is None:
            tokens = self._theme.tokens
            self._style = SnippetStyle(
                self._theme.font("base"),
                tokens.colour("text_soft"),
                tokens.colour("mark"),
                tokens.colour("mark_text"),
            )
        return self._style

    def _spacing(self, size: str) -> float:
        return self._measures(size).lineSpacing()

    def _measures(self, size: str, weight: QFont.Weight = QFont.Weight.Normal) -> QFontMetricsF:
        key = size, weight
        if key not in self._metrics:
            self._metrics[key] = QFontMetricsF(self._theme.font(size, weight))
        return self._metrics[key]
