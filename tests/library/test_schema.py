"""The schema: the migrations end at the tables, older files come along, newer ones are refused."""

import shutil
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect

from enablement.errors import LibraryError
from enablement.library.database import Database
from enablement.library.keys import LibraryKey
from enablement.library.library import DATABASE_FILE, Library
from enablement.library.schema import HEAD, bring_up_to_date, schema_revision, upgrade
from enablement.library.tables import metadata

MIGRATIONS = Path(__file__).parents[2] / "enablement" / "library" / "migrations"


def test_head_is_the_newest_migration() -> None:
    assert ScriptDirectory(str(MIGRATIONS)).get_current_head() == HEAD


def test_migrations_end_at_the_tables(library: Library) -> None:
    with library.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        assert compare_metadata(context, metadata) == []


def test_database_without_schema_is_brought_up_to_date(tmp_path: Path, key: LibraryKey) -> None:
    path = tmp_path / DATABASE_FILE
    old = Database(path, key)
    with old.writing() as connection:
        connection.exec_driver_sql("CREATE TABLE kept (word TEXT)")
        connection.exec_driver_sql("INSERT INTO kept VALUES ('still here')")
    old.close()
    assert schema_revision(path, key) is None
    bring_up_to_date(path, key)
    assert schema_revision(path, key) == HEAD
    new = Database(path, key)
    with new.reading() as connection:
        assert connection.exec_driver_sql("SELECT word FROM kept").scalar() == "still here"
    new.close()
    assert [left.name for left in tmp_path.iterdir() if ".new" in left.name] == []


def test_newer_schema_is_refused_and_left_alone(library: Library, key: LibraryKey) -> None:
    with library.writing() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    library.close()
    path = library.folder / DATABASE_FILE
    before = path.read_bytes()
    with pytest.raises(LibraryError, match="newer Enablement"):
        Library.open(library.folder, key)
    assert path.read_bytes() == before


def test_failed_update_leaves_the_old_database(tmp_path: Path, key: LibraryKey) -> None:
    path = tmp_path / DATABASE_FILE
    old = Database(path, key)
    with old.writing() as connection:
        connection.exec_driver_sql("CREATE TABLE events (in_the_way TEXT)")
    old.close()
    before = path.read_bytes()
    with pytest.raises(Exception, match="already exists"):
        bring_up_to_date(path, key)
    assert path.read_bytes() == before
    assert [left.name for left in tmp_path.iterdir()] == [DATABASE_FILE]


def first_schema(path: Path, key: LibraryKey) -> None:
    """A library as the first version left it."""
    old = Database(path, key)
    with old.writing() as connection:
        upgrade(connection, "0001")
    old.close()


def test_what_a_broken_off_update_left_is_no_part_of_the_next(
    tmp_path: Path, key: LibraryKey
) -> None:
    path = tmp_path / DATABASE_FILE
    first_schema(path, key)
    working = path.with_name(f"{DATABASE_FILE}.new")
    shutil.copyfile(path, working)
    killed = Database(working, key)
    with killed.writing() as connection:
        connection.exec_driver_sql("CREATE TABLE of_the_killed (word TEXT)")
    kept = {name: working.with_name(name).read_bytes() for name in names_of(working)}
    killed.close()
    for name, data in kept.items():
        working.with_name(name).write_bytes(data)
    bring_up_to_date(path, key)
    new = Database(path, key)
    with new.reading() as connection:
        assert not inspect(connection).has_table("of_the_killed")
    new.close()
    assert names_of(working) == []


def test_a_log_that_lost_its_database_is_no_part_of_a_new_one(
    tmp_path: Path, key: LibraryKey
) -> None:
    path = tmp_path / DATABASE_FILE
    lost = Database(path, key)
    with lost.writing() as connection:
        connection.exec_driver_sql("CREATE TABLE of_the_lost (word TEXT)")
    log = path.with_name(f"{DATABASE_FILE}-wal").read_bytes()
    lost.close()
    path.unlink()
    path.with_name(f"{DATABASE_FILE}-wal").write_bytes(log)
    bring_up_to_date(path, key)
    new = Database(path, key)
    with new.reading() as connection:
        assert not inspect(connection).has_table("of_the_lost")
    new.close()


def names_of(path: Path) -> list[str]:
    """The files of a database that are there."""
    return sorted(one.name for one in path.parent.iterdir() if one.name.startswith(path.name))


def test_a_library_that_another_program_has_open_is_not_replaced(
    tmp_path: Path, key: LibraryKey
) -> None:
    path = tmp_path / DATABASE_FILE
    first_schema(path, key)
    other = Database(path, key)
    with other.writing() as connection:
        connection.exec_driver_sql("CREATE TABLE by_the_other (word TEXT)")
    with pytest.raises(LibraryError, match="Another program is busy"):
        bring_up_to_date(path, key)
    assert schema_revision(path, key) == "0001"
    other.close()
    bring_up_to_date(path, key)
    assert schema_revision(path, key) == HEAD


def test_a_library_of_the_first_schema_keeps_what_it_has(tmp_path: Path, key: LibraryKey) -> None:
    path = tmp_path / DATABASE_FILE
    old = Database(path, key)
    with old.writing() as connection:
        upgrade(connection, "0001")
        payload = '{"card_id": "price", "revision": 1, "outcome": "worked"}'
        connection.exec_driver_sql(
            "INSERT INTO events (event_id, kind, occurred_at, payload, state, device, reason)"
            " VALUES ('an-id', 'usage', '2026-11-24T09:00:00.000000+00:00', ?, 'waiting', '', '')",
            (payload,),
        )
        connection.exec_driver_sql("INSERT INTO objects (hash, data) VALUES ('h', x'00')")
        connection.exec_driver_sql(
            "INSERT INTO entries (kind, id, revision, hash, shard)"
            " VALUES ('attachment', 'h', 1, 'h', 3)"
        )
    old.close()
    library = Library.open(tmp_path, key)
    assert schema_revision(path, key) == HEAD
    (event,) = library.events.waiting()
    assert (event.event_id, event.payload["card_id"]) == ("an-id", "price")
    assert library.cards.attachment("h") == b"\0"
    assert library.changes.open() == []
    assert library.desk_state.get("anything") is None
    (sent,) = library.events.take_batch("device")
    assert sent.device_seq == 1
    library.close()
