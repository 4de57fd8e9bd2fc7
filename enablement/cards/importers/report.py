"""What an import did with each file, in sentences that are translated when they are shown."""

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from enablement.translation import _


class FileStatus(StrEnum):
    """What became of a source file."""

    IMPORTED = "imported"
    REFUSED = "refused"
    COPIED = "copied"
    DUPLICATE = "duplicate"


@dataclass(frozen=True)
class Sentence:
    """A message with its values; `str()` gives it in the language in force."""

    message: str
    values: dict[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return _(self.message).format(**self.values)


@dataclass
class FileReport:
    """What became of one source file: `source` is its path below the folder, with slashes.

    `cards` names the card files written from it, below the folder of the output.
    """

    source: str
    status: FileStatus = FileStatus.IMPORTED
    cards: list[str] = field(default_factory=list)
    said: list[Sentence] = field(default_factory=list)
    why: list[Sentence] = field(default_factory=list)

    def note(self, message: str, **values: object) -> None:
        """Say what was taken from where; the same sentence is said once."""
        sentence = Sentence(message, values)
        if sentence not in self.said:
            self.said.append(sentence)

    def refuse(self, message: str, mend: str = "", **values: object) -> None:
        """Say why no card comes from this file, and how to mend it."""
        self.status = FileStatus.REFUSED
        self.why = [Sentence(part, values) for part in (message, mend) if part]

    @property
    def notes(self) -> list[str]:
        """What was taken from where, a sentence each."""
        return [str(sentence) for sentence in self.said]

    @property
    def reason(self) -> str:
        """Why the file was refused and how to mend it, or what it is a duplicate of."""
        return " ".join(str(sentence) for sentence in self.why)

    def as_json(self) -> dict[str, Any]:
        """The entry as `import --json` prints it."""
        return {
            "source": self.source,
            "status": self.status.value,
            "cards": list(self.cards),
            "notes": self.notes,
            "reason": self.reason,
        }


@dataclass
class ImportReport:
    """What an import did: one entry a source file, in the order of their paths."""

    files: list[FileReport] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        """How many files had each status, and how many cards were written."""
        found = Counter(file.status.value for file in self.files)
        cards = sum(len(file.cards) for file in self.files)
        return {
            "files": len(self.files),
            **{s.value: found[s.value] for s in FileStatus},
            "cards": cards,
        }

    def as_json(self) -> list[dict[str, Any]]:
        """One object a file."""
        return [file.as_json() for file in self.files]
