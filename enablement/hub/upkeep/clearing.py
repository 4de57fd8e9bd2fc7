"""Making room for a restored hub where another one is, unless a process still uses that one."""

from pathlib import Path

import sqlalchemy as sa
from sqlcipher3 import dbapi2 as sqlite

from enablement.errors import HubDataError
from enablement.hub.engines import APPLICATION
from enablement.hub.models import metadata
from enablement.translation import n_

_WAIT_SECONDS = 1


def release_file(file: Path) -> None:
    """Bring an SQLite file's log back into it, so that the file alone is the hub.

    Raises `HubDataError` when another connection is open: SQLite lets go of its log only for the
    last one. A file that is damaged is no reason to keep it.
    """
    if not file.is_file():
        return
    connection = sqlite.connect(str(file), isolation_level=None, timeout=_WAIT_SECONDS)
    try:
        connection.execute("PRAGMA journal_mode = DELETE")
    except sqlite.OperationalError as error:
        if "locked" in str(error):
            raise _in_use(file.parent) from error
    except sqlite.DatabaseError:
        pass
    finally:
        connection.close()
    for ending in ("-wal", "-shm", "-journal"):
        file.with_name(file.name + ending).unlink(missing_ok=True)


def clear_database(connection: sa.Connection, place: str) -> None:
    """Drop the hub's tables in PostgreSQL, in the transaction that will make them anew.

    Raises `HubDataError` when another process of a hub is connected.
    """
    activity = sa.table(
        "pg_stat_activity", sa.column("pid"), sa.column("datname"), sa.column("application_name")
    )
    others = sa.select(sa.func.count()).where(
        activity.c.datname == sa.func.current_database(),
        activity.c.application_name == APPLICATION,
        activity.c.pid != sa.func.pg_backend_pid(),
    )
    if connection.scalar(others):
        raise _in_use(place)
    there = set(sa.inspect(connection).get_table_names())
    found = sa.MetaData()
    found.reflect(connection, only=sorted(there & {*metadata.tables, "alembic_version"}))
    found.drop_all(connection)


def _in_use(place: object) -> HubDataError:
    return HubDataError(
        n_("A hub in {place} is in use."),
        mend=n_("Nothing was changed. Stop every process that serves it, then restore."),
        place=place,
    )
