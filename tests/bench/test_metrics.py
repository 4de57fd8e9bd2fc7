"""The measures against values worked out by hand."""

from math import log2

import pytest

from bench.metrics import averages, hit, ndcg, recall, reciprocal_rank

GRADES = {"best": 3, "good": 2, "fair": 1, "wrong": 0}


def test_the_ideal_order_has_an_ndcg_of_one() -> None:
    assert ndcg(["best", "good", "fair"], GRADES) == pytest.approx(1)


def test_ndcg_discounts_the_grade_by_the_rank() -> None:
    gained = 2 / log2(2) + 3 / log2(4)
    ideal = 3 / log2(2) + 2 / log2(3) + 1 / log2(4)
    assert ndcg(["good", "other", "best"], GRADES) == pytest.approx(gained / ideal)


def test_the_ideal_counts_documents_that_were_not_found() -> None:
    assert ndcg(["a"], {"a": 1, "b": 1}) == pytest.approx(1 / (1 + 1 / log2(3)))


def test_the_ideal_is_cut_where_the_list_is() -> None:
    grades = {str(number): 1 for number in range(20)}
    assert ndcg([str(number) for number in range(10)], grades) == pytest.approx(1)


def test_nothing_counts_beyond_the_tenth() -> None:
    ranked = [*(f"other{number}" for number in range(10)), "best"]
    assert ndcg(ranked, GRADES) == 0
    assert reciprocal_rank(ranked, GRADES) == 0
    assert recall(ranked, GRADES) == 0


def test_reciprocal_rank_is_that_of_the_first_answer() -> None:
    assert reciprocal_rank(["wrong", "fair", "best"], GRADES) == 0.5


def test_recall_leaves_out_what_is_graded_zero() -> None:
    assert recall(["best", "wrong"], GRADES) == pytest.approx(1 / 3)


def test_a_hit_is_among_the_first_five() -> None:
    assert hit(["1", "2", "3", "4", "fair"], GRADES) == 1
    assert hit(["1", "2", "3", "4", "5", "fair"], GRADES) == 0


def test_averages_are_over_the_queries() -> None:
    means = averages([(["best"], {"best": 1}), (["other", "best"], {"best": 1})])
    assert means == pytest.approx(
        {"ndcg@10": (1 + 1 / log2(3)) / 2, "mrr@10": 0.75, "recall@10": 1, "hit@5": 1}
    )
