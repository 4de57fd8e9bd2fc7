"""A real encrypted library in a folder of its own, with a clock that tests can set."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from enablement.library.keys import LibraryKey
from enablement.library.library import Library


class SetClock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.moment

    def move(self, **by: float) -> None:
        """Move the clock, back too."""
        self.moment += timedelta(**by)


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def key() -> LibraryKey:
    return LibraryKey.random()


@pytest.fixture
def reopen(tmp_path: Path, key: LibraryKey, clock: SetClock) -> Iterator[Callable[[], Library]]:
    """Open the same library again, as another process would."""
    opened: list[Library] = []

    def open_it() -> Library:
        opened.append(Library.open(tmp_path / "profile", key, clock))
        return opened[-1]

    yield open_it
    for library in opened:
        library.close()


@pytest.fixture
def library(reopen: Callable[[], Library]) -> Library:
    return reopen()
