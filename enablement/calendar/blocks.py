"""Takes a calendar's text apart before it is read: which events matter these weeks, and where each stands.

A calendar of many years is a few megabytes, of which a few kilobytes are about the coming weeks;
reading all of it properly would take seconds. And an event that stands alone can be broken alone.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

_BEGIN, _END = "BEGIN:", "END:"
_DATE = re.compile(
    r"^(?:DTSTART|DTEND|RECURRENCE-ID)(?:;[^:\n]*(?:\"[^\"\n]*\"[^:\n]*)*)?:(\d{8})", re.MULTILINE
)
_RULE = re.compile(r"^RRULE[^\n]*", re.MULTILINE)
_UNTIL = re.compile(r"UNTIL=(\d{8})")
_ALWAYS_READ = re.compile(r"^(?:RDATE|RECURRENCE-ID;[^\n]*RANGE=THISANDFUTURE)", re.MULTILINE)
_KEPT_OF_HEAD = ("X-WR-TIMEZONE", "CALSCALE")


@dataclass(frozen=True)
class EventBlock:
    """One event as it stands in the file, its lines unfolded, without its alarms; `line` is its first."""

    line: int
    text: str

    def may_matter(self, first: date, last: date) -> bool:
        """Whether it, or one of its occurrences, can lie between two days."""
        if _ALWAYS_READ.search(self.text):
            return True
        days = _DATE.findall(self.text)
        if not days:
            return True  # reading it says what is wrong
        until = _UNTIL.search(rule.group()) if (rule := _RULE.search(self.text)) else None
        ended = until.group(1) if until else max(days)
        goes_on = rule is not None and until is None
        return min(days) <= f"{last:%Y%m%d}" and (goes_on or ended >= f"{first:%Y%m%d}")


@dataclass
class CalendarBlocks:
    """What a calendar's text holds; `cut_at` is the line of an event that never ends, 0 for none."""

    head: list[str] = field(default_factory=list)
    zones: list[str] = field(default_factory=list)
    events: list[EventBlock] = field(default_factory=list)
    cut_at: int = 0
    is_calendar: bool = False


def take_apart(text: str) -> CalendarBlocks:
    """The blocks of any text; one that is no calendar has none."""
    found = CalendarBlocks()
    inside: list[str] = []
    kind, began, skipping = "", 0, 0
    for number, line in _unfolded(text):
        tag = line.strip().upper()
        if tag == "BEGIN:VCALENDAR":
            found.is_calendar = True
        elif not kind and tag in ("BEGIN:VEVENT", "BEGIN:VTIMEZONE"):
            kind, began, inside = tag.removeprefix(_BEGIN), number, [line.strip()]
        elif kind and tag == f"{_END}{kind}":
            _keep(found, kind, began, [*inside, line.strip()])
            kind, skipping = "", 0
        elif kind == "VEVENT" and tag == "BEGIN:VEVENT":
            found.cut_at = found.cut_at or began
            began, inside, skipping = number, [line.strip()], 0
        elif kind == "VEVENT" and tag.startswith((_BEGIN, _END)):
            skipping = max(0, skipping + (1 if tag.startswith(_BEGIN) else -1))
        elif kind and not skipping:
            inside.append(line)
        elif not kind and tag.startswith(_KEPT_OF_HEAD):
            found.head.append(line.strip())
    if kind == "VEVENT":
        found.cut_at = found.cut_at or began
    return found


def _keep(found: CalendarBlocks, kind: str, began: int, lines: list[str]) -> None:
    text = "\n".join(lines)
    if kind == "VEVENT":
        found.events.append(EventBlock(began, text))
    else:
        found.zones.append(text)


def _unfolded(text: str) -> Iterator[tuple[int, str]]:
    """The lines with the number of each; one that goes on in the next begins that with a space."""
    held, at = "", 0
    for number, line in enumerate(re.split(r"\r\n|\n|\r", text), 1):
        if at and line[:1] in (" ", "\t"):
            held += line[1:]
            continue
        if at:
            yield at, held
        held, at = line, number
    yield at, held
