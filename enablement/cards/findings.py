"""Findings: what the reader and the checker say about a card file, each with how to mend it."""

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from enablement.translation import _


class Severity(StrEnum):
    """How much a finding matters; only errors keep a card from being approved."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True)
class Finding:
    """One problem in one file: `line` counts from 1; `message` and `mend` are translated when shown."""

    file: Path
    line: int
    severity: Severity
    code: str
    message: str
    mend: str = ""
    values: dict[str, object] = field(default_factory=dict)

    @property
    def sentence(self) -> str:
        """What is wrong, in the language in force."""
        return _(self.message).format(**self.values)

    @property
    def how_to_mend(self) -> str:
        """What to do about it, in the language in force."""
        return _(self.mend).format(**self.values)

    def as_json(self) -> dict[str, Any]:
        """The finding as `check --json` prints it."""
        return {
            "file": str(self.file),
            "line": self.line,
            "severity": self.severity.value,
            "code": self.code,
            "sentence": self.sentence,
            "mend": self.how_to_mend,
        }
