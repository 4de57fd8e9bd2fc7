"""The evidence beside a card's name: a small bar for the interval, a mark for the share, and its words."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget
from typing_extensions import override

from enablement.sync.policies import CardEvidence
from enablement.ui.card.evidence import Shown, shown_evidence
from enablement.ui.theme import Theme

_LONG, _HIGH, _GAP = 64, 14, 7


class IntervalBar(QWidget):
    """A line from 0 to 100 %: the interval thick on it, the share a mark across."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._shown: Shown | None = None
        theme.changed.connect(self.updateGeometry)

    def show_share(self, shown: Shown) -> None:
        """Draw this interval; nothing when there is none."""
        self._shown = shown
        self.update()

    @override
    def sizeHint(self) -> QSize:
        """Small, and grown with the text."""
        return QSize(self._theme.px(_LONG), self._theme.px(_HIGH))

    @override
    def minimumSizeHint(self) -> QSize:
        """Never cut."""
        return self.sizeHint()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the scale, the interval and the share."""
        shown = self._shown
        if shown is None or shown.interval is None or shown.share is None:
            return
        tokens, px = self._theme.tokens, self._theme.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle, width = self.height() / 2, self.width() - 2.0
        painter.setPen(Qt.PenStyle.NoPen)
        thick = px(6)
        painter.setBrush(tokens.colour("line_strong"))
        painter.drawRoundedRect(QRectF(1, middle - thick / 2, width, thick), thick / 2, thick / 2)
        low, high = shown.interval.low, shown.interval.high
        painter.setBrush(tokens.colour("accent"))
        place = QRectF(1 + low * width, middle - thick / 2, (high - low) * width, thick)
        painter.drawRoundedRect(place, thick / 2, thick / 2)
        painter.setPen(QPen(tokens.colour("text"), px(2), c=Qt.PenCapStyle.RoundCap))
        at = 1 + shown.share * width
        painter.drawLine(QPointF(at, 2), QPointF(at, self.height() - 2))


class EvidencePiece(QWidget):
    """The bar with its words; at length in its tip and for a screen reader."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._bar, self.words, self._shown = IntervalBar(theme), QLabel(), False
        self.words.setObjectName("meta")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_GAP)
        row.addWidget(self._bar, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.words)

    @override
    def minimumSizeHint(self) -> QSize:
        """The words are never cut: the bar yields, then they take a second line."""
        return QSize(self._words_wide() // 2, self.sizeHint().height())

    @override
    def sizeHint(self) -> QSize:
        """Room for both, whether the bar is shown now or not."""
        bar = self._bar.sizeHint() if self._shown else QSize()
        gap = _GAP if self._shown else 0
        high = self.words.fontMetrics().height()
        return QSize(bar.width() + gap + self._words_wide(), max(bar.height(), high))

    @override
    def hasHeightForWidth(self) -> bool:
        """Narrow, it has two lines."""
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        """One line, or two where the words do not fit into one."""
        high = self.sizeHint().height()
        return high if width >= self._words_wide() else 2 * self.words.fontMetrics().lineSpacing()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the bar where there is room for it."""
        super().resizeEvent(event)
        self._fit()

    def show_evidence(self, evidence: CardEvidence | None) -> None:
        """Show what this revision did."""
        shown = shown_evidence(evidence)
        self._shown = shown.interval is not None
        self._bar.show_share(shown)
        self.words.setText(shown.words)
        self._fit()
        for piece in (self, self.words):
            piece.setToolTip(shown.told)
        self.words.setAccessibleName(shown.words)
        self.words.setAccessibleDescription(shown.told)

    def _words_wide(self) -> int:
        return self.words.fontMetrics().horizontalAdvance(self.words.text()) + 2

    def _fit(self) -> None:
        self.words.setWordWrap(self.width() < self._words_wide())
        self._bar.setVisible(self._shown and self.width() >= self.sizeHint().width())
