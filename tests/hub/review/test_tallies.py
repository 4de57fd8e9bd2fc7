"""Groups of logs as columns: each group is what its row said, whichever way it is asked for."""

from functools import reduce

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from enablement.hub.review.tallies import ENOUGH_LOGS, Tallies, Tally
from enablement.intervals import wilson

COUNTS = st.tuples(*[st.integers(0, 9)] * 3, st.integers(0, 2**62 - 1))
ROWS = st.dictionaries(st.text("abc", max_size=3), COUNTS, max_size=9).map(
    lambda groups: [Tally((name,), *counts) for name, counts in groups.items()]
)


def columns(rows: list[Tally]) -> Tallies:
    return Tallies.of(
        [(*row.key, row.worked, row.neutral, row.fell_flat, row.reps) for row in rows]
    )


@given(ROWS)
def test_each_group_is_its_row(rows: list[Tally]) -> None:
    found = columns(rows)
    assert list(found) == rows
    assert [found[place] for place in range(len(found))] == rows
    assert found[1:3] == rows[1:3]
    assert found.n.tolist() == [row.n for row in rows]
    assert list(found.where(found.enough)) == [row for row in rows if row.n >= ENOUGH_LOGS]
    assert (
        list(found.first(2, by=found.worked))
        == sorted(rows, key=lambda row: (-row.worked, row.key))[:2]
    )
    assert list(found.by_key()) == sorted(rows, key=lambda row: row.key)
    assert list(found.aligned_to(found.by_key())) == list(found.by_key())


@given(ROWS)
def test_together_they_are_the_sums_and_all_their_reps(rows: list[Tally]) -> None:
    (whole,) = columns(rows).together()
    assert whole.key == ()
    assert (whole.worked, whole.neutral, whole.fell_flat) == (
        sum(row.worked for row in rows),
        sum(row.neutral for row in rows),
        sum(row.fell_flat for row in rows),
    )
    assert whole.reps == reduce(lambda reps, row: reps | row.reps, rows, 0)


@pytest.mark.parametrize(("worked", "enough"), [(ENOUGH_LOGS - 1, False), (ENOUGH_LOGS, True)])
def test_a_few_logs_are_not_enough(worked: int, enough: bool) -> None:
    row = Tally(("a",), worked, 0, 0, 7)
    assert row.enough is enough
    assert (row.rate, row.interval) == (1, wilson(worked, worked))


def test_a_group_of_two_reps_is_of_few() -> None:
    assert Tally(("a",), 9, 0, 0, 0b101).few_reps
    assert not Tally(("a",), 9, 0, 0, 0b111).few_reps
    assert np.array_equal(Tallies.of([]).n, [])
