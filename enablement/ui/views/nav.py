"""The strip of the desk's pages above the search: Today, the briefs, the rep's own log."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget
from typing_extensions import override

from enablement.translation import _
from enablement.ui.theme import Theme
from enablement.ui.views.pieces import key_text

_STYLES = (
    Qt.ToolButtonStyle.ToolButtonTextBesideIcon,
    Qt.ToolButtonStyle.ToolButtonTextOnly,
    Qt.ToolButtonStyle.ToolButtonIconOnly,
)


class NavStrip(QWidget):
    """One button a page; each may carry a count of what waits there for the rep."""

    def __init__(self, theme: Theme, pages: dict[str, QAction]) -> None:
        super().__init__()
        self._theme, self._actions = theme, pages
        self._counts = dict.fromkeys(pages, 0)
        self.setObjectName("nav")
        self.setAccessibleName(_("Pages"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        self.buttons = {name: self._button(action) for name, action in pages.items()}
        for button in self.buttons.values():
            row.addWidget(button)
        row.addStretch(1)
        theme.changed.connect(self._dress)
        self._dress()

    def show_page(self, name: str) -> None:
        """Mark the page that is shown; none for a card."""
        for page, button in self.buttons.items():
            button.setChecked(page == name)
        self._dress()

    def show_count(self, name: str, count: int) -> None:
        """Say how much waits on a page; nothing for 0."""
        self._counts[name] = count
        self._say(name)

    @override
    def minimumSizeHint(self) -> QSize:
        """It takes what it gets."""
        return QSize(0, super().minimumSizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as much as there is room for."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Icons and words, or words alone, or icons alone; a word is never cut."""
        between = 4 * (len(self.buttons) - 1)
        for style in _STYLES:
            for button in self.buttons.values():
                button.setToolButtonStyle(style)
            wanted = sum(button.sizeHint().width() for button in self.buttons.values())
            if wanted + between <= self.width():
                break

    def _button(self, action: QAction) -> QToolButton:
        button = QToolButton()
        button.setCheckable(True)
        button.setAutoRaise(True)
        button.setToolButtonStyle(_STYLES[0])
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setToolTip(f"{action.iconText()} ({key_text(action)})")
        button.setEnabled(action.isEnabled())
        action.enabledChanged.connect(button.setEnabled)
        # `clicked` would leave it checked though its page could not be shown.
        button.clicked.connect(lambda _on=False: self._go(button, action))
        return button

    @staticmethod
    def _go(button: QToolButton, action: QAction) -> None:
        button.setChecked(not button.isChecked())
        action.trigger()

    def _say(self, name: str) -> None:
        words, count = self._actions[name].iconText(), self._counts[name]
        self.buttons[name].setText(f"{words}  {count}" if count else words)
        self.buttons[name].setAccessibleName(f"{words}, {count}" if count else words)
        self._fit()

    def _dress(self) -> None:
        side = self._theme.px(18)
        icons = {"today": "today", "briefs": "brief", "my_log": "log"}
        for name, button in self.buttons.items():
            colour = "accent_text" if button.isChecked() else "text_muted"
            button.setIcon(self._theme.icon(icons[name], colour))
            button.setIconSize(QSize(side, side))
            self._say(name)
