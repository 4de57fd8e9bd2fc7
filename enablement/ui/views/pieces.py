"""Small pieces that several views share: an icon with words, a key cap, a line to type in."""

from html import escape

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QSizePolicy, QWidget
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
        self.words.setTextFormat(Qt.TextFormat.PlainText)
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


class LinkButton(QPushButton):
    """A button that looks like a link; too long words are shortened, and whole in its tip."""

    def __init__(self) -> None:
        super().__init__()
        self._words = self._shown = ""
        self.setObjectName("link")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def say(self, words: str) -> None:
        """Show these words."""
        self._words = words
        self.setAccessibleName(words)
        self.setToolTip(plain_tip(words))
        self._write(words)
        self._fit()

    @override
    def sizeHint(self) -> QSize:
        """As wide as all its words."""
        hint = super().sizeHint()
        metrics = self.fontMetrics()
        cut = metrics.horizontalAdvance(self._words) - metrics.horizontalAdvance(self._shown)
        # Two more, since widths of text are rounded.
        return QSize(hint.width() + cut + 2, hint.height())

    @override
    def minimumSizeHint(self) -> QSize:
        """Words may be left out."""
        return QSize(0, super().sizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what does not fit."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        metrics = self.fontMetrics()
        frame = super().sizeHint().width() - metrics.horizontalAdvance(self._shown)
        room = max(0, self.width() - frame)
        words = metrics.elidedText(self._words, Qt.TextElideMode.ElideRight, room)
        if words != self._shown:
            self._write(words)

    def _write(self, words: str) -> None:
        self._shown = words
        self.setText(words.replace("&", "&&"))  # a customer's name may have one


def plain_tip(words: str) -> str:
    """Words for a tip: what looks like HTML is shown as it is, and nothing in it is loaded."""
    return f"<p>{escape(words)}</p>" if "<" in words else words


def words_label(name: str, words: str) -> QLabel:
    """A label of plain words that wraps."""
    label = QLabel(words)
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label


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
    """A line to type in that leaves its keys to the window's actions, while those can be done.

    Without this it would keep some for itself: undo everywhere, and on X11 a few letters.
    """

    @override
    def event(self, event: QEvent) -> bool:
        """Leave a key to the window's action when that is enabled."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and self._belongs_to_window(QKeySequence(event.keyCombination()))
        ):
            event.ignore()
            return False
        return super().event(event)

    def _belongs_to_window(self, keys: QKeySequence) -> bool:
        actions = self.window().actions()
        return any(action.isEnabled() and keys in action.shortcuts() for action in actions)
