"""Calendars of every kind become the right meetings, and broken ones a sentence that helps."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from enablement.calendar.errors import CalendarError
from enablement.calendar.reader import ReadCalendar, read_calendar

Read = Callable[..., ReadCalendar]
Starts = Callable[..., list[str]]
NOW = datetime(2026, 11, 26, 8, 0, tzinfo=UTC)
ZONE = """BEGIN:VTIMEZONE
TZID:Our own zone
BEGIN:STANDARD
DTSTART:19700101T000000
TZOFFSETFROM:-0500
TZOFFSETTO:-0500
END:STANDARD
END:VTIMEZONE"""


def event(*lines: str, uid: str = "one") -> str:
    return "\r\n".join(["BEGIN:VEVENT", f"UID:{uid}", *lines, "END:VEVENT"])


def test_a_plain_event_becomes_a_meeting(read: Read) -> None:
    (meeting,) = read(
        event(
            "DTSTART:20261126T133000Z", "DTEND:20261126T140000Z", "SUMMARY:Renewal – Larkhaven",
            "LOCATION:Room 3\\, first floor", "DESCRIPTION:Too expensive\\, they say.\\nReally.",
            "ORGANIZER:mailto:ana@norrvane.example",
            "ATTENDEE;CN=Tom Berg:mailto:tom@larkhaven.example",
            "ATTENDEE;CUTYPE=ROOM;CN=Room 3:mailto:room3@norrvane.example",
        )
    ).meetings  # fmt: skip
    assert (meeting.title, meeting.place) == ("Renewal – Larkhaven", "Room 3, first floor")
    assert meeting.notes == "Too expensive, they say.\nReally."
    assert [one.name for one in meeting.people] == ["Tom Berg"]
    assert meeting.account == "Larkhaven"
    assert f"{meeting.starts_at:%H:%M}–{meeting.ends_at:%H:%M}" == "14:30–15:00"


def test_an_event_without_an_end_has_a_length_or_none(read: Read) -> None:
    (meeting,) = read(event("DTSTART:20261126T133000Z", "DURATION:PT45M")).meetings
    assert meeting.ends_at - meeting.starts_at == timedelta(minutes=45)
    (meeting,) = read(event("DTSTART:20261126T133000Z")).meetings
    assert meeting.ends_at == meeting.starts_at


@pytest.mark.parametrize(
    ("start", "begins"),
    [
        ("DTSTART:20261126T133000Z", "14:30"),
        ("DTSTART;TZID=America/New_York:20261126T083000", "14:30"),
        ("DTSTART;TZID=Eastern Standard Time:20261126T083000", "14:30"),
        ("DTSTART;TZID=W. Europe Standard Time:20261126T143000", "14:30"),
        ('DTSTART;TZID="Our own zone":20261126T083000', "14:30"),
        ("DTSTART:20261126T143000", "14:30"),
        ("DTSTART;TZID=Nobody knows this:20261126T143000", "14:30"),
    ],
    ids=["utc", "olson", "windows", "windows here", "own", "floating", "unknown"],
)
def test_times_are_of_the_reps_clock(starts: Starts, start: str, begins: str) -> None:
    assert starts(ZONE, event(start)) == [f"Thu 26 Nov {begins}"]


def test_a_weekly_meeting_keeps_its_hour_over_the_change_of_the_clocks(read: Read) -> None:
    found = read_calendar(
        "BEGIN:VCALENDAR\n"
        + event("DTSTART;TZID=Europe/Madrid:20260105T100000", "RRULE:FREQ=WEEKLY;BYDAY=MO")
        + "\nEND:VCALENDAR",
        "my.ics", datetime(2026, 10, 20, tzinfo=UTC), days=14,
    )  # fmt: skip
    assert [one.starts_at.astimezone(UTC).hour for one in found.meetings] == [9, 9]


def test_exceptions_move_call_off_and_leave_out(starts: Starts) -> None:
    weekly = event(
        "DTSTART;TZID=Europe/Madrid:20261105T100000", "RRULE:FREQ=WEEKLY;COUNT=8",
        "EXDATE;TZID=Europe/Madrid:20261203T100000",
    )  # fmt: skip
    moved = event("RECURRENCE-ID;TZID=Europe/Madrid:20261126T100000",
                  "DTSTART;TZID=Europe/Madrid:20261127T163000")  # fmt: skip
    off = event("RECURRENCE-ID;TZID=Europe/Madrid:20261210T100000",
                "DTSTART;TZID=Europe/Madrid:20261210T100000", "STATUS:CANCELLED")  # fmt: skip
    assert starts(weekly, moved, off) == [
        "Fri 27 Nov 16:30",
        "Thu 17 Dec 10:00",
        "Thu 24 Dec 10:00",
    ]


def test_an_occurrence_moved_out_of_these_weeks_is_gone(starts: Starts) -> None:
    weekly = event("DTSTART:20261119T090000Z", "RRULE:FREQ=WEEKLY;COUNT=2")
    moved = event("RECURRENCE-ID:20261126T090000Z", "DTSTART:20270826T090000Z")
    assert starts(weekly, moved) == []


def test_extra_dates_count(starts: Starts) -> None:
    assert starts(event("DTSTART:20250101T090000Z", "RDATE:20261127T090000Z")) == [
        "Fri 27 Nov 10:00"
    ]


def test_an_all_day_event_is_of_the_day_wherever_the_rep_is(read: Read) -> None:
    (today, fair) = read(
        event("DTSTART;VALUE=DATE:20261126", "SUMMARY:Deadline"),
        event(
            "DTSTART;VALUE=DATE:20261201", "DTEND;VALUE=DATE:20261204", "SUMMARY:Fair", uid="two"
        ),
    ).meetings
    assert today.all_day
    assert f"{today.starts_at:%d %H:%M} {today.ends_at:%d %H:%M}" == "26 00:00 27 00:00"
    assert (fair.ends_at - fair.starts_at).days == 3


def test_what_was_called_off_is_left_out(read: Read) -> None:
    found = read(
        event("DTSTART:20261126T120000Z", "STATUS:CANCELLED", "SUMMARY:One"),
        event("DTSTART:20261126T120000Z", "SUMMARY:Canceled: Two", uid="two"),
        event("DTSTART:20261126T120000Z", "STATUS:TENTATIVE", "SUMMARY:Three", uid="three"),
    )
    assert [one.title for one in found.meetings] == ["Three"]


def test_a_meeting_that_runs_is_there_and_one_that_is_over_is_not(read: Read) -> None:
    found = read(
        event("DTSTART:20261126T073000Z", "DTEND:20261126T083000Z", "SUMMARY:Runs"),
        event("DTSTART:20261126T063000Z", "DTEND:20261126T080000Z", "SUMMARY:Over", uid="two"),
        event("DTSTART:20270601T090000Z", "SUMMARY:Far", uid="three"),
    )
    assert [one.title for one in found.meetings] == ["Runs"]


def test_one_broken_event_costs_no_other_and_is_told_by_its_line(read: Read) -> None:
    found = read(
        event("DTSTART:nonsense", "SUMMARY:Broken"),
        event("DTSTART:20261126T120000Z", "RRULE:FREQ=NEVER", uid="two"),
        event("DTSTART:20261126T120000Z", "RRULE:FREQ=SECONDLY", uid="three"),
        event("SUMMARY:Without a time", uid="four"),
        event("DTSTART:20261126T120000Z", "SUMMARY:Whole", "a line that is none", uid="five"),
    )
    assert [one.title for one in found.meetings] == ["Whole"]
    assert found.unread == (3, 8, 13, 18)


@pytest.mark.parametrize("zone", ["America", "../../etc/passwd", "/etc/passwd", "Mars/Olympus"])
def test_a_zone_that_is_none_costs_no_other_event(read: Read, zone: str) -> None:
    """The first names a folder where the system keeps its zones."""
    found = read(
        event(f"DTSTART;TZID={zone}:20261126T120000", "SUMMARY:Where", uid="one"),
        event("DTSTART:20261126T120000Z", "SUMMARY:Whole", uid="two"),
    )
    assert "Whole" in [one.title for one in found.meetings]


def test_a_file_that_breaks_off_gives_what_came_before(read: Read) -> None:
    text = "BEGIN:VCALENDAR\n" + event("DTSTART:20261126T120000Z", "SUMMARY:Whole")
    found = read(text=f"{text}\nBEGIN:VEVENT\nDTSTART:2026112")
    assert [one.title for one in found.meetings] == ["Whole"]
    assert found.unread == (7,)


@pytest.mark.parametrize(
    ("text", "sentence", "mend"),
    [
        ("", "my.ics is not a calendar: it does not begin with BEGIN:VCALENDAR.", "an .ics file"),
        ("id,title\n1,x", "my.ics is not a calendar", "an .ics file"),
        ("<!doctype html>", "What came from my.ics is a web page, not a calendar.", "iCal format"),
        ("BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:x", "from line 2 on", "Export the calendar again"),
    ],
)
def test_what_is_no_calendar_is_said_in_a_sentence(
    read: Read, text: str, sentence: str, mend: str
) -> None:
    with pytest.raises(CalendarError) as caught:
        read_calendar(text, "my.ics", NOW)
    assert sentence in caught.value.sentence()
    assert mend in caught.value.how_to_mend()


def test_a_calendar_of_many_years_is_read_for_the_coming_weeks_alone(read: Read) -> None:
    day = datetime(2006, 1, 1, 9, tzinfo=UTC)
    events = [
        event(
            f"DTSTART:{day + timedelta(days=n):%Y%m%dT%H%M%SZ}", f"SUMMARY:Meeting {n}", uid=str(n)
        )
        for n in range(9_000)
    ]
    found = read(*events)
    assert len(found.meetings) == 60
    assert f"{found.meetings[0].starts_at:%d %b %Y}" == "26 Nov 2026"


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from([
    "BEGIN:VCALENDAR", "END:VCALENDAR", "BEGIN:VEVENT", "END:VEVENT", "BEGIN:VALARM", "END:VALARM",
    "BEGIN:VTIMEZONE", "END:VTIMEZONE", "UID:a", "DTSTART:20261126T120000Z", "DTSTART:x", " folded",
    "DTSTART;VALUE=DATE:20261126", "DTEND:20251126T120000Z", "RRULE:FREQ=DAILY", "RRULE:", "EXDATE:x",
    "RECURRENCE-ID:20261127T120000Z", "SUMMARY:x", "ATTENDEE:", "ORGANIZER:x", "DURATION:-PT1H",
    "STATUS:", "TZID:x", "DTSTART;TZID=x:20261126T120000", "", ":", ";", "\x00",
]), max_size=40))  # fmt: skip
def test_any_text_is_read_or_refused_in_a_sentence(lines: list[str]) -> None:
    refused: list[CalendarError] = []
    try:
        meetings = read_calendar("\n".join(lines), "my.ics", NOW).meetings
    except CalendarError as error:
        meetings, refused = (), [error]
    assert all("my.ics" in error.sentence() and error.how_to_mend() for error in refused)
    assert all(meeting.ends_at > NOW for meeting in meetings)
