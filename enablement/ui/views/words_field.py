"""A field for a few sentences: grows with them, Ctrl+Enter sends, Tab goes on, and says what is too much."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy
from typing_extensions import override

from enablement.sync.threads import MAX_SAID
from enablement.ui.theme import Theme

LINE = 36
"""Logical pixels at normal text size that a field of one line is high, as a button beside it."""

_BORDER = 2


class WordsField(QPlainTextEdit):
    """Takes text with line breaks; `sent` at Ctrl+Enter, `grown` when its height has changed."""

    sent = Signal()
    grown = Signal()

    def __init__(
        self, theme: Theme, name: str, *, lines: int = 1, most_lines: int = 8, most: int = MAX_SAID
    ) -> None:
        super().__init__()
        self._theme, self._lines, self._most_lines, self._most = theme, lines, most_lines, most
        self.setObjectName("wordsField")
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self._grow())
        theme.changed.connect(self._grow)
        self._grow()

    @property
    def words(self) -> str:
        """What is written, without blanks around."""
        return self.toPlainText().strip()

    @property
    def over(self) -> int:
        """How many characters are too many."""
        return max(0, len(self.words) - self._most)

    @property
    def sayable(self) -> bool:
        """Whether there is something, and not too much of it."""
        return bool(self.words) and not self.over

    @override
    def event(self, event: QEvent) -> bool:
        """Keep Ctrl+Enter and the undoing of what was typed here from the window's actions."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and (_sends(event) or event.matches(QKeySequence.StandardKey.Undo))
        ):
            event.accept()
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter begins a line, Ctrl+Enter sends; Escape is for whatever the field stands in."""
        if _sends(event):
            self.sent.emit()
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _grow(self) -> None:
        # The layout of plain text counts in lines.
        shown = round(self.document().documentLayout().documentSize().height())
        lines = min(self._most_lines, max(self._lines, shown))
        policy = Qt.ScrollBarPolicy
        more = shown > self._most_lines
        self.setVerticalScrollBarPolicy(
            policy.ScrollBarAsNeeded if more else policy.ScrollBarAlwaysOff
        )
        spacing, one_line = self.fontMetrics().lineSpacing(), self._theme.px(LINE)
        margin = max(4, (one_line - spacing) // 2 - _BORDER)
        if margin != self.document().documentMargin():
            self.document().setDocumentMargin(margin)
        height = (lines - 1) * spacing + one_line
        if height != self.height():
            self.setFixedHeight(height)
            self.grown.emit()


def _sends(event: QKeyEvent) -> bool:
    enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
    return enter and bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
