"""The files of the search index as rows, so that one transaction makes cards and index agree."""

from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select, update

from enablement.library.database import Database
from enablement.library.tables import index_files, index_state


class StaleIndexError(Exception):
    """Somebody else changed the index since the change was prepared; prepare it again."""


@dataclass(frozen=True)
class IndexFileChange:
    """Files to write and to remove, computed from the files of `base_version`."""

    base_version: int
    written: dict[str, bytes]
    removed: frozenset[str]
    replace_all: bool = False


class IndexFileStore:
    """The stored files of the index, and a version that counts their changes."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def load(self) -> tuple[int, dict[str, bytes]]:
        """The version and every file; version 0 and no files when there is no index yet."""
        with self._database.reading() as connection:
            version = connection.scalar(select(index_state.c.version)) or 0
            rows = connection.execute(select(index_files.c.name, index_files.c.data))
            return version, {name: bytes(data) for name, data in rows}

    def version(self) -> int:
        """The version alone: cheap, to ask before a search whether another process wrote."""
        with self._database.reading() as connection:
            return connection.scalar(select(index_state.c.version)) or 0

    def remove(self, name: str) -> None:
        """Take one file away; the version stays, since nothing new can be read.

        A rebuild begins so: should it never end, whoever opens the index finds that file missing.
        """
        with self._database.writing() as connection:
            connection.execute(delete(index_files).where(index_files.c.name == name))

    def write(self, connection: Connection, change: IndexFileChange) -> None:
        """Apply a change inside a `writing()` transaction.

        Raises `StaleIndexError` when the stored version is not the one the change starts from.
        """
        version = connection.scalar(select(index_state.c.version)) or 0
        if version != change.base_version:
            raise StaleIndexError(f"index version is {version}, not {change.base_version}")
        gone = set(change.removed) | set(change.written)
        if change.replace_all:
            connection.execute(delete(index_files))
        elif gone:
            connection.execute(delete(index_files).where(index_files.c.name.in_(gone)))
        if change.written:
            rows = [{"name": name, "data": data} for name, data in change.written.items()]
            connection.execute(insert(index_files), rows)
        if version:
            connection.execute(update(index_state).values(version=version + 1))
        else:
            connection.execute(insert(index_state).values(id=1, version=1))
