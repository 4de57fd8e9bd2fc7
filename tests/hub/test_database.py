"""The database: durable settings, one writer at a time, and every failure a sentence."""

import sqlite3
import threading
from pathlib import Path

import pytest
from sqlalchemy import func, insert, select
from sqlalchemy.exc import IntegrityError

from enablement.clock import system_clock
from enablement.errors import HubDataError
from enablement.hub import audit
from enablement.hub.database import Database
from enablement.hub.engines import sqlite_engine
from enablement.hub.hub import Hub
from enablement.hub.models import audit_log, cards
from enablement.hub.places import HubPlace


@pytest.mark.parametrize("engine", ["sqlite"])
def test_what_is_committed_is_on_the_disk(database: Database) -> None:
    with database.reading() as connection:
        pragmas = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    assert pragmas == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def test_a_reader_sees_one_moment(database: Database) -> None:
    count = select(func.count()).select_from(cards)
    with database.reading() as reader:
        assert reader.scalar(count) == 0
        with database.writing() as writer:
            row = {"card_id": "a", "state": "published", "revision": 1, "source": ""}
            writer.execute(insert(cards), row)
        assert reader.scalar(count) == 0
    with database.reading() as reader:
        assert reader.scalar(count) == 1


def write_twice(database: Database) -> None:
    row = {"card_id": "a", "state": "published", "revision": 1, "source": ""}
    with database.writing() as writer:
        writer.execute(insert(cards), row)
        writer.execute(insert(cards), row)


def write_until_full(database: Database) -> None:
    row = {"card_id": "a", "state": "published", "revision": 1, "source": ""}
    with database.writing() as writer:
        pages = writer.exec_driver_sql("PRAGMA page_count").scalar()
        writer.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
        writer.execute(insert(cards), row)
        for number in range(1000):
            audit.record(writer, system_clock(), "x" * 200, "fill", str(number), {"x": "x" * 4000})


def test_an_error_rolls_back(database: Database) -> None:
    with pytest.raises(IntegrityError):
        write_twice(database)
    with database.reading() as reader:
        assert reader.scalar(select(func.count()).select_from(cards)) == 0


@pytest.mark.parametrize("engine", ["sqlite"])
def test_many_writers_take_turns(database: Database, place: HubPlace) -> None:
    """Threads of one process, and a second engine as another process would have."""
    other = Database.at(place)

    def write(through: Database) -> None:
        for _ in range(20):
            with through.writing() as connection:
                now = connection.scalar(select(func.count()).select_from(audit_log)) or 0
                audit.record(connection, system_clock(), "test", "write", str(now))

    threads = [threading.Thread(target=write, args=(one,)) for one in (database, other) * 3]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    other.close()
    with database.reading() as reader:
        subjects = list(
            reader.scalars(select(audit_log.c.subject).where(audit_log.c.who == "test"))
        )
    assert len(set(subjects)) == len(subjects) == 120


@pytest.mark.parametrize("engine", ["sqlite"])
def test_a_full_disk_is_a_sentence_and_loses_nothing(database: Database) -> None:
    with pytest.raises(HubDataError) as raised:
        write_until_full(database)
    assert "disk is full" in raised.value.sentence()
    assert raised.value.how_to_mend()
    with database.reading() as reader:
        assert reader.scalar(select(func.count()).select_from(cards)) == 0


def test_a_file_that_is_no_database_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "hub.db").write_bytes(b"this is a shopping list, and no database at all" * 100)
    with pytest.raises(HubDataError, match="not a hub's database"):
        Hub.open(tmp_path)
    assert (tmp_path / "hub.db").read_bytes().startswith(b"this is a shopping list")


def test_a_database_that_is_not_a_hubs_is_a_sentence(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "hub.db") as other:
        other.execute("CREATE TABLE songs (title TEXT)")
    other.close()
    with pytest.raises(HubDataError, match="not a hub's"):
        Hub.open(tmp_path)


@pytest.mark.parametrize("engine", ["sqlite"])
def test_a_damaged_database_is_a_sentence(tmp_path: Path, hub: Hub) -> None:
    hub.close()
    path = tmp_path / "hub" / "hub.db"
    data = bytearray(path.read_bytes())
    data[4096:] = b"\xff" * (len(data) - 4096)
    path.write_bytes(bytes(data))
    with pytest.raises(HubDataError, match="damaged"):
        Hub.open(tmp_path / "hub")


def test_a_bug_stays_a_bug(tmp_path: Path) -> None:
    database = Database(sqlite_engine(tmp_path / "x.db"), tmp_path)
    with database.reading() as connection, pytest.raises(Exception, match="no such table"):
        connection.execute(select(cards))
    database.close()
