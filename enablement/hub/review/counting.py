"""Counting new logs into the tables by week, so that a review of millions of them answers at once."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import (
    Connection,
    RowMapping,
    Table,
    case,
    delete,
    func,
    insert,
    select,
    true,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite

from enablement.hub.database import Database
from enablement.hub.models import (
    card_weeks,
    counted_reps,
    counted_teams,
    hub,
    team_weeks,
    usage,
)
from enablement.hub.review.weeks import monday, week_of
from enablement.sync.protocol import Outcome

AT_ONCE = 5_000
"""How many logs one transaction counts; more than a few times as many are counted anew in SQL."""

BITS = 62
"""How many reps have a bit of their own; more share them, and so seem fewer than they are."""

SUMS = tuple(outcome.value for outcome in Outcome)
REP = func.coalesce(func.nullif(usage.c.person_id, ""), usage.c.rep_name)
"""Whose log it is: a person, or the name in a log of before people had ids."""

_COLUMNS = (
    usage.c.event_id, usage.c.card_id, usage.c.revision, usage.c.block, usage.c.stage,
    usage.c.team, usage.c.region, usage.c.outcome, usage.c.received_at, REP.label("rep"),
)  # fmt: skip


def count_new(database: Database) -> int:
    """Count the logs that came since the last time; how many they were.

    Whoever is about to read the tables by week calls it, so that taking logs in costs nothing more.
    Each log is counted once, whatever else runs: one transaction at a time counts, and it marks in
    the same breath what it counted.
    """
    counted = 0
    while True:
        with database.reading() as connection:
            if not _waiting(connection):
                return counted
        with database.writing() as connection:
            counted += _count_more(connection)


def count_within(connection: Connection) -> None:
    """Count every new log as a part of a transaction that writes."""
    while _waiting(connection):
        _count_more(connection)


def _waiting(connection: Connection) -> int:
    """How many logs are to be counted, as far as it matters."""
    some = select(usage.c.event_id).where(~usage.c.counted).limit(4 * AT_ONCE)
    return connection.scalar(select(func.count()).select_from(some.subquery())) or 0


def _count_more(connection: Connection) -> int:
    connection.execute(select(hub.c.id).with_for_update())
    waiting = _waiting(connection)
    if waiting >= 4 * AT_ONCE:
        return _count_anew(connection)
    # Another may have counted them while this one waited for its turn.
    return _count_some(connection) if waiting else 0


def _count_some(connection: Connection) -> int:
    query = select(*_COLUMNS).where(~usage.c.counted).limit(AT_ONCE)
    rows = connection.execute(query).mappings().all()
    bits = _bits(connection, {row["rep"] for row in rows})
    _note_teams(connection, {(row["rep"], row["team"], row["region"]) for row in rows})
    for table in (card_weeks, team_weeks):
        _add(connection, table, _sums(table, rows, bits))
    ids = [row["event_id"] for row in rows]
    marked = update(usage).where(usage.c.event_id.in_(ids)).values(counted=true())
    connection.execute(marked)
    return len(rows)


def _bits(connection: Connection, reps: Iterable[str]) -> dict[str, int]:
    """The bit of each rep; a new one gets the next."""
    query = select(counted_reps.c.rep, counted_reps.c.bit).where(counted_reps.c.rep.in_(list(reps)))
    bits = {row.rep: row.bit for row in connection.execute(query)}
    there = connection.scalar(select(func.count()).select_from(counted_reps)) or 0
    new = sorted(set(reps) - bits.keys())
    made = {rep: 1 << ((there + place) % BITS) for place, rep in enumerate(new)}
    if made:
        rows = [{"rep": rep, "bit": bit} for rep, bit in made.items()]
        connection.execute(insert(counted_reps), rows)
    return bits | made


def _note_teams(connection: Connection, found: set[tuple[str, str, str]]) -> None:
    """Keep of which team and region each rep's logs are."""
    columns = (counted_teams.c.rep, counted_teams.c.team, counted_teams.c.region)
    reps = [rep for rep, _team, _region in found]
    known = connection.execute(select(*columns).where(counted_teams.c.rep.in_(reps)))
    new = found - {(row.rep, row.team, row.region) for row in known}
    if new:
        rows = [{"rep": rep, "team": team, "region": region} for rep, team, region in sorted(new)]
        connection.execute(insert(counted_teams), rows)


def _keys(table: Table) -> tuple[str, ...]:
    return tuple(column.name for column in table.primary_key)


def _sums(
    table: Table, rows: Sequence[RowMapping], bits: Mapping[str, int]
) -> list[dict[str, Any]]:
    names = _keys(table)
    sums: dict[tuple[Any, ...], dict[str, Any]] = {}
    for row in rows:
        told: dict[str, str | int | date] = {**row, "week": monday(row["received_at"])}
        key = tuple(told[name] for name in names)
        sum_up = sums.setdefault(
            key, {**dict(zip(names, key, strict=True)), **dict.fromkeys(SUMS, 0), "reps": 0}
        )
        sum_up[row["outcome"]] += 1
        sum_up["reps"] |= bits[row["rep"]]
    return list(sums.values())


def _add(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    statement = dialect.insert(table)
    new = statement.excluded
    changes: dict[str, Any] = {name: table.c[name] + new[name] for name in SUMS}
    changes["reps"] = table.c.reps.bitwise_or(new.reps)
    connection.execute(
        statement.on_conflict_do_update(index_elements=list(table.primary_key), set_=changes), rows
    )


def _count_anew(connection: Connection) -> int:
    """Count all logs there are: after a restore, or for a history that was brought in whole."""
    # Marked first: logs that are committed while this runs are not, and are counted the next time.
    marked = connection.execute(update(usage).where(~usage.c.counted).values(counted=true()))
    for table in (card_weeks, team_weeks, counted_teams):
        connection.execute(delete(table))
    _bits(connection, connection.scalars(select(REP).where(usage.c.counted).distinct()).all())
    teams = select(REP, usage.c.team, usage.c.region).where(usage.c.counted).distinct()
    connection.execute(insert(counted_teams).from_select(["rep", "team", "region"], teams))
    sums = [func.sum(case((usage.c.outcome == one, 1), else_=0)).label(one) for one in SUMS]
    for table in (card_weeks, team_weeks):
        keys = [
            week_of(usage.c.received_at).label("week") if name == "week" else usage.c[name]
            for name in _keys(table)
        ]
        query = (
            select(*keys, *sums, func.bit_or(counted_reps.c.bit))
            .join(counted_reps, counted_reps.c.rep == REP)
            .where(usage.c.counted)
            .group_by(*keys)
        )
        names = [*_keys(table), *SUMS, "reps"]
        connection.execute(insert(table).from_select(names, query))
    return marked.rowcount
