"""Drawing a brief in the list of briefs, and a card in the list of a brief."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from enablement.translation import _
from enablement.ui.briefs.briefing import BriefEntry, BriefHeader, BriefLine, BriefState
from enablement.ui.models.brief_cards import EntryRole, gone_words
from enablement.ui.models.briefs import BriefRole
from enablement.ui.models.headed import Index
from enablement.ui.theme import Theme
from enablement.ui.values import Header
from enablement.ui.views.finding.header_paint import HeaderPainter
from enablement.ui.views.row_ground import draw_ground

_PAD_X, _PAD_Y, _ICON, _GAP = 14, 12, 22, 12
_NUMBER, _GRIP = 26, 20
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


class RowPainter:
    """What both lists draw alike: the ground of a row, a line of words, an icon."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme

    def ground(self, painter: QPainter, rect: QRectF, state: QStyle.StateFlag) -> None:
        """The ground of a row."""
        draw_ground(painter, rect, state, self.theme.tokens)

    def line(self, painter: QPainter, box: QRectF, words: str, font: QFont, colour: str) -> None:
        """Words on one line, shortened where they do not fit."""
        painter.setFont(font)
        painter.setPen(self.theme.tokens.colour(colour))
        fitting = QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, _LEFT, fitting)

    def icon(self, painter: QPainter, middle: QPointF, name: str, colour: str, size: int) -> None:
        """An icon around a point."""
        ratio = painter.device().devicePixelRatioF()
        pixmap = self.theme.pixmap(name, colour, size, ratio)
        half = self.theme.px(size) / 2
        painter.drawPixmap(QPointF(middle.x() - half, middle.y() - half), pixmap)

    def aside(self, painter: QPainter, box: QRectF, icon: str, words: str, colour: str) -> float:
        """Small words with an icon at the right end of a box; where they begin."""
        font, px = self.theme.font("small", QFont.Weight.Medium), self.theme.px
        width = QFontMetricsF(font).horizontalAdvance(words)
        self.line(painter, QRectF(box.right() - width, box.top(), width + 1, box.height()), words,
                  font, colour)  # fmt: skip
        left = box.right() - width - px(20)
        self.icon(painter, QPointF(left + px(8), box.center().y()), icon, colour, 16)
        return left

    def spacing(self, font: QFont) -> float:
        """How high a line of a font is."""
        return QFontMetricsF(font).lineSpacing()


class BriefDelegate(QStyledItemDelegate):
    """Paints briefs, two lines each, and the headers between them."""

    def __init__(self, theme: Theme, parent: QAbstractItemView) -> None:
        super().__init__(parent)
        self._theme, self._view = theme, parent
        self._rows, self._headers = RowPainter(theme), HeaderPainter(theme)

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Briefs are of one height, headers lower."""
        width, item = self._view.viewport().width(), index.data(BriefRole.ITEM)
        if isinstance(item, BriefHeader):
            return QSize(width, round(self._headers.height(Header(item.words), width)))
        return QSize(width, self.brief_height())

    def brief_height(self) -> int:
        """How high every brief is."""
        px = self._theme.px
        return round(2 * px(_PAD_Y) + px(3) + sum(map(self._rows.spacing, self._fonts())) + 4)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the line."""
        item = index.data(BriefRole.ITEM)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(item, BriefHeader):
            self._headers.paint(painter, QRectF(option.rect), Header(item.words))
        elif isinstance(item, BriefLine):
            self._paint_brief(painter, option, item)
        painter.restore()

    def _paint_brief(
        self, painter: QPainter, option: QStyleOptionViewItem, line: BriefLine
    ) -> None:
        rect, px, rows = QRectF(option.rect).adjusted(0, 2, 0, -2), self._theme.px, self._rows
        rows.ground(painter, rect, option.state)
        inner = rect.adjusted(px(_PAD_X), px(_PAD_Y), -px(_PAD_X), -px(_PAD_Y))
        closed, (title, small) = line.state is BriefState.CLOSED, self._fonts()
        height = rows.spacing(title)
        colour = "text_muted" if closed else "accent_text"
        middle = QPointF(inner.left() + px(_ICON) / 2, inner.top() + height / 2)
        rows.icon(painter, middle, "brief", colour, _ICON)
        body = inner.adjusted(px(_ICON + _GAP), 0, 0, 0)
        head = QRectF(body.left(), body.top(), body.width(), height)
        if line.stage and body.width() >= px(240):
            left = rows.aside(painter, head, "section", line.stage, "text_muted")
            head.setRight(max(head.left() + px(120), left - px(10)))
        rows.line(painter, head, line.title, title, "text_soft" if closed else "text")
        below = QRectF(body.left(), head.bottom() + px(3), body.width(), rows.spacing(small))
        rows.line(painter, below, line.details, small, "text_muted")

    def _fonts(self) -> tuple[QFont, QFont]:
        return self._theme.font("row", QFont.Weight.DemiBold), self._theme.font("base")


