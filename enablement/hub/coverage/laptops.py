"""The laptops as they told of themselves: whom each is for, what it holds, and when it last came."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Connection, select

from enablement.hub.models import devices
from enablement.hub.shelf import Recipient

SILENT = timedelta(days=7)
"""A laptop that has not come for so long is set apart: it is off, or lost, and not slow."""


@dataclass(frozen=True)
class Laptop:
    """A laptop in use; `held` is the generation it told of, `None` when it never synced.

    It tells when it asks, so that what it fetched then is known at its next contact.
    """

    device: str
    device_name: str
    rep: str
    rep_name: str
    team: str
    region: str
    recipient: Recipient
    held: int | None
    last_contact: datetime | None

    def silent_at(self, now: datetime) -> bool:
        """Whether it has not been heard of for a week."""
        return self.last_contact is None or now - self.last_contact > SILENT


def read_laptops(connection: Connection, generation: int) -> list[Laptop]:
    """Every laptop whose access was not ended.

    One that told of a generation yet to come held it before the hub was restored: what it holds now
    is known once it comes again.
    """
    query = select(
        devices.c.device, devices.c.device_name, devices.c.person_id, devices.c.rep_name,
        devices.c.team, devices.c.region, devices.c.languages, devices.c.held_generation,
        devices.c.last_contact,
    ).where(devices.c.revoked_at.is_(None), devices.c.wiped_at.is_(None))  # fmt: skip
    return [
        Laptop(
            device=row.device,
            device_name=row.device_name,
            rep=row.person_id or row.rep_name,
            rep_name=row.rep_name,
            team=row.team,
            region=row.region,
            recipient=Recipient.of(row.team, row.region, row.languages),
            held=_known(row.held_generation, generation),
            last_contact=row.last_contact,
        )
        for row in connection.execute(query.order_by(devices.c.rep_name, devices.c.device))
    ]


def _known(held: int | None, generation: int) -> int | None:
    return held if held and held <= generation else None


@dataclass(frozen=True)
class Holding:
    """How many laptops hold what of a card.

    `older` are revisions before the newest with how many hold each, the most held first. `without`
    have synced, though not since the card came; `never` have not synced at all. `silent` of all
    these have not been heard of for a week.
    """

    laptops: int = 0
    newest: int = 0
    older: tuple[tuple[int, int], ...] = ()
    without: int = 0
    never: int = 0
    silent: int = 0

    @property
    def behind(self) -> int:
        """How many do not hold the newest revision."""
        return self.laptops - self.newest


@dataclass(frozen=True)
class History:
    """The revisions of a card with the generation that brought each, in order."""

    steps: tuple[tuple[int, int], ...] = field(default=())

    def at(self, generation: int) -> int:
        """The revision that a laptop of a generation holds; 0 for none."""
        return max((number for number, since in self.steps if since <= generation), default=0)


class Crowd:
    """The laptops of one audience, counted by what they told, so that each card takes no time."""

    def __init__(self, laptops: Iterable[Laptop], now: datetime) -> None:
        self.laptops = tuple(laptops)
        told = Counter((laptop.held, laptop.silent_at(now)) for laptop in self.laptops)
        self._told = tuple(told.items())

    def holding(self, history: History) -> Holding:
        """How many of them hold what of a card that is for them."""
        newest = history.steps[-1][0]
        counts: Counter[int] = Counter()
        never = silent = 0
        for (held, quiet), n in self._told:
            number = -1 if held is None else history.at(held)
            if held is None:
                never += n
            else:
                counts[number] += n
            silent += n if quiet and number != newest else 0
        older = [(number, n) for number, n in counts.items() if 0 < number < newest]
        return Holding(
            laptops=len(self.laptops),
            newest=counts[newest],
            older=tuple(sorted(older, key=lambda row: (-row[1], -row[0]))),
            without=counts[0],
            never=never,
            silent=silent,
        )
