"""A chip that one can press: a filter with its count, a chosen one to remove, or a menu with more."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton
from typing_extensions import override

from enablement.translation import _
from enablement.ui.kinds import facet_name
from enablement.ui.theme import Theme
from enablement.ui.values import Choice

_PAD, _GAP, _CROSS = 10, 6, 12


class Chip(QPushButton):
    """Drawn by hand: a chosen one has a cross and a frame, so that colour alone says nothing."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._count = ""
        self.choice: Choice | None = None
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme.changed.connect(self.updateGeometry)

    def show_choice(self, choice: Choice) -> None:
        """Stand for a filter."""
        self.choice, self._count = choice, str(choice.count)
        self.setText(choice.words)
        name = facet_name(choice.facet)
        self.setToolTip(f"{name}: {choice.words}")
        said = _("Filter, {facet}: {value}, {n}")
        if choice.chosen:
            said = _("Remove the filter, {facet}: {value}, {n}")
        self.setAccessibleName(said.format(facet=name, value=choice.words, n=choice.count))
        self.update()

    def show_more(self, words: str, name: str) -> None:
        """Stand for a menu."""
        self.choice, self._count = None, ""
        self.setText(words)
        self.setToolTip(name)
        self.setAccessibleName(name)
        self.update()

    @override
    def sizeHint(self) -> QSize:
        """As wide as its words."""
        px, width = self._theme.px, QFontMetricsF(self._font()).horizontalAdvance(self.text())
        width += 2 * px(_PAD)
        if self._count:
            width += px(_GAP) + QFontMetricsF(self._count_font()).horizontalAdvance(self._count)
        if self._chosen or self.choice is None:
            width += px(_GAP) + px(_CROSS)
        return QSize(round(width) + 2, round(QFontMetricsF(self._font()).height()) + px(10))

    @override
    def minimumSizeHint(self) -> QSize:
        """Its words are never cut."""
        return self.sizeHint()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the chip."""
        tokens, px = self._theme.tokens, self._theme.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_ground(painter)
        left, middle = 1.0 + px(_PAD), self.height() / 2
        painter.setFont(self._font())
        painter.setPen(tokens.colour("accent_text" if self._chosen else "text_soft"))
        left = self._draw_text(painter, left, self.text())
        if self._count:
            painter.setFont(self._count_font())
            painter.setPen(tokens.colour("accent_text" if self._chosen else "text_muted"))
            left = self._draw_text(painter, left + px(_GAP), self._count)
        if self._chosen or self.choice is None:
            colour = "accent_text" if self._chosen else "text_muted"
            side = px(_CROSS)
            place = QRectF(left + px(_GAP), middle - side / 2, side, side)
            painter.setPen(QPen(tokens.colour(colour), 1.6, c=Qt.PenCapStyle.RoundCap))
            _draw_mark(painter, place, cross=self._chosen)

    @property
    def _chosen(self) -> bool:
        return self.choice is not None and self.choice.chosen

    def _draw_ground(self, painter: QPainter) -> None:
        tokens, focus = self._theme.tokens, self.hasFocus()
        lines = {"accent": focus or self._chosen, "text_muted": self.underMouse()}
        line = next((name for name, holds in lines.items() if holds), "line_strong")
        grounds = {"selected": focus, "accent_soft": self._chosen, "hover": self.underMouse()}
        ground = next((name for name, holds in grounds.items() if holds), "surface")
        painter.setPen(QPen(tokens.colour(line), 2 if focus else 1))
        painter.setBrush(tokens.colour(ground))
        inset = 1.0 if focus else 0.5
        box = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)

    def _draw_text(self, painter: QPainter, left: float, text: str) -> float:
        width = QFontMetricsF(painter.font()).horizontalAdvance(text)
        place = QRectF(left, 0, width + 1, self.height())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
        return left + width

    def _font(self) -> QFont:
        return self._theme.font("small", QFont.Weight.Medium)

    def _count_font(self) -> QFont:
        return self._theme.font("tiny")


def _draw_mark(painter: QPainter, place: QRectF, *, cross: bool) -> None:
    """A cross to remove, or an arrow that points to a menu below."""
    side, middle = place.width(), place.center()
    if cross:
        reach = side * 0.3
        for sign in (1, -1):
            painter.drawLine(
                QPointF(middle.x() - reach, middle.y() - sign * reach),
                QPointF(middle.x() + reach, middle.y() + sign * reach),
            )
    else:
        reach = side * 0.32
        tip = QPointF(middle.x(), middle.y() + reach / 2)
        painter.drawLine(QPointF(middle.x() - reach, middle.y() - reach / 2), tip)
        painter.drawLine(tip, QPointF(middle.x() + reach, middle.y() - reach / 2))
