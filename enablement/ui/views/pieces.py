"""Small pieces that several views share: an icon with words, a key cap, a line to type in."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QSizePolicy, QWidget
from typing_extensions import override

from enablement.ui.theme import Theme


class IconLabel(QLabel):
    """An icon in the colour of a token; says nothing of its own to a screen reader."""

    def __init__(
        self, theme: Theme, icon: str = "", colour: str = "text_muted", size: int = 18
    ) -> None:
        super().__init__()
        self._theme, self._icon, self._colour, self._size = theme, icon, colour, size
        theme.changed.connect(self._draw)
        self._draw()

    def show_icon(self, icon: str, colour: str) -> None:
        """Show another icon."""
        self._icon, self._colour = icon, colour
        self._draw()

    def _draw(self) -> None:
        if self._icon:
            ratio = self.devicePixelRatioF()
            self.setPixmap(self._theme.pixmap(self._icon, self._colour, self._size, ratio))


class YieldingLabel(QLabel):
    """Words that are shown whole or, where there is no room for that, not at all."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self._words = words
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the words or hide them."""
        super().resizeEvent(event)
        fits = self.fontMetrics().horizontalAdvance(self._words) <= self.width()
        self.setText(self._words if fits else "")


class IconText(QWidget):
    """An icon with its words beside it."""

    def __init__(self, theme: Theme, name: str = "meta") -> None:
        super().__init__()
        self.icon = IconLabel(theme, size=16)
        self.words = QLabel()
        self.words.setObjectName(name)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(5)
        layout.addWidget(self.icon)
        layout.addWidget(self.words)

    def say(self, icon: str, colour: str, words: str) -> None:
        """Show this icon and these words; hidden when there are none."""
        self.icon.show_icon(icon, colour)
        self.words.setText(words)
        self.setVisible(bool(words))


def keycap(text: str) -> QLabel:
    """A key as it is drawn on its cap."""
    label = QLabel(text)
    label.setObjectName("keycap")
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return label


def key_text(action: QAction) -> str:
    """The first shortcut of an action in the words of this system."""
    return action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)


class LineField(QLineEdit):
    """A line to type in that lets an action have the undo key while there is something to undo."""

    def __init__(self, undo: QAction) -> None:
        super().__init__()
        self._undo = undo

    @override
    def event(self, event: QEvent) -> bool:
        """Leave the undo key to the window's action when that is enabled."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.matches(QKeySequence.StandardKey.Undo)
            and self._undo.isEnabled()
        ):
            event.ignore()
            return False
        return super().event(event)
