"""Threads as they are kept: found by id, with what was said in them, alone or with those merged in."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, Select, case, select

from enablement.errors import HubConflictError, HubMissingError
from enablement.hub.bulk import portions
from enablement.hub.models import cards, revisions, thread_messages, threads
from enablement.sync.threads import Fate, Side, Thread, ThreadKind, ThreadMessage
from enablement.translation import n_

_EXCERPT = 240
_ROUNDS = 3
"""How often a group is looked at again that changes while its rows are being locked."""
LEAD: ColumnElement[str] = case(
    (threads.c.merged_into != "", threads.c.merged_into), else_=threads.c.thread_id
)
"""The thread that stands for a thread in the queue: the one it is merged into, or itself."""


@dataclass(frozen=True)
class ThreadRow:
    """A thread as marketing sees it: the thread itself, the rep, and since when it waits, if it does.

    `title` is the card's now, empty for a request. The rep signs what they ask, and is told so:
    whoever answers reads their name, team and region.
    """

    thread: Thread
    rep_name: str
    team: str
    region: str
    opened_at: datetime
    changed_at: datetime
    waiting_since: datetime | None
    title: str = ""
    answered_at: datetime | None = None
    assigned_to: str = ""
    merged_into: str = ""

    @property
    def open(self) -> bool:
        """Whether the rep had the last word."""
        return self.waiting_since is not None

    def as_json(self) -> dict[str, Any]:
        """The row as `hub threads --json` prints it."""
        moments = {
            name: moment.isoformat(timespec="seconds") if moment else None
            for name, moment in (
                ("opened_at", self.opened_at),
                ("changed_at", self.changed_at),
                ("waiting_since", self.waiting_since),
                ("answered_at", self.answered_at),
            )
        }
        said: dict[str, Any] = {
            "rep": self.rep_name, "team": self.team, "region": self.region, "title": self.title,
            "open": self.open, "merged_into": self.merged_into,
        }  # fmt: skip
        return {**self.thread.model_dump(mode="json"), **said, **moments}


def find_thread(connection: Connection, thread_id: str) -> RowMapping:
    """The row of a thread; `HubMissingError` when there is none of that id."""
    query = select(threads).where(threads.c.thread_id == thread_id)
    row = connection.execute(query).mappings().one_or_none()
    if row is None:
        raise _missing(thread_id)
    return row


def _missing(thread_id: str) -> HubMissingError:
    return HubMissingError(
        n_("There is no thread “{id}” on this hub."),
        mend=n_("“enablement hub threads” lists them."),
        id=thread_id,
    )


def read_thread(connection: Connection, thread_id: str) -> Thread:
    """A thread as it travels; `HubMissingError` when there is none of that id."""
    row = find_thread(connection, thread_id)
    return _thread(row, read_messages(connection, [thread_id]).get(thread_id, ()))


def read_rows(connection: Connection, query: Select[Any]) -> list[ThreadRow]:
    """The threads that a query of whole rows finds, in its order, with what was said."""
    rows = connection.execute(query).mappings().all()
    said = read_messages(connection, [row["thread_id"] for row in rows])
    titles = read_titles(connection, {row["card_id"] for row in rows})
    return [_row(row, said.get(row["thread_id"], ()), titles) for row in rows]


def group_of(connection: Connection, thread_id: str) -> list[ThreadRow]:
    """A thread's group: the one that leads it, then those merged into it, the oldest first.

    Raises `HubMissingError` when there is no thread of that id.
    """
    row = find_thread(connection, thread_id)
    lead = row["merged_into"] or thread_id
    query = select(threads).where(in_group(lead))
    rows = read_rows(connection, query.order_by(threads.c.opened_at, threads.c.thread_id))
    return sorted(rows, key=lambda one: one.thread.thread_id != lead)


def lock_group(connection: Connection, thread_id: str) -> list[RowMapping]:
    """The rows of a thread's group, the lead first, that nobody else changes until the commit.

    They are locked in the order of their ids, as those who take in what reps say do. Raises
    `HubMissingError`, and `HubConflictError` when others keep changing the group.
    """
    return lock_groups(connection, [thread_id])


def lock_groups(connection: Connection, thread_ids: Collection[str]) -> list[RowMapping]:
    """The rows of several threads' groups, each lead before those merged into it."""
    asked = select(threads.c.thread_id, LEAD.label("lead")).where(
        threads.c.thread_id.in_(list(thread_ids))
    )
    for _round in range(_ROUNDS):
        found = {row.thread_id: row.lead for row in connection.execute(asked)}
        for thread_id in thread_ids:
            if thread_id not in found:
                raise _missing(thread_id)
        leads = set(found.values())
        wanted = select(threads.c.thread_id).where(LEAD.in_(sorted(leads)))
        ids = sorted(connection.scalars(wanted))
        query = select(threads).where(threads.c.thread_id.in_(ids)).order_by(threads.c.thread_id)
        connection.execute(query.with_for_update()).all()
        # A statement of its own sees what was committed while this one waited.
        rows = connection.execute(query).mappings().all()
        same = sorted(connection.scalars(wanted)) == ids
        if same and {_lead(row) for row in rows} == leads:
            return sorted(rows, key=lambda row: (_lead(row), row["merged_into"] != ""))
    raise HubConflictError(
        n_("Others are busy with this thread."), mend=n_("Look at it again, then try once more.")
    )


