"""When a hub is tried again: spread at random, growing, within bounds, and as it asks."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as some

from enablement.sync.pacing import LONGEST_WAIT, SHORTEST_WAIT, asked_wait, wait_after

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@given(some.integers(1, 10_000), some.floats(0, 1, exclude_max=True))
def test_waits_are_within_bounds(failures: int, chance: float) -> None:
    assert SHORTEST_WAIT <= wait_after(failures, chance) <= LONGEST_WAIT
    assert wait_after(failures, chance) <= wait_after(failures + 1, chance)


def test_the_whole_of_a_wait_is_drawn() -> None:
    assert wait_after(1, 0) == wait_after(9, 0) == SHORTEST_WAIT
    assert wait_after(1, 0.999) == pytest.approx(30, abs=0.1)
    assert wait_after(9, 0.999) == pytest.approx(LONGEST_WAIT, abs=1)


@given(some.text(), some.text())
def test_no_header_is_a_mistake(retry_after: str, date: str) -> None:
    wait = asked_wait(retry_after, date, NOW)
    assert wait is None or SHORTEST_WAIT <= wait <= LONGEST_WAIT


def http_date(moment: datetime) -> str:
    return format_datetime(moment, usegmt=True)


@given(some.integers(-10_000, 10_000))
def test_a_moment_is_meant_by_the_clock_of_whoever_answered(seconds: int) -> None:
    theirs = NOW - timedelta(days=400)
    moment = http_date(theirs + timedelta(seconds=seconds))
    wanted = min(max(float(seconds), SHORTEST_WAIT), LONGEST_WAIT)
    assert asked_wait(moment, http_date(theirs), NOW) == wanted
    assert asked_wait(str(abs(seconds)), None, NOW) == min(max(abs(seconds), 1), LONGEST_WAIT)


@pytest.mark.parametrize(
    ("said", "wait"),
    [
        ("30", 30), (" 30 ", 30), ("0", SHORTEST_WAIT), ("9" * 400, LONGEST_WAIT),
        (http_date(NOW + timedelta(seconds=45)), 45), ("Sunday, 06-Nov-94 08:49:37 GMT", 1),
        ("", None), (None, None), ("-5", None), ("1.5", None), ("soon", None), ("٣", None),
        ("Tue, 99 Nov 2026 09:00:00 GMT", None),
    ],
)  # fmt: skip
def test_what_an_answer_says(said: str | None, wait: float | None) -> None:
    assert asked_wait(said, None, NOW) == wait
