"""Summing up anew, now and then, what every laptop is told: by one of all threads and processes."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, select

from enablement.clock import Clock
from enablement.hub.database import Database
from enablement.hub.identity import read_identity, write_generation
from enablement.hub.models import shared_objects
from enablement.hub.shared_objects import write_shared
from enablement.sync.protocol import EntryKind


@dataclass(frozen=True)
class Renewed:
    """A shared object that is renewed: which one, how often, and how it is summed up.

    `looked_every` is how often a process looks whether it is due. `prepare` is done before, with the
    database in nobody's hands.
    """

    kind: EntryKind
    id: str
    every: timedelta
    looked_every: timedelta
    sum_up: Callable[[Connection, datetime], bytes]
    prepare: Callable[[Database], object] | None = None


class Renewal:
    """Renews a shared object when laptops ask for the root, as a publication if it is new."""

    def __init__(self, database: Database, clock: Clock, what: Renewed) -> None:
        self._database = database
        self._clock = clock
        self._what = what
        self._turn = threading.Lock()
        self._looked: datetime | None = None

    def renew_if_due(self) -> None:
        """Renew; of several threads or processes that find it due, one does.

        Asking more often than it is looked at costs nothing.
        """
        now = self._clock()
        lately = is_within(self._looked, now, self._what.looked_every)
        if lately or not self._turn.acquire(blocking=False):
            return
        try:
            self._looked = now
            self._renew(now)
        finally:
            self._turn.release()

    def _renew(self, now: datetime) -> None:
        what = self._what
        with self._database.reading() as connection:
            if not self._due(connection, now):
                return
        if what.prepare is not None:
            what.prepare(self._database)
        with self._database.reading() as connection:
            # Outside the write lock: with many rows it takes a while.
            data = what.sum_up(connection, now)
        with self._database.writing() as connection:
            identity = read_identity(connection, lock=True)
            due = self._due(connection, now)
            if due and write_shared(connection, what.kind, what.id, data, now):
                write_generation(connection, identity.generation + 1, identity.mass_removal)

    def _due(self, connection: Connection, now: datetime) -> bool:
        """Whether it was last summed up so long ago, or, by a clock that was set back, in the future."""
        same = (shared_objects.c.kind == self._what.kind) & (shared_objects.c.id == self._what.id)
        checked = connection.scalar(select(shared_objects.c.checked_at).where(same))
        return not is_within(checked, now, self._what.every)


def is_within(before: datetime | None, now: datetime, span: timedelta) -> bool:
    """Whether a moment lies so short a time back; a clock that was set back counts as long ago."""
    return before is not None and timedelta() <= now - before < span
