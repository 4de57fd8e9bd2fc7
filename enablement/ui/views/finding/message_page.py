"""A page of words where there is no card: it welcomes, or helps on."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLayout, QVBoxLayout, QWidget
from typing_extensions import override

from enablement.translation import _
from enablement.ui.finding.gaps import Gap
from enablement.ui.finding.messages import Message
from enablement.ui.theme import Theme
from enablement.ui.views.columns import MARGIN
from enablement.ui.views.finding.request_part import RequestPart
from enablement.ui.views.first_steps import add_examples, add_first_keys
from enablement.ui.views.pieces import IconLabel

_WIDTH = 520


class MessagePage(QWidget):
    """Shows one message.

    `example_chosen` carries a search to try; `note_taken_back` when marketing shall not know after
    all; `left` when the rep goes back to the search.
    """

    example_chosen = Signal(str)
    note_taken_back = Signal()
    left = Signal()

    def __init__(self, theme: Theme, request: QAction) -> None:
        super().__init__()
        self._theme, self._request = theme, request
        self._gap: RequestPart | None = None
        self.setObjectName("message")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._column = QVBoxLayout()
        self._column.setSpacing(10)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addLayout(self._column)
        row.addStretch(1)
        outer = QVBoxLayout(self)
        # The words adapt to the page, so they must not keep it from getting narrower.
        outer.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        outer.addStretch(2)
        outer.addLayout(row)
        outer.addStretch(3)
        self._message: Message | None = None
        self._labels: list[tuple[QLabel, int]] = []

    @property
    def title(self) -> str:
        """The first words of what is shown."""
        return self._message.title if self._message else ""

    def show_message(self, message: Message) -> None:
        """Show this message instead of the last; the same one stays as it is."""
        if message == self._message:
            return
        _empty(self._column)
        self._labels.clear()
        self._gap = None
        self._message = message
        self.setAccessibleName(f"{message.title}. {message.lead}")
        badge = IconLabel(self._theme, message.icon, "accent", 36)
        badge.setObjectName("badge")
        self._column.addWidget(badge, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addSpacing(6)
        self._column.addWidget(self._words(message.title, "hero"))
        self._column.addWidget(self._words(message.lead, "lead"))
        self._add_searches(_("Did you mean"), message.suggestions)
        if message.tips:
            self._column.addSpacing(6)
        for tip in message.tips:
            self._add_tip(tip)
        if message.gap:
            self._add_gap()
        self._add_searches(_("You searched for"), message.recent)
        self._add_searches(_("For example"), message.examples)
        if message.keys:
            self._add_keys()
        self._fit()

    def show_gap(self, gap: Gap) -> None:
        """Say what marketing gets to know of the search that this message is about."""
        if self._gap is not None:
            self._gap.show_gap(gap)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape on a button goes back to the search."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the words within the page."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        for label, indent in self._labels:
            label.setFixedWidth(self._room(indent))

    def _words(self, text: str, name: str) -> QLabel:
        label = QLabel(text)
        label.setObjectName(name)
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setFixedWidth(self._room())
        self._labels.append((label, 0))
        return label

    def _room(self, indent: int = 0) -> int:
        """How wide words may be."""
        return max(160, min(self._theme.px(_WIDTH), self.width() - 2 * MARGIN) - indent)

    def _add_tip(self, tip: str) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        label = self._words(tip, "meta")
        self._labels[-1] = (label, self._theme.px(26))
        row.addWidget(
            IconLabel(self._theme, "arrow", "accent_text", 16), 0, Qt.AlignmentFlag.AlignTop
        )
        row.addWidget(label)
        self._column.addLayout(row)

    def _add_gap(self) -> None:
        self._column.addSpacing(14)
        self._gap = RequestPart(self._theme, self._request)
        self._gap.taken_back.connect(self.note_taken_back)
        self._column.addWidget(self._gap)

    def _add_searches(self, title: str, searches: tuple[str, ...]) -> None:
        """Searches to try at a click, two on a line."""
        if not searches:
            return
        self._column.addSpacing(12)
        self._column.addWidget(self._words(title, "meta"))
        add_examples(self._column, searches, self.example_chosen.emit)

    def _add_keys(self) -> None:
        self._column.addSpacing(20)
        add_first_keys(self._column, self._theme)


def _empty(layout: QVBoxLayout | QHBoxLayout) -> None:
    """Take everything out of a layout and let it go."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
        elif isinstance(inner := item.layout(), QHBoxLayout):
            _empty(inner)
