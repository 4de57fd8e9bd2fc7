"""Marketing's synonyms at the hub: one table, replaced whole, that every laptop holds."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from enablement.clock import Clock
from enablement.hub import audit
from enablement.hub.database import Database
from enablement.hub.identity import read_identity, write_generation
from enablement.hub.shared_objects import read_shared, write_shared
from enablement.sync.policies import SYNONYMS, SynonymPolicy, SynonymRule
from enablement.sync.protocol import EntryKind


@dataclass(frozen=True)
class SynonymReport:
    """What setting the synonyms did; a rule that was changed is gone, and another is new.

    `generation` is the hub's after it, and the same as before when nothing changed.
    """

    added: tuple[SynonymRule, ...] = ()
    removed: tuple[SynonymRule, ...] = ()
    unchanged: int = 0
    generation: int = 0
    dry_run: bool = False

    def as_json(self) -> dict[str, Any]:
        """The report as `hub synonyms set --json` prints it."""
        return {
            "added": [rule.model_dump(mode="json") for rule in self.added],
            "removed": [rule.model_dump(mode="json") for rule in self.removed],
            "unchanged": self.unchanged,
            "generation": self.generation,
            "dry_run": self.dry_run,
        }


class Synonyms:
    """Reads and replaces the table; two replacements at once wait for each other."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def get(self) -> SynonymPolicy:
        """The synonyms in force."""
        with self._database.reading() as connection:
            return _held(connection)

    def replace(self, policy: SynonymPolicy, *, dry_run: bool = False) -> SynonymReport:
        """Put these rules in the place of all others; laptops get them with their next sync."""
        opened = self._database.reading() if dry_run else self._database.writing()
        with opened as connection:
            identity = read_identity(connection, lock=not dry_run)
            before, after = _held(connection).rules, policy.rules
            old, new = set(before), set(after)
            added = tuple(rule for rule in after if rule not in old)
            removed = tuple(rule for rule in before if rule not in new)
            changed = bool(added or removed) and not dry_run
            report = SynonymReport(
                added=added,
                removed=removed,
                unchanged=len(after) - len(added),
                generation=identity.generation + changed,
                dry_run=dry_run,
            )
            if changed:
                now = self._clock()
                write_shared(connection, EntryKind.POLICY, SYNONYMS, policy.to_bytes(), now)
                audit.record(
                    connection, now, audit.COMMAND_LINE, "synonyms", SYNONYMS, report.as_json()
                )
                write_generation(connection, report.generation, identity.mass_removal)
            return report


def _held(connection: Connection) -> SynonymPolicy:
    row = read_shared(connection).get((EntryKind.POLICY, SYNONYMS))
    return SynonymPolicy.from_bytes(row.data) if row else SynonymPolicy()
