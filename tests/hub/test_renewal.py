"""What all laptops are told is summed up anew when it is due, by one, and published when it differs."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection

from enablement.hub.database import Database
from enablement.hub.hub import Hub
from enablement.hub.renewal import Renewal, Renewed, is_within
from enablement.hub.shared_objects import read_shared
from enablement.sync.protocol import EntryKind
from tests.hub.conftest import START, SetClock

HOUR = timedelta(hours=1)


class Sums:
    """What is summed up, how often it was, and what was done before."""

    def __init__(self) -> None:
        self.value = b"1"
        self.times = 0
        self.prepared = 0

    def sum_up(self, _connection: Connection, _now: datetime) -> bytes:
        self.times += 1
        return self.value

    def prepare(self, _database: Database) -> None:
        self.prepared += 1


def test_it_is_summed_up_when_due_and_published_when_it_differs(
    hub: Hub, database: Database, clock: SetClock
) -> None:
    sums = Sums()
    what = Renewed(EntryKind.POLICY, "sums", HOUR, HOUR / 6, sums.sum_up, sums.prepare)
    mine, others = (Renewal(database, clock, what) for _ in range(2))
    mine.renew_if_due()
    others.renew_if_due()
    assert (sums.times, sums.prepared, hub.status().generation) == (1, 1, 1)
    sums.value = b"2"
    clock.move(minutes=59)
    mine.renew_if_due()
    clock.move(minutes=2)
    mine.renew_if_due()
    assert sums.times == 1, "it was looked at two minutes ago"
    others.renew_if_due()
    assert (sums.times, hub.status().generation) == (2, 2)
    with database.reading() as connection:
        assert read_shared(connection)[EntryKind.POLICY, "sums"].data == b"2"
    clock.move(hours=2)
    mine.renew_if_due()
    assert (sums.times, hub.status().generation) == (3, 2), "the same is no publication"
    clock.move(days=-3)
    mine.renew_if_due()
    assert sums.times == 4, "by a clock that was set back it is due"


@given(st.timedeltas(), st.timedeltas(min_value=timedelta(), max_value=timedelta(days=400)))
def test_lately_is_a_span_that_ends_now(back: timedelta, span: timedelta) -> None:
    try:
        before = START - back
    except OverflowError:
        return
    assert is_within(before, START, span) == (timedelta() <= back < span)
    assert not is_within(None, START, span)
