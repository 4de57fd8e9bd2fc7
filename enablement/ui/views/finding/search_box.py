"""The box one types into: keeps the cursor while the arrow keys move through the results."""

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import (
    QClipboard,
    QContextMenuEvent,
    QDropEvent,
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QToolButton
from typing_extensions import override

from enablement.translation import _
from enablement.ui.finding.ask import is_pasted
from enablement.ui.finding.messages import pasted_words
from enablement.ui.theme import Theme
from enablement.ui.views.pieces import IconLabel, IconText, LineField

_STEPS = {
    Qt.Key.Key_Up: (-1, False), Qt.Key.Key_Down: (1, False),
    Qt.Key.Key_PageUp: (-1, True), Qt.Key.Key_PageDown: (1, True),
}  # fmt: skip


class SearchBox(LineField):
    """Holds one line of words, or a whole text that was pasted or dropped.

    `asked` carries what is to be searched, with the lines of a pasted text. `moved(step, by_page)`
    tells the arrow keys, `returnPressed` Enter, `emptied` Esc where there is nothing to clear, and
    `left` that the rep has turned to another window.
    """

    asked = Signal(str)
    moved = Signal(int, bool)
    emptied = Signal()
    left = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._pasted = ""
        self._state: tuple[str, bool] | None = None
        self.setObjectName("search")
        self.setAccessibleName(_("Search the cards"))
        self._lens = IconLabel(theme, "search", "text_muted", 20)
        self._lens.setParent(self)
        self._pill = IconText(theme, "metaStrong")
        self._pill.setObjectName("pasted")
        self._pill.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._pill.setParent(self)
        self._pill.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._clear = QToolButton(self)
        self._clear.setCursor(Qt.CursorShape.ArrowCursor)
        self._clear.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._clear.setToolTip(_("Clear (Esc)"))
        self._clear.setAccessibleName(_("Clear the search"))
        self._clear.clicked.connect(self.clear_all)
        self.textChanged.connect(self._type)
        theme.changed.connect(self._dress)
        self._tell_state()
        self._dress()

    @property
    def content(self) -> str:
        """What is to be searched: the text that was pasted, or the words that were typed."""
        return self._pasted or self.text()

    @property
    def pasted_as(self) -> str:
        """How a pasted text is shown; empty when there is none."""
        return self._pill.words.text() if self._pasted else ""

    def put(self, text: str) -> None:
        """Search for this: words as if they were typed, a whole text as if it were pasted."""
        if is_pasted(text):
            self._take(text)
        else:
            self.setText(text)

    def clear_all(self) -> None:
        """Forget what was typed or pasted."""
        if self._pasted:
            self._type("")
        else:
            self.clear()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move through the results, clear, paste, or type."""
        step = _STEPS.get(Qt.Key(event.key()))
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        if step is not None and plain:
            self.moved.emit(*step)
        elif event.matches(QKeySequence.StandardKey.Paste):
            self._paste(QClipboard.Mode.Clipboard)
        elif event.key() == Qt.Key.Key_Escape and not self.content:
            self.emptied.emit()
        elif event.key() == Qt.Key.Key_Escape or (self._pasted and _erases(event)):
            self.clear_all()
        else:
            super().keyPressEvent(event)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The usual menu, whose “Paste” keeps the lines of a text."""
        menu = self.createStandardContextMenu()
        for action in menu.actions():
            if action.objectName() == "edit-paste":
                action.triggered.disconnect()
                action.triggered.connect(lambda _on=False: self._paste(QClipboard.Mode.Clipboard))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The middle button pastes what is selected elsewhere, where the system does so."""
        clipboard = QGuiApplication.clipboard()
        middle = event.button() == Qt.MouseButton.MiddleButton
        if (
            middle
            and clipboard.supportsSelection()
            and is_pasted(clipboard.text(clipboard.Mode.Selection))
        ):
            self._paste(QClipboard.Mode.Selection)
        else:
            super().mouseReleaseEvent(event)

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        """Take a text that is dropped here, lines and all."""
        text = event.mimeData().text()
        if is_pasted(text):
            event.acceptProposedAction()
            self._take(text)
        else:
            super().dropEvent(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell when the rep turns to another window."""
        super().focusOutEvent(event)
        if event.reason() == Qt.FocusReason.ActiveWindowFocusReason:
            self.left.emit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the pieces in their places."""
        super().resizeEvent(event)
        self._place()

    def _paste(self, mode: QClipboard.Mode) -> None:
        text = QGuiApplication.clipboard().text(mode)
        if is_pasted(text):
            self._take(text)
        else:
            self.paste()

    def _take(self, text: str) -> None:
        """Hold a whole text: the line itself is empty while it does."""
        with QSignalBlocker(self):
            self.clear()
        self._pasted = text.strip()
        self._tell_state()
        self.asked.emit(self._pasted)

    def _type(self, text: str) -> None:
        self._pasted = ""
        self.asked.emit(text)  # first, so that the search begins while the box is drawn
        self._tell_state()

    def _tell_state(self) -> None:
        words = pasted_words(self._pasted) if self._pasted else ""
        state = words, bool(self.content)
        if state == self._state:
            return
        self._state = state
        self._pill.say("note", "accent_text", words)
        self._clear.setVisible(bool(self.content))
        self.setPlaceholderText("" if words else _("What did the buyer say?"))
        self.setAccessibleDescription(
            words
            or _("Type the buyer’s words, or paste their e-mail; the arrow keys choose a card.")
        )
        self._place()

    def _dress(self) -> None:
        self.setFixedHeight(self._theme.px(46))
        self._clear.setIcon(self._theme.icon("clear"))
        self._clear.setIconSize(QSize(self._theme.px(16), self._theme.px(16)))
        pad = self._theme.px(8)
        self._pill.setContentsMargins(pad, pad // 2, pad, pad // 2)
        self._place()

    def _place(self) -> None:
        px = self._theme.px
        side, edge = px(20), px(14)
        self._lens.setGeometry(edge, (self.height() - side) // 2, side, side)
        button = self._clear.sizeHint()
        right = self.width() - button.width() - px(8)
        self._clear.setGeometry(
            right, (self.height() - button.height()) // 2, button.width(), button.height()
        )
        pill, left = self._pill.sizeHint(), edge + side + px(16)
        self._pill.setGeometry(
            left, (self.height() - pill.height()) // 2,
            min(pill.width(), right - left), pill.height(),
        )  # fmt: skip


def _erases(event: QKeyEvent) -> bool:
    return event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete)
