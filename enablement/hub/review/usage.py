"""Counting logs by whatever a view groups them by: one grouped query, over the smallest table that will do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, Select, Table, case, func, select

from enablement.hub.models import (
    card_facets,
    card_totals,
    card_weeks,
    cards,
    counted_reps,
    revisions,
    team_weeks,
    usage,
)
from enablement.hub.review.counting import PARTS, REP, SUMS
from enablement.hub.review.filters import FACETS, By, Filters
from enablement.hub.review.tallies import Tallies
from enablement.hub.review.weeks import WEEK, start_of, week_of

_OF_CARDS = {By.CARD, By.REVISION, By.KIND, By.LANGUAGE, *FACETS}
_OF_REVISIONS = {By.KIND: revisions.c.kind, By.LANGUAGE: revisions.c.language}

_MOST_LISTED = 20_000


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


def tally(connection: Connection, filters: Filters, today: date, *by: By) -> Tallies:
    """The counts of each group, in no order; every log is in one group, or in none.

    By a facet it is in one for each value that its card has.
    """
    return Tallies.of(connection.execute(_query(connection, filters, today, by)).all())


def log_conditions(filters: Filters, today: date) -> list[ColumnElement[bool]]:
    """What narrows the logs themselves to a view."""
    return [*_such_cards(usage, filters), *_Source(usage).conditions(filters, today)]


def _query(connection: Connection, filters: Filters, today: date, by: Sequence[By]) -> Select[Any]:
    source = _source(filters, by)
    table = source.table
    keys: list[ColumnElement[Any]] = []
    joined: FromClause = table
    if table is usage:
        joined = usage.join(counted_reps, counted_reps.c.rep == REP)
    for one in by:
        joined, key = _key(joined, source, one)
        keys.append(key)
    query = (
        select(*keys, *source.sums)
        .select_from(joined)
        .where(*source.conditions(filters, today))
        .group_by(*keys)
    )
    such = _such_cards(cards, filters)
    if table is not usage or not such:
        return query.where(*_such_cards(table, filters))
    # Told the cards one by one PostgreSQL reads the logs in one go; by a query it looks up each card.
    listed = connection.scalars(select(cards.c.card_id).where(*such).limit(_MOST_LISTED + 1)).all()
    if len(listed) > _MOST_LISTED:
        return query.where(*_such_cards(usage, filters))
    return query.where(usage.c.card_id.in_(listed))


@dataclass(frozen=True)
class _Source:
    """A table that logs are counted from; `part` is what totals are parted by."""

    table: Table
    part: str = ""

    @property
    def sums(self) -> tuple[ColumnElement[int], ...]:
        """The three outcomes, and the bits of the reps."""
        if self.table is usage:
            outcomes = (func.sum(case((usage.c.outcome == one, 1), else_=0)) for one in SUMS)
            return (*outcomes, func.bit_or(counted_reps.c.bit))
        return (*(func.sum(self.table.c[one]) for one in SUMS), func.bit_or(self.table.c.reps))

    def column(self, name: str) -> ColumnElement[Any]:
        """The column that holds what logs are grouped or narrowed by."""
        if name == By.WEEK and self.table is usage:
            return week_of(usage.c.received_at)
        return self.table.c["value" if self.part and name == self.part else name]

    def conditions(self, filters: Filters, today: date) -> list[ColumnElement[bool]]:
        """What narrows it to a view, but for what is asked of the cards themselves."""
        asked = {"card_id": filters.card}
        asked |= {part: getattr(filters, part) for part in PARTS if part}
        found = [self.column(name) == value for name, value in asked.items() if value]
        if filters.revision:
            found.append(self.table.c.revision == int(filters.revision))
        if self.table is card_totals:
            found.append(card_totals.c.part == self.part)
        return [*found, *_within(self.table, filters, today)]


def _source(filters: Filters, by: Sequence[By]) -> _Source:
    """The smallest table that knows what is asked.

    `team_weeks` knows no cards, `card_weeks` cards and weeks, and `card_totals` cards and one part;
    the logs themselves know all of it.
    """
    of_cards = bool(_OF_CARDS & set(by)) or bool(
        filters.card or filters.revision or filters.kind or filters.language or filters.facets
    )
    parts = [part for part in PARTS if part and (part in by or getattr(filters, part))]
    of_weeks = By.WEEK in by or bool(filters.weeks or filters.since or filters.until)
    if not of_cards:
        return _Source(team_weeks)
    if of_weeks and not parts:
        return _Source(card_weeks)
    if of_weeks or len(parts) > 1:
        return _Source(usage)
    return _Source(card_totals, *parts)


def _key(joined: FromClause, source: _Source, by: By) -> tuple[FromClause, ColumnElement[Any]]:
    """The column that a group is named by, and what must be joined to have it."""
    table = source.table
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
    return joined, source.column("card_id" if by is By.CARD else by.value)


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
