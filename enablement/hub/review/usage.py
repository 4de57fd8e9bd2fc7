"""Counting logs by whatever a view groups them by: one grouped query, over the smallest table that will do."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, Select, Table, case, func, select

from enablement.hub.models import (
    card_facets,
    card_weeks,
    cards,
    counted_reps,
    revisions,
    team_weeks,
    usage,
)
from enablement.hub.review.counting import REP, SUMS
from enablement.hub.review.filters import FACETS, By, Filters
from enablement.hub.review.privacy import LEAST_REPS
from enablement.hub.review.weeks import WEEK, start_of, week_of
from enablement.intervals import Interval, wilson

ENOUGH_LOGS = 5
"""Under this many logs a share says too little to be shown."""

_OF_CARDS = {By.CARD, By.REVISION, By.KIND, By.LANGUAGE, *FACETS}
_OF_REVISIONS = {By.KIND: revisions.c.kind, By.LANGUAGE: revisions.c.language}

_MOST_LISTED = 20_000

Key = tuple[Any, ...]


@dataclass(frozen=True)
class Tally:
    """The logs of one group: what they did, and a bit for each rep they are of."""

    key: Key
    worked: int
    neutral: int
    fell_flat: int
    reps: int

    @property
    def n(self) -> int:
        """How many logs there are."""
        return self.worked + self.neutral + self.fell_flat

    @property
    def rate(self) -> float:
        """The share of logs in which it worked, from 0 to 1."""
        return self.worked / self.n if self.n else 0.0

    @property
    def interval(self) -> Interval:
        """Where the rate lies with 95 % confidence."""
        return wilson(self.worked, self.n)

    @property
    def flat_interval(self) -> Interval:
        """Where the share that fell flat lies with 95 % confidence."""
        return wilson(self.fell_flat, self.n)

    @property
    def enough(self) -> bool:
        """Whether there are logs enough for the rate to be shown."""
        return self.n >= ENOUGH_LOGS

    @property
    def few_reps(self) -> bool:
        """Whether so few reps are behind it that it would tell of one."""
        return self.reps.bit_count() < LEAST_REPS

    def joined(self, other: "Tally", key: Key) -> "Tally":
        """Both groups as one, when they share no log."""
        return Tally(
            key,
            self.worked + other.worked,
            self.neutral + other.neutral,
            self.fell_flat + other.fell_flat,
            self.reps | other.reps,
        )


@dataclass(frozen=True)
class RevisionUsage:
    """What one revision of a card did, by all logs: for the hub's own programs, not for pages."""

    card_id: str
    revision: int
    worked: int
    neutral: int
    fell_flat: int

    @property
    def n(self) -> int:
        """How many logs there are."""
        return self.worked + self.neutral + self.fell_flat


def tally(connection: Connection, filters: Filters, today: date, *by: By) -> list[Tally]:
    """The counts of each group, in no order; every log is in one group, or in none.

    By a facet it is in one for each value that its card has.
    """
    query = _query(connection, filters, today, by)
    return [Tally(tuple(row[:-4]), *map(int, row[-4:])) for row in connection.execute(query)]


def together_of(rows: Iterable[Tally]) -> Tally:
    """Groups that share no log as one."""
    empty = Tally((), 0, 0, 0, 0)
    return reduce(lambda one, other: one.joined(other, ()), rows, empty)


def _query(connection: Connection, filters: Filters, today: date, by: Sequence[By]) -> Select[Any]:
    source = _source(filters, by)
    keys: list[ColumnElement[Any]] = []
    joined: FromClause = source.table
    if source.table is usage:
        joined = usage.join(counted_reps, counted_reps.c.rep == REP)
    for one in by:
        joined, key = _key(joined, source, one)
        keys.append(key)
    query = select(*keys, *source.sums).select_from(joined).group_by(*keys)
    such = _such_cards(cards, filters)
    if source.table is not usage or not such:
        return query.where(*conditions(source.table, filters, today))
    # Told the cards one by one PostgreSQL reads the logs in one go; by a query it looks up each card.
    listed = connection.scalars(select(cards.c.card_id).where(*such).limit(_MOST_LISTED + 1)).all()
    if len(listed) > _MOST_LISTED:
        return query.where(*conditions(usage, filters, today))
    return query.where(usage.c.card_id.in_(listed), *_own_conditions(usage, filters, today))


