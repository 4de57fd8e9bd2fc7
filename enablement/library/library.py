"""The library as one thing: opened once, its parts handed to whoever needs them."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy import Connection

from enablement.clock import Clock, system_clock
from enablement.library.briefs import BriefShelf
from enablement.library.cards import CardShelf
from enablement.library.changes import ChangeShelf
from enablement.library.database import Database
from enablement.library.desk_state import DeskState
from enablement.library.doubted import read_doubted
from enablement.library.enrolment import EnrolmentStore
from enablement.library.events import EventLog
from enablement.library.glance import Glance, read_glance
from enablement.library.index_files import IndexFileStore
from enablement.library.keys import KeyRecord, LibraryKey
from enablement.library.policies import PolicyShelf
from enablement.library.readings import Readings
from enablement.library.schema import bring_up_to_date
from enablement.library.sync_state import SyncStateStore
from enablement.library.threads import ThreadShelf
from enablement.library.whole_card import WholeCard, read_whole_card

DATABASE_FILE = "library.db"
_log = logging.getLogger(__name__)


class Library:
    """The laptop's encrypted store; safe to use from several threads, each call on its own."""

    def __init__(self, folder: Path, database: Database, clock: Clock) -> None:
        self.folder = folder
        self._database = database
        self._clock = clock
        self._file = _file_identity(folder)
        self.briefs = BriefShelf(database, clock)
        self.cards = CardShelf(database)
        self.changes = ChangeShelf(database, clock)
        self.desk_state = DeskState(database)
        self.events = EventLog(database, clock)
        self.enrolment = EnrolmentStore(database)
        self.index_files = IndexFileStore(database)
        self.policies = PolicyShelf(database)
        self.readings = Readings(database, self.desk_state, self.events, clock)
        self.sync_state = SyncStateStore(database)
        self.threads = ThreadShelf(database)

    @classmethod
    def open(cls, folder: Path, key: LibraryKey, clock: Clock = system_clock) -> "Library":
        """Open the library in a folder, made when missing and brought up to date when older.

        Raises `LibraryError`: a wrong key, a newer schema, a full disk, a folder that may not be
        written.
        """
        path = folder / DATABASE_FILE
        bring_up_to_date(path, key)
        return cls(folder, Database(path, key), clock)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one moment of the library."""
        with self._database.reading() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection that holds the write lock; commits at the end, rolls back on an error."""
        with self._database.writing() as connection:
            yield connection

    def glance(self) -> Glance:
        """What has to be known before each search, in one question."""
        with self.reading() as connection:
            return read_glance(connection)

    def day_of(self, glance: Glance) -> date:
        """Today, as `today` says it, from a glance."""
        return self._latest(glance.last_issued).astimezone(UTC).date()

    def whole_card(self, card_id: str) -> WholeCard | None:
        """All that is held about a card, expired or not; `None` when it is not held."""
        with self.reading() as connection:
            return read_whole_card(connection, card_id)

    def doubted(self) -> frozenset[str]:
        """The ids of the cards that the rep reported as proved wrong, until marketing settles it."""
        with self.reading() as connection:
            return read_doubted(connection)

    def moment_of(self, whole: WholeCard) -> datetime:
        """Now, as `now` says it, from what was read with a card."""
        return self._latest(whole.last_issued)

    def now(self) -> datetime:
        """The later of this machine's clock and the hub's last signed time, in UTC.

        So that setting the clock back never brings an expired card to life.
        """
        held = self.enrolment.get()
        return self._latest(held.last_issued if held else None)

    def _latest(self, issued: datetime | None) -> datetime:
        local = self._clock()
        return max(local, issued) if issued else local

    def today(self) -> date:
        """The day that `now` falls on here."""
        return self.now().astimezone(UTC).date()

    def erase(self) -> None:
        """Erase the library and its key for ever; what is asked of it later is a `LibraryError`.

        The key first: a file that cannot be removed yet, being open elsewhere, is unreadable then.
        """
        self._database.close_for_ever()
        if _file_identity(self.folder) != self._file:
            return  # another program erased it, and a new library may stand there
        KeyRecord(self.folder).erase()
        for path in sorted(self.folder.glob(f"{DATABASE_FILE}*")):
            try:
                path.unlink()
            except OSError as error:
                _log.warning("what is left of the library cannot be removed: %s", error)

    def close(self) -> None:
        """Let go of the database."""
        self._database.close()


def _file_identity(folder: Path) -> tuple[int, int] | None:
    """Which file the library is, whatever becomes of its name."""
    try:
        found = (folder / DATABASE_FILE).stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
