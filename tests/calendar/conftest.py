"""Calendars as programs write them, read on one day in Madrid."""

from collections.abc import Callable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from enablement.calendar.reader import ReadCalendar, read_calendar

MADRID = ZoneInfo("Europe/Madrid")
NOW = datetime(2026, 11, 26, 8, 0, tzinfo=UTC)
"""Thursday, nine in Madrid."""


def calendar(*parts: str) -> str:
    """A calendar of these components."""
    return "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", *parts, "END:VCALENDAR", ""])


def event(*lines: str, uid: str = "one") -> str:
    """An event of these lines."""
    return "\r\n".join(["BEGIN:VEVENT", f"UID:{uid}", *lines, "END:VEVENT"])


@pytest.fixture(scope="session")
def read() -> Callable[..., ReadCalendar]:
    """Read the events of a calendar, or components beside them."""

    def read_events(*parts: str, text: str = "") -> ReadCalendar:
        return read_calendar(text or calendar(*parts), "my.ics", NOW, zone=MADRID)

    return read_events


@pytest.fixture(scope="session")
def starts(read: Callable[..., ReadCalendar]) -> Callable[..., list[str]]:
    """When the meetings of a calendar begin, on the clock in Madrid."""

    def when(*parts: str) -> list[str]:
        return [f"{one.starts_at:%a %d %b %H:%M}" for one in read(*parts).meetings]

    return when