@dataclass(frozen=True)
class _Source:
    table: Table
    week: ColumnElement[date]
    sums: tuple[ColumnElement[int], ...]


def _source(filters: Filters, by: Sequence[By]) -> _Source:
    """The tables by week hold either the card or the team; the logs themselves hold both."""
    of_cards = bool(_OF_CARDS & set(by)) or bool(
        filters.card or filters.revision or filters.kind or filters.language or filters.facets
    )
    of_teams = bool({By.TEAM, By.REGION, By.BLOCK, By.STAGE} & set(by)) or bool(
        filters.who or filters.block or filters.stage
    )
    if of_cards and of_teams:
        outcomes = (func.sum(case((usage.c.outcome == one, 1), else_=0)) for one in SUMS)
        reps = func.bit_or(counted_reps.c.bit)
        return _Source(usage, week_of(usage.c.received_at), (*outcomes, reps))
    table = team_weeks if of_teams else card_weeks
    sums = (*(func.sum(table.c[one]) for one in SUMS), func.bit_or(table.c.reps))
    return _Source(table, table.c.week, sums)


def _key(joined: FromClause, source: _Source, by: By) -> tuple[FromClause, ColumnElement[Any]]:
    """The column that a group is named by, and what must be joined to have it."""
    table = source.table
    if by is By.WEEK:
        return joined, source.week
    if by in FACETS:
        facet = card_facets.alias()
        of_card = (facet.c.card_id == table.c.card_id) & (facet.c.facet == FACETS[by])
        return joined.join(facet, of_card), facet.c.value
    if by in _OF_REVISIONS:
        card, current = cards.alias(), revisions.alias()
        joined = joined.join(card, card.c.card_id == table.c.card_id).join(
            current,
            (current.c.card_id == card.c.card_id) & (current.c.number == card.c.revision),
        )
        return joined, current.c[by.value]
    return joined, table.c["card_id" if by is By.CARD else by.value]


def conditions(table: Table, filters: Filters, today: date) -> list[ColumnElement[bool]]:
    """What narrows a table of logs, or of counts by week, to a view."""
    return [
        *_such_cards(table, filters),
        *_own_conditions(table, filters, today),
    ]


def _own_conditions(table: Table, filters: Filters, today: date) -> list[ColumnElement[bool]]:
    found = [
        table.c[name] == value
        for name, value in (
            ("card_id", filters.card), ("block", filters.block), ("stage", filters.stage),
            ("team", filters.team), ("region", filters.region),
        )
        if value
    ]  # fmt: skip
    if filters.revision:
        found.append(table.c.revision == int(filters.revision))
    return [*found, *_within(table, filters, today)]


def _such_cards(table: Table, filters: Filters) -> list[ColumnElement[bool]]:
    """What a view asks of the cards themselves."""
    found: list[ColumnElement[bool]] = []
    for facet, value in filters.facets.items():
        having = select(card_facets.c.card_id).where(
            card_facets.c.facet == facet, card_facets.c.value == value
        )
        found.append(table.c.card_id.in_(having))
    current = (revisions.c.card_id == cards.c.card_id) & (revisions.c.number == cards.c.revision)
    for by, column in _OF_REVISIONS.items():
        if value := getattr(filters, by.value):
            such = select(revisions.c.card_id).join(cards, current).where(column == value)
            found.append(table.c.card_id.in_(such))
    return found


def _within(table: Table, filters: Filters, today: date) -> list[ColumnElement[bool]]:
    period = filters.period(today)
    found: list[ColumnElement[bool]] = []
    if table is usage:
        found.append(usage.c.counted)
        if period.first:
            found.append(usage.c.received_at >= start_of(period.first))
        if period.last:
            found.append(usage.c.received_at < start_of(period.last + WEEK))
        return found
    if period.first:
        found.append(table.c.week >= period.first)
    if period.last:
        found.append(table.c.week <= period.last)
    return found
