"""Reads a calendar's text into the meetings of the coming weeks, and says what of it cannot be read.

Nothing that stands in a calendar may reach a log: what fails is told by its line alone.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any

from enablement.calendar.accounts import guess_account
from enablement.calendar.blocks import CalendarBlocks, EventBlock, take_apart
from enablement.calendar.errors import CalendarError
from enablement.calendar.meeting import Meeting, Person, day_starts, in_zone, order
from enablement.calendar.notes import plain_notes
from enablement.translation import n_

DAYS = 60
"""So many days ahead are read, so that a laptop that is offline for weeks still knows its meetings."""

MOST_MEETINGS = 600
_MOST_EVENTS = 4_000
_LONGEST_TITLE, _LONGEST_NOTES, _MOST_PEOPLE = 300, 4_000, 40
_TOO_OFTEN = ("SECONDLY", "MINUTELY")
_CANCELLED = ("canceled:", "cancelled:", "cancelado:", "cancelada:", "canceled event:")
_NEEDED = frozenset({"DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID"})
_BROKEN = (ValueError, TypeError, KeyError, AttributeError, IndexError, ArithmeticError,
           AssertionError, RuntimeError, OSError)  # fmt: skip
"""What the two libraries raise for a calendar that does not keep to its own format."""


@dataclass(frozen=True)
class ReadCalendar:
    """The meetings from now on, the nearest first; `unread` are the lines of events left out."""

    meetings: tuple[Meeting, ...]
    unread: tuple[int, ...] = ()


def read_calendar(
    text: str, name: str, now: datetime, *, days: int = DAYS, zone: tzinfo | None = None
) -> ReadCalendar:
    """Read the text of a calendar of that name; `CalendarError` when it is none, or wholly broken.

    Times without a zone are of `zone`; `None` is the zone of this machine.
    """
    blocks = take_apart(text)
    if not blocks.is_calendar:
        raise _not_a_calendar(text, name)
    first, last = day_starts(now, zone), day_starts(now, zone) + timedelta(days=days)
    margin = timedelta(days=2)
    near = [
        event for event in blocks.events
        if event.may_matter((first - margin).date(), (last + margin).date())
    ][:_MOST_EVENTS]  # fmt: skip
    found, unread = _read_events(blocks, near, (first, last), zone)
    unread += [blocks.cut_at] if blocks.cut_at else []
    if unread and not found and len(unread) >= len(near):
        raise CalendarError(
            n_("{name} cannot be read: no event in it is as it should be, from line {line} on."),
            mend=n_("Export the calendar again as an .ics file, and choose that."),
            name=name, line=min(unread),
        )  # fmt: skip
    meetings = sorted(
        (one for one in found if one.ends_at > now and one.starts_at < last),
        key=order,
    )
    return ReadCalendar(tuple(meetings[:MOST_MEETINGS]), tuple(sorted(unread)))


def _not_a_calendar(text: str, name: str) -> CalendarError:
    if text.lstrip()[:1] == "<":
        return CalendarError(
            n_("What came from {name} is a web page, not a calendar."),
            mend=n_(
                "In your calendar’s settings copy the address in iCal format; it ends in .ics."
            ),
            name=name,
        )
    return CalendarError(
        n_("{name} is not a calendar: it does not begin with BEGIN:VCALENDAR."),
        mend=n_("Export your calendar as an .ics file, and choose that."),
        name=name,
    )


def _read_events(
    blocks: CalendarBlocks,
    events: Sequence[EventBlock],
    window: tuple[datetime, datetime],
    zone: tzinfo | None,
) -> tuple[list[Meeting], list[int]]:
    """The occurrences within a window, and the lines of the events that cannot be read."""
    groups: dict[str, list[EventBlock]] = {}
    for event in events:
        groups.setdefault(_uid(event), []).append(event)
    found, unread = list[Meeting](), list[int]()
    for group in groups.values():
        try:
            found += _occurrences(blocks, group, window, zone)
        except _BROKEN:
            unread += [event.line for event in group]
    return found, unread


def _uid(event: EventBlock) -> str:
    """What joins an event with the changes to its occurrences; without one it stands alone."""
    for line in event.text.split("\n"):
        if line.upper().startswith(("UID:", "UID;")):
            return line.partition(":")[2].strip()
    return f"line {event.line}"


def _occurrences(
    blocks: CalendarBlocks,
    events: Sequence[EventBlock],
    window: tuple[datetime, datetime],
    zone: tzinfo | None,
) -> list[Meeting]:
    # Imported here, since most starts of the desk have read their calendar before.
    import icalendar
    import recurring_ical_events

    zones = [one for one in blocks.zones if any(_names(event, one) for event in events)]
    body = [*blocks.head, *zones, *(event.text for event in events)]
    calendar = icalendar.Calendar.from_ical("\n".join(["BEGIN:VCALENDAR", *body, "END:VCALENDAR"]))
    for event in calendar.walk("VEVENT"):
        if any(name in _NEEDED for name, _why in event.errors) or "DTSTART" not in event:
            raise ValueError
        rule = event.get("RRULE")
        if rule is not None and any(_too_often(one) for one in _listed(rule)):
            raise ValueError
    # The edges are given without a zone, and a day wider, since they are met by floating times too.
    start, end = (edge.astimezone(UTC).replace(tzinfo=None) for edge in window)
    day = timedelta(days=1)
    held = recurring_ical_events.of(calendar).between(start - day, end + day)
    return [one for item in held if (one := _meeting(item, zone)) is not None]


def _names(event: EventBlock, zone: str) -> bool:
    """Whether an event is in the zone that a block describes."""
    return any(
        line.upper().startswith("TZID") and line.partition(":")[2].strip() in event.text
        for line in zone.split("\n")
    )


def _too_often(rule: Any) -> bool:
    return any(str(often).upper() in _TOO_OFTEN for often in rule.get("FREQ", ()))


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _meeting(event: Any, zone: tzinfo | None) -> Meeting | None:
    """One occurrence; `None` when it was called off."""
    title = " ".join(str(event.get("SUMMARY", "")).split())[:_LONGEST_TITLE]
    status = str(event.get("STATUS", "")).upper()
    if status == "CANCELLED" or title.casefold().startswith(_CANCELLED):
        return None
    start = event["DTSTART"].dt
    end = event["DTEND"].dt if "DTEND" in event else start
    all_day = not isinstance(start, datetime)
    if all_day and end <= start:
        end = start + timedelta(days=1)
    people = tuple(_people(_listed(event.get("ATTENDEE", []))))
    organizer = str(event.get("ORGANIZER", "")).partition(":")[2]
    return Meeting(
        uid=str(event.get("UID", "")),
        title=title,
        starts_at=_moment(start, zone),
        ends_at=max(_moment(start, zone), _moment(end, zone)),
        all_day=all_day,
        floating=not all_day and start.tzinfo is None,
        place=" ".join(str(event.get("LOCATION", "")).split())[:_LONGEST_TITLE],
        notes=plain_notes(str(event.get("DESCRIPTION", "")))[:_LONGEST_NOTES],
        people=people[:_MOST_PEOPLE],
        account=guess_account(title, people, organizer),
    )


def _moment(when: date, zone: tzinfo | None) -> datetime:
    if isinstance(when, datetime):
        return in_zone(when, zone)
    return in_zone(datetime.combine(when, time.min), zone)


def _people(invited: Iterable[Any]) -> Iterator[Person]:
    for one in invited:
        kind = str(one.params.get("CUTYPE", "INDIVIDUAL")).upper()
        email = str(one).partition(":")[2] or str(one)
        if kind not in ("ROOM", "RESOURCE"):
            yield Person(str(one.params.get("CN", "")), email if "@" in email else "")
