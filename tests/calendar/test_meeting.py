"""A meeting is kept and read again as it was, on the clock where the rep is then."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from enablement.calendar.meeting import Meeting, Person

MADRID, TOKYO = ZoneInfo("Europe/Madrid"), ZoneInfo("Asia/Tokyo")
MEETING = Meeting(
    uid="one", title="Renewal", starts_at=datetime(2026, 11, 26, 14, 30, tzinfo=MADRID),
    ends_at=datetime(2026, 11, 26, 15, 0, tzinfo=MADRID), place="Room 3", notes="Too dear",
    people=(Person("Tom", "tom@example.com"),), account="Larkhaven",
)  # fmt: skip


@pytest.mark.parametrize(
    ("meeting", "begins"),
    [
        (MEETING, "22:30"),
        (replace(MEETING, floating=True), "14:30"),
        (replace(MEETING, all_day=True), "14:30"),
    ],
)
def test_only_times_of_a_zone_move_with_the_rep(meeting: Meeting, begins: str) -> None:
    kept = meeting.as_json()
    assert f"{Meeting.from_json(kept, TOKYO).starts_at:%H:%M}" == begins
    assert Meeting.from_json(kept, MADRID) == meeting


def test_it_runs_from_its_start_to_its_end() -> None:
    start = MEETING.starts_at
    assert MEETING.running_at(start)
    assert not MEETING.running_at(start - timedelta(seconds=1))
    assert not MEETING.running_at(MEETING.ends_at)
    assert replace(MEETING, ends_at=start).running_at(start)


def test_its_key_tells_occurrences_apart() -> None:
    later = replace(MEETING, starts_at=MEETING.starts_at + timedelta(days=7))
    assert later.key != MEETING.key
    assert MEETING.key == replace(MEETING, starts_at=MEETING.starts_at.astimezone(UTC)).key
