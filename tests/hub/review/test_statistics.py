"""The statistics: as published, as another library has them, and honest however often one looks."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import beta as beta_law
from scipy.stats import binomtest

from enablement.hub.review.statistics import (
    _PRIORS,
    ALPHA,
    log_evidence,
    marked,
    newcombe,
    wilson_low,
)
from enablement.intervals import wilson

RUNS = 4_000


def evidence(worked_1: int, n_1: int, worked_2: int, n_2: int) -> float:
    counts = (np.array([float(count)]) for count in (worked_1, n_1, worked_2, n_2))
    return float(log_evidence(*counts)[0])


@pytest.mark.parametrize(
    ("first", "second", "low", "high"),
    [
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((6, 7), (2, 7), 0.0582, 0.8062),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((0, 10), (0, 20), -0.1611, 0.2775),
        ((0, 10), (0, 10), -0.2775, 0.2775),
        ((10, 10), (0, 20), 0.6791, 1.0000),
        ((10, 10), (0, 10), 0.6075, 1.0000),
    ],
)
def test_differences_are_as_published(
    first: tuple[int, int], second: tuple[int, int], low: float, high: float
) -> None:
    """Newcombe 1998, table II, method 10; he takes the first less the second."""
    found = newcombe(*second, *first)
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)
    turned = newcombe(*first, *second)
    assert (round(turned.low, 4), round(turned.high, 4)) == (-high, -low)


@given(st.integers(1, 5_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_shares_are_as_another_library_has_them(counts: tuple[int, int]) -> None:
    worked, n = counts
    theirs = binomtest(worked, n).proportion_ci(method="wilson")
    ours = wilson(worked, n)
    assert math.isclose(ours.low, theirs.low, abs_tol=1e-12)
    assert math.isclose(ours.high, theirs.high, abs_tol=1e-12)


@given(
    st.lists(
        st.integers(1, 5_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))),
        min_size=1,
    )
)
def test_many_shares_at_once_have_the_lower_end_of_each(counts: list[tuple[int, int]]) -> None:
    lows = wilson_low(*np.array(counts, np.int64).T)
    assert lows == pytest.approx([wilson(*one).low for one in counts], abs=1e-12)


@given(st.integers(0, 400), st.integers(0, 400), st.integers(0, 400), st.integers(0, 400))
def test_a_difference_lies_in_its_interval(a: int, b: int, c: int, d: int) -> None:
    found = newcombe(a, a + b, c, c + d)
    assert -1 <= found.low <= found.value <= found.high <= 1


def test_from_nothing_all_is_possible() -> None:
    assert (newcombe(0, 0, 3, 4).low, newcombe(3, 4, 0, 0).high) == (-1, 1)
    assert evidence(0, 0, 0, 0) == pytest.approx(0, abs=1e-9)


@given(st.integers(0, 300), st.integers(0, 300), st.integers(0, 300), st.integers(0, 300))
def test_evidence_is_the_ratio_that_it_says(a: int, b: int, c: int, d: int) -> None:
    """Against the same ratio by scipy's Beta laws: each prior's marginal likelihood by its density."""

    def log_marginal(hits: int, misses: int, alpha: float, beta: float) -> float:
        # By Bayes at any rate: likelihood x prior / posterior.
        at = 0.37
        return float(
            hits * math.log(at) + misses * math.log(1 - at)
            + beta_law.logpdf(at, alpha, beta)
            - beta_law.logpdf(at, alpha + hits, beta + misses)
        )  # fmt: skip

    logs = [
        log_marginal(a, b, middle * weight, (1 - middle) * weight)
        + log_marginal(c, d, middle * weight, (1 - middle) * weight)
        for middle, weight in _PRIORS
    ]
    mixture = np.logaddexp.reduce(logs) - math.log(len(logs))
    hits, misses = a + c, b + d
    best = sum(count * math.log(count / (hits + misses)) for count in (hits, misses) if count)
    assert evidence(a, a + b, c, c + d) == pytest.approx(mixture - best, abs=1e-6)


@given(st.integers(0, 300), st.integers(0, 300), st.integers(0, 300), st.integers(0, 300))
def test_evidence_does_not_care_which_came_first(a: int, b: int, c: int, d: int) -> None:
    assert evidence(a, a + b, c, c + d) == pytest.approx(evidence(c, c + d, a, a + b), abs=1e-9)


def histories(rates: tuple[float, float], logs: int, seed: int) -> np.ndarray:
    """The counts after each log of many histories; each log is of either revision, as chance will."""
    chance = np.random.default_rng(seed)
    second = chance.random((RUNS, logs)) < chance.random((RUNS, 1))
    worked = chance.random((RUNS, logs)) < np.where(second, rates[1], rates[0])
    counts = (worked & ~second, ~second, worked & second, second)
    return np.stack([np.cumsum(one, axis=1, dtype=np.float64) for one in counts])


@pytest.mark.parametrize("rate", [0.02, 0.3, 0.5, 0.9])
def test_a_mark_hardly_ever_appears_where_nothing_differs(rate: float) -> None:
    """Looked at after every single log, by somebody who stops at the first mark."""
    found = log_evidence(*histories((rate, rate), 300, seed=5))
    assert (found >= math.log(1 / ALPHA)).any(axis=1).mean() <= ALPHA


def test_a_test_of_fixed_size_would_not_do() -> None:
    """The same histories, looked at as often with the usual z-test: far more than one in twenty."""
    worked_1, n_1, worked_2, n_2 = histories((0.5, 0.5), 300, seed=5)
    with np.errstate(divide="ignore", invalid="ignore"):
        together = (worked_1 + worked_2) / (n_1 + n_2)
        spread = np.sqrt(together * (1 - together) * (1 / n_1 + 1 / n_2))
        z = np.abs(worked_1 / n_1 - worked_2 / n_2) / spread
    looked = (n_1 >= 10) & (n_2 >= 10)
    assert ((z > 1.96) & looked).any(axis=1).mean() > 2 * ALPHA


def test_a_mark_appears_where_something_differs() -> None:
    counts = histories((0.35, 0.65), 600, seed=6)[:, :500]
    found = log_evidence(*counts)
    assert (found >= math.log(1 / ALPHA)).any(axis=1).mean() > 0.6


def test_many_cards_do_not_make_chance_look_like_news() -> None:
    """No card differs, and somebody looks at all of them after every log: one page in twenty at most."""
    found = log_evidence(*histories((0.4, 0.4), 200, seed=7)).reshape(-1, 20, 200)
    pages = [any(marked(page[:, look]).any() for look in range(page.shape[1])) for page in found]
    assert len(pages) == RUNS // 20
    assert np.mean(pages) <= ALPHA


def test_marks_are_earned_among_many() -> None:
    strong, some, none = math.log(1000), math.log(30), 0.0
    assert marked(np.array([strong])).tolist() == [True]
    assert marked(np.array([some])).tolist() == [True]
    assert marked(np.array([some, none, none])).tolist() == [False, False, False]
    assert marked(np.array([none, strong, some])).tolist() == [False, True, True]
    assert marked(np.zeros(0)).tolist() == []


@given(st.lists(st.floats(-5, 12), min_size=1, max_size=40))
def test_none_is_marked_with_less_evidence_than_alone(found: list[float]) -> None:
    marks = marked(np.array(found))
    for value, mark in zip(found, marks, strict=True):
        assert not mark or value >= math.log(1 / ALPHA)
        assert mark or value < math.log(len(found) / ALPHA)
