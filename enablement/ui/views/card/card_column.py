"""The card from top to bottom: its head, its page and its log bar; in a low window the head scrolls."""

from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from enablement.ui.theme import Theme
from enablement.ui.values import OpenCard
from enablement.ui.views.card.card_browser import CardBrowser
from enablement.ui.views.card.card_header import CardHeader

_MOST = 0.32
"""A head that takes more of the height than this goes with the page, so that there is room to read."""

_LOW, _READABLE = 420, 80
"""The height in logical pixels below which what lies over the page takes no words of it.

And the height that must stay for the page, else nothing is gained.
"""


class CardColumn(QWidget):
    """Holds the three, and decides where the head stands."""

    def __init__(
        self, theme: Theme, header: CardHeader, browser: CardBrowser, log_bar: QWidget
    ) -> None:
        super().__init__()
        self._theme = theme
        self._header, self._browser, self._log_bar = header, browser, log_bar
        self._free = QWidget()
        self._free.hide()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(header)
        self._column.addWidget(browser, 1)
        self._column.addWidget(self._free)
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
            # There it stands in the frame beside the scroll bar: words may need another line.
            beside = self._browser.verticalScrollBar().sizeHint().width()
            beside += 2 * self._browser.frameWidth()
            self._browser.carry(self._header, self._header.high(self.width() - beside))
        elif self._browser.carries:
            self._browser.carry(None)
            self._column.insertWidget(0, self._header)
            self._header.show()

    def keep_free(self, height: int) -> None:
        """Something lies over the foot of the page: in a low window the page ends above it."""
        room = self.height() - self._log_bar.sizeHint().height() - self._theme.px(_READABLE)
        wanted = height if self.height() < self._theme.px(_LOW) and height <= room else 0
        if wanted != (0 if self._free.isHidden() else self._free.height()):
            self._free.setFixedHeight(wanted)
            self._free.setVisible(wanted > 0)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Decide anew: words have the size of their style only once they are shown."""
        super().showEvent(event)
        self.settle()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Decide anew."""
        super().resizeEvent(event)
        self.settle()
