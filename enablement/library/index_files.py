"""The files of the search index as rows, so that one transaction makes cards and index agree."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from sqlalchemy import Connection, delete, func, insert, select, update

from enablement.library.database import Database
from enablement.library.tables import index_files, index_state

_LARGE = 4_000_000
"""Bytes from which on it pays to read over two connections."""


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
        """The version and every file; version 0 and no files when there is no index yet.

        Decrypting is what takes long, so large files are read over two connections at once.
        """
        while True:
            version, sizes = self._sizes()
            halves = _halves(sizes) if sum(sizes.values()) > _LARGE else [list(sizes)]
            with ThreadPoolExecutor(len(halves)) as pool:
                parts = list(pool.map(self._read, halves))
            if all(found == version for found, _ in parts):
                return version, {name: data for _, files in parts for name, data in files.items()}

    def _sizes(self) -> tuple[int, dict[str, int]]:
        with self._database.reading() as connection:
            version = connection.scalar(select(index_state.c.version)) or 0
            columns = index_files.c.name, func.length(index_files.c.data).label("size")
            rows = connection.execute(select(*columns))
            return version, {row.name: row.size for row in rows}

    def _read(self, names: list[str]) -> tuple[int, dict[str, bytes]]:
        with self._database.reading_once() as connection:
            version = connection.scalar(select(index_state.c.version)) or 0
            columns = index_files.c.name, index_files.c.data
            rows = connection.execute(select(*columns).where(index_files.c.name.in_(names)))
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


def _halves(sizes: dict[str, int]) -> list[list[str]]:
    """The names in two lists of about the same size in bytes."""
    halves: list[list[str]] = [[], []]
    weights = [0, 0]
    for name, size in sorted(sizes.items(), key=lambda item: -item[1]):
        lighter = weights.index(min(weights))
        halves[lighter].append(name)
        weights[lighter] += size
    return halves
