"""The hub's database: one way to read, one way to write, and its errors in words."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool
from sqlcipher3 import dbapi2 as sqlite

from enablement.errors import HubDataError
from enablement.library.database import SAFE_SQLITE
from enablement.translation import n_

DATABASE_FILE = "hub.db"

_BUSY_MS = 20_000
_CACHE_KIB = 32 * 1024
_SENTENCES: tuple[tuple[str, str, str], ...] = (
    ("database or disk is full",
     n_("The disk is full: the hub's data in {folder} could not be written."),
     n_("Make room and try again; nothing that was saved before is lost.")),
    ("disk i/o error",
     n_("The disk did not take what was written to the hub's data in {folder}."),
     n_("Check its free space and its health, then try again.")),
    ("readonly database",
     n_("The hub's data in {folder} may not be written."),
     n_("Give yourself the right to write the folder, or use another one.")),
    ("unable to open database file",
     n_("The hub's data in {folder} cannot be opened."),
     n_("Check that the folder is there and that you may read and write it.")),
    ("file is not a database",
     n_("The file hub.db in {folder} is not a hub's database."),
     n_("Nothing was changed. Name the folder that “enablement hub init” made.")),
    ("database disk image is malformed",
     n_("The hub's data in {folder} is damaged."),
     n_("Keep a copy of the folder, then bring a backup back.")),
    ("database is locked",
     n_("Another program is busy with the hub's data in {folder}."),
     n_("Try again when it is done.")),
)  # fmt: skip


def check_sqlite(version: tuple[int, ...]) -> None:
    """Refuse to start on an SQLite that can corrupt a database in WAL mode."""
    if version < SAFE_SQLITE:
        raise HubDataError(
            n_("This machine's SQLite {version} can damage the hub's data."),
            mend=n_("Install sqlcipher3 0.6.2 or newer, which brings a sound one."),
            version=".".join(map(str, version)),
        )


def explain(error: BaseException, folder: Path) -> HubDataError | None:
    """The sentence for a database error that a person can act on; `None` for a bug."""
    text = str(error).lower()
    for part, message, mend in _SENTENCES:
        if part in text:
            return HubDataError(message, mend=mend, folder=folder)
    return None


def sqlite_engine(path: Path) -> Engine:
    """An engine on one SQLite file: WAL, `synchronous=FULL`, transactions that we begin ourselves."""
    check_sqlite(sqlite.sqlite_version_info)

    def connect() -> Any:
        return sqlite.connect(str(path), isolation_level=None, check_same_thread=False)

    engine = create_engine(
        "sqlite+pysqlite://", creator=connect, module=sqlite, poolclass=QueuePool, pool_timeout=60,
        hide_parameters=True,
    )  # fmt: skip
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _entry: ConnectionPoolEntry) -> None:
    for pragma in (
        f"busy_timeout = {_BUSY_MS}",
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
        "temp_store = MEMORY",
        f"cache_size = -{_CACHE_KIB}",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    # A transaction that reads first and writes later could not be retried by SQLite's busy timeout.
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


class Database:
    """The hub's store behind an engine; every thread takes a connection of its own a call."""

    def __init__(self, engine: Engine, folder: Path) -> None:
        self.folder = folder
        self._engine = engine
        # SQLite lets waiting writers poll, which starves some; within a process they queue instead.
        self._turn = threading.Lock() if engine.dialect.name == "sqlite" else nullcontext()
        event.listen(engine, "handle_error", self._in_words)

    @classmethod
    def in_folder(cls, folder: Path) -> "Database":
        """The SQLite database of a hub's folder."""
        return cls(sqlite_engine(folder / DATABASE_FILE), folder)

    def _in_words(self, context: ExceptionContext) -> None:
        found = explain(context.original_exception, self.folder)
        if found is not None:
            raise found from context.original_exception

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one moment of the database."""
        with self._connection() as connection, connection.begin():
            yield connection

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
            if (found := explain(error, self.folder)) is not None:
                raise found from error
            raise
        with connection:
            yield connection

    def close(self) -> None:
        """Let go of the database; SQLite writes its log back into the file."""
        self._engine.dispose()
