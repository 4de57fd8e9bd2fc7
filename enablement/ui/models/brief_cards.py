"""The cards of the open brief in the rep's order, as Qt's views read and move them."""

from collections.abc import Sequence
from enum import IntEnum

from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)
from typing_extensions import override

from enablement.translation import _
from enablement.ui.briefs.briefing import BriefEntry

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
CARD_MIME = "application/x-enablement-brief-card"
"""What a dragged card is, which nothing else can be."""


class EntryRole(IntEnum):
    """What a view may ask of a card beside Qt's own roles."""

    ENTRY = Qt.ItemDataRole.UserRole


class BriefCardsModel(QAbstractListModel):
    """Holds the cards of one brief; changes come one by one, so that the rep's place stays."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries: list[BriefEntry] = []

    @property
    def entries(self) -> tuple[BriefEntry, ...]:
        """The cards in their order."""
        return tuple(self._entries)

    def entry_at(self, position: int) -> BriefEntry | None:
        """The card at a position; `None` outside the list."""
        return self._entries[position] if 0 <= position < len(self._entries) else None

    def position_of(self, card_id: str) -> int:
        """Where a card is; -1 when it is not in the brief."""
        places = (n for n, entry in enumerate(self._entries) if entry.card_id == card_id)
        return next(places, -1)

    def show_entries(self, entries: Sequence[BriefEntry]) -> None:
        """Show these instead, with no more change than there is."""
        if not (self._entries and entries):
            self._begin_with(entries)
            return
        wanted = {entry.card_id for entry in entries}
        for position in reversed(range(len(self._entries))):
            if self._entries[position].card_id not in wanted:
                self.take(position)
        for position, entry in enumerate(entries):
            before = self.position_of(entry.card_id)
            if before < 0:
                self._insert(position, entry)
            else:
                self.move(before, position)
                self._renew(position, entry)

    def move(self, start: int, to: int) -> bool:
        """Put a card to another place; whether there was anything to move."""
        if start == to or not (0 <= start < len(self._entries) and 0 <= to < len(self._entries)):
            return False
        # Qt names the row before which it goes, as long as it is still at its old place.
        self.beginMoveRows(_NOWHERE, start, start, _NOWHERE, to + 1 if to > start else to)
        self._entries.insert(to, self._entries.pop(start))
        self.endMoveRows()
        # Each row shows its number.
        self.dataChanged.emit(self.index(min(start, to)), self.index(max(start, to)))
        return True

    def take(self, position: int) -> None:
        """Take a card out."""
        self.beginRemoveRows(_NOWHERE, position, position)
        del self._entries[position]
        self.endRemoveRows()
        self._renumber(position)

    @override
    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """How many cards there are; none below a card."""
        return 0 if parent.isValid() else len(self._entries)

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        """Cards can be dragged, and dropped between others."""
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        return super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled

    @override
    def supportedDropActions(self) -> Qt.DropAction:
        """A card is moved, never copied."""
        return Qt.DropAction.MoveAction

    @override
    def mimeTypes(self) -> list[str]:
        """A dragged card means something here alone."""
        return [CARD_MIME]

    @override
    def mimeData(self, indexes: Sequence[Index]) -> QMimeData:
        """What is dragged: the id of the card."""
        data = QMimeData()
        ids = [entry.card_id for at in indexes if (entry := self.entry_at(at.row()))]
        data.setData(CARD_MIME, "\n".join(ids).encode())
        return data

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What a card shows, says to a screen reader, or is."""
        entry = self.entry_at(index.row()) if index.isValid() else None
        if entry is None:
            return None
        answers: dict[int, object] = {
            EntryRole.ENTRY: entry,
            Qt.ItemDataRole.DisplayRole: entry.title,
            Qt.ItemDataRole.AccessibleTextRole: f"{index.row() + 1}. {spoken(entry)}",
        }
        return answers.get(role)

    def _begin_with(self, entries: Sequence[BriefEntry]) -> None:
        """All at once where there is no place to keep."""
        if self._entries or entries:
            self.beginResetModel()
            self._entries = list(entries)
            self.endResetModel()

    def _insert(self, position: int, entry: BriefEntry) -> None:
        self.beginInsertRows(_NOWHERE, position, position)
        self._entries.insert(position, entry)
        self.endInsertRows()
        self._renumber(position + 1)

    def _renew(self, position: int, entry: BriefEntry) -> None:
        if self._entries[position] != entry:
            self._entries[position] = entry
            self.dataChanged.emit(self.index(position), self.index(position))

    def _renumber(self, first: int) -> None:
        last = len(self._entries) - 1
        if first <= last:
            self.dataChanged.emit(self.index(first), self.index(last))


def gone_words() -> str:
    """What is said of a card that is not approved any more."""
    return _("No longer approved: not printed, not shared")


def spoken(entry: BriefEntry) -> str:
    """A card of a brief as a screen reader says it."""
    if entry.gone:
        state = gone_words()
    elif not entry.verified:
        state = _("Not verified")
    else:
        state = _("For customers") if entry.shareable else ""
    note = _("Your note: {note}").format(note=entry.note) if entry.note else ""
    summary = entry.card.summary if entry.card else ""
    return ". ".join(part for part in (entry.title, state, summary, note) if part)
