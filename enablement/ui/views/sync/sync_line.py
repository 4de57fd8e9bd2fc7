"""The quiet line that says where the sync stands."""

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QAction, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from enablement.clock import Clock, system_clock
from enablement.ui.sync.sync_words import SyncNews, sync_words
from enablement.ui.theme import Theme
from enablement.ui.views.pieces import IconLabel, key_text, plain_tip

_REFRESH_MS = 20_000
_HIGH, _LOW = 66, 44
_NARROW = 210
"""Logical pixels at normal text size."""


class SyncLine(QWidget):
    """An icon, words and what there is to say about them; grows when that is a whole sentence."""

    def __init__(
        self, theme: Theme, sync: QAction, details: QAction, clock: Clock = system_clock
    ) -> None:
        super().__init__()
        self._theme, self._clock = theme, clock
        self._news: SyncNews | None = None
        self._short, self._told = False, ""
        self.setObjectName("syncLine")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._icon = IconLabel(theme, size=22)
        self._words, self._detail = QLabel(), QLabel()
        self._words.setObjectName("syncWords")
        self._detail.setObjectName("syncDetail")
        self._words.setWordWrap(True)
        self._detail.setWordWrap(True)
        for label in (self._words, self._detail):
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._details = details
        self._buttons = {"up": _button(details), "refresh": _button(sync)}
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._lay_out()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._say)
        self._timer.start(_REFRESH_MS)
        theme.changed.connect(self._dress)
        self._dress()

    @property
    def words(self) -> str:
        """What the line says now."""
        return self._told

    @property
    def detail(self) -> str:
        """What the second line says."""
        return self._detail.text()

    def show_news(self, news: SyncNews) -> None:
        """Show where the sync stands."""
        self._news = news
        self._say()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click anywhere on the line tells more."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(
            event.position().toPoint()
        ):
            self._details.trigger()
        else:
            super().mouseReleaseEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room for words, what is said and the button to sync must do."""
        super().resizeEvent(event)
        self._fit()

    def be_short(self, *, on: bool) -> None:
        """Where the window is low, say it in one line; the popover says all."""
        self._short = on
        self.setMinimumHeight(self._theme.px(_LOW if on else _HIGH))
        self._say()

    def _fit(self) -> None:
        narrow = self._short or self.width() < self._theme.px(_NARROW)
        self._detail.setVisible(bool(self.detail) and not narrow)
        self._buttons["up"].setVisible(not narrow)
        policy = QSizePolicy.Policy
        self._words.setWordWrap(not self._short)
        self._words.setSizePolicy(
            policy.Ignored if self._short else policy.Preferred, policy.Preferred
        )
        metrics, mode = self._words.fontMetrics(), Qt.TextElideMode.ElideRight
        one_line = metrics.elidedText(self._told, mode, self._words.width())
        self._words.setText(one_line if self._short else self._told)

    def _say(self) -> None:
        if self._news is None:
            return
        said = sync_words(self._news, self._clock())
        self._icon.show_icon(said.icon, said.colour)
        self._told = said.words
        self._detail.setText(said.detail)
        whole = f"{said.words}. {said.detail}"
        self.setToolTip(plain_tip(whole))
        self._fit()
        self.setAccessibleName(whole)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 10, 16, 10)
        row.setSpacing(12)
        row.addWidget(self._icon)
        lines = QVBoxLayout()
        lines.setSpacing(1)
        lines.addStretch(1)
        lines.addWidget(self._words)
        lines.addWidget(self._detail)
        lines.addStretch(1)
        row.addLayout(lines, 1)
        for button in self._buttons.values():
            row.addWidget(button)

    def _dress(self) -> None:
        self.setMinimumHeight(self._theme.px(_LOW if self._short else _HIGH))
        side = self._theme.px(18)
        for icon, button in self._buttons.items():
            button.setIcon(self._theme.icon(icon))
            button.setIconSize(QSize(side, side))


def _button(action: QAction) -> QToolButton:
    button = QToolButton()
    button.setCursor(Qt.CursorShape.ArrowCursor)
    button.setAccessibleName(action.iconText())
    button.setToolTip(f"{action.iconText()} ({key_text(action)})")
    button.setEnabled(action.isEnabled())
    action.enabledChanged.connect(button.setEnabled)
    button.clicked.connect(action.trigger)
    return button
