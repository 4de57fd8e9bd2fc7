"""The icon in the tray, for whoever wants the window at hand when it is closed; off by default."""

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QMenu, QSystemTrayIcon

from enablement.translation import _
from enablement.ui.actions import connect
from enablement.ui.parts import Parts
from enablement.ui.sync.sync_words import SyncNews, sync_words

_ASK_MS = 1_500
"""After so long the system is asked whether it has a tray; asking takes a while on some."""


class Tray(QObject):
    """Shows the icon while that is preferred, and keeps a closed window behind it."""

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts.window)
        self._window, self._theme = parts.window, parts.theme
        self._preferences = parts.preferences
        self._icon: QSystemTrayIcon | None = None
        self._words = "Enablement"
        self._action = parts.window.actions_.tray
        parts.rounds.news.connect(self._tell)
        parts.window.closing.connect(self._keep)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.commitDataRequest.connect(self._let_go)
        QTimer.singleShot(0 if self._preferences.tray else _ASK_MS, self, self._ask)

    def offer(self) -> None:
        """Let the rep choose it; the system has a tray."""
        self._action.setVisible(True)
        self._action.setChecked(self._preferences.tray)
        self._action.toggled.connect(self._use)
        if self._action.isChecked():
            self._show()

    @property
    def icon(self) -> QSystemTrayIcon | None:
        """The icon, while it is shown."""
        return self._icon

    def open_window(self) -> None:
        """Bring the window back."""
        self._window.show()
        self._window.raise_()
        self._window.activateWindow()

    def _ask(self) -> None:
        if QSystemTrayIcon.isSystemTrayAvailable():
            self.offer()

    def _use(self, on: bool) -> None:
        self._preferences.tray = on
        if on:
            self._show()
        elif self._icon is not None:
            self._icon.hide()
            self._icon.deleteLater()
            self._icon = None

    def _show(self) -> None:
        self._icon = icon = QSystemTrayIcon(self._window.windowIcon(), self)
        icon.setToolTip(self._words)
        icon.setContextMenu(self._menu())
        icon.activated.connect(self._activate)
        icon.show()

    def _menu(self) -> QMenu:
        menu, actions = QMenu(self._window), self._window.actions_
        connect(menu.addAction(_("&Open Enablement")), self.open_window)
        today = menu.addAction(actions.today.text())
        today.setEnabled(actions.today.isEnabled())
        actions.today.enabledChanged.connect(today.setEnabled)
        connect(today, self._open_today)
        menu.addAction(actions.sync)
        menu.addSeparator()
        menu.addAction(actions.quit)
        return menu

    def _open_today(self) -> None:
        self.open_window()
        self._window.actions_.today.trigger()

    def _activate(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason is not QSystemTrayIcon.ActivationReason.Context:
            self.open_window()

    def _keep(self, event: QCloseEvent) -> None:
        """Closing only hides the window while its icon is there to bring it back."""
        if self._icon is not None and not self._window.leaving:
            event.ignore()

    def _let_go(self) -> None:
        """The session ends: do not stand in its way."""
        self._window.leaving = True

    def _tell(self, news: SyncNews) -> None:
        said = sync_words(news, news.standing.now)
        self._words = f"Enablement · {said.words}"
        if self._icon is not None:
            self._icon.setToolTip(self._words)
