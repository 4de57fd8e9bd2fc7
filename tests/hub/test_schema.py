"""The schema: what the migrations make is what the code expects, and a newer one is refused."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Table, create_mock_engine, text
from sqlalchemy.sql.ddl import ExecutableDDLElement

from enablement.errors import HubDataError
from enablement.hub import schema
from enablement.hub.database import Database
from enablement.hub.hub import Hub
from enablement.hub.identity import create_identity
from enablement.hub.models import metadata
from enablement.hub.places import HubPlace


def test_the_migrations_make_what_the_models_say(database: Database) -> None:
    with database.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_the_head_is_the_newest_migration() -> None:
    scripts = ScriptDirectory(str(Path(schema.__file__).parent / "migrations"))
    assert scripts.get_current_head() == schema.HEAD


def test_a_newer_hub_is_refused_and_left_alone(database: Database, place: HubPlace) -> None:
    with database.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(HubDataError, match="newer Enablement") as raised:
        Hub.open(place)
    assert "Update Enablement" in raised.value.how_to_mend()
    with database.reading() as connection:
        assert connection.scalar(text("SELECT version_num FROM alembic_version")) == "9999"


def test_a_hub_of_the_first_schema_keeps_what_it_has(tmp_path: Path) -> None:
    database = Database.at(tmp_path)
    with database.writing() as connection:
        schema.upgrade(connection, "0001")
        create_identity(connection, "Field team", datetime(2026, 11, 24, tzinfo=UTC))
    database.close()
    hub = Hub.open(tmp_path)
    assert (hub.name, hub.inbox.gaps.all(), hub.synonyms.get().rules) == ("Field team", ([], 0), ())
    hub.close()


def upgrade_and_be_stopped(database: Database) -> None:
    with database.writing() as connection:
        schema.upgrade(connection)
        raise KeyboardInterrupt


def test_a_migration_that_fails_leaves_nothing(tmp_path: Path) -> None:
    database = Database.at(tmp_path)
    with pytest.raises(KeyboardInterrupt):
        upgrade_and_be_stopped(database)
    with database.reading() as connection:
        tables = connection.execute(text("SELECT count(*) FROM sqlite_schema")).scalar()
    assert tables == 0
    database.close()


@pytest.mark.parametrize("table", metadata.sorted_tables, ids=lambda table: str(table.name))
def test_every_table_can_be_made_on_postgresql(table: Table) -> None:
    made: list[str] = []

    def keep(statement: ExecutableDDLElement, *_rest: object, **_options: object) -> None:
        made.append(str(statement.compile(dialect=engine.dialect)))

    engine = create_mock_engine("postgresql+psycopg://", keep)
    table.create(engine)
    assert made[0].strip().startswith("CREATE TABLE")
