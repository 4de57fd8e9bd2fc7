"""The list of found cards, and the headers between them, as Qt's views read it."""

from collections.abc import Sequence
from enum import IntEnum

from PySide6.QtCore import QObject, Qt, Signal
from typing_extensions import override

from enablement.translation import _
from enablement.ui.kinds import kind_name, language_name
from enablement.ui.models.headed import NOWHERE, HeadedModel, Index
from enablement.ui.values import Header, Item, Row

_WORDS = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)


class ResultRole(IntEnum):
    """What a view may ask of an item beside Qt's own roles."""

    ITEM = Qt.ItemDataRole.UserRole
    CARD_ID = Qt.ItemDataRole.UserRole + 1


class ResultModel(HeadedModel[Item]):
    """Holds the items of the newest search; `further` asks for a longer list of the same.

    `doubted` are the cards that the rep reported as proved wrong, in this list or not.
    """

    further = Signal()
    choosable = (Row,)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._more = False
        self.doubted: frozenset[str] = frozenset()

    def show_items(self, items: Sequence[Item], *, more: bool = False) -> bool:
        """Show these items instead; whether those before stayed, with others after them or none."""
        before, now = self._items, tuple(items)
        self._more = more
        if now == before:
            return True
        if before and now[: len(before)] == before:
            self.beginInsertRows(NOWHERE, len(before), len(now) - 1)
            self._items = now
            self.endInsertRows()
            return True
        self.beginResetModel()
        self._items = now
        self.endResetModel()
        return False

    def show_below(self, position: int, items: Sequence[Item]) -> None:
        """Show these items from a position on, leaving those above where they are."""
        now, last = tuple(items), len(self._items) - 1
        if self._items[position:] == now:
            return
        if position <= last:
            self.beginRemoveRows(NOWHERE, position, last)
            self._items = self._items[:position]
            self.endRemoveRows()
        if now:
            self.beginInsertRows(NOWHERE, position, position + len(now) - 1)
            self._items += now
            self.endInsertRows()

    def show_doubted(self, card_ids: frozenset[str]) -> None:
        """Show these as being in doubt, and no others."""
        if card_ids != self.doubted:
            self.doubted = card_ids
            if self._items:
                self.dataChanged.emit(self.index(0), self.index(len(self._items) - 1))

    def row_at(self, position: int) -> Row | None:
        """The card at a position; `None` outside the list, and where a header is."""
        item = self._items[position] if 0 <= position < len(self._items) else None
        return item if isinstance(item, Row) else None

    def position_of(self, card_id: str) -> int:
        """Where a card is in the list; -1 when it is not."""
        places = (n for n in range(len(self._items)) if self._is(n, card_id))
        return next(places, -1)

    @override
    def canFetchMore(self, parent: Index) -> bool:
        """Whether a longer list can be asked for."""
        return self._more and not parent.isValid()

    @override
    def fetchMore(self, parent: Index) -> None:
        """Ask for a longer list, once; it is shown when it comes."""
        if self.canFetchMore(parent):
            self._more = False
            self.further.emit()

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What an item shows, says to a screen reader, or is."""
        if not index.isValid() or index.row() >= len(self._items):
            return None
        item = self._items[index.row()]
        if role == ResultRole.ITEM:
            return item
        if isinstance(item, Header):
            return item.words if role in _WORDS else None
        answers: dict[int, object] = {
            Qt.ItemDataRole.DisplayRole: item.title,
            Qt.ItemDataRole.AccessibleTextRole: _spoken(item, doubted=item.card_id in self.doubted),
            ResultRole.CARD_ID: item.card_id,
        }
        return answers.get(role)

    def _is(self, position: int, card_id: str) -> bool:
        row = self.row_at(position)
        return row is not None and row.card_id == card_id


def also_in(row: Row) -> str:
    """The other languages of a card, in words."""
    if not row.also:
        return ""
    return _("Also in {languages}").format(languages=", ".join(map(language_name, row.also)))


def _spoken(row: Row, *, doubted: bool) -> str:
    """A card as a screen reader says it."""
    doubt = _("In doubt: you reported that a buyer proved it wrong") if doubted else ""
    state = "" if row.verified else _("Not verified")
    parts = (kind_name(row.kind), row.title, doubt, state, row.text, row.why, also_in(row))
    return ". ".join(part for part in parts if part)
