"""What a publication did, or would do: ids for programs, and what changes in words for people."""

from dataclasses import dataclass
from typing import Any

from enablement.hub.audiences.budgets import OverBudget
from enablement.hub.publications.dates import KeptDate

LISTS = ("added", "changed", "retired", "unchanged", "moved", "rewritten")
"""The lists of a report, each card in one of the first four; the last two say more of it."""


@dataclass(frozen=True)
class CardChange:
    """One card that is not as before; `what` is the list of the report that it is in.

    `differs` are the words that are not as before, field by field, short enough for a terminal.
    """

    card_id: str
    what: str
    revision: int
    title: str
    differs: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The change as `hub publish --json` prints it."""
        return {
            "card_id": self.card_id,
            "what": self.what,
            "revision": self.revision,
            "title": self.title,
            "differs": list(self.differs),
        }


@dataclass(frozen=True)
class PublishReport:
    """What a publication did, as ids.

    `moved` cards were published from another source before; `rewritten` ones say the same in a file
    that is written differently or lies elsewhere. `generation` is the hub's after it, and the same
    as before when nothing changed for a laptop. `budgets` are the audiences that it brings over
    what they can absorb, `kept_dates` the dates that it does not set back.
    """

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    retired: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    moved: tuple[str, ...] = ()
    rewritten: tuple[str, ...] = ()
    changes: tuple[CardChange, ...] = ()
    budgets: tuple[OverBudget, ...] = ()
    kept_dates: tuple[KeptDate, ...] = ()
    generation: int = 0
    warnings: int = 0
    dry_run: bool = False

    def as_counts(self) -> dict[str, Any]:
        """What the audit log keeps: which cards, without their words."""
        lists = {name: list(getattr(self, name)) for name in LISTS}
        return {
            **lists,
            "generation": self.generation,
            "warnings": self.warnings,
            "dry_run": self.dry_run,
        }

    def as_json(self) -> dict[str, Any]:
        """The report as `hub publish --json` prints it."""
        return {
            **self.as_counts(),
            "changes": [change.as_json() for change in self.changes],
            "budgets": [budget.as_json() for budget in self.budgets],
            "kept_dates": [kept.as_json() for kept in self.kept_dates],
        }
