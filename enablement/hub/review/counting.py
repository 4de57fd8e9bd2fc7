"""Counting new logs into the tables of counts, so that a review of millions of them answers at once."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import (
    ARRAY,
    BindParameter,
    ColumnElement,
    Connection,
    Select,
    String,
    Table,
    any_,
    case,
    delete,
    func,
    insert,
    literal,
    select,
    true,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite

from enablement.hub.database import Database
from enablement.hub.models import (
    card_totals,
    card_weeks,
    counted_reps,
    counted_teams,
    hub,
    team_weeks,
    usage,
)
from enablement.hub.review.weeks import week_of
from enablement.sync.protocol import Outcome

AT_ONCE = 5_000
"""How many logs one transaction counts, unless so many are new that all are counted anew."""

BITS = 62
"""How many reps have a bit of their own; more share them, and so seem fewer than they are."""

SUMS = tuple(outcome.value for outcome in Outcome)
REP = func.coalesce(func.nullif(usage.c.person_id, ""), usage.c.rep_name)
"""Whose log it is: a person, or the name in a log of before people had ids."""

PARTS = ("", "block", "stage", "team", "region")
"""By what else than card and revision there are totals, each by one of these alone."""


def count_new(database: Database) -> int:
    """Count the logs that came since the last time; how many they were.

    Whoever is about to read the tables of counts calls it, so that taking logs in costs nothing more.
    Each log is counted once, whatever else runs: one transaction at a time counts, and it marks in
    the same breath what it counted.
    """
    counted = 0
    while True:
        with database.reading() as connection:
            if not _waiting(connection, 1):
                return counted
        with database.writing() as connection:
            counted += _count_more(connection)


def count_within(connection: Connection) -> None:
    """Count every new log as a part of a transaction that writes."""
    while _waiting(connection, 1):
        _count_more(connection)


def _waiting(connection: Connection, most: int) -> int:
    """How many logs are to be counted, as far as it matters."""
    some = select(usage.c.event_id).where(~usage.c.counted).limit(most)
    return connection.scalar(select(func.count()).select_from(some.subquery())) or 0


def _count_more(connection: Connection) -> int:
    # Another may have counted them while this one waits here for its turn.
    connection.execute(select(hub.c.id).with_for_update())
    if _better_anew(connection):
        return _count_anew(connection)
    new = select(usage.c.event_id).where(~usage.c.counted).limit(AT_ONCE)
    ids = connection.scalars(new).all()
    if ids:
        these = _of_ids(connection, ids)
        _add(connection, these)
        connection.execute(update(usage).where(these).values(counted=true()))
    return len(ids)


def _of_ids(connection: Connection, ids: Sequence[str]) -> ColumnElement[bool]:
    if connection.dialect.name == "postgresql":
        # As one value: thousands of them take longer to be handed over than the logs to be counted.
        return usage.c.event_id == any_(literal(ids, ARRAY(String)))
    return usage.c.event_id.in_(ids)


def _better_anew(connection: Connection) -> bool:
    """Whether to count all there are anew: it is less work than adding what is new, or it must be.

    A process of an older program, which knows no totals, may have counted after this one brought the
    schema up to date: then the tables do not agree.
    """
    counted = _logs_in(connection, card_totals, card_totals.c.part == "")
    if counted != _logs_in(connection, team_weeks):
        return True
    least = max(4 * AT_ONCE, counted // 8)
    return _waiting(connection, least) >= least


def _logs_in(connection: Connection, table: Table, *which: ColumnElement[bool]) -> int:
    logs = sum((table.c[name] for name in SUMS[1:]), table.c[SUMS[0]])
    return connection.scalar(select(func.sum(logs)).where(*which)) or 0


def _count_anew(connection: Connection) -> int:
    """Count all logs there are: after a restore, or for a history that was brought in whole."""
    # Marked first: logs that are committed while this runs are not, and are counted the next time.
    marked = connection.execute(update(usage).where(~usage.c.counted).values(counted=true()))
    for table in (card_weeks, team_weeks, card_totals, counted_teams):
        connection.execute(delete(table))
    _add(connection, usage.c.counted)
    return marked.rowcount


def _add(connection: Connection, these: ColumnElement[bool]) -> None:
    """Add some logs to every table of counts."""
    _give_bits(connection, connection.scalars(select(REP).where(these).distinct()).all())
    teams = select(REP, usage.c.team, usage.c.region).where(these).distinct()
    _insert(connection, counted_teams, teams, ())
    for table, keys in _groupings():
        _insert(connection, table, _grouped(keys, these), SUMS)


def _give_bits(connection: Connection, reps: Iterable[str]) -> None:
    """Each new rep gets the next bit."""
    known = set(connection.scalars(select(counted_reps.c.rep)))
    new = sorted(set(reps) - known)
    if new:
        rows = [
            {"rep": rep, "bit": 1 << (place % BITS)} for place, rep in enumerate(new, len(known))
        ]
        connection.execute(insert(counted_reps), rows)


def _groupings() -> Iterator[tuple[Table, list[ColumnElement[Any]]]]:
    """Each table of counts, and what the logs are grouped by in it: its primary key."""
    week = week_of(usage.c.received_at)
    yield card_weeks, [usage.c.card_id, usage.c.revision, week]
    yield team_weeks, [week, *(usage.c[name] for name in ("team", "region", "block", "stage"))]
    for part in PARTS:
        value: ColumnElement[Any] = usage.c[part] if part else literal("")
        yield card_totals, [literal(part), value, usage.c.card_id, usage.c.revision]


def _grouped(keys: list[ColumnElement[Any]], these: ColumnElement[bool]) -> Select[Any]:
    sums = [func.sum(case((usage.c.outcome == one, 1), else_=0)) for one in SUMS]
    return (
        select(*keys, *sums, func.bit_or(counted_reps.c.bit))
        .join_from(usage, counted_reps, counted_reps.c.rep == REP)
        .where(these)
        .group_by(*(key for key in keys if not isinstance(key, BindParameter)))
    )


def _insert(connection: Connection, table: Table, query: Select[Any], sums: Iterable[str]) -> None:
    """Add rows to a table; to one that is there its sums and its reps, where it has some."""
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    statement = dialect.insert(table).from_select([column.name for column in table.c], query)
    new = statement.excluded
    changes: dict[str, Any] = {name: table.c[name] + new[name] for name in sums}
    if not changes:
        connection.execute(statement.on_conflict_do_nothing())
        return
    changes["reps"] = table.c.reps.bitwise_or(new.reps)
    there = list(table.primary_key)
    connection.execute(statement.on_conflict_do_update(index_elements=there, set_=changes))
