"""Backing up a hub while it serves: one moment of its whole database, in a file of our own form."""

import hashlib
import json
import os
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO

import sqlalchemy as sa

from enablement.errors import HubDataError
from enablement.hub.database import Database
from enablement.hub.identity import read_identity
from enablement.hub.models import failed_tries, metadata, web_sessions
from enablement.hub.places import HubPlace
from enablement.hub.schema import current_revision
from enablement.hub.upkeep.portable import MANIFEST, Kind, Manifest, SavedTable, encode, kind_of
from enablement.translation import n_

LEFT_OUT = frozenset({web_sessions.name, failed_tries.name})
"""Whoever has signed out since must not be signed in again by a restored backup; tries pass anyway."""

_ROWS_AT_ONCE, _OBJECTS_AT_ONCE = 1000, 8
_COMPRESSION = 3
"""Half of the time of the usual 6, and a tenth larger."""


def back_up(place: HubPlace, file: Path, now: datetime) -> Manifest:
    """Write a backup of the hub; the file is there whole or not at all, and only its owner reads it.

    Raises `HubDataError` when there is a file of that name, it cannot be written, or no hub is there.
    """
    if file.exists():
        raise HubDataError(
            n_("There is a file {file} already."),
            mend=n_("Nothing was written. Name another file, such as one with the date in it."),
            file=file,
        )
    database = Database.at(place)
    try:
        with _new_file(file) as out:
            return _write(database, out, now)
    finally:
        database.close()


@contextmanager
def _new_file(file: Path) -> Iterator[IO[bytes]]:
    """A file that gets its name once it is whole and on the disk."""
    try:
        made, name = tempfile.mkstemp(prefix=f".{file.name}-", dir=file.parent)
        try:
            with os.fdopen(made, "wb") as out:
                yield out
                out.flush()
                os.fsync(out.fileno())
            Path(name).replace(file)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise HubDataError(
            n_("The backup {file} cannot be written: {reason}."),
            mend=n_("Name a file in a folder that is there, has room, and that you may write."),
            file=file,
            reason=error.strerror,
        ) from error


def _write(database: Database, out: IO[bytes], now: datetime) -> Manifest:
    with (
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=_COMPRESSION) as archive,
        database.reading() as connection,
    ):
        revision = current_revision(connection)
        if revision is None:
            raise HubDataError(
                n_("The database in {place} is not a hub's."),
                mend=n_("Nothing was changed. Name the folder that “enablement hub init” made."),
                place=database.place,
            )
        identity = read_identity(connection)
        manifest = Manifest(
            schema_revision=revision,
            made_at=now,
            hub_id=identity.hub_id,
            hub_name=identity.name,
            epoch=identity.epoch,
            generation=identity.generation,
            tables=tuple(_save(archive, connection, table) for table in tables_of(connection)),
        )
        archive.writestr(MANIFEST, manifest.model_dump_json(indent=1))
    return manifest


def tables_of(connection: sa.Connection) -> list[SavedTable]:
    """The hub's tables as this database has them, each after those that its rows refer to.

    Not as the newest migration has them: a hub can be backed up before it is brought up to date.
    """
    there = set(sa.inspect(connection).get_table_names())
    found = sa.MetaData()
    found.reflect(connection, only=sorted(there & metadata.tables.keys() - LEFT_OUT))
    return [
        SavedTable(
            name=table.name,
            columns=tuple((column.name, kind_of(column.type)) for column in table.columns),
        )
        for table in found.sorted_tables
        if table.name not in LEFT_OUT
    ]


def _save(archive: zipfile.ZipFile, connection: sa.Connection, table: SavedTable) -> SavedTable:
    kinds = [kind for _, kind in table.columns]
    at_once = _OBJECTS_AT_ONCE if Kind.BYTES in kinds else _ROWS_AT_ONCE
    rows = size = 0
    digest = hashlib.sha256()
    # Streamed by the server and by us: neither side holds more than a portion of the table.
    found = connection.execute(sa.select(table.clause()), execution_options={"yield_per": at_once})
    with archive.open(table.member, "w", force_zip64=True) as out:
        for portion in found.partitions():
            lines = [json.dumps(encode(kinds, row)) for row in portion]
            data = ("\n".join(lines) + "\n").encode()
            digest.update(data)
            out.write(data)
            rows, size = rows + len(lines), size + len(data)
    return table.model_copy(update={"rows": rows, "bytes": size, "sha256": digest.hexdigest()})
