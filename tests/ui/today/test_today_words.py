"""Days and times in the rep's words."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from enablement.calendar.meeting import Meeting
from enablement.translation import use_language
from enablement.ui.today.today_words import (
    long_day,
    meetings_line,
    near_day,
    news_line,
    span_words,
    until_words,
)

MADRID = ZoneInfo("Europe/Madrid")
NOW = datetime(2026, 11, 26, 14, 5, tzinfo=MADRID)
MEETING = Meeting(
    uid="one", title="Renewal", starts_at=datetime(2026, 11, 26, 14, 30, tzinfo=MADRID),
    ends_at=datetime(2026, 11, 26, 15, 0, tzinfo=MADRID),
)  # fmt: skip


def test_a_day_is_a_heading_in_each_language() -> None:
    assert long_day(date(2026, 11, 26)) == "Thursday, 26 November"
    use_language("es")
    assert long_day(date(2026, 11, 26)).startswith("Jueves, 26 ")
    use_language("en")


@pytest.mark.parametrize(
    ("days", "words"),
    [(-2, "Today"), (0, "Today"), (1, "Tomorrow"), (2, "Saturday, 28 November")],
)
def test_near_days_have_names(days: int, words: str) -> None:
    assert near_day(NOW.date() + timedelta(days=days), NOW.date()) == words


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (25, "in 25 min"), (0.1, "in 1 min"), (60, "in 1 h"), (95, "in 1 h 35 min"), (240, "in 4 h"),
        (-5, "now, until 14:30"), (60 * 13, ""), (60 * 24 * 3, ""),
    ],
)  # fmt: skip
def test_how_soon(minutes: float, words: str) -> None:
    start = NOW + timedelta(minutes=minutes)
    meeting = replace(MEETING, starts_at=start, ends_at=start + timedelta(minutes=30))
    assert until_words(meeting, NOW) == words


def test_a_whole_meeting_for_who_listens() -> None:
    assert span_words(MEETING, NOW) == "Today 14:30 – 15:00, in 25 min"
    assert span_words(replace(MEETING, all_day=True), NOW) == "Today, all day"
    assert span_words(MEETING, NOW - timedelta(days=1)) == "Tomorrow 14:30 – 15:00"


def test_what_waits_today_in_a_line() -> None:
    assert meetings_line(0) == ""
    assert meetings_line(1) == "1 meeting today"
    assert news_line(3) == "3 things new for you"
