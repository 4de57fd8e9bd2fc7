"""The list of briefs, and the headers between them, as Qt's views read it."""

from collections.abc import Sequence
from enum import IntEnum

from PySide6.QtCore import Qt
from typing_extensions import override

from enablement.ui.briefs.briefing import BriefHeader, BriefItem, BriefLine
from enablement.ui.models.headed import HeadedModel, Index


class BriefRole(IntEnum):
    """What a view may ask of a line beside Qt's own roles."""

    ITEM = Qt.ItemDataRole.UserRole


class BriefListModel(HeadedModel[BriefItem]):
    """Holds the briefs of this laptop, in groups."""

    choosable = (BriefLine,)

    def show_items(self, items: Sequence[BriefItem]) -> None:
        """Show these instead."""
        if self._items != tuple(items):
            self.beginResetModel()
            self._items = tuple(items)
            self.endResetModel()

    def line_at(self, position: int) -> BriefLine | None:
        """The brief at a position; `None` outside the list, and where a header is."""
        item = self._items[position] if 0 <= position < len(self._items) else None
        return item if isinstance(item, BriefLine) else None

    def position_of(self, brief_id: str) -> int:
        """Where a brief is in the list, else the first brief; -1 when there is none."""
        places = {
            item.brief_id: n for n, item in enumerate(self._items) if isinstance(item, BriefLine)
        }
        return places.get(brief_id, min(places.values(), default=-1))

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What a line shows, says to a screen reader, or is."""
        if not index.isValid() or index.row() >= len(self._items):
            return None
        item = self._items[index.row()]
        if role == BriefRole.ITEM:
            return item
        words = item.words if isinstance(item, BriefHeader) else item.title
        spoken = words if isinstance(item, BriefHeader) else f"{item.title}. {item.details}"
        answers: dict[int, object] = {
            Qt.ItemDataRole.DisplayRole: words,
            Qt.ItemDataRole.AccessibleTextRole: spoken,
        }
        return answers.get(role)
