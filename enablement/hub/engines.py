"""The two engines that a hub runs on: SQLite for one process, PostgreSQL for several."""

import logging
import time
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import URL, Connection, Dialect, Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import InvalidatePoolError
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool
from sqlcipher3 import dbapi2 as sqlite

from enablement.errors import HubDataError
from enablement.library.database import SAFE_SQLITE
from enablement.translation import n_

_BUSY_MS = 20_000
_CACHE_KIB = 32 * 1024
_CONNECT_SECONDS = 10
_USED, _RESTED_SECONDS = "used", 2.0
"""Where a connection notes when it was last used, and after how long it may have been lost."""

APPLICATION = "enablement"
"""The name by which PostgreSQL knows a hub's connections."""

_CONNECTIONS, _MORE_CONNECTIONS = 20, 20
"""How many connections a process keeps, and how many more it opens when all are busy."""


def check_sqlite(version: tuple[int, ...]) -> None:
    """Refuse to start on an SQLite that can corrupt a database in WAL mode."""
    if version < SAFE_SQLITE:
        raise HubDataError(
            n_("This machine's SQLite {version} can damage the hub's data."),
            mend=n_("Install sqlcipher3 0.6.2 or newer, which brings a sound one."),
            version=".".join(map(str, version)),
        )


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
    connection.create_aggregate("bit_or", 1, _BitOr)


class _BitOr:
    """The aggregate of PostgreSQL that SQLite lacks: all bits that are set in any row."""

    def __init__(self) -> None:
        self._bits = 0

    def step(self, bits: int | None) -> None:
        self._bits |= bits or 0

    def finalize(self) -> int:
        return self._bits


def _begin_sqlite(connection: Connection) -> None:
    # A transaction that reads first and writes later could not be retried by SQLite's busy timeout.
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def postgresql_engine(url: URL) -> Engine:
    """An engine on a PostgreSQL database, which several processes may share."""
    # Of rows that do not fit it sometimes warns of the pipeline as well, beside the error it raises.
    logging.getLogger("psycopg").setLevel(logging.ERROR)
    engine = create_engine(
        url,
        pool_size=_CONNECTIONS,
        max_overflow=_MORE_CONNECTIONS,
        pool_timeout=60,
        hide_parameters=True,
        connect_args={"connect_timeout": _CONNECT_SECONDS, "application_name": APPLICATION},
    )
    rested = _Rested(engine.dialect)
    event.listen(engine, "checkin", rested.note)
    event.listen(engine, "checkout", rested.check)
    return engine


class _Rested:
    """Asks a connection whether it is still there when it has rested a while, and not each time."""

    def __init__(self, dialect: Dialect) -> None:
        self._dialect = dialect

    def note(self, _connection: DBAPIConnection | None, entry: ConnectionPoolEntry) -> None:
        entry.info[_USED] = time.monotonic()

    def check(
        self, connection: DBAPIConnection, entry: ConnectionPoolEntry, _proxy: object
    ) -> None:
        used = entry.info.get(_USED)
        if used is None or time.monotonic() - used < _RESTED_SECONDS:
            return
        try:
            self._dialect.do_ping(connection)
        except psycopg.Error as error:  # the pool opens another one
            raise InvalidatePoolError from error
