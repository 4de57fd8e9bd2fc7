"""Drawing one entry of the rep's own log: what it was, what was said, and where it stands."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from enablement.translation import _
from enablement.ui.kinds import OUTCOME_COLOURS, OUTCOME_ICONS
from enablement.ui.log.journal import Entry, Stand, kind_words
from enablement.ui.models.headed import Index
from enablement.ui.models.my_log import Day, LogRole, MyLogModel
from enablement.ui.theme import Theme
from enablement.ui.views.row_ground import draw_ground

_PAD_X, _PAD_Y, _ICON, _GAP = 14, 10, 20, 10
_BETWEEN = 3
_ANSWER_PAD, _ABOVE_ANSWER = 7, 4
_FILLED = 1.8
"""How much of two lines words may fill: what is wrapped leaves some room at the end of a line."""

STAND_LOOKS = {
    Stand.WAITING: ("clock", "neutral_text"),
    Stand.SENDING: ("syncing", "text_muted"),
    Stand.RECEIVED: ("synced", "text_muted"),
    Stand.ANSWERED: ("thread", "accent_text"),
    Stand.CHANGED: ("change", "worked_text"),
    Stand.DECLINED: ("info", "neutral_text"),
    Stand.REJECTED: ("unverified", "flat_text"),
}
_KIND_ICONS = {
    "request": "new", "search": "search", "question": "ask", "contradiction": "contradiction",
    "reply": "thread", "reading": "file",
}  # fmt: skip


class EntryDelegate(QStyledItemDelegate):
    """Paints entries, each as high as its lines, and the days above them."""

    def __init__(self, theme: Theme, model: MyLogModel, parent: QAbstractItemView) -> None:
        super().__init__(parent)
        self._theme, self._model, self._view = theme, model, parent

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as its lines; each takes two where one is not enough."""
        item, px = index.data(LogRole.ITEM), self._theme.px
        width = self._view.viewport().width()
        if isinstance(item, Day):
            return QSize(width, round(self._line("small") + px(18)))
        if not isinstance(item, Entry):
            return QSize(width, 0)
        room = width - px(2 * _PAD_X + _ICON + _GAP)
        height = 2 * px(_PAD_Y) + self._head_rows(item, room) * self._line("row")
        for words in item.said:
            height += self._rows(words, "base", room) * self._line("base") + px(_BETWEEN)
        stand = self._rows(self._model.stand(item), "small", self._stand_room(item, room))
        height += stand * self._line("small") + px(2 * _BETWEEN + 2)
        if item.answer is not None:
            height += self._answer_height(item.answer.text, room) + px(_ABOVE_ANSWER)
        return QSize(width, round(height) + 4)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the item."""
        item = index.data(LogRole.ITEM)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(item, Day):
            self._paint_day(painter, QRectF(option.rect), item)
        elif isinstance(item, Entry):
            self._paint_entry(painter, option, item)
        painter.restore()

    def _paint_day(self, painter: QPainter, rect: QRectF, day: Day) -> None:
        px = self._theme.px
        place = rect.adjusted(px(_PAD_X), px(10), -px(_PAD_X), 0)
        self._write(painter, place, day.words, "small", "text_muted", QFont.Weight.DemiBold)

    def _paint_entry(self, painter: QPainter, option: QStyleOptionViewItem, entry: Entry) -> None:
        rect = QRectF(option.rect).adjusted(0, 2, 0, -2)
        draw_ground(painter, rect, option.state, self._theme.tokens)
        px = self._theme.px
        inner = rect.adjusted(px(_PAD_X), px(_PAD_Y), -px(_PAD_X), -px(_PAD_Y))
        icon, colour = _look(entry)
        self._draw_icon(painter, inner.left(), inner.top(), "row", icon, colour, _ICON)
        body = inner.adjusted(px(_ICON + _GAP), 0, 0, 0)
        self._draw_head(painter, body, entry, colour)
        body.setTop(body.top() + self._head_rows(entry, body.width()) * self._line("row"))
        for words in entry.said:
            body.setTop(body.top() + px(_BETWEEN))
            rows = self._write(painter, body, words, "base", "text_soft")
            body.setTop(body.top() + rows * self._line("base"))
        body.setTop(body.top() + px(_BETWEEN + 2))
        rows = self._draw_stand(painter, body, entry)
        body.setTop(body.top() + rows * self._line("small") + px(_BETWEEN))
        if entry.answer is not None:
            body.setTop(body.top() + px(_ABOVE_ANSWER))
            self._draw_answer(painter, body, entry.answer.text)

    def _draw_head(self, painter: QPainter, body: QRectF, entry: Entry, colour: str) -> None:
        """What was recorded, of what, and when."""
        px, time = self._theme.px, f"{entry.event.occurred_at.astimezone():%H:%M}"
        font = self._theme.font("small")
        right = body.right() - QFontMetricsF(font).horizontalAdvance(time) - px(12)
        place = QRectF(right + px(12), body.top(), body.right() - right, self._line("row"))
        self._write(painter, place, time, "small", "text_muted", height=self._line("row"))
        bold = QFont.Weight.DemiBold
        kind = kind_words(entry)
        metrics = QFontMetricsF(self._theme.font("row", bold))
        kind_width = metrics.horizontalAdvance(kind)
        self._write(painter, body, kind, "row", colour, bold)
        left = body.left() + kind_width + px(10)
        about = QRectF(left, body.top(), max(0.0, right - left), self._line("row"))
        if self._head_rows(entry, body.width()) > 1:
            about = QRectF(body.left(), about.bottom(), body.width(), self._line("row"))
        medium, height = QFont.Weight.Medium, self._line("row")
        self._write(painter, about, entry.about, "row", "text", medium, height=height)

    def _head_rows(self, entry: Entry, room: float) -> int:
        """One line, or two where what it is about does not fit between the kind and the time."""
        px, bold = self._theme.px, QFont.Weight.DemiBold
        kind = QFontMetricsF(self._theme.font("row", bold)).horizontalAdvance(kind_words(entry))
        time = QFontMetricsF(self._theme.font("small")).horizontalAdvance("00:00")
        medium = QFontMetricsF(self._theme.font("row", QFont.Weight.Medium))
        return 1 if kind + medium.horizontalAdvance(entry.about) + time + px(22) <= room else 2

    def _stand_room(self, entry: Entry, room: float) -> float:
        """How wide the words on where it stands may be, beside its icon and the mark."""
        px, room = self._theme.px, room - self._theme.px(16 + 6)
        if not entry.unseen:
            return room
        metrics = QFontMetricsF(self._theme.font("tiny", QFont.Weight.DemiBold))
        return room - metrics.horizontalAdvance(_("New")) - px(12) - px(8)

    def _draw_stand(self, painter: QPainter, body: QRectF, entry: Entry) -> int:
        px = self._theme.px
        icon, colour = STAND_LOOKS[entry.stand]
        self._draw_icon(painter, body.left(), body.top(), "small", icon, colour, 16)
        place = body.adjusted(px(16 + 6), 0, 0, 0)
        place.setWidth(self._stand_room(entry, body.width()))
        if entry.unseen:
            self._draw_new(painter, body)
        return self._write(painter, place, self._model.stand(entry), "small", colour)

    def _draw_new(self, painter: QPainter, body: QRectF) -> None:
        """A mark that the answer was not looked at."""
        px, tokens = self._theme.px, self._theme.tokens
        font = self._theme.font("tiny", QFont.Weight.DemiBold)
        metrics, words = QFontMetricsF(font), _("New")
        width, height = metrics.horizontalAdvance(words) + px(12), metrics.height() + px(2)
        top = body.top() + (self._line("small") - height) / 2
        box = QRectF(body.right() - width, top, width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens.colour("accent"))
        painter.drawRoundedRect(box, height / 2, height / 2)
        painter.setFont(font)
        painter.setPen(tokens.colour("on_accent"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)

    def _draw_answer(self, painter: QPainter, body: QRectF, text: str) -> None:
        px, tokens = self._theme.px, self._theme.tokens
        height = self._answer_height(text, body.width())
        box = QRectF(body.left(), body.top(), body.width(), height)
        painter.setPen(QPen(tokens.colour("accent_line"), 1))
        painter.setBrush(tokens.colour("accent_soft"))
        painter.drawRoundedRect(box, 8, 8)
        words = _answer_words(text)
        place = box.adjusted(px(10), px(_ANSWER_PAD), -px(10), 0)
        self._write(painter, place, words, "base", "text")

    def _draw_icon(
        self, painter: QPainter, left: float, top: float, line: str, icon: str, colour: str,
        size: int,
    ) -> None:  # fmt: skip
        ratio = painter.device().devicePixelRatioF()
        pixmap = self._theme.pixmap(icon, colour, size, ratio)
        middle = top + (self._line(line) - self._theme.px(size)) / 2
        painter.drawPixmap(QPointF(left, middle), pixmap)

    def _write(
        self, painter: QPainter, place: QRectF, words: str, size: str, colour: str,
        weight: QFont.Weight = QFont.Weight.Normal, *, height: float = 0.0,
    ) -> int:  # fmt: skip
        """A line of words or two, shortened where there is no room for them all; how many.

        With a `height`, one line in the middle of it.
        """
        font = self._theme.font(size, weight)
        painter.setFont(font)
        painter.setPen(self._theme.tokens.colour(colour))
        rows = 1 if height else self._rows(words, size, place.width())
        room = place.width() * (_FILLED if rows > 1 else 1)
        shown = QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, room)
        lines = QRectF(place.left(), place.top(), place.width(), height or rows * self._line(size))
        ways = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        wrapped = Qt.TextFlag.TextWordWrap if rows > 1 else Qt.TextFlag.TextSingleLine
        painter.drawText(lines, ways | wrapped, shown)
        return rows

    def _rows(self, words: str, size: str, room: float) -> int:
        """How many lines words take in that room: one, or else two."""
        width = QFontMetricsF(self._theme.font(size)).horizontalAdvance(words)
        return 1 if width <= room else 2

    def _answer_height(self, text: str, room: float) -> float:
        """How high the ground of an answer is."""
        rows = self._rows(_answer_words(text), "base", room - self._theme.px(20))
        return rows * self._line("base") + self._theme.px(2 * _ANSWER_PAD)

    def _line(self, size: str) -> float:
        return QFontMetricsF(self._theme.font(size)).lineSpacing()


def _answer_words(text: str) -> str:
    return _("Marketing: {words}").format(words=" ".join(text.split()))


def _look(entry: Entry) -> tuple[str, str]:
    """The icon of an entry and its colour."""
    if entry.outcome is not None:
        return OUTCOME_ICONS[entry.outcome], f"{OUTCOME_COLOURS[entry.outcome]}_text"
    return _KIND_ICONS.get(entry.kind, "note"), "text_soft"
