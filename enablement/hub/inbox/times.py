"""How soon marketing answers: the median wait for a first word, for the inbox and for every laptop."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from sqlalchemy import Connection, select

from enablement.clock import Clock
from enablement.hub.database import Database
from enablement.hub.models import threads
from enablement.hub.renewal import Renewal, Renewed
from enablement.sync.policies import ANSWER_TIMES, LEAST_ANSWERS, AnswerTimes
from enablement.sync.protocol import EntryKind

WINDOW = timedelta(days=90)
RENEWED_EVERY = timedelta(days=1)
_LOOKED_EVERY = timedelta(minutes=10)
_HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Waits:
    """How long reps waited for a first word; `half` is `None` under five answers.

    `longer` is how many wait now, without any word, for longer than that.
    """

    answered: int
    half: timedelta | None
    longer: int

    @property
    def hours(self) -> int:
        """The median in whole hours, the one begun counted; 0 when it is not told."""
        return max(1, math.ceil(self.half / _HOUR)) if self.half is not None else 0

    def policy(self) -> AnswerTimes:
        """What laptops are told of it."""
        if self.half is None:
            return AnswerTimes()
        return AnswerTimes(answered=self.answered, hours=self.hours, days=WINDOW.days)


def waits(answered: Sequence[timedelta], waiting: Sequence[timedelta]) -> Waits:
    """The median wait of what was answered, and of what has waited for longer than that already.

    Those that wait longer count with the time they have waited: else marketing would seem the faster
    the more it leaves lying. Those that wait for less say nothing yet.
    """
    if len(answered) < LEAST_ANSWERS:
        return Waits(len(answered), None, 0)
    middle = _median(answered)
    late = [one for one in waiting if one > middle]
    half = _median([*answered, *late])
    return Waits(len(answered), half, sum(one > half for one in waiting))


def _median(spans: Sequence[timedelta]) -> timedelta:
    return timedelta(seconds=median(span.total_seconds() for span in spans))


def read_waits(connection: Connection, now: datetime) -> Waits:
    """How long reps waited for the first words of the last 90 days, and wait now."""
    columns = select(threads.c.opened_at, threads.c.answered_at)
    answered = columns.where(threads.c.answered_at >= now - WINDOW, threads.c.answered_at <= now)
    waiting = columns.where(threads.c.answered_at.is_(None), threads.c.waiting_since.is_not(None))
    return waits(
        [row.answered_at - row.opened_at for row in connection.execute(answered)],
        [now - row.opened_at for row in connection.execute(waiting)],
    )


class AnswerWaits:
    """Reads how soon marketing answers, as it is now."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def read(self) -> Waits:
        """How long reps waited for the first words of the last 90 days, and wait now."""
        with self._database.reading() as connection:
            return read_waits(connection, self._clock())


def times_renewal(database: Database, clock: Clock) -> Renewal:
    """Tells laptops once a day, as a publication when it is not what they know."""
    what = Renewed(
        EntryKind.POLICY,
        ANSWER_TIMES,
        RENEWED_EVERY,
        _LOOKED_EVERY,
        lambda connection, now: read_waits(connection, now).policy().to_bytes(),
    )
    return Renewal(database, clock, what)
