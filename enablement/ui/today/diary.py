"""The rep's calendar on this laptop: where it comes from and what was read of it, in the encrypted library.

The address is a secret and the meetings are the rep's own: both stay in the library, and nothing here
writes either to the outbox, to a log or to a file.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path
from threading import Lock
from typing import Any

from enablement.calendar.meeting import Meeting, order
from enablement.calendar.reader import ReadCalendar, read_calendar
from enablement.calendar.source import CalendarSource, fetch_text, source_of
from enablement.library.desk_state import DeskState

_SOURCE, _READ = "calendar", "calendar_meetings"

FETCH_EVERY = timedelta(minutes=15)
"""An address is asked no more often than this."""

Fetch = Callable[[CalendarSource], str]


@dataclass(frozen=True)
class DiaryState:
    """What is known of the calendar: its name, when it was read, and the lines that could not be.

    `read_at` is `None` until it was read once.
    """

    name: str
    is_address: bool
    read_at: datetime | None = None
    unread: tuple[int, ...] = ()

    def is_stale(self, now: datetime) -> bool:
        """Whether it is time to read it again; a file costs nothing."""
        fresh = self.is_address and self.read_at is not None and now - self.read_at < FETCH_EVERY
        return not fresh


class Diary:
    """Reads the calendar and keeps what it read; `fetch` and `choose` belong to the `net` lane."""

    def __init__(
        self, state: DeskState, zone: tzinfo | None = None, fetch: Fetch = fetch_text
    ) -> None:
        self._state, self._zone, self._fetch = state, zone, fetch
        self._found: list[dict[str, Any]] = []
        self._stamp: tuple[str | None, str | None] = (None, None)
        self._writing = Lock()

    def state(self) -> DiaryState | None:
        """What is known of the calendar; `None` when none was chosen."""
        kept = self._state.get(_SOURCE)
        if kept is None:
            return None
        source, at = CalendarSource(kept["place"]), kept.get("at")
        read_at = datetime.fromisoformat(at) if at else None
        return DiaryState(source.name, source.is_address, read_at, tuple(kept.get("unread", ())))

    def meetings(self, before: datetime) -> tuple[Meeting, ...]:
        """The meetings that begin before a moment, the nearest first, on the rep's clock of now."""
        last = f"{before.astimezone(UTC) + timedelta(days=1):%Y-%m-%d}"
        near = (one for one in self._kept() if one["starts"][:10] <= last)
        found = [Meeting.from_json(one, self._zone) for one in near]
        return tuple(sorted((one for one in found if one.starts_at < before), key=order))

    def _kept(self) -> list[dict[str, Any]]:
        """What was read, looked up once each time that it was."""
        kept = self._state.get(_SOURCE) or {}
        stamp = (kept.get("place"), kept.get("at"))
        if stamp != self._stamp:
            self._found, self._stamp = self._state.get(_READ, []) if kept else [], stamp
        return self._found

    def choose(self, text: str, now: datetime) -> DiaryState:
        """Take another calendar, once it could be read; else the one before stays."""
        source = source_of(text)
        read = self._read(source, now)
        with self._writing:
            return self._write(source, read, now)

    def use(self, file: Path) -> None:
        """Take a calendar file that is read later."""
        self.forget()
        self._state.put(_SOURCE, {"place": str(file), "at": "", "unread": []})

    def refresh(self, now: datetime) -> bool:
        """Read the calendar again if it is time; whether it was read."""
        state, kept = self.state(), self._state.get(_SOURCE)
        if state is None or not state.is_stale(now):
            return False
        source = CalendarSource(kept["place"])
        read = self._read(source, now)
        with self._writing:
            if (self._state.get(_SOURCE) or {}).get("place") != source.place:
                return False  # the rep has removed it meanwhile: it stays away
            self._write(source, read, now)
        return True

    def forget(self) -> None:
        """Know no calendar any more, and nothing of what was in it."""
        with self._writing:
            self._state.put(_SOURCE, None)
            self._state.put(_READ, None)

    def _read(self, source: CalendarSource, now: datetime) -> ReadCalendar:
        return read_calendar(self._fetch(source), source.name, now, zone=self._zone)

    def _write(self, source: CalendarSource, read: ReadCalendar, now: datetime) -> DiaryState:
        # The meetings first: who reads in between finds new meetings or the former ones.
        self._state.put(_READ, [one.as_json() for one in read.meetings])
        at = now.astimezone(UTC).isoformat()
        self._state.put(_SOURCE, {"place": source.place, "at": at, "unread": list(read.unread)})
        return DiaryState(source.name, source.is_address, now, read.unread)
