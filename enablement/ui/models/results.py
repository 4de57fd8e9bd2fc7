"""The list of found cards as Qt's views read it."""

from collections.abc import Sequence
from enum import IntEnum

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)
from typing_extensions import override

from enablement.translation import _
from enablement.ui.kinds import kind_name
from enablement.ui.values import Row

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class ResultRole(IntEnum):
    """What a view may ask of a row beside Qt's own roles."""

    ROW = Qt.ItemDataRole.UserRole
    CARD_ID = Qt.ItemDataRole.UserRole + 1


class ResultModel(QAbstractListModel):
    """Holds the rows of the newest search; replaced whole, since each search is a new list."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[Row, ...] = ()

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows instead; equal rows leave the views undisturbed."""
        if tuple(rows) == self._rows:
            return
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def row_at(self, position: int) -> Row | None:
        """The row at a position, or `None` outside the list."""
        return self._rows[position] if 0 <= position < len(self._rows) else None

    def position_of(self, card_id: str) -> int:
        """Where a card is in the list; -1 when it is not."""
        return next((n for n, row in enumerate(self._rows) if row.card_id == card_id), -1)

    @override
    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """How many rows there are; none below a row."""
        return 0 if parent.isValid() else len(self._rows)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What a row shows, says to a screen reader, or is."""
        row = self.row_at(index.row()) if index.isValid() else None
        if row is None:
            return None
        answers: dict[int, object] = {
            Qt.ItemDataRole.DisplayRole: row.title,
            Qt.ItemDataRole.AccessibleTextRole: _spoken(row),
            ResultRole.ROW: row,
            ResultRole.CARD_ID: row.card_id,
        }
        return answers.get(role)


def _spoken(row: Row) -> str:
    """The row as a screen reader says it."""
    state = "" if row.verified else _("Not verified")
    parts = (kind_name(row.kind), row.title, state, row.text, row.why)
    return ". ".join(part for part in parts if part)
