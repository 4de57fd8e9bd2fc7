"""The card from top to bottom: its head, its page and its log bar; in a low window the head scrolls."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from enablement.ui.theme import Theme
from enablement.ui.values import OpenCard
from enablement.ui.views.card.card_browser import CardBrowser
from enablement.ui.views.card.card_header import CardHeader

_MOST = 0.32
"""A head that takes more of the height than this goes with the page, so that there is room to read."""


class CardColumn(QWidget):
    """Holds the three, and decides where the head stands."""

    def __init__(
        self, theme: Theme, header: CardHeader, browser: CardBrowser, log_bar: QWidget
    ) -> None:
        super().__init__()
        self._header, self._browser, self._log_bar = header, browser, log_bar
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(header)
        self._column.addWidget(browser, 1)
        self._column.addWidget(log_bar)
        theme.changed.connect(self.settle)

    def show_head(self, opened: OpenCard) -> None:
        """Show the head of a card, wherever it stands."""
        self._header.show_card(opened)
        self.settle()

    def settle(self) -> None:
        """Let the head stand where there is room for it."""
        high = self._header.high(self.width())
        room = self.height() - self._log_bar.sizeHint().height()
        floats = high > _MOST * room
        if floats:
            self._column.removeWidget(self._header)
            # There it stands beside the scroll bar, so that words may need another line.
            bar = self._browser.verticalScrollBar().sizeHint().width()
            self._browser.carry(self._header, self._header.high(self.width() - bar))
        elif self._browser.carries:
            self._browser.carry(None)
            self._column.insertWidget(0, self._header)
            self._header.show()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Decide anew."""
        super().resizeEvent(event)
        self.settle()
