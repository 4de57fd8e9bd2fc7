"""What each audience receives: its reps, their fullest laptop, and how much of that is new."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from itertools import product

from sqlalchemy import Connection, select

from enablement.cards.model import Card
from enablement.hub.models import cards, devices, revisions
from enablement.hub.shelf import Recipient, ShelfCard, base_language

WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Audience:
    """Teams, regions and languages that belong together; an empty one means all.

    `most_active` and `most_new_a_week` are its budget: how many cards one of its laptops may hold,
    and how many may come new within a week. `None` is no limit.
    """

    audience_id: str
    name: str
    teams: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    most_active: int | None = None
    most_new_a_week: int | None = None

    def part_of(self, recipient: Recipient) -> Recipient | None:
        """A recipient as far as they belong to the audience; `None` when they do not."""
        spoken = frozenset(base_language(language) for language in self.languages)
        teams, regions = fold(self.teams), fold(self.regions)
        if (teams and recipient.team not in teams) or (regions and recipient.region not in regions):
            return None
        if not spoken or not recipient.languages:
            return replace(recipient, languages=spoken or recipient.languages)
        both = spoken & recipient.languages
        return replace(recipient, languages=both) if both else None

    def named(self) -> Iterable[Recipient]:
        """Whoever would belong to it by its own words, though no such rep may be there yet."""
        for team, region in product(self.teams or ("",), self.regions or ("",)):
            yield Recipient.of(team, region, self.languages)


def fold(names: Iterable[str]) -> frozenset[str]:
    """Names as they are compared: without regard to case."""
    return frozenset(name.strip().casefold() for name in names)


@dataclass(frozen=True)
class Facts:
    """What decides whether a card counts, beside whom it is for.

    `message` is the card that it translates, or itself: both count once. `first_at` is when its first
    revision was published.
    """

    message: str
    first_at: datetime
    valid_from: date | None = None
    expires: date | None = None
    verify_by: date | None = None

    def counts_on(self, day: date) -> bool:
        """Whether laptops show the card that day."""
        started = self.valid_from is None or self.valid_from <= day
        return started and (self.expires is None or day < self.expires)


@dataclass(frozen=True)
class Reach:
    """What the fullest laptop of an audience holds: messages, those new within a week, and the cards."""

    active: int = 0
    new: int = 0
    card_ids: frozenset[str] = field(default=frozenset(), repr=False)


class Shelf:
    """The hub's cards, sorted by whom they are for, so that a recipient's are found at once."""

    def __init__(
        self, held: Mapping[str, ShelfCard], facts: Mapping[str, Facts], now: datetime
    ) -> None:
        self.held, self.facts = held, facts
        self._now = now
        self._alike: dict[tuple[object, ...], list[str]] = {}
        for card_id, card in held.items():
            if facts[card_id].counts_on(now.date()):
                key = (card.state, card.teams, card.regions, base_language(card.language))
                self._alike.setdefault(key, []).append(card_id)
        self._reaches: dict[Recipient, Reach] = {}

    def reach(self, audience: Audience, recipients: Iterable[Recipient]) -> Reach:
        """What the fullest laptop of an audience holds, and the most that comes new to one."""
        parts = {part for one in recipients if (part := audience.part_of(one)) is not None}
        found = [self._reach(part) for part in {*parts, *audience.named()}]
        fullest = max(found, key=lambda reach: reach.active)
        return replace(fullest, new=max(reach.new for reach in found))

    def _reach(self, recipient: Recipient) -> Reach:
        if recipient not in self._reaches:
            card_ids = [
                card_id
                for alike in self._alike.values()
                if recipient.receives(self.held[alike[0]])
                for card_id in alike
            ]
            first: dict[str, datetime] = {}
            for card_id in card_ids:
                told = self.facts[card_id]
                first[told.message] = min(told.first_at, first.get(told.message, told.first_at))
            new = sum(at > self._now - WEEK for at in first.values())
            self._reaches[recipient] = Reach(len(first), new, frozenset(card_ids))
        return self._reaches[recipient]


def read_facts(connection: Connection) -> dict[str, Facts]:
    """The facts of every card on the hub."""
    now, first = revisions.alias("now"), revisions.alias("first")
    query = (
        select(
            cards.c.card_id, now.c.translation_of, first.c.created_at, now.c.valid_from,
            now.c.expires, now.c.verify_by,
        )
        .join(now, (now.c.card_id == cards.c.card_id) & (now.c.number == cards.c.revision))
        .join(first, (first.c.card_id == cards.c.card_id) & (first.c.number == 1))
    )  # fmt: skip
    return {
        card_id: Facts(original or card_id, *rest)
        for card_id, original, *rest in connection.execute(query)
    }


def facts_after(
    facts: Mapping[str, Facts], arriving: Mapping[str, Card], now: datetime
) -> dict[str, Facts]:
    """The facts as a publication leaves them."""
    after = dict(facts)
    for card_id, card in arriving.items():
        held = facts.get(card_id)
        after[card_id] = Facts(
            message=card.translation_of or card_id,
            first_at=held.first_at if held else now,
            valid_from=card.valid_from,
            expires=card.expires,
            verify_by=card.verify_by,
        )
    return after


def read_recipients(connection: Connection) -> dict[Recipient, set[str]]:
    """Whoever has a laptop, as a recipient, and which reps those are."""
    query = select(
        devices.c.team, devices.c.region, devices.c.languages, devices.c.person_id,
        devices.c.rep_name,
    ).where(devices.c.revoked_at.is_(None))  # fmt: skip
    found: dict[Recipient, set[str]] = {}
    for row in connection.execute(query):
        recipient = Recipient.of(row.team, row.region, row.languages)
        found.setdefault(recipient, set()).add(row.person_id or row.rep_name)
    return found
