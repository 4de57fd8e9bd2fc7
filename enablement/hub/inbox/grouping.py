"""Which texts mean the same: alike by what they are about, rare things counting more than common ones."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence

from enablement.hub.inbox.concepts import Meant

ALIKE = 0.7
"""Texts are one need from this cosine on: of two words both, of three at least two and a rare one."""


class Weights:
    """How much each thing tells that texts are about: the fewer of them hold it, the more."""

    def __init__(self, texts: Iterable[Meant]) -> None:
        counts: Counter[str] = Counter()
        self._texts = 0
        for text in texts:
            self._texts += 1
            counts.update(set(text))
        self._of = {thing: self._weigh(count) for thing, count in counts.items()}
        self._never = self._weigh(0)

    def _weigh(self, count: int) -> float:
        return math.log(1 + (self._texts + 1) / (count + 0.5))

    def of(self, thing: str) -> float:
        """The weight of one thing, more than 0."""
        return self._of.get(thing, self._never)

    def length(self, text: Iterable[str]) -> float:
        """The length of a text as a vector of its weights."""
        return math.sqrt(sum(self.of(thing) ** 2 for thing in set(text)))

    def alike(self, one: Iterable[str], other: Iterable[str]) -> float:
        """How alike two texts are, from 0 to 1."""
        first, second = set(one), set(other)
        both = first & second
        if not both:
            return 0.0
        shared = sum(self.of(thing) ** 2 for thing in both)
        return shared / (self.length(first) * self.length(second))


class Grouping:
    """Texts in groups by their numbers: each joins the group whose first it is most alike, or begins one.

    They are taken in `order`, so that what most ask for begins the groups and chains do not grow from
    one text to the next. The first `seeds` of the order always begin one of their own, unless they are
    about the very same. What comes later is placed by the weights of those it began with.
    """

    def __init__(self, texts: Sequence[Meant], order: Iterable[int], seeds: int = 0) -> None:
        self._leaders = _Leaders(Weights(texts))
        self._same: dict[frozenset[str], int] = {}
        self.members: list[list[int]] = []
        for turn, number in enumerate(order):
            place = self.place(texts[number], begins=turn < seeds)
            if place == len(self.members):
                self.members.append([])
            self.members[place].append(number)

    def place(self, text: Meant, *, begins: bool = False) -> int:
        """The place of the group that a text belongs to; a new one's when it is like none."""
        things = frozenset(text)
        place = self._same.get(things)
        if place is None and not begins:
            place = self._leaders.nearest(things)
        if place is None:
            place = self._leaders.add(things)
        return self._same.setdefault(things, place)


class _Leaders:
    """The texts that begin a group each, found by what they are about."""

    def __init__(self, weights: Weights) -> None:
        self._weights = weights
        self._lengths: list[float] = []
        self._holding: dict[str, list[int]] = {}

    def add(self, things: frozenset[str]) -> int:
        """Begin a group; its place."""
        place = len(self._lengths)
        self._lengths.append(self._weights.length(things))
        for thing in things:
            self._holding.setdefault(thing, []).append(place)
        return place

    def nearest(self, things: frozenset[str]) -> int | None:
        """The group whose first text is most alike, if one is alike enough; of equals the first."""
        shared: dict[int, float] = {}
        for thing in things:
            weight = self._weights.of(thing) ** 2
            for place in self._holding.get(thing, ()):
                shared[place] = shared.get(place, 0.0) + weight
        length = self._weights.length(things)
        found = [
            (-alike, place)
            for place, dot in shared.items()
            if (alike := dot / (length * self._lengths[place])) >= ALIKE
        ]
        return min(found)[1] if found else None
