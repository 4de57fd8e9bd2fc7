"""The right side: the card with its log bar, or a page of words where there is none."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedLayout, QWidget

from enablement.ui.actions import Actions
from enablement.ui.finding.messages import Message
from enablement.ui.theme import Theme
from enablement.ui.views.card.card_browser import CardBrowser
from enablement.ui.views.card.card_column import CardColumn
from enablement.ui.views.card.card_header import CardHeader
from enablement.ui.views.finding.message_page import MessagePage
from enablement.ui.views.log.log_bar import LogBar
from enablement.ui.views.toast import Toast

if TYPE_CHECKING:
    from enablement.ui.session import Shown


CARD, MESSAGE = "card", "message"
"""The names of the two pages that are always there."""


class CardPane(QWidget):
    """Shows a card, a message or one of the desk's pages, and the toast over them.

    `page_changed` carries the name of the page that is shown now. `home` is the page of the desk
    that was shown last: where an empty search leads back to.
    """

    example_chosen = Signal(str)
    page_changed = Signal(str)

    def __init__(self, theme: Theme, actions: Actions) -> None:
        super().__init__()
        self.setObjectName("cardPane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.header = CardHeader(theme, actions.other_language)
        self.browser = CardBrowser(theme)
        self.log_bar = LogBar(theme, actions.outcomes, actions.note)
        self.message = MessagePage(theme, actions.request)
        self.message.example_chosen.connect(self.example_chosen)
        self._card = CardColumn(theme, self.header, self.browser, self.log_bar)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.message)
        self._stack.addWidget(self._card)
        self._pages: dict[str, QWidget] = {MESSAGE: self.message, CARD: self._card}
        self.home = ""
        self.toast = Toast(theme, self)
        self.toast.covers.connect(self._card.keep_free)

    @property
    def shows_card(self) -> bool:
        """Whether a card is shown rather than a message or a page."""
        return self.page == CARD

    @property
    def page(self) -> str:
        """The name of what is shown."""
        shown = self._stack.currentWidget()
        return next(name for name, page in self._pages.items() if page is shown)

    def add_page(self, name: str, page: QWidget) -> None:
        """Take in a page of the desk; it is shown by its name."""
        self._pages[name] = page
        self._stack.addWidget(page)

    def show_page(self, name: str) -> None:
        """Show a page of the desk; an empty search leads back to it."""
        self.home = name
        self._turn_to(name)

    def _turn_to(self, name: str) -> None:
        before = self.page
        self._stack.setCurrentWidget(self._pages[name])
        self.toast.above = self.log_bar.sizeHint().height() if name == CARD else 0
        if name != before:
            self.page_changed.emit(name)

    def show_card(self, shown: "Shown") -> None:
        """Show a card; the same card read anew keeps its place."""
        place = self.browser.place if shown.again else 0
        self._card.show_head(shown.opened)
        self.browser.show_page(shown.opened.page, shown.pictures, place)
        self._turn_to(CARD)

    def show_message(self, message: Message) -> None:
        """Show a page of words instead of a card."""
        self.message.show_message(message)
        self._turn_to(MESSAGE)
