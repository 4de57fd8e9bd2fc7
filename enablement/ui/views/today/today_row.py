"""A row of Today that can be opened: an icon, a title and a few quiet words below it."""

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget
from typing_extensions import override

from enablement.ui.theme import Theme
from enablement.ui.views.wrapped_words import WrappedWords

_PAD_X, _PAD_Y, _GAP, _ICON, _BETWEEN = 12, 8, 12, 18, 2
_LINES = 3
"""More of the quiet words are cut off: the row leads to where they are whole."""


class TodayRow(QPushButton):
    """Draws its words itself, wrapped to its width, so that a page of them is light.

    `key` names what it leads to, `framed` gives one that stands alone a thin line round it,
    `dismisses` are the ids of the cards that a key takes off the page.
    """

    def __init__(
        self, theme: Theme, icon: str, title: str, words: str, *,
        colour: str = "accent_text", tag: str = "",
    ) -> None:  # fmt: skip
        super().__init__()
        self._theme, self._icon, self._colour, self._tag = theme, icon, colour, tag
        self._title = WrappedWords(title, theme.font("row", QFont.Weight.DemiBold))
        self._words = WrappedWords(words, theme.font("base"), lines=_LINES)
        self._aside: QWidget | None = None
        self.key, self.framed = "", False
        self.dismisses: tuple[str, ...] = ()
        self.setObjectName("todayRow")
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(". ".join(part for part in (tag, title, words) if part))
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def put_aside(self, button: QWidget) -> None:
        """Lay a small button at the right end; words keep clear of it."""
        self._aside = button
        button.setParent(self)
        button.adjustSize()
        self._place_aside()

    @override
    def hasHeightForWidth(self) -> bool:
        """Words wrap."""
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        """As high as its words need at that width."""
        room, px = self._text_width(width), self._theme.px
        below = px(_BETWEEN) + self._words.height(room) if self._words.text else 0
        return max(self._title.height(room) + below, px(_ICON)) + 2 * px(_PAD_Y)

    @override
    def sizeHint(self) -> QSize:
        """For a layout that does not ask for a height by width."""
        return QSize(self._theme.px(320), self.heightForWidth(max(self.width(), 200)))

    @override
    def minimumSizeHint(self) -> QSize:
        """It wraps as narrow as it has to be."""
        return QSize(self._theme.px(120), 0)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width is another height."""
        super().resizeEvent(event)
        self._place_aside()
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground, and the words on it."""
        px, tokens = self._theme.px, self._theme.tokens
        painter = QPainter(self)
        self._paint_ground(painter)
        side, top, room = px(_ICON), px(_PAD_Y), self._text_width(self.width())
        picture = self._theme.pixmap(self._icon, self._colour, _ICON, self.devicePixelRatioF())
        line = QFontMetrics(self._title.font).height()
        painter.drawPixmap(QRect(px(_PAD_X), top + max(0, (line - side) // 2), side, side), picture)
        place, text = QPointF(px(_PAD_X + _GAP) + side, top), tokens.colour("text")
        self._title.paint(painter, place, room, text)
        if self._tag:
            self._paint_tag(painter, place, room, line)
        quiet = tokens.colour("text_muted")
        below = QPointF(0, self._title.height(room) + px(_BETWEEN))
        self._words.paint(painter, place + below, room, quiet)
        painter.end()

    def _paint_ground(self, painter: QPainter) -> None:
        """A tint under the pointer, a ring with the focus, a thin line where it stands alone."""
        tokens = self._theme.tokens
        ground = "selected" if self.isDown() else "hover"
        tinted = self.isDown() or self.underMouse() or self.hasFocus()
        pen = QPen(tokens.colour("accent"), 2) if self.hasFocus() else QPen(Qt.PenStyle.NoPen)
        if self.framed and not self.hasFocus():
            pen = QPen(tokens.colour("line"), 1)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(pen)
        painter.setBrush(tokens.colour(ground) if tinted else Qt.BrushStyle.NoBrush)
        radius = self._theme.px(10)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), radius, radius)

    def _paint_tag(self, painter: QPainter, place: QPointF, room: int, line: int) -> None:
        """A word after the title, where a title of one line has room for it."""
        font, gap = self._theme.font("tiny", QFont.Weight.DemiBold), self._theme.px(8)
        used, width = self._title.used(room), QFontMetrics(font).horizontalAdvance(self._tag)
        if used + gap + width > room or self._title.height(room) > 2 * line - 2:
            return
        painter.setFont(font)
        painter.setPen(self._theme.tokens.colour(self._colour))
        there = QRectF(place.x() + used + gap, place.y(), width + 2, line)
        painter.drawText(there, Qt.AlignmentFlag.AlignVCenter, self._tag)

    def _text_width(self, width: int) -> int:
        px = self._theme.px
        aside = self._aside.width() + px(6) if self._aside else 0
        return max(60, width - px(2 * _PAD_X + _ICON + _GAP) - aside)

    def _place_aside(self) -> None:
        if self._aside is not None:
            right = self.width() - self._aside.width() - self._theme.px(8)
            self._aside.move(right, self._theme.px(6))
