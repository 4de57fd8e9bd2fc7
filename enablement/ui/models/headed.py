"""A list in which some lines are headers: they are read and passed over, the others can be chosen."""

from typing import Generic, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
ItemT = TypeVar("ItemT")


class HeadedModel(QAbstractListModel, Generic[ItemT]):
    """Holds the items; those of the classes in `choosable` are no headers."""

    choosable: tuple[type, ...] = ()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._items: tuple[ItemT, ...] = ()

    def chooses(self, position: int) -> bool:
        """Whether what is at a position can be chosen; nothing outside the list can."""
        inside = 0 <= position < len(self._items)
        return inside and isinstance(self._items[position], self.choosable)

    def nearest(self, position: int, direction: int) -> int:
        """The position of the next choice from there on in a direction, else in the other; or -1."""
        rest = len(self._items)
        ways = (range(position, rest if direction > 0 else -1, direction),
                range(position, -1 if direction > 0 else rest, -direction))  # fmt: skip
        return next((place for way in ways for place in way if self.chooses(place)), -1)

    @override
    def rowCount(self, parent: Index = NOWHERE) -> int:
        """How many items there are; none below an item."""
        return 0 if parent.isValid() else len(self._items)

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        """Headers can only be read."""
        if index.isValid() and not self.chooses(index.row()):
            return Qt.ItemFlag.ItemNeverHasChildren
        return super().flags(index)
