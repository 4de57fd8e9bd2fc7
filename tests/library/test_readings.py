"""Openings: counted by day and card, told once when the day is over, and forgotten when asked."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from enablement.library.events import EventState
from enablement.library.keys import LibraryKey
from enablement.library.library import Library


class DayClock:
    def __init__(self) -> None:
        self.now = datetime(2026, 11, 23, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def days() -> DayClock:
    return DayClock()


@pytest.fixture
def counting(tmp_path: Path, days: DayClock) -> Any:
    library = Library.open(tmp_path / "counting", LibraryKey.random(), days)
    yield library
    library.close()


def told(library: Library) -> list[dict[str, Any]]:
    return [one.payload for one in library.events.waiting() if one.kind == "reading"]


def test_a_day_is_told_once_it_is_over(counting: Library, days: DayClock) -> None:
    for card_id, revision in (("price", 1), ("price", 2), ("late", 1)):
        counting.readings.count(card_id, revision)
    assert not told(counting)
    days.now += timedelta(days=1)
    counting.readings.count("price", 2)
    counting.readings.count("price", 2)
    cards = {"price": {"revision": 2, "opens": 2}, "late": {"revision": 1, "opens": 1}}
    assert told(counting) == [{"day": "2026-11-23", "cards": cards}]
    days.now += timedelta(days=3)
    counting.readings.count("late", 1)
    second = {"price": {"revision": 2, "opens": 2}}
    assert told(counting)[1] == {"day": "2026-11-24", "cards": second}


def test_what_is_not_told_yet_can_be_forgotten(counting: Library, days: DayClock) -> None:
    counting.readings.count("price", 1)
    counting.readings.forget()
    days.now += timedelta(days=1)
    counting.readings.count("late", 1)
    assert not told(counting)


def test_what_waits_can_be_deleted_as_any_log(counting: Library, days: DayClock) -> None:
    counting.readings.count("price", 1)
    days.now += timedelta(days=1)
    counting.readings.count("late", 1)
    (event,) = counting.events.waiting()
    assert event.state is EventState.WAITING
    assert counting.events.remove(event.event_id)
    assert not told(counting)
