"""The attention budget: how full each audience is, what a publication makes of it, and what should go first."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from enablement.cards.model import Card
from enablement.hub.audiences.audience_rows import read_audiences
from enablement.hub.audiences.ranking import Candidate, retire_first
from enablement.hub.audiences.reach import (
    Audience,
    Reach,
    Shelf,
    facts_after,
    read_facts,
    read_recipients,
)
from enablement.hub.shelf import ShelfCard, read_shelf
from enablement.translation import _, ngettext

MOST_CANDIDATES = 20
_LEAST_CANDIDATES = 5


@dataclass(frozen=True)
class Load:
    """How full an audience is: its fullest laptop against the budget, and how many reps are in it."""

    audience: Audience
    reach: Reach = field(repr=False)
    reps: int = 0

    @property
    def active(self) -> int:
        """How many cards its fullest laptop holds; a card and its translations are one."""
        return self.reach.active

    @property
    def new(self) -> int:
        """How many of a laptop's cards came within a week."""
        return self.reach.new

    @property
    def too_many(self) -> int:
        """How many cards it holds beyond its budget."""
        most = self.audience.most_active
        return max(self.active - most, 0) if most is not None else 0

    @property
    def too_new(self) -> int:
        """How many cards came within a week beyond its budget."""
        most = self.audience.most_new_a_week
        return max(self.new - most, 0) if most is not None else 0

    @property
    def over(self) -> bool:
        """Whether it is over its budget."""
        return bool(self.too_many or self.too_new)


@dataclass(frozen=True)
class OverBudget:
    """An audience that a publication brings over its budget, or further over it."""

    load: Load
    before: Reach = field(repr=False)
    retire_first: tuple[Candidate, ...] = ()

    @property
    def sentences(self) -> tuple[str, ...]:
        """What is too much, in the language in force."""
        audience, found = self.load.audience, []
        if self.load.too_many and self.load.active > self.before.active:
            found.append(
                _("“{audience}” would hold {count} cards; its budget is {most}.").format(
                    audience=audience.name, count=self.load.active, most=audience.most_active
                )
            )
        if self.load.too_new and self.load.new > self.before.new:
            said = ngettext(
                "“{audience}” would get {count} new card within a week; its budget is {most}.",
                "“{audience}” would get {count} new cards within a week; its budget is {most}.",
                self.load.new,
            )
            most = audience.most_new_a_week
            found.append(said.format(audience=audience.name, count=self.load.new, most=most))
        return tuple(found)

    def as_json(self) -> dict[str, Any]:
        """The same for programs, in the language in force."""
        audience = self.load.audience
        return {
            "audience_id": audience.audience_id,
            "audience": audience.name,
            "active": self.load.active,
            "most_active": audience.most_active,
            "new": self.load.new,
            "most_new_a_week": audience.most_new_a_week,
            "sentences": list(self.sentences),
            "retire_first": [one.as_json() for one in self.retire_first],
        }


def check(
    connection: Connection,
    now: datetime,
    after: Mapping[str, ShelfCard],
    arriving: Mapping[str, Card],
    before: Mapping[str, ShelfCard] | None = None,
) -> tuple[OverBudget, ...]:
    """The audiences that a publication would bring over their budget, or further over it.

    `after` is the shelf as it would be, `arriving` the cards that it brings; `before` is the shelf
    as it stands, read when not given. Nothing is written, and nothing is refused: over a budget one
    may go who means it.
    """
    limited = [one for one in read_audiences(connection) if _limited(one)]
    if not limited:
        return ()
    known = read_facts(connection)
    recipients = read_recipients(connection)
    was = Shelf(read_shelf(connection) if before is None else before, known, now)
    will = Shelf(after, facts_after(known, arriving, now), now)
    found = []
    for audience in limited:
        load = _load(audience, will, recipients)
        held = was.reach(audience, recipients)
        more_active = load.too_many and load.active > held.active
        if more_active or (load.too_new and load.new > held.new):
            first: tuple[Candidate, ...] = ()
            if more_active:
                count = min(max(load.too_many, _LEAST_CANDIDATES), MOST_CANDIDATES)
                among = load.reach.card_ids - {one for one in arriving if one not in was.held}
                first = retire_first(connection, will, among, now, count)
            found.append(OverBudget(load, held, first))
    return tuple(found)


def _limited(audience: Audience) -> bool:
    return audience.most_active is not None or audience.most_new_a_week is not None


def _load(audience: Audience, shelf: Shelf, recipients: Mapping[Any, set[str]]) -> Load:
    reps: set[str] = set()
    for recipient, names in recipients.items():
        if audience.part_of(recipient) is not None:
            reps |= names
    return Load(audience, shelf.reach(audience, recipients), len(reps))


def read_loads(
    connection: Connection, shelf: Shelf, audiences: Iterable[Audience]
) -> tuple[Load, ...]:
    """How full each of these audiences is, when that is the shelf."""
    recipients = read_recipients(connection)
    return tuple(_load(one, shelf, recipients) for one in audiences)
