"""The library's schema over time: made new, or migrated on a copy that is checked, then swapped."""

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text

from enablement.errors import LibraryError
from enablement.library.database import Database
from enablement.library.keys import LibraryKey
from enablement.translation import n_

if TYPE_CHECKING:
    from alembic.config import Config

HEAD = "0002"
"""The newest migration; a test holds it against the folder of migrations."""


def bring_up_to_date(path: Path, key: LibraryKey) -> None:
    """Make the database when it is missing, migrate it when it is older.

    Raises `LibraryError` for a wrong key, for a schema newer than this program, when another program
    has it open, and when the disk does not take it; the database that was there is then as it was.
    """
    if not path.exists():
        _create(path, key)
        return
    revision = schema_revision(path, key)
    if revision == HEAD:
        return
    if revision is not None and revision not in _known_revisions():
        raise LibraryError(
            n_("The library in {folder} was written by a newer Enablement."),
            mend=n_("Update Enablement; nothing was changed."),
            folder=path.parent,
        )
    _migrate_copy(path, key)


def schema_revision(path: Path, key: LibraryKey) -> str | None:
    """The migration a database stands at; `None` for one without any."""
    database = Database(path, key)
    try:
        with database.reading() as connection:
            if not inspect(connection).has_table("alembic_version"):
                return None
            found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
            return found
    finally:
        database.close()


def upgrade(connection: Connection, revision: str = "head") -> None:
    """Run the migrations on a connection; Alembic is imported here alone, since it is slow."""
    from alembic import command

    config = _configuration()
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def _configuration() -> "Config":
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    return config


def _known_revisions() -> set[str]:
    from alembic.script import ScriptDirectory

    scripts = ScriptDirectory.from_config(_configuration())
    return {script.revision for script in scripts.walk_revisions()}


def _create(path: Path, key: LibraryKey) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise _unwritable(path, error) from error
    working = path.with_name(f"{path.name}.new")
    for left in (path, working):
        _remove(left)  # a log without its database would be read into the new one
    _build(path, key, working)


def _migrate_copy(path: Path, key: LibraryKey) -> None:
    copy = path.with_name(f"{path.name}.new")
    database = Database(path, key)
    try:
        with database.reading() as connection:
            connection.exec_driver_sql("SELECT count(*) FROM sqlite_schema")
        # Closing the last connection writes the log back, so that one file is the whole database.
        database.close()
        _check_alone(path)
        # What an update that was broken off has left would be taken for a part of the copy.
        _remove(copy)
        shutil.copyfile(path, copy)
    except OSError as error:
        _remove(copy)
        raise _unwritable(path, error) from error
    finally:
        database.close()
    _build(path, key, copy)


def _build(path: Path, key: LibraryKey, working: Path) -> None:
    """Bring `working` to the newest schema, check it, and put it where the database belongs."""
    database = Database(working, key)
    try:
        with database.writing() as connection:
            upgrade(connection)
        with database.reading() as connection:
            problems = connection.exec_driver_sql("PRAGMA quick_check").scalar()
            if problems != "ok":
                raise LibraryError(
                    n_("The library in {folder} did not pass its check after an update."),
                    mend=n_("It was left as it was. Keep a copy of the folder and report this."),
                    folder=path.parent,
                )
        database.close()
        with working.open("rb+") as file:
            os.fsync(file.fileno())
        _check_alone(path)
        working.replace(path)
    except OSError as error:
        raise _unwritable(path, error) from error
    finally:
        database.close()
        _remove(working)


def _check_alone(path: Path) -> None:
    """Refuse to replace what another program has open: what that writes from then on would be lost."""
    if path.with_name(f"{path.name}-wal").exists():
        raise LibraryError(
            n_("Another program is busy with the library in {folder}."),
            mend=n_("Try again when it is done."),
            folder=path.parent,
        )


def _remove(path: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def _unwritable(path: Path, error: OSError) -> LibraryError:
    return LibraryError(
        n_("The library in {folder} cannot be written: {reason}."),
        mend=n_("Make room, or give yourself the right to write the folder."),
        folder=path.parent,
        reason=error.strerror,
    )
