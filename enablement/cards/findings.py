"""Findings: what the reader and the checker say about a card file, each with how to mend it."""

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from enablement.cards.model import Card
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


@dataclass
class CardFile:
    """What was read from one file: the card unless it could not be read at all, and the findings.

    `lines` maps a front-matter key to its line, `body_line` is the line on which the body begins.
    `images` holds the bytes of each attachment by its hash, `text` the file exactly as it was written;
    it is empty for a file that is not UTF-8.
    """

    path: Path
    card: Card | None = None
    findings: list[Finding] = field(default_factory=list)
    lines: dict[str, int] = field(default_factory=dict)
    body_line: int = 1
    images: dict[str, bytes] = field(default_factory=dict)
    text: str = field(default="", repr=False)

    def say(
        self,
        severity: Severity,
        line: int,
        code: str,
        message: str,
        mend: str = "",
        **values: object,
    ) -> None:
        """Add a finding about this file."""
        self.findings.append(Finding(self.path, line, severity, code, message, mend, values))

    @property
    def has_errors(self) -> bool:
        """Whether the card must not be approved as it is."""
        return any(finding.severity is Severity.ERROR for finding in self.findings)
