"""Evidence and freshness: they decide between equals, and never bury the plain best match."""

from collections.abc import Callable
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from enablement.library.cards import HeldCard
from enablement.search.policies import SearchPolicies
from enablement.search.results import SearchResults
from enablement.search.searcher import Searcher
from enablement.search.tie_breaks import BOUND, EVIDENCE, UNVERIFIED, TieBreaks, standing

TODAY = date(2026, 11, 24)


def test_few_uses_say_little() -> None:
    assert standing(0, 0, 0) == 0
    assert 0 < standing(3, 0, 0) < 0.25
    assert standing(90, 0, 0) == 0.9
    assert standing(0, 0, 90) == -0.9
    assert standing(5, 80, 5) == 0


def test_factors(make_card: Callable[..., HeldCard], searcher_of: Callable[..., Searcher]) -> None:
    snapshot = searcher_of(
        [make_card("a"), make_card("b", verify_by=TODAY - timedelta(days=1)), make_card("c")]
    ).snapshot
    ties = TieBreaks(snapshot, {"a": 1.0, "c": -7.0, "unknown": 1.0})
    assert ties.factors(np.arange(3), TODAY) == pytest.approx(
        [1 + EVIDENCE, 1 - UNVERIFIED, 1 - EVIDENCE]
    )
    assert TieBreaks(snapshot, {}).factors(np.asarray([0, 2]), TODAY).tolist() == [1.0, 1.0]


WORDS = st.lists(st.sampled_from(["price", "cloud", "cold", "no", "data"]), min_size=1, max_size=8)


@given(
    st.lists(st.tuples(WORDS, WORDS, st.booleans()), min_size=2, max_size=6),
    st.lists(st.floats(-1, 1), min_size=6, max_size=6),
    WORDS,
)
@settings(max_examples=60)
def test_a_card_that_answers_better_by_more_than_the_bound_stays_before_the_other(
    make_card: Callable[..., HeldCard], searcher_of: Callable[..., Searcher],
    ask: Callable[..., SearchResults],
    cards: list[tuple[list[str], list[str], bool]], standings: list[float], query: list[str],
) -> None:  # fmt: skip
    def held(*, stale: bool) -> list[HeldCard]:
        return [
            make_card(f"card-{n}", " ".join(title), body=" ".join(body),
                      verify_by=TODAY - timedelta(days=1) if stale and old else None)
            for n, (title, body, old) in enumerate(cards)
        ]  # fmt: skip

    text = " ".join(query)
    plain = ask(searcher_of(held(stale=False)), text)
    policies = SearchPolicies(standings={f"card-{n}": value for n, value in enumerate(standings)})
    moved = ask(searcher_of(held(stale=True)).with_policies(policies), text)
    before = {hit.card_id: hit.score for hit in plain.hits}
    order = [hit.card_id for hit in moved.hits]
    assert set(order) == set(before)
    for place, first in enumerate(order):
        for second in order[place + 1 :]:
            assert before[second] <= before[first] * (1 + BOUND) + 1e-9
