"""The index's files: written with the cards or not at all, and only from the version they know."""

import pytest

from enablement.library.index_files import IndexFileChange, StaleIndexError
from enablement.library.library import Library


def write(library: Library, base: int, written: dict[str, bytes], *removed: str) -> None:
    with library.writing() as connection:
        change = IndexFileChange(base, written, frozenset(removed))
        library.index_files.write(connection, change)


def test_files_come_back_with_a_version_that_counts(library: Library) -> None:
    assert library.index_files.load() == (0, {})
    write(library, 0, {"a": b"1", "b": b"2"})
    write(library, 1, {"a": b"3"}, "b")
    assert library.index_files.load() == (2, {"a": b"3"})
    assert library.index_files.version() == 2


def test_large_files_come_back_like_small_ones(library: Library) -> None:
    files = {str(size): bytes([size]) * (size * 1_000_000) for size in (1, 2, 3)} | {"small": b"1"}
    write(library, 0, files)
    assert library.index_files.load() == (1, files)


def test_replacing_all_leaves_no_old_file(library: Library) -> None:
    write(library, 0, {"a": b"1", "b": b"2"})
    with library.writing() as connection:
        change = IndexFileChange(1, {"c": b"3"}, frozenset(), replace_all=True)
        library.index_files.write(connection, change)
    assert library.index_files.load() == (2, {"c": b"3"})


def test_a_change_from_an_older_version_is_refused(library: Library) -> None:
    write(library, 0, {"a": b"1"})
    with pytest.raises(StaleIndexError):
        write(library, 0, {"a": b"2"})
    assert library.index_files.load() == (1, {"a": b"1"})


def test_a_file_taken_away_leaves_the_version_and_the_others(library: Library) -> None:
    write(library, 0, {"a": b"1", "b": b"2"})
    library.index_files.remove("a")
    library.index_files.remove("never there")
    assert library.index_files.load() == (1, {"b": b"2"})
