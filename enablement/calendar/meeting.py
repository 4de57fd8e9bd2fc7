"""A meeting as the desk knows it: what a calendar says of one occurrence, kept only on this laptop."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo
from typing import Any


@dataclass(frozen=True)
class Person:
    """Somebody who is invited."""

    name: str
    email: str = ""


@dataclass(frozen=True)
class Meeting:
    """One occurrence of an event; the times are aware.

    `floating` times, and all-day events, mean the clock wherever the rep is. `account` is a guess
    at the customer, empty when nothing tells.
    """

    uid: str
    title: str
    starts_at: datetime
    ends_at: datetime
    all_day: bool = False
    floating: bool = False
    place: str = ""
    notes: str = ""
    people: tuple[Person, ...] = ()
    account: str = ""

    @property
    def key(self) -> str:
        """What tells this occurrence from every other one."""
        return f"{self.uid} {self.starts_at.astimezone(UTC):%Y%m%dT%H%M}"

    def running_at(self, now: datetime) -> bool:
        """Whether it has begun and not ended."""
        return self.starts_at <= now < max(self.ends_at, self.starts_at + timedelta(minutes=1))

    def as_json(self) -> dict[str, Any]:
        """As it is kept in the library; times of the rep's own clock carry no zone."""
        of_the_clock = self.floating or self.all_day
        times = (self.starts_at, self.ends_at)
        if of_the_clock:
            starts, ends = (one.replace(tzinfo=None).isoformat() for one in times)
        else:
            starts, ends = (one.astimezone(UTC).isoformat() for one in times)
        return {
            "uid": self.uid, "title": self.title, "starts": starts, "ends": ends,
            "all_day": self.all_day, "floating": self.floating, "place": self.place,
            "notes": self.notes, "account": self.account,
            "people": [[person.name, person.email] for person in self.people],
        }  # fmt: skip

    @classmethod
    def from_json(cls, kept: Mapping[str, Any], zone: tzinfo | None = None) -> "Meeting":
        """The meeting that was kept, in that zone; `None` is the zone of this machine."""
        starts, ends = (datetime.fromisoformat(kept[name]) for name in ("starts", "ends"))
        return cls(
            uid=kept["uid"], title=kept["title"], starts_at=in_zone(starts, zone),
            ends_at=in_zone(ends, zone), all_day=kept["all_day"], floating=kept["floating"],
            place=kept["place"], notes=kept["notes"], account=kept["account"],
            people=tuple(Person(name, email) for name, email in kept["people"]),
        )  # fmt: skip


def order(meeting: Meeting) -> tuple[datetime, str, str]:
    """What meetings are ordered by: the nearest first, and always the same way."""
    return meeting.starts_at, meeting.title, meeting.uid


def in_zone(moment: datetime, zone: tzinfo | None = None) -> datetime:
    """A moment on the clock of a zone; one without a zone is on that clock already."""
    if moment.tzinfo is None and zone is not None:
        return moment.replace(tzinfo=zone)
    return moment.astimezone(zone)


def day_starts(moment: datetime, zone: tzinfo | None = None) -> datetime:
    """The midnight that the day of a moment began with, on the clock of a zone."""
    day = in_zone(moment, zone).date()
    return in_zone(datetime.combine(day, time.min), zone)
