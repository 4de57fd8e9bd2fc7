"""The hub's database: one way to read, one way to write, and its errors in words."""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

from sqlalchemy import Connection, Engine, event
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2 as sqlite

from enablement.errors import HubDataError
from enablement.hub.places import HubPlace
from enablement.translation import n_

_SENTENCES: tuple[tuple[str, str, str], ...] = (
    (r"database or disk is full|no space left on device",
     n_("The disk is full: the hub's data in {place} could not be written."),
     n_("Make room and try again; nothing that was saved before is lost.")),
    (r"disk i/o error",
     n_("The disk did not take what was written to the hub's data in {place}."),
     n_("Check its free space and its health, then try again.")),
    (r"readonly database|read-only transaction",
     n_("The hub's data in {place} may not be written."),
     n_("Give yourself the right to write the folder, or use another one.")),
    (r"unable to open database file",
     n_("The hub's data in {place} cannot be opened."),
     n_("Check that the folder is there and that you may read and write it.")),
    (r"file is not a database",
     n_("The file hub.db in {place} is not a hub's database."),
     n_("Nothing was changed. Name the folder that “enablement hub init” made.")),
    (r"database disk image is malformed",
     n_("The hub's data in {place} is damaged."),
     n_("Keep a copy of the folder, then bring a backup back.")),
    (r"database is locked",
     n_("Another program is busy with the hub's data in {place}."),
     n_("Try again when it is done.")),
    (r'authentication failed|role ".*" does not exist|no pg_hba.conf entry|no password supplied',
     n_("The database {place} does not let this user in."),
     n_("Check user and password in the hub's address.")),
    (r'database ".*" does not exist',
     n_("There is no database {place}."),
     n_("Make it with PostgreSQL's createdb, then make the hub in it.")),
    (r"permission denied",
     n_("This user may not use what the hub needs in {place}."),
     n_("Make the user the owner of the database.")),
    (r"too many clients|connection slots are reserved",
     n_("The database {place} has no connection left."),
     n_("Raise max_connections in PostgreSQL, or run fewer hub processes.")),
    (r"connection refused|could not translate host name|failed to resolve host|connection timeout"
     r"|server closed the connection|the connection is closed|terminating connection"
     r"|database system is (starting up|shutting down|in recovery mode)|no such file or directory"
     r"|connection is bad|network is unreachable|no route to host",
     n_("The database {place} does not answer."),
     n_("Check that PostgreSQL runs there, and the hub's address.")),
)  # fmt: skip


def explain(error: BaseException, place: object) -> HubDataError | None:
    """The sentence for a database error that a person can act on; `None` for a bug."""
    text = str(error).lower()
    for pattern, message, mend in _SENTENCES:
        if re.search(pattern, text):
            return HubDataError(message, mend=mend, place=place)
    return None


class Database:
    """The hub's store behind an engine; every thread takes a connection of its own a call."""

    def __init__(self, engine: Engine, place: object) -> None:
        self.place = str(place)
        self._engine = engine
        # SQLite lets waiting writers poll, which starves some; within a process they queue instead.
        self._turn = threading.Lock() if engine.dialect.name == "sqlite" else nullcontext()
        # A transaction of PostgreSQL sees other commits from one statement to the next unless told.
        self._one_moment = (
            {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
            if engine.dialect.name == "postgresql"
            else {}
        )
        self._no_moment = {"isolation_level": "AUTOCOMMIT"} if self._one_moment else {}
        event.listen(engine, "handle_error", self._in_words)

    @classmethod
    def at(cls, place: HubPlace | Path | str) -> "Database":
        """The database of a hub's folder, or at a PostgreSQL address."""
        found = HubPlace.of(place)
        return cls(found.engine(), found)

    def _in_words(self, context: ExceptionContext) -> None:
        found = explain(context.original_exception, self.place)
        if found is not None:
            raise found from context.original_exception

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one moment of the database."""
        with self._connection() as connection:
            reader = connection.execution_options(**self._one_moment)
            with reader.begin():
                yield reader

    @contextmanager
    def glancing(self) -> Iterator[Connection]:
        """A connection each of whose statements sees what is newest: for what need not be one moment.

        PostgreSQL is spared the words that begin and end a transaction.
        """
        with self._connection() as connection:
            yield connection.execution_options(**self._no_moment)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection that may write; commits at the end, rolls back on an error."""
        with self._turn, self._connection() as connection:
            writer = connection.execution_options(writes=True)
            with writer.begin():
                yield writer

    @contextmanager
    def _connection(self) -> Iterator[Connection]:
        try:
            connection = self._engine.connect()
        except sqlite.Error as error:  # the connection's own pragmas speak without SQLAlchemy
            if (found := explain(error, self.place)) is not None:
                raise found from error
            raise
        with connection:
            yield connection

    def connections(self) -> tuple[int, int]:
        """How many connections of this process are in use, and how many are open."""
        pool = self._engine.pool
        if not isinstance(pool, QueuePool):
            return 0, 0
        busy = pool.checkedout()
        return busy, busy + pool.checkedin()

    def close(self) -> None:
        """Let go of the database; SQLite writes its log back into the file."""
        self._engine.dispose()
