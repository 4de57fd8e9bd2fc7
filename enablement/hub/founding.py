"""Making a hub where there was none: whole, or not at all."""

import tempfile
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Connection, inspect

from enablement.errors import HubDataError
from enablement.hub.database import Database
from enablement.hub.engines import sqlite_engine
from enablement.hub.places import DATABASE_FILE, HubPlace
from enablement.hub.schema import keep_others_out, upgrade
from enablement.translation import n_

Fill = Callable[[Database, Connection], None]
"""Writes a new hub's first rows into tables that are empty."""


def found(place: HubPlace, fill: Fill, revision: str = "head") -> None:
    """Make a hub's tables, as of a migration, in a place and fill them.

    Raises `HubDataError` when there is a hub already, or the place cannot be written.
    """
    if place.folder is not None:
        _found_in_folder(place.folder, fill, revision)
    else:
        _fill(Database.at(place), fill, revision)


def check_there(place: HubPlace) -> None:
    """Raise `HubDataError` when no hub is in a folder, or the folder cannot be looked into."""
    if place.folder is None:
        return
    try:
        there = (place.folder / DATABASE_FILE).is_file()
    except OSError as error:
        raise _unusable(place.folder, error) from error
    if not there:
        raise HubDataError(
            n_("There is no hub in {folder}."),
            mend=n_("Make one with “enablement hub init --data {folder}”, or name its folder."),
            folder=place.folder,
        )


def _found_in_folder(folder: Path, fill: Fill, revision: str) -> None:
    _check_free(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.TemporaryDirectory(prefix=".making-", dir=folder) as passing:
            made = Path(passing) / DATABASE_FILE
            _fill(Database(sqlite_engine(made), folder), fill, revision)
            made.chmod(0o600)  # the signing key lies in it
            _check_free(folder)
            made.rename(folder / DATABASE_FILE)
    except OSError as error:
        raise _unusable(folder, error) from error


def _fill(database: Database, fill: Fill, revision: str) -> None:
    try:
        with database.writing() as connection:
            keep_others_out(connection)
            if inspect(connection).has_table("alembic_version"):
                raise HubDataError(
                    n_("There is a hub in {place} already."),
                    mend=n_("Nothing was changed. Serve it, or name another place with --data."),
                    place=database.place,
                )
            upgrade(connection, revision)
            fill(database, connection)
    finally:
        database.close()


def _check_free(folder: Path) -> None:
    if (folder / DATABASE_FILE).exists():
        raise HubDataError(
            n_("There is a hub in {place} already."),
            mend=n_("Nothing was changed. Serve it, or name another place with --data."),
            place=folder,
        )


def _unusable(folder: Path, error: OSError) -> HubDataError:
    return HubDataError(
        n_("The folder {folder} cannot be used: {reason}."),
        mend=n_("Make room, or give yourself the right to write it."),
        folder=folder,
        reason=error.strerror,
    )
