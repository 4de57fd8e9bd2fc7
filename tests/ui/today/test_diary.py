"""The calendar is kept encrypted, read when it is time, and works when its place does not answer."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from enablement.calendar.errors import CalendarError
from enablement.calendar.source import CalendarSource
from enablement.library.library import Library
from enablement.ui.today.diary import Diary

NOW = datetime(2026, 11, 26, 8, tzinfo=UTC)
FAR = NOW + timedelta(days=60)
ADDRESS = "https://cal.example.com/private-7f3e9c/basic.ics"


def text(*begins: str) -> str:
    events = "".join(
        f"BEGIN:VEVENT\nUID:{one}\nDTSTART:{one}\nSUMMARY:At {one}\nEND:VEVENT\n" for one in begins
    )
    return f"BEGIN:VCALENDAR\n{events}END:VCALENDAR\n"


class Place:
    """What stands at an address now, and how often it was asked."""

    def __init__(self) -> None:
        self.text, self.asked = text("20261126T120000Z", "20261127T120000"), 0

    def fetch(self, _source: CalendarSource) -> str:
        self.asked += 1
        if not self.text:
            raise CalendarError("It does not answer.")
        return self.text


@pytest.fixture
def place() -> Place:
    return Place()


@pytest.fixture
def diary_in(library: Library, place: Place) -> Callable[[str], Diary]:
    return lambda zone: Diary(library.desk_state, ZoneInfo(zone), place.fetch)


def test_nothing_is_known_before_one_was_chosen(diary_in: Callable[[str], Diary]) -> None:
    diary = diary_in("Europe/Madrid")
    assert diary.state() is None
    assert diary.meetings(FAR) == ()
    assert not diary.refresh(NOW)


def test_what_was_read_is_there_after_a_start_on_the_clock_of_then(
    diary_in: Callable[[str], Diary],
) -> None:
    state = diary_in("Europe/Madrid").choose(ADDRESS, NOW)
    assert (state.name, state.is_address, state.read_at) == ("cal.example.com", True, NOW)
    for zone, times in (("Europe/Madrid", ["13:00", "12:00"]), ("Asia/Tokyo", ["21:00", "12:00"])):
        found = diary_in(zone).meetings(FAR)
        assert [f"{one.starts_at:%H:%M}" for one in found] == times
    assert len(diary_in("Europe/Madrid").meetings(NOW + timedelta(hours=12))) == 1


def test_an_address_is_asked_every_quarter_of_an_hour_at_most(
    diary_in: Callable[[str], Diary], place: Place
) -> None:
    diary = diary_in("Europe/Madrid")
    diary.choose(ADDRESS, NOW)
    assert not diary.refresh(NOW + timedelta(minutes=14))
    place.text = text("20261128T090000Z")
    assert diary.refresh(NOW + timedelta(minutes=15))
    assert place.asked == 2
    assert [one.title for one in diary.meetings(FAR)] == ["At 20261128T090000Z"]


def test_without_an_answer_what_was_read_stays(
    diary_in: Callable[[str], Diary], place: Place
) -> None:
    diary = diary_in("Europe/Madrid")
    diary.choose(ADDRESS, NOW)
    place.text = ""
    with pytest.raises(CalendarError):
        diary.refresh(NOW + timedelta(days=3))
    assert len(diary.meetings(FAR)) == 2


def test_another_calendar_takes_its_place_only_when_it_can_be_read(
    diary_in: Callable[[str], Diary], place: Place
) -> None:
    diary = diary_in("Europe/Madrid")
    diary.choose(ADDRESS, NOW)
    place.text = "<html>"
    with pytest.raises(CalendarError):
        diary.choose("https://other.example.com/x.ics", NOW)
    state = diary.state()
    assert state is not None
    assert state.name == "cal.example.com"
    diary.forget()
    assert diary.state() is None
    assert diary.meetings(FAR) == ()


def test_a_file_is_read_at_every_round(diary_in: Callable[[str], Diary], place: Place) -> None:
    diary = diary_in("Europe/Madrid")
    diary.use(Path("my.ics"))
    state = diary.state()
    assert state is not None
    assert (state.name, state.read_at) == ("my.ics", None)
    assert diary.refresh(NOW)
    assert diary.refresh(NOW + timedelta(minutes=1))


def test_neither_the_address_nor_a_meeting_can_be_read_on_the_disk(
    library: Library, diary_in: Callable[[str], Diary]
) -> None:
    diary_in("Europe/Madrid").choose(ADDRESS, NOW)
    for file in library.folder.rglob("*"):
        if file.is_file():
            data = file.read_bytes()
            assert b"7f3e9c" not in data
            assert b"At 2026" not in data


def test_a_calendar_that_is_removed_while_it_is_read_stays_away(
    library: Library, place: Place
) -> None:
    diary = Diary(library.desk_state, UTC, place.fetch)
    diary.choose(ADDRESS, NOW)

    def remove_and_fetch(source: CalendarSource) -> str:
        diary.forget()
        return place.fetch(source)

    slow = Diary(library.desk_state, UTC, remove_and_fetch)
    assert not slow.refresh(NOW + timedelta(hours=1))
    assert (diary.state(), diary.meetings(FAR)) == (None, ())
