"""A note that saves itself: grows with what is written, and is never lost when it is left."""

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy
from typing_extensions import override

from enablement.ui.theme import Theme

_PAUSE = 600
"""Milliseconds without a key after which a note is saved."""

_MOST_LINES = 8
_LONGEST = 4000


class NoteEdit(QPlainTextEdit):
    """Takes a note about something that has a `key`.

    `saved` carries that key and the text: shortly after typing, and at once when the note is left,
    hidden, or is about to take the note of something else. `left` when the rep is done.
    """

    saved = Signal(str, str)
    left = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._key = self._known = ""
        self.setObjectName("briefNote")
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE)
        self._timer.timeout.connect(self.flush)
        self.textChanged.connect(self._changed)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self._grow())
        theme.changed.connect(self._grow)
        self._grow()

    def show_note(self, key: str, text: str) -> None:
        """Take the note of something; what is being written about the same stays."""
        if key == self._key and (self.hasFocus() or self._timer.isActive()):
            return
        self.flush()
        self._key, self._known = key, text
        if text != self.toPlainText():
            self.setPlainText(text)
        self._timer.stop()

    def flush(self) -> None:
        """Save what was written, if it is not saved yet."""
        self._timer.stop()
        text = self.toPlainText()[:_LONGEST]
        if self._key and text != self._known:
            self._known = text
            self.saved.emit(self._key, text)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves the note, which is saved."""
        if event.key() == Qt.Key.Key_Escape:
            self.flush()
            self.left.emit()
        else:
            super().keyPressEvent(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Save on leaving."""
        super().focusOutEvent(event)
        self.flush()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        """Save when the page or the window goes away."""
        super().hideEvent(event)
        self.flush()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may need other lines."""
        super().resizeEvent(event)
        self._grow()

    @override
    def changeEvent(self, event: QEvent) -> None:
        """Grow with the font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._grow()

    @override
    def sizeHint(self) -> QSize:
        """As high as it is."""
        return QSize(self._theme.px(240), self.height())

    def _changed(self) -> None:
        if self._key and self.toPlainText() != self._known:
            self._timer.start()

    def _grow(self) -> None:
        # The layout of plain text counts in lines.
        lines = min(
            _MOST_LINES, max(1, round(self.document().documentLayout().documentSize().height()))
        )
        margins = 2 * (self._theme.px(9) + 2) + round(2 * self.document().documentMargin())
        height = round(lines * self.fontMetrics().lineSpacing()) + margins
        if height != self.height():
            self.setFixedHeight(height)
