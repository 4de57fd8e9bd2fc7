"""Words in one line that are shortened where there is no room for them."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel
from typing_extensions import override

from enablement.ui.views.pieces import plain_tip


class OneLine(QLabel):
    """Words in one line, shortened where there is no room for them all."""

    def say(self, words: str) -> None:
        """Show these words."""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAccessibleName(words)
        self.setToolTip(plain_tip(words))
        self._fit()

    @override
    def minimumSizeHint(self) -> QSize:
        """Words may be left out."""
        return QSize(0, super().minimumSizeHint().height())

    @override
    def sizeHint(self) -> QSize:
        """As wide as all its words."""
        width = self.fontMetrics().horizontalAdvance(self.accessibleName())
        return QSize(width + 2, super().sizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what does not fit."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        words, mode = self.accessibleName(), Qt.TextElideMode.ElideRight
        shown = self.fontMetrics().elidedText(words, mode, self.width())
        if shown != self.text():
            self.setText(shown)