class EntryDelegate(QStyledItemDelegate):
    """Paints the cards of a brief: number, title, what it is about, and the rep's note."""

    def __init__(self, theme: Theme, parent: QAbstractItemView) -> None:
        super().__init__(parent)
        self._theme, self._view, self._rows = theme, parent, RowPainter(theme)

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """A line more for a note."""
        entry, px = index.data(EntryRole.ENTRY), self._theme.px
        title, small = self._fonts()
        height = 2 * px(_PAD_Y) + self._rows.spacing(title) + px(3) + self._rows.spacing(small) + 4
        if isinstance(entry, BriefEntry) and entry.note.strip():
            height += px(5) + self._rows.spacing(small)
        return QSize(self._view.viewport().width(), round(height))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the card."""
        entry = index.data(EntryRole.ENTRY)
        if not isinstance(entry, BriefEntry):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect, px = QRectF(option.rect).adjusted(0, 2, 0, -2), self._theme.px
        self._rows.ground(painter, rect, option.state)
        inner = rect.adjusted(px(_PAD_X), px(_PAD_Y), -px(_PAD_X), -px(_PAD_Y))
        middle = inner.top() + self._rows.spacing(self._fonts()[0]) / 2
        self._draw_number(painter, QPointF(inner.left() + px(_NUMBER) / 2, middle), index, entry)
        grip = QPointF(inner.right() - px(_GRIP) / 2, rect.center().y())
        self._rows.icon(painter, grip, "grip", "text_muted", _GRIP)
        self._draw_words(
            painter, inner.adjusted(px(_NUMBER + _GAP), 0, -px(_GRIP + _GAP), 0), entry
        )
        painter.restore()

    def _draw_number(
        self, painter: QPainter, middle: QPointF, index: Index, entry: BriefEntry
    ) -> None:
        tokens, side = self._theme.tokens, self._theme.px(_NUMBER)
        if entry.gone:
            self._rows.icon(painter, middle, "gone", "flat_text", 22)
            return
        circle = QRectF(middle.x() - side / 2, middle.y() - side / 2, side, side)
        painter.setPen(QPen(tokens.colour("accent_line"), 1))
        painter.setBrush(tokens.colour("accent_soft"))
        painter.drawEllipse(circle)
        painter.setPen(tokens.colour("accent_text"))
        painter.setFont(self._theme.font("small", QFont.Weight.Bold))
        painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, str(index.row() + 1))

    def _draw_words(self, painter: QPainter, body: QRectF, entry: BriefEntry) -> None:
        px, rows, (title, small) = self._theme.px, self._rows, self._fonts()
        head = QRectF(body.left(), body.top(), body.width(), rows.spacing(title))
        head.setRight(self._draw_state(painter, head, entry))
        rows.line(painter, head, entry.title, title, "text_muted" if entry.gone else "text")
        line = QRectF(body.left(), head.bottom() + px(3), body.width(), rows.spacing(small))
        if entry.gone:
            rows.line(painter, line, gone_words(), small, "flat_text")
        elif entry.card:
            rows.line(painter, line, entry.card.summary, small, "text_muted")
        if entry.note.strip():
            note = " ".join(entry.note.split())
            line.translate(0, line.height() + px(5))
            middle = QPointF(line.left() + px(8), line.center().y())
            rows.icon(painter, middle, "note", "neutral_text", 16)
            rows.line(painter, line.adjusted(px(22), 0, 0, 0), note, small, "neutral_text")

    def _draw_state(self, painter: QPainter, head: QRectF, entry: BriefEntry) -> float:
        """What is special about the card, at the right end; where the title must stop."""
        right, gap, least = head.right(), self._theme.px(10), head.left() + head.width() * 0.45
        states = []
        if entry.shareable:
            states.append(("share", _("For customers"), "text_muted"))
        if not entry.gone and not entry.verified:
            states.append(("unverified", _("Unverified"), "neutral_text"))
        font = self._theme.font("small", QFont.Weight.Medium)
        for icon, words, colour in states:
            wide = QFontMetricsF(font).horizontalAdvance(words) + self._theme.px(20)
            # Where it is narrow the icon has to do; the words are said when it is read out.
            shown = words if right - wide - gap >= least else ""
            box = QRectF(head.left(), head.top(), right - head.left(), head.height())
            right = self._rows.aside(painter, box, icon, shown, colour) - gap
        return right

    def _fonts(self) -> tuple[QFont, QFont]:
        return self._theme.font("row", QFont.Weight.DemiBold), self._theme.font("base")
