"""The inbox's queue: every thread that waits for a word, the one that waits longest first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    RowMapping,
    Select,
    func,
    literal,
    select,
    tuple_,
)

from enablement.hub.database import Database
from enablement.hub.inbox.thread_rows import LEAD, read_openings, read_titles
from enablement.hub.models import UtcDateTime, people, threads
from enablement.sync.threads import Fate, ThreadKind

ROWS_A_PAGE = 50
MOST_CARDS = 200
MINE, NOBODY = "me", "nobody"


class QueueState(StrEnum):
    """What has become of the threads that are asked for."""

    WAITING = "waiting"
    ANSWERED = "answered"
    CHANGED = "changed"
    DECLINED = "declined"
    ALL = "all"


@dataclass(frozen=True)
class QueueFilter:
    """Which threads are asked for; empty fields ask for all. `assigned` is a person's id, `me`,
    or `nobody`."""

    state: QueueState = QueueState.WAITING
    kind: str = ""
    assigned: str = ""
    card: str = ""
    team: str = ""


@dataclass(frozen=True)
class QueueRow:
    """A thread in the queue with those merged into it; `moment` is what it is sorted by.

    `asked` is how many asked it, `assignee` who looks after it, `text` how it begins.
    """

    thread_id: str
    kind: ThreadKind
    fate: Fate
    card_id: str
    revision: int
    title: str
    block: str
    text: str
    rep_name: str
    team: str
    region: str
    moment: datetime
    opened_at: datetime
    waiting_since: datetime | None
    asked: int
    assigned_to: str
    assignee: str
    changed_card: str
    changed_to: int


@dataclass(frozen=True)
class QueuePage:
    """A page of the queue, and what to ask for to have the next one; empty at the end."""

    rows: tuple[QueueRow, ...]
    after: str


@dataclass(frozen=True)
class QueueChoices:
    """What the queue can be filtered by: teams, and cards by id with their titles."""

    teams: tuple[str, ...]
    cards: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class QueueCounts:
    """How many wait, how many of them with the one who looks, and how many nobody has taken."""

    waiting: int
    mine: int
    nobody: int


class Queue:
    """Reads the queue, a page at a time."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def page(
        self, asked: QueueFilter, person_id: str, after: str = "", most: int = ROWS_A_PAGE
    ) -> QueuePage:
        """A page of the threads that fit; `person_id` is who looks, `after` the page before's."""
        query = _waiting(after) if asked.state is QueueState.WAITING else _told(asked.state, after)
        query = query.where(*_conditions(asked, person_id)).limit(most + 1)
        with self._database.reading() as connection:
            rows = connection.execute(query).mappings().all()
            shown = tuple(_read_rows(connection, rows[:most]))
        return QueuePage(shown, _mark(shown[-1]) if len(rows) > most else "")

    def counts(self, person_id: str) -> QueueCounts:
        """How many threads wait, each with those merged into it counted once."""
        waiting = _open_leads()
        query = (
            select(threads.c.assigned_to, func.count())
            .join(waiting, waiting.c.lead == threads.c.thread_id)
            .group_by(threads.c.assigned_to)
        )
        with self._database.reading() as connection:
            found = {row[0]: row[1] for row in connection.execute(query)}
        mine = found.get(person_id, 0) if person_id else 0
        return QueueCounts(sum(found.values()), mine, found.get("", 0))

    def choices(self) -> QueueChoices:
        """The teams that asked, and the cards that were asked about last."""
        teams = select(threads.c.team).where(threads.c.team != "").distinct()
        last = func.max(threads.c.changed_at)
        about = (
            select(threads.c.card_id)
            .where(threads.c.card_id != "")
            .group_by(threads.c.card_id)
            .order_by(last.desc(), threads.c.card_id)
            .limit(MOST_CARDS)
        )
        with self._database.reading() as connection:
            card_ids = list(connection.scalars(about))
            titles = read_titles(connection, card_ids)
            named = tuple(connection.scalars(teams.order_by(threads.c.team)))
        known = ((card_id, titles.get(card_id, card_id)) for card_id in card_ids)
        return QueueChoices(named, tuple(sorted(known, key=lambda one: one[1].casefold())))


