"""Drawing what is made up: by chance, and by the same seed the same each time."""

import math
from bisect import bisect
from collections.abc import Sequence
from itertools import accumulate
from typing import TypeVar

from numpy.random import default_rng

_T = TypeVar("_T")


class Drawing:
    """Draws one after the other from a seed."""

    def __init__(self, seed: int) -> None:
        self._source = default_rng(seed)

    def share(self) -> float:
        """A number from 0 up to 1."""
        return float(self._source.random())

    def often(self, share: float) -> bool:
        """Whether it is so this time, which it is in that share of times."""
        return self.share() < share

    def below(self, most: int) -> int:
        """A whole number from 0, below `most`."""
        return int(self.share() * most)

    def one(self, among: Sequence[_T]) -> _T:
        """One of them."""
        return among[self.below(len(among))]

    def weighed(self, among: Sequence[_T], weights: Sequence[float]) -> _T:
        """One of them, the heavier the more often."""
        sums = list(accumulate(weights))
        return among[min(bisect(sums, self.share() * sums[-1]), len(among) - 1)]

    def count(self, mean: float) -> int:
        """How often something happens that happens so often on average."""
        found, left, limit = 0, self.share(), math.exp(-mean)
        while left > limit:
            found += 1
            left *= self.share()
        return found
