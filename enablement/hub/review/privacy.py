"""What the review keeps to itself, so that nobody's own record can be read from it.

Two things are guarded.

**Figures** sum up at least three reps. A view that is narrowed to a team or a region also hides a
figure when the rest, which anyone gets by subtracting it from the same figure of everyone, is of one
or two. Among the groups of one table what is hidden is never of one or two reps in all: else the
next smallest is hidden with it. A view is narrowed to a team or to a region, never to both, and to
whole weeks.

**Names of groups** that say who: a team, or a region, is named (as a filter, as a row of a table, or
beside a single log) only when no adding and subtracting of all that is named leads to one or two
people. Which those are is decided for the whole hub, not for a view.

What is not guarded, on purpose: three views or more, such as a card's figure of everyone less those of
all teams but one, may lead to what one rep did, but not to whom: by its name it could be any of that
team's three people or more. And subtracting by what was said or when (a card, a revision, a block, a
stage, a week) leads to logs that the raw log shows anyway, one by one, as no one's: of everybody, or
of a group of three people or more. The log shows days and not minutes, since all logs of one sync
come in the same moment and would be known as one rep's.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Protocol, TypeVar

import numpy as np
import numpy.typing as npt
from sqlalchemy import Connection, select

from enablement.hub.models import counted_teams

LEAST_REPS = 3
"""Figures of fewer reps than this stay hidden."""

_NEAR_NOTHING = 1e-9

Place = tuple[str, str]
"""A team and a region."""


Ints = npt.NDArray[np.int64]


class Columns(Protocol):
    """Figures as columns: how many logs each sums up, and a bit for each rep they are of."""

    @property
    def n(self) -> Ints:
        """How many logs there are."""

    @property
    def reps(self) -> Ints:
        """A bit for each rep."""


class Counted(Protocol):
    """Logs with a bit for each rep they are of."""

    @property
    def n(self) -> int:
        """How many logs there are."""

    @property
    def reps(self) -> int:
        """A bit for each rep."""


Row = TypeVar("Row", bound=Counted)


def may_show(parts: Columns, wholes: Columns | None = None) -> npt.NDArray[np.bool_]:
    """Which figures may be shown; `wholes` are the same figures of everyone, for parts of them.

    A rep who is in the part and in the rest is not counted for the rest, and reps beyond the number
    of bits share one: both hide more, never less.
    """
    shown: npt.NDArray[np.bool_] = np.bitwise_count(parts.reps) >= LEAST_REPS
    if wholes is not None:
        rest = np.bitwise_count(wholes.reps & ~parts.reps) >= LEAST_REPS
        shown &= rest | (wholes.n == parts.n)
    return shown


def split_rows(rows: Collection[Row], hidden: Iterable[Row] = ()) -> list[Row]:
    """The groups of one table that may be shown, when the hidden ones must not be one rep's either.

    For groups that part the same logs: what everyone did less the shown rows is the hidden ones.
    """
    apart = [row for row in rows if row.reps.bit_count() < LEAST_REPS]
    unseen = {id(row): row for row in (*hidden, *apart)}
    shown = [row for row in rows if id(row) not in unseen]
    shown.sort(key=lambda row: (row.reps.bit_count(), row.n), reverse=True)
    while unseen and shown and _reps(unseen.values()) < LEAST_REPS:
        last = shown.pop()
        unseen[id(last)] = last
    return shown


def _reps(rows: Iterable[Counted]) -> int:
    together = 0
    for row in rows:
        together |= row.reps
    return together.bit_count()


@dataclass(frozen=True)
class Names:
    """The teams and regions that may be named, and the regions that may stand beside a team."""

    teams: frozenset[str] = frozenset()
    regions: frozenset[str] = frozenset()
    places: frozenset[Place] = frozenset()

    def beside_a_log(self, team: str, region: str) -> Place:
        """What of a log's team and region may stand beside it."""
        if team not in self.teams:
            return ("", "")
        return (team, region if (team, region) in self.places else "")


def names(connection: Connection) -> Names:
    """Which teams and regions may be named on this hub."""
    reps: dict[Place, set[str]] = {}
    for rep, team, region in connection.execute(select(counted_teams)):
        reps.setdefault((team, region), set()).add(rep)
    return safe_names(reps)


def safe_names(reps: Mapping[Place, AbstractSet[str]]) -> Names:
    """Decide by which reps are where: the largest groups first, each if it gives nobody away.

    Whatever can be had by adding and subtracting what is named is in the space that the named
    groups span over the places; a group is named unless one or two reps would come to lie in it.
    """
    places = sorted(reps)
    spanned = np.ones((1, len(places)))
    small = _small_groups(places, reps)
    named: dict[str, set[str]] = {"team": set(), "region": set()}
    beside: set[Place] = set()
    for members, kind, name in _groups(places, reps):
        row = np.array([[place in members for place in places]], dtype=np.float64)
        tried = np.vstack([spanned, row])
        if _gives_away(tried, small):
            continue
        spanned = tried
        if kind == "place":
            beside.update(members)
        elif name:
            named[kind].add(name)
    return Names(frozenset(named["team"]), frozenset(named["region"]), frozenset(beside))


def _groups(
    places: Sequence[Place], reps: Mapping[Place, AbstractSet[str]]
) -> list[tuple[set[Place], str, str]]:
    """All teams, then all regions, then all places, each from the largest down."""

    def size(group: tuple[set[Place], str, str]) -> int:
        return len(set().union(*(reps[place] for place in group[0])))

    found: list[tuple[set[Place], str, str]] = []
    for at, kind in enumerate(("team", "region")):
        values = sorted({place[at] for place in places})
        kinds = [({place for place in places if place[at] == one}, kind, one) for one in values]
        found += sorted(kinds, key=size, reverse=True)
    alone = [({place}, "place", "") for place in places]
    return found + sorted(alone, key=size, reverse=True)


def _small_groups(
    places: Sequence[Place], reps: Mapping[Place, AbstractSet[str]]
) -> npt.NDArray[np.float64]:
    """Every group of places in which there are one or two reps, as columns."""
    found: list[list[int]] = []
    waiting: list[tuple[list[int], frozenset[str]]] = [([], frozenset())]
    while waiting:
        group, held = waiting.pop()
        for place in range(group[-1] + 1 if group else 0, len(places)):
            more = held | reps[places[place]]
            if len(more) < LEAST_REPS:
                found.append([*group, place])
                waiting.append(([*group, place], more))
    columns = np.zeros((len(places), len(found)))
    for column, group in enumerate(found):
        columns[group, column] = 1
    return columns


def _gives_away(rows: npt.NDArray[np.float64], small: npt.NDArray[np.float64]) -> bool:
    if not small.shape[1]:
        return False
    _left, sizes, directions = np.linalg.svd(rows, full_matrices=False)
    space = directions[sizes > _NEAR_NOTHING]
    beyond = small - space.T @ (space @ small)
    return bool((np.abs(beyond).max(axis=0) < _NEAR_NOTHING).any())
