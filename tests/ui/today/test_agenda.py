"""Today is put together from meetings, news and answers, without a screen."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from enablement.library.keys import LibraryKey
from enablement.library.library import Library
from enablement.search.index import SearchIndex
from enablement.ui.today.agenda import MOST_MEETINGS, AgendaBook
from enablement.ui.today.diary import Diary

MADRID = ZoneInfo("Europe/Madrid")
NOW = datetime(2026, 11, 26, 8, tzinfo=UTC)


class Clock:
    """A clock that one sets."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


def event(start: str, end: str = "", title: str = "", notes: str = "") -> str:
    lines = [f"UID:{start}{title}", f"DTSTART{start}", f"SUMMARY:{title}", f"DESCRIPTION:{notes}"]
    lines += [f"DTEND{end}"] if end else []
    return "\n".join(["BEGIN:VEVENT", *lines, "END:VEVENT"])


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def book(library: Library, deck: Any, clock: Clock) -> Any:
    """A book of these events."""
    deck.put(library, deck.all)
    deck.enrol(library)
    index = SearchIndex(library)

    def open_book(*events: str) -> AgendaBook:
        text = "\n".join(["BEGIN:VCALENDAR", *events, "END:VCALENDAR"])
        diary = Diary(library.desk_state, MADRID, lambda _source: text)
        if events:
            diary.choose("https://cal.example.com/x.ics", clock.now)
        return AgendaBook(library, index, diary, clock, MADRID)

    yield open_book
    index.close()


def titles(book: AgendaBook) -> list[str]:
    return [one.meeting.title for one in book.read().meetings]


def test_nothing_at_all_is_calm(book: Any) -> None:
    agenda = book().read()
    assert agenda.empty
    assert (agenda.diary, agenda.name, agenda.waiting) == (None, "Ana", 0)


def test_the_running_and_the_next_ones_of_a_week(book: Any, clock: Clock) -> None:
    made = book(
        event(":20261126T073000Z", ":20261126T083000Z", "Runs"),
        event(":20261126T060000Z", ":20261126T070000Z", "Over"),
        event(":20261203T075900Z", title="In a week"),
        event(":20261203T080100Z", title="Later"),
    )
    assert titles(made) == ["Runs", "In a week"]
    clock.now += timedelta(hours=1)
    assert titles(made) == ["In a week", "Later"]


def test_all_day_events_leave_room_for_the_meetings(book: Any) -> None:
    days = [event(f";VALUE=DATE:202611{26 + n}", title=f"Day {n}") for n in range(4)]
    meetings = [event(f":2026112{7 + n}T120000Z", title=f"Meeting {n}") for n in range(3)]
    late = [event(f":2026113{0}T1{n}0000Z", title=f"Late {n}") for n in range(5)]
    found = titles(book(*days, *meetings, *late))
    assert found[:2] == ["Day 0", "Meeting 0"]
    assert len(found) == MOST_MEETINGS
    assert [one for one in found if one.startswith("Day")] == ["Day 0"]


def test_cards_are_looked_for_once_until_the_cards_change(
    book: Any, library: Library, deck: Any
) -> None:
    made = book(event(":20261126T120000Z", title="Call – Olmedo", notes="It costs too much."))
    agenda = made.read()
    meeting = agenda.unfitted
    assert meeting is not None
    assert agenda.meetings[0].cards is None
    cards = made.fit(meeting)
    assert [card.card_id for card in cards] == ["too-expensive"]
    assert agenda.fitted(meeting, cards).unfitted is None
    assert made.read().meetings[0].card_ids == ("too-expensive",)
    deck.put(library, deck.all[1:])
    assert made.read().unfitted == meeting


def test_cards_are_looked_for_anew_on_another_day(tmp_path: Path, deck: Any, clock: Clock) -> None:
    """What was good yesterday may have expired."""
    library = Library.open(tmp_path / "profile", LibraryKey.random(), clock)
    last = (clock.now + timedelta(days=1)).date()
    deck.put(library, (deck.expensive.model_copy(update={"expires": last}),))
    deck.enrol(library)
    index = SearchIndex(library)
    when = event(":20261128T120000Z", title="Call – Olmedo", notes="It costs too much.")
    text = "\n".join(["BEGIN:VCALENDAR", when, "END:VCALENDAR"])
    diary = Diary(library.desk_state, MADRID, lambda _source: text)
    diary.choose("https://cal.example.com/x.ics", clock.now)
    made = AgendaBook(library, index, diary, clock, MADRID)
    meeting = made.read().unfitted
    assert meeting is not None
    assert [card.card_id for card in made.fit(meeting)] == ["too-expensive"]
    clock.now += timedelta(days=1)
    assert made.read().unfitted is not None
    assert made.fit(meeting) == ()
    index.close()
    library.close()
