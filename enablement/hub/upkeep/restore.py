"""Bringing a hub back from a backup, on either engine: all of it or nothing, with a new epoch."""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy.exc import DataError, IntegrityError

from enablement.errors import HubDataError
from enablement.hub import audit
from enablement.hub.database import Database
from enablement.hub.founding import Fill, found
from enablement.hub.models import hub, metadata
from enablement.hub.places import DATABASE_FILE, HubPlace
from enablement.hub.schema import keep_others_out, known_revisions, upgrade
from enablement.hub.upkeep.archive import Archive
from enablement.hub.upkeep.clearing import clear_database, release_file
from enablement.hub.upkeep.portable import Kind, Manifest, SavedTable
from enablement.translation import n_


@dataclass(frozen=True)
class Restored:
    """What was restored, and the epoch that the hub has from now on."""

    manifest: Manifest
    epoch: str


def restore(place: HubPlace, file: Path, now: datetime, *, replace: bool = False) -> Restored:
    """Make a hub in a place from a backup; what laptops sent since then they send again.

    With `replace`, in the place of the hub that is there and that no process uses. Raises
    `HubDataError`, and then nothing was changed: there is a hub already, it is in use, the backup
    is damaged or of a newer Enablement.
    """
    with Archive(file) as archive:
        manifest = archive.manifest
        if manifest.schema_revision not in known_revisions():
            raise HubDataError(
                n_("The backup {file} was written by a newer Enablement."),
                mend=n_("Update Enablement; nothing was changed."),
                file=file,
            )
        epoch = str(uuid4())

        def fill(database: Database, connection: sa.Connection) -> None:
            _load(archive, connection, database.place)
            upgrade(connection)
            _begin_anew(connection, manifest, epoch, now)

        if not replace:
            found(place, fill, manifest.schema_revision)
        elif place.folder is not None:
            _replace_in_folder(place.folder, fill, manifest.schema_revision)
        else:
            _replace_in_database(place, fill, manifest.schema_revision)
    return Restored(manifest, epoch)


def _replace_in_folder(folder: Path, fill: Fill, revision: str) -> None:
    """Make the hub beside the one that is there, then let it take the place in one step."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.TemporaryDirectory(prefix=".restoring-", dir=folder) as passing:
            found(HubPlace(folder=Path(passing)), fill, revision)
            release_file(folder / DATABASE_FILE)
            (Path(passing) / DATABASE_FILE).replace(folder / DATABASE_FILE)
    except OSError as error:
        raise HubDataError(
            n_("The folder {folder} cannot be used: {reason}."),
            mend=n_("Make room, or give yourself the right to write it."),
            folder=folder,
            reason=error.strerror,
        ) from error


def _replace_in_database(place: HubPlace, fill: Fill, revision: str) -> None:
    database = Database.at(place)
    try:
        with database.writing() as connection:
            keep_others_out(connection)
            clear_database(connection, database.place)
            upgrade(connection, revision)
            fill(database, connection)
    finally:
        database.close()


def _load(archive: Archive, connection: sa.Connection, place: str) -> None:
    clean = _without_nul if connection.dialect.name == "postgresql" else _as_it_is
    for table in archive.manifest.tables:
        _check_columns(connection, archive.file, table)
        statement = sa.insert(table.clause())
        texts = [name for name, kind in table.columns if kind is Kind.TEXT]
        try:
            for rows in archive.portions(table):
                clean(rows, texts)
                connection.execute(statement, rows)
        except (DataError, IntegrityError) as error:
            raise HubDataError(
                n_("A row of “{table}” in the backup {file} does not fit into {place}."),
                mend=n_("Nothing was changed."),
                table=table.name,
                file=archive.file,
                place=place,
            ) from error


def _check_columns(connection: sa.Connection, file: Path, table: SavedTable) -> None:
    inspector = sa.inspect(connection)
    there = (
        {column["name"] for column in inspector.get_columns(table.name)}
        if inspector.has_table(table.name)
        else set()
    )
    if not there.issuperset(name for name, _ in table.columns):
        raise HubDataError(
            n_("The backup {file} has a table “{table}” that no hub has."),
            mend=n_("Nothing was changed. Take another backup."),
            file=file,
            table=table.name,
        )


_Clean = Callable[[list[dict[str, Any]], list[str]], None]


def _as_it_is(_rows: list[dict[str, Any]], _texts: list[str]) -> None:
    """SQLite takes every text."""


def _without_nul(rows: list[dict[str, Any]], texts: list[str]) -> None:
    """PostgreSQL has no NUL in a text, SQLite may have one: it becomes the mark for what is lost."""
    for row in rows:
        for name in texts:
            if row[name] is not None and "\0" in row[name]:
                row[name] = row[name].replace("\0", "\N{REPLACEMENT CHARACTER}")


def _begin_anew(connection: sa.Connection, manifest: Manifest, epoch: str, now: datetime) -> None:
    """Give the hub an epoch of its own, by which laptops know that they must send again."""
    if connection.dialect.name == "postgresql":
        _count_on(connection)
    connection.execute(sa.update(hub).values(epoch=epoch))
    told = {
        "made_at": manifest.made_at.isoformat(),
        "former_epoch": manifest.epoch,
        "epoch": epoch,
        "rows": manifest.rows,
    }
    audit.record(connection, now, audit.COMMAND_LINE, "restore", manifest.hub_id, told)


def _count_on(connection: sa.Connection) -> None:
    """Let PostgreSQL's counters go on behind the numbers that were restored; SQLite needs none."""
    for table in metadata.sorted_tables:
        column = table.autoincrement_column
        if column is not None:
            sequence = sa.func.pg_get_serial_sequence(table.name, column.name)
            after = sa.func.coalesce(sa.func.max(column), 0) + 1
            connection.execute(sa.select(sa.func.setval(sequence, after, False)))
