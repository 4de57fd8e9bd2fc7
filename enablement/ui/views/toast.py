"""A short word at the foot of the card: what was just done, and how to take it back."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QHideEvent, QMouseEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from enablement.ui.theme import Theme
from enablement.ui.views.pieces import IconLabel, key_text

_LIFT = 16
_ROOMY = 340
"""Logical pixels from which the button says its key."""


class Toast(QFrame):
    """Lies over its parent's lower edge and goes by itself; never takes the focus.

    `covers` carries how much of the height it takes, 0 once it is gone. A click takes it away.
    """

    covers = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._ground = theme, parent
        self.above = 0
        self.setObjectName("toast")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._icon = IconLabel(theme, "info", "toast_text", 20)
        self._words, self._mend = QLabel(), QLabel()
        self._mend.setObjectName("toastMend")
        for label in (self._words, self._mend):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._button = QPushButton()
        self._button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._action: QAction | None = None
        self._button.clicked.connect(self._trigger)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        self._lay_out()
        parent.installEventFilter(self)
        self.hide()

    @property
    def words(self) -> str:
        """What it says now; empty when it is not shown."""
        return "" if self.isHidden() else self._words.text()

    def say(
        self,
        icon: str,
        words: str,
        *,
        mend: str = "",
        action: QAction | None = None,
        seconds: float = 6,
    ) -> None:
        """Say something for a while, with a button for an action that answers it."""
        self._icon.show_icon(icon, "toast_text")
        self._words.setText(words)
        self._mend.setText(mend)
        self._action = action
        self._button.setVisible(action is not None)
        self.setAccessibleName(" ".join((words, mend)).strip())
        self._timer.start(round(seconds * 1000))
        self.show()
        self.raise_()
        self._place()

    def explain(self, mend: str) -> None:
        """Say more about what is being said, if anything is."""
        if not self.isHidden():
            self._mend.setText(mend)
            self._place()

    def rise(self, above: int) -> None:
        """Stand so high above the foot."""
        self.above = above
        self._place()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the foot when the parent changes its size."""
        if event.type() == QEvent.Type.Resize:
            self._place()
        return False

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Take the place at the foot."""
        super().showEvent(event)
        self._place()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        """Tell that nothing is covered any more."""
        super().hideEvent(event)
        self.covers.emit(0)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Whoever wants to see what lies below clicks it away."""
        self.hide()
        event.accept()

    def _name_button(self, room: int) -> None:
        """What the button does, with its key where there is room for both."""
        if self._action is not None:
            words, key = self._action.iconText(), key_text(self._action)
            both = bool(key) and room >= self._theme.px(_ROOMY)
            self._button.setText(f"{words}   {key}" if both else words)
            self._button.setToolTip(key)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 10, 10, 10)
        row.setSpacing(12)
        row.addWidget(self._icon)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(self._words)
        texts.addWidget(self._mend)
        row.addLayout(texts, 1)
        row.addWidget(self._button)

    def _trigger(self) -> None:
        if self._action is not None:
            self._action.trigger()

    def _place(self) -> None:
        parent = self._ground
        room = parent.width() - 48
        self._name_button(room)
        metrics = self._words.fontMetrics()
        longest = max(metrics.horizontalAdvance(text.text()) for text in (self._words, self._mend))
        button = self._button.sizeHint().width() + 12 if self._action else 0
        width = min(room, self._theme.px(680), longest + button + self._theme.px(84))
        free = parent.height() - self.above - 2 * _LIFT
        self._mend.setVisible(bool(self._mend.text()))
        height = max(self.heightForWidth(width), self.minimumSizeHint().height())
        if height > free and not self._mend.isHidden():
            # The first words are what must be seen.
            self._mend.hide()
            height = max(self.heightForWidth(width), self.minimumSizeHint().height())
        left = (parent.width() - width) // 2
        top = max(_LIFT // 2, parent.height() - self.above - height - _LIFT)
        self.setGeometry(left, top, width, height)
        self.covers.emit(0 if self.isHidden() else height + 2 * _LIFT)
