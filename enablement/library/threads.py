"""The rep's threads with marketing, as they came with the last sync."""

import logging

from pydantic import ValidationError
from sqlalchemy import ColumnElement, select

from enablement.library.database import Database
from enablement.library.tables import entries, objects
from enablement.sync.protocol import EntryKind
from enablement.sync.threads import Thread

_log = logging.getLogger(__name__)


class ThreadShelf:
    """Reading the threads; they are written by `CardShelf.replace`, with the cards."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> list[Thread]:
        """Every thread, the one that was written to last first."""
        return sorted(self._read(), key=_last, reverse=True)

    def get(self, thread_id: str) -> Thread | None:
        """The thread of that id; `None` until the hub has told of it."""
        found = self._read(entries.c.id == thread_id)
        return found[0] if found else None

    def _read(self, *conditions: ColumnElement[bool]) -> list[Thread]:
        query = (
            select(entries.c.id, objects.c.data)
            .join(objects, entries.c.hash == objects.c.hash)
            .where(entries.c.kind == EntryKind.THREAD, *conditions)
        )
        with self._database.reading() as connection:
            rows = connection.execute(query).all()
        found = []
        for thread_id, data in rows:
            try:
                found.append(Thread.from_bytes(bytes(data)))
            except ValidationError:
                _log.info("The thread “%s” needs a newer version and is left out.", thread_id)
        return found


def _last(thread: Thread) -> tuple[str, str]:
    """What threads are ordered by: the time of the last message, then the id."""
    last = thread.messages[-1].at.isoformat() if thread.messages else ""
    return last, thread.thread_id
