"""A calendar's text is taken apart by lines, whatever stands in it."""

from datetime import date

import pytest

from enablement.calendar.blocks import EventBlock, take_apart

FIRST, LAST = date(2026, 11, 26), date(2027, 1, 25)


def test_events_come_unfolded_with_their_lines_and_without_their_alarms() -> None:
    text = (
        "BEGIN:VCALENDAR\r\nX-WR-TIMEZONE:Europe/Madrid\r\nBEGIN:VEVENT\r\nSUMMARY:A long\r\n  name\r\n"
        "BEGIN:VALARM\r\nTRIGGER:-PT5M\r\nEND:VALARM\r\nDTSTART:20261126T120000Z\r\nEND:VEVENT\r\n"
        "begin:vevent\nSUMMARY:B\nend:vevent\nEND:VCALENDAR\n"
    )
    found = take_apart(text)
    assert found.is_calendar
    assert found.head == ["X-WR-TIMEZONE:Europe/Madrid"]
    assert [(one.line, one.text.split("\n")[1]) for one in found.events] == [
        (3, "SUMMARY:A long name"), (11, "SUMMARY:B"),
    ]  # fmt: skip
    assert "TRIGGER" not in found.events[0].text


def test_an_event_that_never_ends_is_told_by_its_line() -> None:
    text = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:A\nBEGIN:VEVENT\nSUMMARY:B\nEND:VEVENT\nEND:VCALENDAR"
    found = take_apart(text)
    assert found.cut_at == 2
    assert [one.line for one in found.events] == [4]


@pytest.mark.parametrize(
    ("lines", "matters"),
    [
        ("DTSTART:20261126T120000Z", True),
        ("DTSTART;VALUE=DATE:20261126", True),
        ('DTSTART;TZID="A: b":20200101T120000', False),
        ("DTSTART:20200101T120000Z", False),
        ("DTSTART:20300101T120000Z", False),
        ("DTSTART;VALUE=DATE:20260101\nDTEND;VALUE=DATE:20270101", True),
        ("DTSTART:20200101T120000Z\nRRULE:FREQ=DAILY", True),
        ("DTSTART:20300101T120000Z\nRRULE:FREQ=DAILY", False),
        ("DTSTART:20200101T120000Z\nRRULE:FREQ=DAILY;UNTIL=20201231T000000Z", False),
        ("DTSTART:20200101T120000Z\nRRULE:FREQ=DAILY;UNTIL=20271231T000000Z", True),
        ("DTSTART:20200101T120000Z\nRDATE:20261127T120000Z", True),
        ("RECURRENCE-ID:20261127T120000Z\nDTSTART:20300101T120000Z", True),
        ("SUMMARY:no time at all", True),
    ],
)
def test_only_events_of_these_weeks_matter(lines: str, matters: bool) -> None:
    assert EventBlock(1, lines).may_matter(FIRST, LAST) is matters
