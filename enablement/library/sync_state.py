"""When the laptop last reached its hub, and what kept it from doing so."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select

from enablement.library.database import Database
from enablement.library.tables import sync_state


@dataclass(frozen=True)
class SyncState:
    """`problem` is a sentence about the last try, empty when it went well."""

    last_synced: datetime | None = None
    last_tried: datetime | None = None
    problem: str = ""


class SyncStateStore:
    """The state of the last sync, kept so that a start without a network can tell it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self) -> SyncState:
        """The state; an empty one before the first try."""
        with self._database.reading() as connection:
            row = connection.execute(
                select(sync_state.c.last_synced, sync_state.c.last_tried, sync_state.c.problem)
            ).first()
        return SyncState(*row) if row else SyncState()

    def save(self, state: SyncState) -> None:
        """Keep the state of the try that just ended."""
        with self._database.writing() as connection:
            connection.execute(delete(sync_state))
            connection.execute(insert(sync_state).values(id=1, **vars(state)))
