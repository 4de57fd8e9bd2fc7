"""Several reps ask the same: merging keeps each thread, and the answer goes to everyone who asked."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, RowMapping, update

from enablement.clock import Clock
from enablement.errors import HubConflictError, HubMissingError
from enablement.hub import audit
from enablement.hub.access.members import Member
from enablement.hub.database import Database
from enablement.hub.inbox.answering import Word, say_in
from enablement.hub.inbox.assigning import ASSIGNED
from enablement.hub.inbox.thread_rows import lock_group, lock_groups, read_messages
from enablement.hub.models import threads
from enablement.hub.notices import move, settle
from enablement.sync.threads import Fate, Side, ThreadMessage
from enablement.translation import n_


class Merging:
    """Merges threads, and takes them apart again."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def merge(self, member: Member, thread_id: str, into: str) -> int:
        """Merge a thread, and those merged into it, into another; how many reps were answered by it.

        Where one of the two has its answer and the other waits, those who wait get that answer.
        Raises `HubMissingError`, and `HubConflictError` when both are one already.
        """
        now = self._clock()
        with self._database.writing() as connection:
            rows = lock_groups(connection, [thread_id, into])
            lead = _lead_of(rows, into)
            arriving = [row for row in rows if _lead_of(rows, row["thread_id"]) is not lead]
            if not arriving:
                raise HubConflictError(
                    n_("The two are one already."), mend=n_("Look at the thread again.")
                )
            staying = [row for row in rows if row not in arriving]
            told = _carry(connection, now, lead, arriving)
            told += _carry(connection, now, _lead_of(rows, thread_id), staying)
            ids = [row["thread_id"] for row in arriving]
            values = {"merged_into": lead["thread_id"], "merged_at": now}
            moved = threads.c.thread_id.in_(ids)
            connection.execute(update(threads).where(moved).values(values))
            _keep_assigned(connection, lead, arriving)
            details = {"into": lead["thread_id"], "told": told}
            audit.record(connection, now, member.who, "thread-merge", thread_id, details)
        return told

    def split(self, member: Member, thread_id: str) -> str:
        """Undo it for one thread; the id of the one that it was merged into.

        What its rep read meanwhile stays said. When that was an answer, the thread waits again
        from the words on that were unanswered when it was merged.
        """
        now = self._clock()
        with self._database.writing() as connection:
            rows = lock_group(connection, thread_id)
            row = next(one for one in rows if one["thread_id"] == thread_id)
            if not row["merged_into"]:
                raise HubMissingError(
                    n_("The thread is not merged into another."),
                    mend=n_("Look at the thread again."),
                )
            said = read_messages(connection, [thread_id]).get(thread_id, ())
            since = row["waiting_since"] or unanswered(said, row["merged_at"])
            values = {"merged_into": "", "merged_at": None, "waiting_since": since}
            same = threads.c.thread_id == thread_id
            connection.execute(update(threads).where(same).values(values))
            details = {"from": row["merged_into"]}
            audit.record(connection, now, member.who, "thread-split", thread_id, details)
        return str(row["merged_into"])


def _lead_of(rows: Sequence[RowMapping], thread_id: str) -> RowMapping:
    found = {row["thread_id"]: row for row in rows}
    row = found[thread_id]
    return found[row["merged_into"]] if row["merged_into"] else row


def _carry(
    connection: Connection, now: datetime, answered: RowMapping, asking: Sequence[RowMapping]
) -> int:
    """Give those who wait the last word of a thread that does not; how many got it."""
    waiting = [row for row in asking if row["waiting_since"] is not None]
    if answered["waiting_since"] is not None or not waiting:
        return 0
    said = read_messages(connection, [answered["thread_id"]]).get(answered["thread_id"], ())
    last = next((one for one in reversed(said) if one.side is Side.MARKETING), None)
    if last is None:
        return 0
    outcome = answered["changed_card"], answered["changed_to"]
    word = Word(last.text, Fate(answered["fate"]), *outcome)
    say_in(connection, now, waiting, word, last.name)
    return len(waiting)


def _keep_assigned(
    connection: Connection, lead: RowMapping, arriving: Sequence[RowMapping]
) -> None:
    """Whoever was busy with a thread that is merged goes on, unless somebody has the other."""
    busy = next((row for row in arriving if row["assigned_to"]), None)
    if busy and not lead["assigned_to"]:
        same = threads.c.thread_id == lead["thread_id"]
        values = {"assigned_to": busy["assigned_to"]}
        connection.execute(update(threads).where(same).values(values))
        move(connection, ASSIGNED, busy["thread_id"], lead["thread_id"])
    settle(connection, (ASSIGNED,), *(row["thread_id"] for row in arriving))


def unanswered(said: Sequence[ThreadMessage], merged_at: datetime) -> datetime | None:
    """Since when a rep waits for a word of their own; `None` when marketing had the last one.

    What marketing said since the thread was merged does not count.
    """
    since: datetime | None = None
    for message in said:
        if message.side is Side.REP:
            since = since or message.at
        elif message.at < merged_at:
            since = None
    return since
