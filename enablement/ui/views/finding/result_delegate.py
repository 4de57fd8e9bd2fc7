"""Drawing one item of the list: a card with kind, title, snippet and why it is here, or a header."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from enablement.cards.model import CardKind
from enablement.translation import _, current_language
from enablement.ui.kinds import KIND_ICONS
from enablement.ui.models.headed import Index
from enablement.ui.models.results import ResultRole
from enablement.ui.theme import Theme
from enablement.ui.values import Header, Row
from enablement.ui.views.finding.header_paint import HeaderPainter
from enablement.ui.views.finding.snippet_paint import SnippetStyle, draw_snippet
from enablement.ui.views.one_line_paint import LinePaint
from enablement.ui.views.row_ground import draw_ground

_PAD_X, _PAD_Y, _ICON, _GAP, _MARK = 14, 11, 20, 10, 16
_LINES = 2
_ANTIALIASED = QPainter.RenderHint.Antialiasing
_UNFILLED = Qt.BrushStyle.NoBrush


class _Look:
    """What cards are painted with in one scheme and size: made once, not for each that is painted."""

    def __init__(self, theme: Theme) -> None:
        px, colour, bold = theme.px, theme.tokens.colour, QFont.Weight.DemiBold
        self.pad_x, self.pad_y, self.icon, self.gap = map(px, (_PAD_X, _PAD_Y, _ICON, _GAP))
        self.px3, self.px4, self.px5, self.px8, self.px10, self.px12 = map(px, (3, 4, 5, 8, 10, 12))
        self.title = LinePaint(theme.font("row", bold), colour("text"))
        self.why = LinePaint(theme.font("small"), colour("text_muted"))
        self.tag = LinePaint(theme.font("tiny", bold), colour("text_muted"))
        self.unverified = LinePaint(theme.font("tiny", bold), colour("neutral_text"))
        self.doubted = LinePaint(theme.font("tiny", bold), colour("flat_text"))
        self.frame = QPen(colour("line_strong"), 1)
        self.snippet = SnippetStyle(
            theme.font("base"), colour("text_soft"), colour("mark"), colour("mark_text")
        )
        self._theme = theme
        self._icons: dict[tuple[CardKind, float], QPixmap] = {}

    def kind(self, kind: CardKind, ratio: float) -> QPixmap:
        """The icon of a kind."""
        key = kind, ratio
        if key not in self._icons:
            self._icons[key] = self._theme.pixmap(KIND_ICONS[kind], "accent_text", _ICON, ratio)
        return self._icons[key]


class ResultDelegate(QStyledItemDelegate):
    """Paints cards of equal height, with a third kind of line for `why`; and headers."""

    def __init__(self, theme: Theme, parent: QAbstractItemView) -> None:
        super().__init__(parent)
        self._theme, self._view = theme, parent
        self._headers = HeaderPainter(theme)
        self._look = _Look(theme)
        self._with_why = False
        self.doubted: frozenset[str] = frozenset()
        self._card_height = self._height(with_why=False)
        theme.changed.connect(self._dress)

    @property
    def card_height(self) -> int:
        """How high every card is."""
        return self._card_height

    @property
    def answer_height(self) -> int:
        """How high every card is that has a line that says why it was found."""
        return self._height(with_why=True)

    @property
    def with_why(self) -> bool:
        """Whether a card has a line that says why it was found."""
        return self._with_why

    def show_why(self, *, on: bool) -> None:
        """Give each card a line that says why it was found, or none."""
        self._with_why = on
        self._card_height = self._height(with_why=on)

    def _dress(self) -> None:
        self._look = _Look(self._theme)
        self._card_height = self._height(with_why=self._with_why)

    def _height(self, *, with_why: bool) -> int:
        look = self._look
        height = 2 * look.pad_y + look.title.spacing + look.px4 + _LINES * look.snippet.line_height
        if with_why:
            height += look.px5 + look.why.spacing
        return round(height + look.px4)

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
        painter.setRenderHint(_ANTIALIASED)
        if isinstance(item, Header):
            self._headers.paint(painter, QRectF(option.rect), item)
        elif isinstance(item, Row):
            self._paint_card(painter, option, item)
        painter.restore()

    def _paint_card(self, painter: QPainter, option: QStyleOptionViewItem, row: Row) -> None:
        rect, look = QRectF(option.rect).adjusted(0, 2, 0, -2), self._look
        draw_ground(painter, rect, option.state, self._theme.tokens)
        inner = rect.adjusted(look.pad_x, look.pad_y, -look.pad_x, -look.pad_y)
        middle = inner.top() + look.title.spacing / 2
        self._draw_kind(painter, inner.left(), middle, row)
        body = inner.adjusted(look.icon + look.gap, 0, 0, 0)
        left, width = body.left(), body.width()
        right = self._draw_tags(painter, left, middle, body.right(), row)
        look.title.draw(painter, left, middle, row.title, right - left)
        body.setTop(body.top() + look.title.spacing + look.px4)
        used = draw_snippet(painter, body, row.text, row.marks, look.snippet, _LINES)
        if self._with_why:
            middle = body.top() + used + look.px5 + look.why.spacing / 2
            look.why.draw(painter, left, middle, row.why, width)

    def _draw_kind(self, painter: QPainter, left: float, middle: float, row: Row) -> None:
        pixmap = self._look.kind(row.kind, painter.device().devicePixelRatioF())
        painter.drawPixmap(QPointF(left, middle - self._look.icon / 2), pixmap)

    def _draw_tags(
        self, painter: QPainter, left: float, middle: float, end: float, row: Row
    ) -> float:
        """What differs from the rule, at the right end; where the title must stop.

        The desk's own language goes without saying, and no title is cut for its translations.
        """
        look, right = self._look, end
        doubted = row.card_id in self.doubted
        if row.language != current_language():
            right = self._draw_tag(painter, end, middle, row.language.upper()) - look.px8
        if row.also and row.verified and not doubted:
            codes = ", ".join(code.upper() for code in row.also)
            words = _("also: {languages}").format(languages=codes)
            if left + look.title.width(row.title) + look.px12 + look.tag.width(words) <= right:
                right = _draw_before(painter, right, middle, words, look.tag) - look.px8
        if doubted:  # the graver of the two
            right = _draw_before(painter, right, middle, _("In doubt"), look.doubted)
            return self._draw_mark(painter, right, middle, "contradiction", "flat_text")
        if not row.verified:
            right = _draw_before(painter, right, middle, _("Unverified"), look.unverified)
            return self._draw_mark(painter, right, middle, "unverified", "neutral_text")
        return right

    def _draw_mark(
        self, painter: QPainter, right: float, middle: float, icon: str, colour: str
    ) -> float:
        """An icon before the words that begin at `right`; where the title must stop."""
        side, ratio = self._theme.px(_MARK), painter.device().devicePixelRatioF()
        pixmap = self._theme.pixmap(icon, colour, _MARK, ratio)
        painter.drawPixmap(QPointF(right - side - self._look.px3, middle - side / 2), pixmap)
        return right - side - self._look.px10

    def _draw_tag(self, painter: QPainter, right: float, middle: float, words: str) -> float:
        """Words in a frame that ends at `right`; where it begins."""
        look = self._look
        width, height = look.tag.width(words) + look.px10, look.tag.height + 2
        painter.setPen(look.frame)
        painter.setBrush(_UNFILLED)
        painter.drawRoundedRect(QRectF(right - width, middle - height / 2, width, height), 5, 5)
        look.tag.draw(painter, right - width + look.px10 / 2, middle, words, width)
        return right - width


def _draw_before(
    painter: QPainter, right: float, middle: float, words: str, paint: LinePaint
) -> float:
    """Small words that end at `right`; where they begin."""
    width = paint.width(words)
    paint.draw(painter, right - width, middle, words, width + 1)
    return right - width
