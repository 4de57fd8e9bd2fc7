"""How the window looks, as the rep prefers it: colours, size of text and motion, and remembers it."""

from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication

from enablement.ui.parts import Parts
from enablement.ui.preferences import Preferences
from enablement.ui.theme import AS_THE_SYSTEM, Scheme, Theme


def preferred_theme(app: QApplication, preferences: Preferences) -> Theme:
    """The theme as the rep left it."""
    look = preferences.look
    scheme = Scheme(look) if look and look != AS_THE_SYSTEM else None
    theme = Theme(app, scheme, scale=preferences.scale)
    calm = theme.calm if preferences.calm is None else preferences.calm
    if calm or theme.calm:
        theme.move_less(on=calm)
    return theme


class Appearance(QObject):
    """Connects the actions of the look with the theme, and keeps what was chosen."""

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts.window)
        self._window, self._theme = parts.window, parts.theme
        self._preferences = parts.preferences
        actions = parts.window.actions_
        for name, action in actions.looks.items():
            action.setChecked(name == self._theme.look)
            action.triggered.connect(partial(self._wear, name))
        actions.calm.setChecked(self._theme.calm)
        actions.calm.toggled.connect(self._move_less)
        self._scale = self._theme.scale
        self._theme.changing.connect(self._keep_scale)
        parts.window.closing.connect(self._keep_place)

    def _wear(self, look: str, _checked: bool = False) -> None:
        self._theme.wear(look)
        self._preferences.look = look

    def _move_less(self, on: bool) -> None:
        self._theme.move_less(on=on)
        self._preferences.calm = on

    def _keep_place(self, _event: QCloseEvent) -> None:
        if self._window.isVisible():
            self._preferences.place = self._window.place

    def _keep_scale(self) -> None:
        if self._theme.scale != self._scale:
            self._scale = self._theme.scale
            self._preferences.scale = self._scale
