"""The raw log: single logs as marketing reads them, newest first, with no rep's name and no minute."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, literal_column, select, tuple_

from enablement.hub.models import usage
from enablement.hub.review.cards import titles_of
from enablement.hub.review.counting import REP
from enablement.hub.review.filters import Filters
from enablement.hub.review.privacy import Names
from enablement.hub.review.usage import log_conditions
from enablement.sync.protocol import Outcome

PAGE_ROWS = 50

_NEWEST_FIRST = (usage.c.received_at.desc(), usage.c.event_id.desc())

# Written out, as the index of the logs with words is: it serves no other form.
_WITH_WORDS = usage.c.words != literal_column("''")


@dataclass(frozen=True)
class LogRow:
    """One log as marketing sees it: never the rep, and the team only where it has reps enough.

    The days are in UTC: the minute would tell which logs came in one sync, and so from one rep.
    """

    received: date
    occurred: date
    card_id: str
    title: str
    revision: int
    block: str
    outcome: Outcome
    note: str
    account: str
    team: str
    region: str
    words: str = ""
    stage: str = ""

    def as_json(self) -> dict[str, Any]:
        """The row as programs get it."""
        days = {name: getattr(self, name).isoformat() for name in ("received", "occurred")}
        return {**vars(self), "outcome": self.outcome.value, **days}


@dataclass(frozen=True)
class LogPage:
    """Some rows of the log, newest first; `after` names where the next page begins, if there is one."""

    rows: tuple[LogRow, ...]
    after: str = ""


def log_page(
    connection: Connection,
    filters: Filters,
    today: date,
    named: Names,
    *,
    after: str = "",
    most: int = PAGE_ROWS,
) -> LogPage:
    """The rows after an earlier page's last, or the newest; an unknown place begins anew."""
    query = _newest(filters, today).limit(most + 1)
    if after:
        place = select(usage.c.received_at, usage.c.event_id).where(usage.c.event_id == after)
        if (held := connection.execute(place).one_or_none()) is not None:
            query = query.where(tuple_(usage.c.received_at, usage.c.event_id) < tuple_(*held))
    found = connection.execute(query).mappings().all()
    shown = found[:most]
    titles = titles_of(connection, {(row["card_id"], row["revision"]) for row in shown})
    rows = tuple(_row(row, titles, named) for row in shown)
    return LogPage(rows, shown[-1]["event_id"] if len(found) > most else "")


@dataclass(frozen=True)
class Heard:
    """The buyer's words of one log, and whose log it is, for counting."""

    event_id: str
    rep: str
    words: str
    card_id: str
    revision: int


def newest_heard(connection: Connection, filters: Filters, today: date, most: int) -> list[Heard]:
    """The words of the newest logs that have any, newest first."""
    query = (
        select(usage.c.event_id, REP, usage.c.words, usage.c.card_id, usage.c.revision)
        .where(*log_conditions(filters, today), _WITH_WORDS)
        .order_by(*_NEWEST_FIRST)
        .limit(most)
    )
    return [Heard(*row) for row in connection.execute(query)]


def rows_of(connection: Connection, heard: Sequence[Heard], named: Names) -> list[LogRow]:
    """The logs, newest first, in which these words were noted."""
    ids = [one.event_id for one in heard]
    query = select(usage).where(usage.c.event_id.in_(ids)).order_by(*_NEWEST_FIRST)
    found = connection.execute(query).mappings().all()
    titles = titles_of(connection, {(row["card_id"], row["revision"]) for row in found})
    return [_row(row, titles, named) for row in found]


def _newest(filters: Filters, today: date) -> Select[Any]:
    return select(usage).where(*log_conditions(filters, today)).order_by(*_NEWEST_FIRST)


def _row(row: RowMapping, titles: dict[tuple[str, int], str], named: Names) -> LogRow:
    team, region = named.beside_a_log(row["team"], row["region"])
    return LogRow(
        received=row["received_at"].date(),
        occurred=row["occurred_at"].date(),
        card_id=row["card_id"],
        title=titles.get((row["card_id"], row["revision"]), row["card_id"]),
        revision=row["revision"],
        block=row["block"],
        outcome=Outcome(row["outcome"]),
        note=row["note"],
        account=row["account"],
        team=team,
        region=region,
        words=row["words"],
        stage=row["stage"],
    )
