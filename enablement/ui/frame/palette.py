"""The command palette: everything that can be done now, found by a few letters of its name."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from enablement.translation import _
from enablement.ui.actions import Actions, connect
from enablement.ui.models.commands import Command
from enablement.ui.parts import Parts

if TYPE_CHECKING:
    from enablement.ui.views.frame.palette import PaletteSheet

_MOST_RECENT = 6
_SEARCH = "search:"


def named_actions(actions: Actions) -> dict[str, QAction]:
    """Every action by a name that stays the same in each language."""
    named: dict[str, QAction] = {}
    for name, value in vars(actions).items():
        if isinstance(value, QAction):
            named[name] = value
        elif isinstance(value, dict):
            named |= {f"{name}.{key}": action for key, action in value.items()}
    return named


def placed_actions(menu: QMenu, path: tuple[str, ...] = ()) -> Iterator[tuple[QAction, str]]:
    """Every action of a menu and its submenus, with where it stands in words."""
    for action in menu.actions():
        below = action.menu()
        if isinstance(below, QMenu):
            yield from placed_actions(below, (*path, below.title().replace("&", "")))
        elif not action.isSeparator():
            yield action, " › ".join(path)


class Palette(QObject):
    """Opens the palette, and does what is chosen there once it is closed."""

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts.window)
        self._window, self._theme, self._session = parts.window, parts.theme, parts.session
        self._conductor, self._preferences = parts.conductor, parts.preferences
        self._sheet: PaletteSheet | None = None
        self._actions = named_actions(parts.window.actions_)
        connect(parts.window.actions_.palette, self.open)

    def open(self) -> None:
        """Show what can be done now."""
        if self._sheet is None:
            from enablement.ui.views.frame.palette import PaletteSheet

            self._sheet = PaletteSheet(self._theme, self._window)
            self._sheet.chosen.connect(self._do)
        self._sheet.offer(self.commands(), self._preferences.commands)

    def commands(self) -> list[Command]:
        """What can be done now, in the order of the menu, then the searches of late."""
        names = {action: name for name, action in self._actions.items()}
        offered = [
            _command(
                names[action], action, place, self._window.actions_.icon_of(action) or "command"
            )
            for action, place in placed_actions(self._window.menu)
            if action in names and action.isEnabled() and action.isVisible()
            if action is not self._window.actions_.palette
        ]
        place = _("Recent searches")
        searches = [
            Command(f"{_SEARCH}{text}", text, place, icon="search")
            for text in self._session.recents.texts
        ]
        return offered + searches

    def _do(self, name: str) -> None:
        # The sheet is closing: the window must be the one that is looked at before it acts.
        QTimer.singleShot(0, self, lambda: self._act(name))

    def _act(self, name: str) -> None:
        self._window.activateWindow()
        if name.startswith(_SEARCH):
            self._conductor.searching.begin(name.removeprefix(_SEARCH))
            return
        before = (one for one in self._preferences.commands if one != name)
        self._preferences.commands = (name, *before)[:_MOST_RECENT]
        self._actions[name].trigger()


def _command(name: str, action: QAction, place: str, icon: str) -> Command:
    words, _tab, told = action.text().partition("\t")
    keys = told or action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    if action.isCheckable() and action.isChecked():
        place = " · ".join((place, _("on")))
    return Command(name, words.replace("&", ""), place, keys, icon)
