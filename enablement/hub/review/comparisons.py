"""Before and after a revision: what a card's newest revision does beside the one before it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import overload

import numpy as np

from enablement.hub.review.statistics import Difference, log_evidence, marked, newcombe
from enablement.hub.review.tallies import Ints, Tallies, Tally


class Mark(StrEnum):
    """What is said of a revision once chance hardly explains it."""

    BETTER = "better"
    WORSE = "worse"


@dataclass(frozen=True, slots=True)
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


class Comparisons(Sequence[Comparison]):
    """Comparisons, the surest first: a sequence of those that are made when asked for."""

    def __init__(self, before: Tallies, after: Tallies) -> None:
        """Of the same cards in the same order; the marks are earned among all of them."""
        counts = (before.worked, before.n, after.worked, after.n)
        evidence = log_evidence(*(one.astype(np.float64) for one in counts))
        strength = evidence.tolist()
        better = after.worked * before.n > before.worked * after.n
        cards = [key[0] for key in after.keys]
        order = sorted(range(len(cards)), key=lambda place: (-strength[place], cards[place]))
        places = np.array(order, np.int64)
        self._before, self._after = before.at(places), after.at(places)
        signs = np.where(better, 1, -1) * marked(evidence)
        self._signs: list[int] = signs[places].tolist()

    def of_card(self, card_id: str) -> list[Comparison]:
        """A card's comparison, if it can be compared."""
        return [self[place] for place, key in enumerate(self._after.keys) if key[0] == card_id]

    def marked(self, mark: Mark, most: int) -> list[Comparison]:
        """The surest that have a mark, at most so many."""
        places = (place for place, sign in enumerate(self._signs) if sign and _MARKS[sign] is mark)
        return [self[place] for place, _turn in zip(places, range(most), strict=False)]

    def __len__(self) -> int:
        return len(self._signs)

    @overload
    def __getitem__(self, place: int) -> Comparison: ...
    @overload
    def __getitem__(self, place: slice) -> list[Comparison]: ...
    def __getitem__(self, place: int | slice) -> Comparison | list[Comparison]:
        if isinstance(place, slice):
            return [self[one] for one in range(len(self))[place]]
        before, after = self._before[place], self._after[place]
        return Comparison(after.key[0], before, after, _MARKS.get(self._signs[place]))

    def __iter__(self) -> Iterator[Comparison]:
        return iter(self[:])


_MARKS = {1: Mark.BETTER, -1: Mark.WORSE}


def compare(shown: Tallies, current: Mapping[str, int]) -> Comparisons:
    """Compare what can be: figures that may be shown, by card and revision, each with logs enough.

    `current` is the current revision of each published card. The marks are earned among all the
    comparisons that are given back, so that they hold for the page as a whole.
    """
    enough = shown.where(shown.enough)
    after: dict[str, int] = {}
    before: dict[str, int] = {}
    for place, (card_id, revision) in enumerate(enough.keys):
        now = current.get(card_id, 0)
        if revision == now:
            after[card_id] = place
        elif revision < now:
            held = before.get(card_id)
            if held is None or revision > enough.keys[held][1]:
                before[card_id] = place
    both = [card_id for card_id in after if card_id in before]
    return Comparisons(enough.at(_places(before, both)), enough.at(_places(after, both)))


def _places(found: Mapping[str, int], card_ids: Sequence[str]) -> Ints:
    return np.array([found[card_id] for card_id in card_ids], np.int64)
