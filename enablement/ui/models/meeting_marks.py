"""What each card of a brief did in the meeting, one key a card, until it is recorded all at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from enablement.sync.protocol import Outcome
from enablement.translation import _
from enablement.ui.briefs.briefing import BriefEntry, Mark
from enablement.ui.kinds import outcome_name

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_SAID, _WORDS, _NOT_USED = "said ", "words ", "not_used"


class MarkRole(IntEnum):
    """What a view may ask of a card beside Qt's own roles."""

    LINE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class MarkLine:
    """One card: `said` once the rep has pressed a key for it, without an outcome when not used."""

    entry: BriefEntry
    said: bool = False
    outcome: Outcome | None = None
    words: str = ""

    @property
    def answer(self) -> str:
        """What was said, in words; empty when nothing was yet."""
        if not self.said:
            return ""
        return outcome_name(self.outcome) if self.outcome else _("Not used")


class MeetingMarks(QAbstractListModel):
    """Holds the cards of one brief and what was said of each."""

    def __init__(
        self,
        entries: Sequence[BriefEntry],
        parent: QObject | None = None,
        draft: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(parent)
        self._lines = [_line(entry, draft or {}) for entry in entries]

    @property
    def marks(self) -> tuple[Mark, ...]:
        """What is to be recorded."""
        return tuple(
            Mark(line.entry, line.outcome, line.words) for line in self._lines if line.outcome
        )

    @property
    def draft(self) -> dict[str, str]:
        """All that was said so far, to go on with another time; empty when nothing was."""
        said = {
            f"{_SAID}{line.entry.card_id}": line.outcome or _NOT_USED
            for line in self._lines
            if line.said
        }
        words = {
            f"{_WORDS}{line.entry.card_id}": line.words
            for line in self._lines
            if line.words.strip()
        }
        return said | words

    @property
    def complete(self) -> bool:
        """Whether something was said of every card."""
        return all(line.said for line in self._lines)

    def line_at(self, position: int) -> MarkLine | None:
        """The card at a position; `None` outside the list."""
        return self._lines[position] if 0 <= position < len(self._lines) else None

    def mark(self, position: int, outcome: Outcome | None) -> None:
        """Say what a card did; without an outcome, that it was not used."""
        if line := self.line_at(position):
            self._put(position, replace(line, said=True, outcome=outcome))

    def unmark(self, position: int) -> None:
        """Say nothing of a card yet."""
        if line := self.line_at(position):
            self._put(position, replace(line, said=False, outcome=None))

    def quote(self, position: int, words: str) -> None:
        """What the buyer said to a card."""
        if line := self.line_at(position):
            self._put(position, replace(line, words=words))

    def skip_rest(self) -> None:
        """Those of which nothing was said were not used."""
        for position, line in enumerate(self._lines):
            if not line.said:
                self.mark(position, None)

    @override
    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """How many cards there are; none below a card."""
        return 0 if parent.isValid() else len(self._lines)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What a card shows, says to a screen reader, or is."""
        line = self.line_at(index.row()) if index.isValid() else None
        if line is None:
            return None
        spoken = ". ".join((line.entry.title, line.answer or _("Nothing said yet")))
        answers: dict[int, object] = {
            MarkRole.LINE: line,
            Qt.ItemDataRole.DisplayRole: line.entry.title,
            Qt.ItemDataRole.AccessibleTextRole: spoken,
        }
        return answers.get(role)

    def _put(self, position: int, line: MarkLine) -> None:
        self._lines[position] = line
        self.dataChanged.emit(self.index(position), self.index(position))


def _line(entry: BriefEntry, draft: Mapping[str, str]) -> MarkLine:
    """A card, with what was said of it another time."""
    said = draft.get(f"{_SAID}{entry.card_id}", "")
    outcome = Outcome(said) if said in list(Outcome) else None
    return MarkLine(entry, bool(said), outcome, draft.get(f"{_WORDS}{entry.card_id}", ""))
