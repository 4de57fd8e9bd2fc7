"""Before and after a revision: what a card's newest revision does beside the one before it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from enablement.hub.review.statistics import Difference, log_evidence, marked, newcombe
from enablement.hub.review.usage import Tally


class Mark(StrEnum):
    """What is said of a revision once chance hardly explains it."""

    BETTER = "better"
    WORSE = "worse"


@dataclass(frozen=True)
class Comparison:
    """A card's current revision beside the newest one before it that has logs enough."""

    card_id: str
    before: Tally
    after: Tally
    mark: Mark | None = None

    @property
    def before_revision(self) -> int:
        """The number of the earlier revision."""
        number: int = self.before.key[1]
        return number

    @property
    def after_revision(self) -> int:
        """The number of the current revision."""
        number: int = self.after.key[1]
        return number

    @property
    def difference(self) -> Difference:
        """How much more often the current revision works, with its interval."""
        return newcombe(self.before.worked, self.before.n, self.after.worked, self.after.n)


def compare(shown: Iterable[Tally], current: Mapping[str, int]) -> list[Comparison]:
    """Compare what can be: figures that may be shown, by card and revision, each with logs enough.

    `current` is the current revision of each published card. The marks are earned among all the
    comparisons that are given back, so that they hold for the page as a whole.
    """
    by_card: dict[str, list[Tally]] = {}
    for one in shown:
        if one.enough:
            by_card.setdefault(one.key[0], []).append(one)
    found = []
    for card_id, revisions in by_card.items():
        after = [one for one in revisions if one.key[1] == current.get(card_id)]
        before = [one for one in revisions if after and one.key[1] < after[0].key[1]]
        if before:
            found.append(
                Comparison(card_id, max(before, key=lambda one: int(one.key[1])), after[0])
            )
    return _with_marks(found)


def _with_marks(found: list[Comparison]) -> list[Comparison]:
    counts = np.array(
        [(one.before.worked, one.before.n, one.after.worked, one.after.n) for one in found],
        dtype=np.float64,
    ).reshape(-1, 4)
    evidence = log_evidence(*counts.T)
    marks = marked(evidence)
    told = [
        Comparison(one.card_id, one.before, one.after, _direction(one) if mark else None)
        for one, mark in zip(found, marks, strict=True)
    ]
    strength = {one.card_id: value for one, value in zip(found, evidence, strict=True)}
    return sorted(told, key=lambda one: (-strength[one.card_id], one.card_id))


def _direction(one: Comparison) -> Mark:
    return Mark.BETTER if one.after.rate > one.before.rate else Mark.WORSE
