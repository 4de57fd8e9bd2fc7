"""Grouping by meaning: a partition, the same together, whatever chains between groups."""

from hypothesis import given
from hypothesis import strategies as st

from enablement.hub.inbox.grouping import ALIKE, Grouping, Weights

WORDS = st.sampled_from(["door", "alarm", "fire", "hotel", "price", "okta", "sap"])
TEXTS = st.lists(st.lists(WORDS, min_size=1, max_size=4).map(tuple), max_size=20)


@given(TEXTS, st.integers(0, 4))
def test_each_text_is_in_one_group_with_all_of_the_same_meaning(
    texts: list[tuple[str, ...]], seeds: int
) -> None:
    order = list(range(len(texts)))
    seeds = min(seeds, len(order))
    groups = Grouping(texts, order, seeds).members
    assert sorted(number for group in groups for number in group) == order
    place = {number: at for at, group in enumerate(groups) for number in group}
    weights = Weights(texts)
    for one in order:
        for other in order:
            if set(texts[one]) == set(texts[other]):
                assert place[one] == place[other]
    for group in groups:
        for number in group:
            assert weights.alike(texts[number], texts[group[0]]) >= ALIKE - 1e-9
    begun = [group[0] for group in groups]
    for seed in range(seeds):
        first = min(n for n in range(seeds) if set(texts[n]) == set(texts[seed]))
        assert first in begun


@given(TEXTS)
def test_likeness_is_a_measure(texts: list[tuple[str, ...]]) -> None:
    weights = Weights(texts)
    for one in texts:
        assert abs(weights.alike(one, one) - 1) < 1e-9
        for other in texts:
            alike = weights.alike(one, other)
            assert -1e-9 <= alike <= 1 + 1e-9
            assert abs(alike - weights.alike(other, one)) < 1e-9
            assert (alike > 0) == bool(set(one) & set(other))


def test_what_is_rare_tells_more() -> None:
    texts = [("door", "alarm"), ("fire", "alarm"), ("smoke", "alarm"), ("okta",)]
    weights = Weights(texts)
    assert weights.of("okta") > weights.of("alarm")
    assert weights.of("never seen") >= weights.of("okta")
    assert Grouping(texts, range(4)).members == [[0], [1], [2], [3]]


@given(TEXTS, TEXTS)
def test_what_comes_later_joins_what_it_is_like_or_begins_a_group(
    texts: list[tuple[str, ...]], later: list[tuple[str, ...]]
) -> None:
    grouping, weights = Grouping(texts, range(len(texts))), Weights(texts)
    leaders = [texts[group[0]] for group in grouping.members]
    for text in texts:
        held = next(at for at, group in enumerate(grouping.members) if texts.index(text) in group)
        assert grouping.place(text) == held
    for text in later:
        place = grouping.place(text)
        assert place <= len(leaders)
        if place == len(leaders):
            leaders.append(text)
        assert weights.alike(text, leaders[place]) >= ALIKE - 1e-9
