"""The box one types into: keeps the cursor while the arrow keys move through the results."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QToolButton
from typing_extensions import override

from enablement.translation import _
from enablement.ui.theme import Theme
from enablement.ui.views.pieces import IconLabel, LineField

_STEPS = {
    Qt.Key.Key_Up: (-1, False), Qt.Key.Key_Down: (1, False),
    Qt.Key.Key_PageUp: (-1, True), Qt.Key.Key_PageDown: (1, True),
}  # fmt: skip


class SearchBox(LineField):
    """Emits `moved(step, by_page)` for the arrow keys; `returnPressed` and `left` go to the card."""

    moved = Signal(int, bool)

    def __init__(self, theme: Theme, undo: QAction) -> None:
        super().__init__(undo)
        self._theme = theme
        self.setObjectName("search")
        self.setPlaceholderText(_("What did the buyer say?"))
        self.setAccessibleName(_("Search the cards"))
        self.setAccessibleDescription(_("Type the buyer's words; the arrow keys choose a card."))
        self._lens = IconLabel(theme, "search", "text_muted", 20)
        self._lens.setParent(self)
        self._clear = QToolButton(self)
        self._clear.setCursor(Qt.CursorShape.ArrowCursor)
        self._clear.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._clear.setToolTip(_("Clear (Esc)"))
        self._clear.setAccessibleName(_("Clear the search"))
        self._clear.clicked.connect(self.clear)
        self._clear.hide()
        self.textChanged.connect(lambda text: self._clear.setVisible(bool(text)))
        theme.changed.connect(self._dress)
        self._dress()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move through the results, clear, or type."""
        step = _STEPS.get(Qt.Key(event.key()))
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        if step is not None and plain:
            self.moved.emit(*step)
        elif event.key() == Qt.Key.Key_Escape:
            self.clear()
        else:
            super().keyPressEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the lens and the clear button in their places."""
        super().resizeEvent(event)
        self._place()

    def _dress(self) -> None:
        self.setFixedHeight(self._theme.px(46))
        self._clear.setIcon(self._theme.icon("clear"))
        self._clear.setIconSize(QSize(self._theme.px(16), self._theme.px(16)))
        self._place()

    def _place(self) -> None:
        side, edge = self._theme.px(20), self._theme.px(14)
        self._lens.setGeometry(edge, (self.height() - side) // 2, side, side)
        button = self._clear.sizeHint()
        self._clear.setGeometry(
            self.width() - button.width() - self._theme.px(8),
            (self.height() - button.height()) // 2, button.width(), button.height(),
        )  # fmt: skip
