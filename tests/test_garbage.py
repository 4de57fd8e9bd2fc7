"""Python's search for garbage waits while a desktop starts, and then leaves alone what stays."""

import gc
from collections.abc import Iterator

import pytest

from enablement.garbage import hold_garbage, let_garbage_go


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    """Leave the collector as it was for the other tests."""
    threshold = gc.get_threshold()
    yield
    gc.unfreeze()
    gc.set_threshold(*threshold)
    gc.enable()


class Loop:
    """Garbage that only a search finds."""

    def __init__(self) -> None:
        self.itself = self


def test_nothing_is_searched_until_it_is_let_go() -> None:
    hold_garbage()
    assert not gc.isenabled()
    kept = gc.get_freeze_count()
    let_garbage_go()
    assert gc.isenabled()
    assert gc.get_freeze_count() > kept


def test_garbage_made_later_goes() -> None:
    hold_garbage()
    let_garbage_go()
    Loop()
    assert gc.collect() >= 1
