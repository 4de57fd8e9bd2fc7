"""The laptops as they told of themselves: whom each is for, what it holds, and when it last came."""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise
from typing import NamedTuple

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


class Older(NamedTuple):
    """How many laptops hold a revision before the newest."""

    revision: int
    laptops: int


@dataclass(frozen=True)
class Holding:
    """How many laptops hold what of a card.

    `older` are revisions before the newest with how many hold each, the most held first. `without`
    have synced, though not since the card came; `never` have not synced at all. `silent` of all
    these have not been heard of for a week.
    """

    laptops: int = 0
    newest: int = 0
    older: tuple[Older, ...] = ()
    without: int = 0
    never: int = 0
    silent: int = 0

    @property
    def behind(self) -> int:
        """How many do not hold the newest revision."""
        return self.laptops - self.newest


@dataclass(frozen=True)
class History:
    """The revisions of a card with the generation that brought each, none before the one it follows."""

    steps: tuple[tuple[int, int], ...] = field(default=())

    @classmethod
    def of(cls, told: str) -> "History":
        """The history in a row of `read_cards`: `1:4,2:9`, in any order."""
        pairs = (step.split(":") for step in told.split(","))
        return cls(tuple(sorted((int(number), int(since)) for number, since in pairs)))

    def at(self, generation: int) -> int:
        """The revision that a laptop of a generation holds; 0 for none."""
        return max((number for number, since in self.steps if since <= generation), default=0)


class Crowd:
    """The laptops of one audience in the order of what they told, so that each card takes no time."""

    def __init__(self, laptops: Iterable[Laptop], now: datetime) -> None:
        self.laptops = tuple(laptops)
        self._told = _told(self.laptops)
        quiet = [laptop for laptop in self.laptops if laptop.silent_at(now)]
        self._quiet = _told(quiet)
        self._quiet_never = len(quiet) - len(self._quiet)

    def holding(self, history: History) -> Holding:
        """How many of them hold what of a card that is for them."""
        numbers = [number for number, _since in history.steps]
        bounds = [self._before(since) for _number, since in history.steps]
        newest = len(self._told) - bounds[-1]
        counts = [after - before for before, after in pairwise(bounds)]
        older = [Older(number, n) for number, n in zip(numbers, counts, strict=False) if n]
        return Holding(
            laptops=len(self.laptops),
            newest=newest,
            older=tuple(sorted(older, key=lambda one: (-one.laptops, -one.revision))),
            without=bounds[0],
            never=len(self.laptops) - len(self._told),
            silent=self._quiet_never + bisect_left(self._quiet, history.steps[-1][1]),
        )

    def holders(self, history: History, until: int) -> tuple[int, int, int]:
        """How many ever held a card that laptops lose from a generation on, who still do, and silently."""
        first = history.steps[0][1]
        had = len(self._told) - self._before(first)
        still = max(0, self._before(until) - self._before(first))
        silent = bisect_left(self._quiet, until) - bisect_left(self._quiet, first)
        return had, still, max(0, silent)

    def _before(self, generation: int) -> int:
        return bisect_left(self._told, generation)


def _told(laptops: Iterable[Laptop]) -> list[int]:
    return sorted(laptop.held for laptop in laptops if laptop.held is not None)
