"""Counting what a crowd holds: as one would laptop by laptop, whatever they told."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from enablement.hub.coverage.laptops import SILENT, Crowd, History, Laptop
from enablement.hub.shelf import Recipient

NOW = datetime(2026, 11, 24, tzinfo=UTC)
QUIET = NOW - SILENT - timedelta(hours=1)
TOLD = st.lists(st.tuples(st.none() | st.integers(1, 9), st.sampled_from((None, QUIET, NOW))))
SINCE = st.lists(st.integers(1, 9), min_size=1, max_size=4).map(sorted)


def laptop(held: int | None, last_contact: datetime | None) -> Laptop:
    recipient = Recipient.of("", "", ())
    return Laptop("d", "", "r", "Rep", "", "", recipient, held, last_contact)


@given(told=TOLD, since=SINCE)
def test_a_crowd_is_counted_as_its_laptops_are(
    told: list[tuple[int | None, datetime | None]], since: list[int]
) -> None:
    laptops = [laptop(*one) for one in told]
    history = History(tuple(enumerate(since, 1)))
    newest = len(since)
    numbers = [history.at(one.held) for one in laptops if one.held is not None]
    lacking = [one for one in laptops if one.held is None or history.at(one.held) != newest]
    found = Crowd(laptops, NOW).holding(history)
    assert (found.laptops, found.newest) == (len(laptops), numbers.count(newest))
    assert (found.without, found.never) == (numbers.count(0), len(laptops) - len(numbers))
    assert dict(found.older) == {n: numbers.count(n) for n in numbers if 0 < n < newest}
    assert [n for _number, n in found.older] == sorted((n for _, n in found.older), reverse=True)
    assert found.silent == sum(one.silent_at(NOW) for one in lacking)


@given(told=TOLD, since=SINCE, until=st.integers(1, 9))
def test_who_holds_what_was_taken_back_is_counted_as_its_laptops_are(
    told: list[tuple[int | None, datetime | None]], since: list[int], until: int
) -> None:
    laptops = [laptop(*one) for one in told]
    history = History(tuple(enumerate(since, 1)))
    had = [one for one in laptops if one.held is not None and history.at(one.held)]
    still = [one for one in had if one.held is not None and one.held < until]
    silent = sum(one.silent_at(NOW) for one in still)
    found = Crowd(laptops, NOW).holders(history, until)
    assert found == (len(had), len(still), silent)


@given(steps=SINCE.map(lambda since: list(enumerate(since, 1))).flatmap(st.permutations))
def test_a_history_is_read_in_any_order(steps: list[tuple[int, int]]) -> None:
    told = ",".join(f"{number}:{generation}" for number, generation in steps)
    assert History.of(told) == History(tuple(sorted(steps)))
