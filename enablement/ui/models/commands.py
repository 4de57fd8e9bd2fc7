"""The lines of the command palette: what can be done, by what name, where it stands and its keys."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from enablement.ui.frame.matching import fit

_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Command:
    """One thing to do; `name` stays the same whatever language is spoken."""

    name: str
    words: str
    place: str = ""
    keys: str = ""
    icon: str = ""


def sorted_commands(
    commands: Sequence[Command], typed: str, recent: Sequence[str]
) -> list[Command]:
    """Those that fit what was typed, the nearest first; all when nothing was, the recent first."""
    order = {name: number for number, name in enumerate(recent)}
    last = len(order)
    if not typed.strip():
        return sorted(commands, key=lambda one: order.get(one.name, last))
    points = {one: fit(typed, one.words, one.place) for one in commands}
    found = [one for one in commands if points[one] > 0]
    return sorted(found, key=lambda one: (-points[one], order.get(one.name, last)))


class CommandModel(QAbstractListModel):
    """Holds the commands that fit; the whole list is short."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._commands: list[Command] = []

    def show(self, commands: list[Command]) -> None:
        """Hold these instead."""
        self.beginResetModel()
        self._commands = commands
        self.endResetModel()

    def command_at(self, row: int) -> Command | None:
        """The command of a row, if there is one."""
        return self._commands[row] if 0 <= row < len(self._commands) else None

    @override
    def rowCount(self, parent: _Index | None = None) -> int:
        """How many there are."""
        return 0 if parent is not None and parent.isValid() else len(self._commands)

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The words, and for a screen reader also the place and the keys."""
        command = self.command_at(index.row()) if index.isValid() else None
        if command is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return command.words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            parts = (command.words, command.place, command.keys)
            return ", ".join(part for part in parts if part)
        return None
