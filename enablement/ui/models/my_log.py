"""The rep's own log as Qt's views read it: entries under the days they were recorded on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import IntEnum

from PySide6.QtCore import QObject, Qt, Signal
from typing_extensions import override

from enablement.translation import _
from enablement.ui.days import day_in_words
from enablement.ui.log.journal import Entry, at_in_words, kind_words, stand_words
from enablement.ui.models.headed import NOWHERE, HeadedModel, Index

_WORDS = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)


@dataclass(frozen=True)
class Day:
    """The line above the entries of one day."""

    words: str


LogItem = Entry | Day


class LogRole(IntEnum):
    """What a view may ask of an item beside Qt's own roles."""

    ITEM = Qt.ItemDataRole.UserRole


class MyLogModel(HeadedModel[LogItem]):
    """Holds the entries that were read so far; `further` asks for those before a position."""

    further = Signal(int)
    choosable = (Entry,)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._more = False
        self._now = datetime.now().astimezone()

    @property
    def now(self) -> datetime:
        """When the entries were read."""
        return self._now

    @property
    def entries(self) -> list[Entry]:
        """The entries, without the days between them."""
        return [item for item in self._items if isinstance(item, Entry)]

    def show_entries(self, entries: Sequence[Entry], now: datetime, *, more: bool) -> None:
        """Show these instead of those before; the same ones stay as they are."""
        self._now, self._more = now.astimezone(), more
        items = self._dated(entries, None)
        if items != self._items:
            self.beginResetModel()
            self._items = items
            self.endResetModel()

    def show_further(self, entries: Sequence[Entry], *, more: bool) -> None:
        """Show these below."""
        held = self.entries
        items = self._dated(entries, held[-1].day if held else None)
        self._more = more
        if items:
            first = len(self._items)
            self.beginInsertRows(NOWHERE, first, first + len(items) - 1)
            self._items += items
            self.endInsertRows()

    def entry_at(self, position: int) -> Entry | None:
        """The entry at a position; `None` outside the list, and where a day is."""
        item = self._items[position] if 0 <= position < len(self._items) else None
        return item if isinstance(item, Entry) else None

    def position_of(self, event_id: str) -> int:
        """Where an entry is; -1 when it is not here."""
        ids = (item.event_id if isinstance(item, Entry) else "" for item in self._items)
        return next((n for n, one in enumerate(ids) if one == event_id), -1)

    @override
    def canFetchMore(self, parent: Index) -> bool:
        """Whether older entries can be asked for."""
        return self._more and not parent.isValid()

    @override
    def fetchMore(self, parent: Index) -> None:
        """Ask for older entries, once; they are shown when they come."""
        if self.canFetchMore(parent):
            self._more = False
            held = self.entries
            self.further.emit(held[-1].event.position if held else 0)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What an item shows, says to a screen reader, or is."""
        if not index.isValid() or index.row() >= len(self._items):
            return None
        item = self._items[index.row()]
        if role == LogRole.ITEM:
            return item
        if role not in _WORDS:
            return None
        if isinstance(item, Day):
            return item.words
        return item.about if role == Qt.ItemDataRole.DisplayRole else self.spoken(item)

    def spoken(self, entry: Entry) -> str:
        """An entry as a screen reader says it."""
        answer = entry.answer
        parts = (
            kind_words(entry), entry.about, *entry.said, self.stand(entry),
            _("Marketing: {words}").format(words=answer.text) if answer else "",
            _("New") if entry.unseen else "",
        )  # fmt: skip
        return ". ".join(part for part in parts if part)

    def stand(self, entry: Entry) -> str:
        """Where an entry stands, with the time at which it was received."""
        at = entry.event.acknowledged_at
        return stand_words(entry, at_in_words(at, self._now) if at else "")

    def _dated(self, entries: Sequence[Entry], before: date | None) -> tuple[LogItem, ...]:
        items: list[LogItem] = []
        for entry in entries:
            if entry.day != before:
                before = entry.day
                items.append(Day(self._day(before)))
            items.append(entry)
        return tuple(items)

    def _day(self, day: date) -> str:
        names = {0: _("Today"), 1: _("Yesterday")}
        return names.get((self._now.date() - day).days) or day_in_words(day)
