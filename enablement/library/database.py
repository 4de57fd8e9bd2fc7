"""Opening the encrypted database: its key, its way of writing, and its errors in words."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool
from sqlcipher3 import dbapi2 as sqlcipher

from enablement.errors import LibraryError
from enablement.library.keys import LibraryKey
from enablement.translation import n_

SAFE_SQLITE = (3, 51, 3)
"""The first SQLite without the WAL-reset bug of 3.7.0 to 3.51.2, which can corrupt a database."""

_BUSY_MS = 10_000
_CACHE_KIB = 4 * 1024
"""Of each connection, of which a desktop has a few; index and cards are read once and kept."""

_CACHE_ONCE_KIB = 100
_SENTENCES: tuple[tuple[str, str, str], ...] = (
    ("database or disk is full",
     n_("The disk is full: the library in {folder} could not be written."),
     n_("Make room and try again; nothing that was saved before is lost.")),
    ("disk i/o error",
     n_("The disk did not take what was written to the library in {folder}."),
     n_("Check its free space and its health, then try again.")),
    ("readonly database",
     n_("The library in {folder} may not be written."),
     n_("Give yourself the right to write the folder, or use another one.")),
    ("unable to open database file",
     n_("The library in {folder} cannot be opened."),
     n_("Check that the folder is there and that you may read and write it.")),
    ("file is not a database",
     n_("The library in {folder} does not open with this key, or is not a library."),
     n_("Nothing was changed. Use the key or passphrase it was made with.")),
    ("database disk image is malformed",
     n_("The library in {folder} is damaged."),
     n_("Keep a copy of the folder, then enrol again in a new profile.")),
    ("database is locked",
     n_("Another program is busy with the library in {folder}."),
     n_("Try again when it is done.")),
)  # fmt: skip


def check_sqlite(version: tuple[int, ...]) -> None:
    """Refuse to start on an SQLite that can corrupt a database in WAL mode."""
    if version < SAFE_SQLITE:
        raise LibraryError(
            n_("This machine’s SQLite {version} can damage a library."),
            mend=n_("Install sqlcipher3 0.6.2 or newer, which brings a sound one."),
            version=".".join(map(str, version)),
        )


class Database:
    """One SQLCipher file: WAL, `synchronous=FULL`, a connection a thread, errors as sentences."""

    def __init__(self, path: Path, key: LibraryKey) -> None:
        check_sqlite(sqlcipher.sqlite_version_info)
        self.path = path
        self._key = key
        self._engine = self._make_engine()
        self._closed_for_ever = False

    def _connect(self) -> Any:
        if self._closed_for_ever:  # it would make the file anew
            raise LibraryError(
                n_("The library in {folder} was erased, as marketing asked."),
                mend=n_("Ask marketing for a new invitation, then start Enablement again."),
                folder=self.path.parent,
            )
        connection = sqlcipher.connect(
            str(self.path), isolation_level=None, check_same_thread=False
        )
        connection.execute("PRAGMA cipher_log_level = NONE")  # it would write to the terminal
        # A raw key needs no derivation, so opening takes a millisecond and not half a second.
        connection.execute(f"PRAGMA key = \"x'{self._key.hex}'\"")
        return connection

    def _make_engine(self) -> Engine:
        engine = create_engine(
            "sqlite+pysqlite://", creator=self._connect, module=sqlcipher, poolclass=QueuePool,
            hide_parameters=True,  # what a rep wrote is in no log and in no report
        )  # fmt: skip
        event.listen(engine, "connect", self._prepare)
        event.listen(engine, "begin", self._begin)
        event.listen(engine, "handle_error", self._in_words)
        return engine

    @staticmethod
    def _prepare(connection: Any, _entry: ConnectionPoolEntry) -> None:
        for pragma in (
            f"busy_timeout = {_BUSY_MS}",
            "journal_mode = WAL",
            "synchronous = FULL",
            "foreign_keys = ON",
            "temp_store = MEMORY",
            f"cache_size = -{_CACHE_KIB}",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @staticmethod
    def _begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    def _in_words(self, context: ExceptionContext) -> None:
        found = self.explain(context.original_exception)
        if found is not None:
            raise found from context.original_exception

    def explain(self, error: BaseException) -> LibraryError | None:
        """The sentence for an error of SQLite that a person can act on; `None` for a bug."""
        text = str(error).lower()
        for part, message, mend in _SENTENCES:
            if part in text:
                return LibraryError(message, mend=mend, folder=self.path.parent)
        return None

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one moment of the database."""
        with self._connection() as connection, connection.begin():
            yield connection

    @contextmanager
    def reading_once(self) -> Iterator[Connection]:
        """The same for reading much that is not read a second time: its pages are not kept."""
        with self.reading() as connection:
            connection.exec_driver_sql(f"PRAGMA cache_size = -{_CACHE_ONCE_KIB}")
            try:
                yield connection
            finally:
                connection.exec_driver_sql(f"PRAGMA cache_size = -{_CACHE_KIB}")

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection that holds the write lock; commits at the end, rolls back on an error."""
        with self._connection() as connection:
            writer = connection.execution_options(writes=True)
            with writer.begin():
                yield writer

    @contextmanager
    def _connection(self) -> Iterator[Connection]:
        try:
            connection = self._engine.connect()
        except sqlcipher.Error as error:  # the connection's own pragmas speak without SQLAlchemy
            if (found := self.explain(error)) is not None:
                raise found from error
            raise
        with connection:
            yield connection

    def close(self) -> None:
        """Let go of the file; the last connection writes the log back into it."""
        self._engine.dispose()

    def close_for_ever(self) -> None:
        """Let go of the file, and open it never again: it is about to be erased."""
        self._closed_for_ever = True
        self._engine.dispose()