def in_group(lead: str) -> ColumnElement[bool]:
    """The condition for a thread and those merged into it."""
    return (threads.c.thread_id == lead) | (threads.c.merged_into == lead)


def _lead(row: RowMapping) -> str:
    return str(row["merged_into"] or row["thread_id"])


def read_messages(
    connection: Connection, thread_ids: Collection[str]
) -> dict[str, tuple[ThreadMessage, ...]]:
    """What was said in threads, by their ids, oldest first."""
    found: dict[str, list[ThreadMessage]] = {}
    ordered = select(thread_messages).order_by(
        thread_messages.c.thread_id, thread_messages.c.position
    )
    for ids in portions(thread_ids):
        query = ordered.where(thread_messages.c.thread_id.in_(ids))
        for row in connection.execute(query).mappings():
            message = ThreadMessage(
                side=Side(row["side"]), text=row["text"], at=row["at"], name=row["name"]
            )
            found.setdefault(row["thread_id"], []).append(message)
    return {thread_id: tuple(messages) for thread_id, messages in found.items()}


def read_openings(connection: Connection, ids: Collection[str]) -> dict[str, str]:
    """How threads begin, each on one line."""
    query = select(thread_messages.c.thread_id, thread_messages.c.text).where(
        thread_messages.c.thread_id.in_(ids), thread_messages.c.position == 1
    )
    return {row.thread_id: excerpt(row.text) for row in connection.execute(query)}


def excerpt(text: str, most: int = _EXCERPT) -> str:
    """A text on one line, its paragraphs set apart, cut when it is long."""
    paragraphs = (" ".join(part.split()) for part in text.split("\n\n"))
    flat = " · ".join(part for part in paragraphs if part)
    return flat if len(flat) <= most else flat[: most - 1].rstrip() + "…"


def read_titles(connection: Connection, card_ids: Collection[str]) -> dict[str, str]:
    """The titles of cards as they are now, of those that are on the hub."""
    newest = (revisions.c.card_id == cards.c.card_id) & (revisions.c.number == cards.c.revision)
    query = select(cards.c.card_id, revisions.c.title).join(revisions, newest)
    found: dict[str, str] = {}
    for ids in portions(card_id for card_id in card_ids if card_id):
        rows = connection.execute(query.where(cards.c.card_id.in_(ids)))
        found |= {row.card_id: row.title for row in rows}
    return found


def _thread(row: RowMapping, messages: tuple[ThreadMessage, ...]) -> Thread:
    plain = ("thread_id", "card_id", "revision", "block", "changed_card", "changed_to")
    return Thread(
        **{name: row[name] for name in plain},
        kind=ThreadKind(row["kind"]),
        fate=Fate(row["fate"]),
        messages=messages,
    )


def _row(row: RowMapping, messages: tuple[ThreadMessage, ...], titles: dict[str, str]) -> ThreadRow:
    shown = (
        "rep_name", "team", "region", "opened_at", "changed_at", "waiting_since", "answered_at",
        "assigned_to", "merged_into",
    )  # fmt: skip
    return ThreadRow(
        _thread(row, messages),
        **{name: row[name] for name in shown},
        title=titles.get(row["card_id"], ""),
    )
