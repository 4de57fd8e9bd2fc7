"""How good a ranked list is when it is known which documents answer a query, and how well.

The definitions are those of trec_eval: nDCG with the grade itself as the gain and a discount of
log2(rank + 1), the ideal taken over every graded document, found or not.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from math import log2

Ranked = Sequence[str]
Grades = Mapping[str, int]

DEEPEST = 10
"""No measure looks further down a list."""


def ndcg(ranked: Ranked, grades: Grades, depth: int = DEEPEST) -> float:
    """The discounted gain of the list, 1 when no order of any documents could have more."""
    best = _gain(sorted(grades.values(), reverse=True)[:depth])
    return _gain(grades.get(found, 0) for found in ranked[:depth]) / best if best else 0.0


def reciprocal_rank(ranked: Ranked, grades: Grades, depth: int = DEEPEST) -> float:
    """One over the rank of the first document that answers at all; 0 when none does."""
    ranks = (rank for rank, found in enumerate(ranked[:depth], 1) if grades.get(found, 0) > 0)
    return 1 / next(ranks, float("inf"))


def recall(ranked: Ranked, grades: Grades, depth: int = DEEPEST) -> float:
    """Which part of the documents that answer is in the list."""
    relevant = {document for document, grade in grades.items() if grade > 0}
    return len(relevant & set(ranked[:depth])) / len(relevant) if relevant else 0.0


def hit(ranked: Ranked, grades: Grades, depth: int = 5) -> float:
    """1 when one of the first documents answers, else 0."""
    return float(any(grades.get(found, 0) > 0 for found in ranked[:depth]))


MEASURES: dict[str, Callable[[Ranked, Grades], float]] = {
    "ndcg@10": ndcg,
    "mrr@10": reciprocal_rank,
    "recall@10": recall,
    "hit@5": hit,
}


def averages(answers: Sequence[tuple[Ranked, Grades]]) -> dict[str, float]:
    """Each measure, averaged over the queries."""
    return {
        name: sum(measure(ranked, grades) for ranked, grades in answers) / max(1, len(answers))
        for name, measure in MEASURES.items()
    }


def _gain(grades: Iterable[int]) -> float:
    return sum(max(0, grade) / log2(rank + 1) for rank, grade in enumerate(grades, 1))
