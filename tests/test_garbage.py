"""Python's search for garbage waits while a desktop starts, and then leaves alone what stays."""

import gc
from collections.abc import Iterator

import pytest

from enablement.garbage import GarbageSearch, hold_garbage, keep_what_is_there


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    """Leave the collector as it was for the other tests, and give each test only its own objects."""
    by_itself = gc.isenabled()
    gc.collect()
    hold_garbage()
    keep_what_is_there()
    yield
    gc.unfreeze()
    if by_itself:
        gc.enable()


class Loop:
    """Garbage that only a search finds."""

    found = 0

    def __init__(self) -> None:
        self.itself = self

    def __del__(self) -> None:
        Loop.found += 1


def looks(search: GarbageSearch, count: int) -> list[int | None]:
    """How far it looked so many times, while nothing else was made."""
    return [search.look() for _number in range(count)]


def test_python_never_looks_by_itself() -> None:
    kept = gc.get_freeze_count()
    keep_what_is_there()
    assert not gc.isenabled()
    assert gc.get_freeze_count() >= kept > 0


def test_nothing_is_looked_through_before_much_is_made() -> None:
    assert looks(GarbageSearch(), 20) == [None] * 20


def test_what_is_made_later_and_lost_goes() -> None:
    search, before = GarbageSearch(), Loop.found
    for _number in range(6_000):
        Loop()
    assert search.look() == 0
    assert Loop.found == before + 6_000


def test_all_is_looked_through_only_when_nothing_happens() -> None:
    search, kept, depths = GarbageSearch(), [], set()
    while 1 not in depths:
        kept += [[number] for number in range(6_000)]
        depths.add(search.look())
    assert depths == {0, 1}
    assert looks(search, 6) == [None, None, None, None, 2, None]
    assert kept


def test_all_is_looked_through_after_much_even_so() -> None:
    search, kept = GarbageSearch(), []
    depths = []
    while 2 not in depths:
        kept += [[number] for number in range(6_000)]
        depths.append(search.look())
    assert depths.count(1) == 25
    assert depths.count(0) <= 25 * 5
    assert kept


def test_it_is_busy_while_much_is_made() -> None:
    search = GarbageSearch()
    looks(search, 2)
    assert not search.busy
    kept = [[number] for number in range(2_000)]
    assert search.look() is None
    assert search.busy
    assert looks(search, 1) == [None]
    assert not search.busy
    assert kept
