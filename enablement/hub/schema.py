"""The hub's schema over time: every migration runs in one transaction, or not at all."""

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, func, inspect, select, text

from enablement.errors import HubDataError
from enablement.hub.database import Database
from enablement.translation import n_

if TYPE_CHECKING:
    from alembic.config import Config

HEAD = "0006"
"""The newest migration; a test holds it against the folder of migrations."""

_SCHEMA_LOCK = 0x656E61626C65
"""Any number that no other program on the same database uses: the first letters of our name."""


def bring_up_to_date(database: Database) -> None:
    """Migrate an older hub in place, in one transaction.

    Raises `HubDataError` when the database is no hub's, or of a schema newer than this program.
    """
    with database.reading() as connection:
        revision = current_revision(connection)
    if revision == HEAD:
        return
    if revision is None:
        raise HubDataError(
            n_("The database in {place} is not a hub's."),
            mend=n_("Nothing was changed. Name the folder that “enablement hub init” made."),
            place=database.place,
        )
    if revision not in known_revisions():
        raise HubDataError(
            n_("The hub in {place} was written by a newer Enablement."),
            mend=n_("Update Enablement; nothing was changed."),
            place=database.place,
        )
    with database.writing() as connection:
        keep_others_out(connection)
        if current_revision(connection) != HEAD:
            upgrade(connection)


def keep_others_out(connection: Connection) -> None:
    """Let one process at a time change the schema; the others wait for the end of its transaction."""
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(_SCHEMA_LOCK)))


def upgrade(connection: Connection, revision: str = "head") -> None:
    """Run the migrations on a connection; Alembic is imported here alone, since it is slow."""
    from alembic import command

    config = _configuration()
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def current_revision(connection: Connection) -> str | None:
    """The migration that the database is at; `None` when it is no hub's."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return found


def known_revisions() -> set[str]:
    """The migrations that this program has."""
    from alembic.script import ScriptDirectory

    scripts = ScriptDirectory.from_config(_configuration())
    return {script.revision for script in scripts.walk_revisions()}


def _configuration() -> "Config":
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    return config
