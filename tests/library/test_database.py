"""The encrypted file: unreadable without its key, sound in its settings, errors in sentences."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError
from sqlcipher3 import dbapi2 as sqlcipher

from enablement.errors import LibraryError
from enablement.library.database import Database, check_sqlite
from enablement.library.keys import LibraryKey
from enablement.library.library import DATABASE_FILE, Library
from enablement.library.tables import events
from enablement.sync.protocol import Outcome, Usage

SECRET = "the buyer at Northwind said it is too dear"
USAGE = Usage(card_id="price", revision=3, outcome=Outcome.WORKED, note=SECRET)


def test_nothing_readable_lies_beside_it(library: Library) -> None:
    library.events.log_usage(USAGE)
    for path in library.folder.iterdir():
        data = path.read_bytes()
        assert SECRET.encode() not in data, path
        assert not data.startswith(b"SQLite format 3"), path


def test_no_error_holds_what_was_written(library: Library) -> None:
    event = library.events.log_usage(USAGE)
    with pytest.raises(IntegrityError) as caught, library.writing() as writer:
        writer.execute(insert(events), {**vars(event), "device": "", "position": None})
    assert SECRET not in str(caught.value)


def test_plain_sqlite_cannot_open_it(library: Library) -> None:
    plain = sqlcipher.connect(str(library.folder / DATABASE_FILE))
    plain.execute("PRAGMA cipher_log_level = NONE")
    with pytest.raises(sqlcipher.DatabaseError):
        plain.execute("SELECT count(*) FROM sqlite_schema")
    plain.close()


def test_writes_survive_power_loss_settings(library: Library) -> None:
    with library.reading() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


def test_wrong_key_is_a_sentence_and_changes_nothing(
    library: Library, reopen: Callable[[], Library]
) -> None:
    library.events.log_usage(USAGE)
    library.close()
    before = (library.folder / DATABASE_FILE).read_bytes()
    with pytest.raises(LibraryError, match="does not open with this key"):
        Library.open(library.folder, LibraryKey.random())
    assert (library.folder / DATABASE_FILE).read_bytes() == before
    assert reopen().events.waiting_count() == 1


def test_damaged_file_is_a_sentence(library: Library, key: LibraryKey) -> None:
    library.close()
    path = library.folder / DATABASE_FILE
    data = bytearray(path.read_bytes())
    data[4096:] = bytes(len(data) - 4096)
    path.write_bytes(bytes(data))
    with pytest.raises(LibraryError, match=r"damaged|does not open") as raised:
        Library.open(library.folder, key)
    assert str(library.folder) in str(raised.value)


def test_full_disk_is_a_sentence_and_loses_nothing(library: Library) -> None:
    library.events.log_usage(USAGE)

    def write_too_much() -> None:
        with library.writing() as connection:
            # SQLite answers SQLITE_FULL at this limit exactly as when the disk has no room.
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
            connection.exec_driver_sql("CREATE TABLE big (data BLOB)")
            connection.exec_driver_sql("INSERT INTO big VALUES (zeroblob(1000000))")

    with pytest.raises(LibraryError, match="disk is full"):
        write_too_much()
    assert [event.payload["note"] for event in library.events.waiting()] == [SECRET]


def test_folder_that_cannot_be_made_is_a_sentence(tmp_path: Path, key: LibraryKey) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("not a folder")
    with pytest.raises(LibraryError, match="cannot be written"):
        Library.open(in_the_way / "profile", key)


def test_an_sqlite_with_the_wal_bug_is_refused() -> None:
    with pytest.raises(LibraryError, match=r"3\.51\.2"):
        check_sqlite((3, 51, 2))
    check_sqlite((3, 51, 3))


def test_bugs_are_not_explained_away(tmp_path: Path, key: LibraryKey) -> None:
    assert Database(tmp_path / "x.db", key).explain(ValueError("no such table: cards")) is None


def test_readers_are_not_blocked_by_a_writer(library: Library) -> None:
    with library.writing() as connection:
        connection.exec_driver_sql("INSERT INTO index_state VALUES (1, 7)")
        assert library.index_files.version() == 0
    assert library.index_files.version() == 7
