"""Marketing's synonyms at the hub: one table, replaced whole, that every laptop holds."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from enablement.clock import Clock
from enablement.errors import HubConflictError, HubInputError
from enablement.hub import audit
from enablement.hub.access.members import OPERATOR, Member
from enablement.hub.database import Database
from enablement.hub.identity import HubIdentity, read_identity, write_generation
from enablement.hub.shared_objects import read_shared, write_shared
from enablement.hub.synonym_rules import policy_version, rule_key, sorted_policy
from enablement.sync.policies import SYNONYMS, SynonymPolicy, SynonymRule
from enablement.sync.protocol import EntryKind
from enablement.translation import n_


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

    def replace(
        self,
        policy: SynonymPolicy,
        *,
        dry_run: bool = False,
        member: Member = OPERATOR,
        version: str = "",
    ) -> SynonymReport:
        """Put these rules in the place of all others; laptops get them with their next sync.

        With a `version` only when it is still that of the rules in force: `HubConflictError` when
        somebody has changed them meanwhile.
        """
        opened = self._database.reading() if dry_run else self._database.writing()
        with opened as connection:
            identity = read_identity(connection, lock=not dry_run)
            before = _held(connection)
            if version and version != policy_version(before):
                raise HubConflictError(
                    n_("Somebody else has changed the synonyms meanwhile."),
                    mend=n_("Nothing was changed. Read them again, then make your change."),
                )
            change = _Change(connection, identity, before, self._clock(), member)
            return change.make(policy, dry_run=dry_run)

    def change(
        self, member: Member, old: str, new: SynonymRule | None, *, dry_run: bool = False
    ) -> SynonymReport:
        """Put one rule in the place of another, or add it when `old` is empty, or only remove.

        `old` is the key of a rule. Raises `HubConflictError` when there is no such rule any more,
        since somebody else has changed it, and `HubInputError` when the new one is there already.
        """
        opened = self._database.reading() if dry_run else self._database.writing()
        with opened as connection:
            identity = read_identity(connection, lock=not dry_run)
            before = _held(connection)
            after = changed_rules(before, old, new)
            change = _Change(connection, identity, before, self._clock(), member)
            return change.make(after, dry_run=dry_run)


def changed_rules(policy: SynonymPolicy, old: str, new: SynonymRule | None) -> SynonymPolicy:
    """The rules after a change of one of them; see `Synonyms.change`."""
    rules = {rule_key(rule): rule for rule in policy.rules}
    if old and rules.pop(old, None) is None:
        raise HubConflictError(
            n_("This rule is there no more: somebody else has changed or removed it."),
            mend=n_("Nothing was changed. Look at the list, then make your change."),
        )
    if new is not None and rule_key(new) in rules:
        raise HubInputError(
            n_("There is such a rule already."), mend=n_("Change that one instead.")
        )
    return sorted_policy({*rules.values(), *([new] if new else ())})


@dataclass(frozen=True)
class _Change:
    """One replacement under way, in its transaction."""

    connection: Connection
    identity: HubIdentity
    before: SynonymPolicy
    now: datetime
    member: Member

    def make(self, policy: SynonymPolicy, *, dry_run: bool) -> SynonymReport:
        old, new = set(self.before.rules), set(policy.rules)
        added = tuple(rule for rule in policy.rules if rule not in old)
        removed = tuple(rule for rule in self.before.rules if rule not in new)
        changed = bool(added or removed) and not dry_run
        report = SynonymReport(
            added=added,
            removed=removed,
            unchanged=len(policy.rules) - len(added),
            generation=self.identity.generation + changed,
            dry_run=dry_run,
        )
        if changed:
            write_shared(self.connection, EntryKind.POLICY, SYNONYMS, policy.to_bytes(), self.now)
            told = report.as_json()
            audit.record(self.connection, self.now, self.member.who, "synonyms", SYNONYMS, told)
            write_generation(self.connection, report.generation, self.identity.mass_removal)
        return report


def _held(connection: Connection) -> SynonymPolicy:
    row = read_shared(connection).get((EntryKind.POLICY, SYNONYMS))
    return SynonymPolicy.from_bytes(row.data) if row else SynonymPolicy()
