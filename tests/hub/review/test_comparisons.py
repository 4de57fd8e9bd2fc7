"""Comparisons: each card's current revision beside the right earlier one, the surest first."""

from itertools import pairwise
from typing import NamedTuple

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from enablement.hub.review.comparisons import Mark, compare
from enablement.hub.review.statistics import log_evidence, marked
from enablement.hub.review.tallies import ENOUGH_LOGS, Tallies, Tally


class Pair(NamedTuple):
    before: Tally
    after: Tally

    @property
    def evidence(self) -> float:
        counts = (self.before.worked, self.before.n, self.after.worked, self.after.n)
        return float(log_evidence(*(np.array([float(one)]) for one in counts))[0])


GROUPS = st.dictionaries(
    st.tuples(st.sampled_from("abcd"), st.integers(1, 5)),
    st.tuples(*[st.one_of(st.integers(0, 4), st.integers(20, 300))] * 3),
    max_size=16,
)
CURRENT = st.dictionaries(st.sampled_from("abcd"), st.integers(1, 5))


def pairs_of(rows: list[Tally], current: dict[str, int]) -> list[Pair]:
    found = []
    enough = [row for row in rows if row.n >= ENOUGH_LOGS]
    for card_id, number in current.items():
        of_card = {row.key[1]: row for row in enough if row.key[0] == card_id}
        older = [of_card[one] for one in sorted(of_card) if one < number]
        if number in of_card and older:
            found.append(Pair(older[-1], of_card[number]))
    return found


@given(GROUPS, CURRENT)
def test_what_can_be_compared_is(
    groups: dict[tuple[str, int], tuple[int, int, int]], current: dict[str, int]
) -> None:
    shown = Tallies.of([(*key, *counts, 7) for key, counts in groups.items()])
    pairs = {pair.after.key[0]: pair for pair in pairs_of(list(shown), current)}
    marks = dict(
        zip(pairs, marked(np.array([pair.evidence for pair in pairs.values()])), strict=True)
    )
    found = compare(shown, current)
    assert {one.card_id: (one.before, one.after) for one in found} == pairs
    for one in found:
        better = one.after.rate > one.before.rate
        assert one.mark == ((Mark.BETTER if better else Mark.WORSE) if marks[one.card_id] else None)
        assert found.of_card(one.card_id) == [one]
    strengths = [pairs[one.card_id].evidence for one in found]
    assert all(first >= second - 1e-9 for first, second in pairwise(strengths))
    for mark in Mark:
        assert found.marked(mark, 2) == [one for one in found if one.mark is mark][:2]


def test_a_card_that_cannot_be_compared_has_no_comparison() -> None:
    found = compare(Tallies.of([("a", 1, 9, 9, 9, 7)]), {"a": 1})
    assert (list(found), len(found), found.of_card("a")) == ([], 0, [])