def _open_leads() -> Any:
    """The threads that stand for a group of which one waits, and since when the first does."""
    return (
        select(LEAD.label("lead"), func.min(threads.c.waiting_since).label("since"))
        .where(threads.c.waiting_since.is_not(None))
        .group_by("lead")
        .subquery()
    )


def _waiting(after: str) -> Select[Any]:
    waiting = _open_leads()
    key = tuple_(waiting.c.since, threads.c.thread_id)
    query = select(threads, waiting.c.since.label("moment")).join(
        waiting, waiting.c.lead == threads.c.thread_id
    )
    if (last := _last(after)) is not None:
        query = query.where(key > last)
    return query.order_by(waiting.c.since, threads.c.thread_id)


def _told(state: QueueState, after: str) -> Select[Any]:
    """Those that have had a word, or all; the one that was written to last comes first."""
    query = select(threads, threads.c.changed_at.label("moment")).where(threads.c.merged_into == "")
    if state is not QueueState.ALL:
        query = query.where(threads.c.fate == state.value)
        query = query.where(threads.c.thread_id.not_in(select(_open_leads().c.lead)))
    if (last := _last(after)) is not None:
        query = query.where(tuple_(threads.c.changed_at, threads.c.thread_id) < last)
    return query.order_by(threads.c.changed_at.desc(), threads.c.thread_id.desc())


def _conditions(asked: QueueFilter, person_id: str) -> Iterable[ColumnElement[bool]]:
    if asked.kind in set(ThreadKind):
        yield threads.c.kind == asked.kind
    if asked.assigned:
        named = {MINE: person_id or NOBODY, NOBODY: ""}.get(asked.assigned, asked.assigned)
        yield threads.c.assigned_to == named
    for name, value in (("card_id", asked.card), ("team", asked.team)):
        if value:
            one = threads.alias()
            having = select(one.c.merged_into).where(one.c[name] == value, one.c.merged_into != "")
            yield (threads.c[name] == value) | threads.c.thread_id.in_(having)


def _read_rows(connection: Connection, rows: Iterable[RowMapping]) -> Iterable[QueueRow]:
    found = list(rows)
    ids = [row["thread_id"] for row in found]
    texts = read_openings(connection, ids)
    merged = _merged(connection, ids)
    titles = read_titles(connection, {row["card_id"] for row in found})
    names = _names(connection, {row["assigned_to"] for row in found})
    same = (
        "thread_id", "card_id", "revision", "block", "rep_name", "team", "region", "moment",
        "opened_at", "waiting_since", "assigned_to", "changed_card", "changed_to",
    )  # fmt: skip
    for row in found:
        yield QueueRow(
            **{name: row[name] for name in same},
            kind=ThreadKind(row["kind"]),
            fate=Fate(row["fate"]),
            title=titles.get(row["card_id"], ""),
            text=texts.get(row["thread_id"], ""),
            asked=1 + merged.get(row["thread_id"], 0),
            assignee=names.get(row["assigned_to"], ""),
        )


def _merged(connection: Connection, ids: list[str]) -> dict[str, int]:
    query = (
        select(threads.c.merged_into, func.count())
        .where(threads.c.merged_into.in_(ids))
        .group_by(threads.c.merged_into)
    )
    return {row[0]: row[1] for row in connection.execute(query)}


def _names(connection: Connection, person_ids: set[str]) -> dict[str, str]:
    query = select(people.c.person_id, people.c.name, people.c.email)
    rows = connection.execute(query.where(people.c.person_id.in_(sorted(person_ids - {""}))))
    return {row.person_id: row.name or row.email or "" for row in rows}


def _mark(row: QueueRow) -> str:
    return f"{row.moment.isoformat()} {row.thread_id}"


def _last(after: str) -> Any:
    """The place of the last thread of the page before; `None` for a mark that is none of ours."""
    told, _space, thread_id = after.partition(" ")
    try:
        moment = datetime.fromisoformat(told).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    if not thread_id or "\0" in thread_id:
        return None
    return tuple_(literal(moment, UtcDateTime()), thread_id)
