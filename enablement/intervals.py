"""How far a share can be trusted: the interval that is shown beside every rate."""

import math
from dataclasses import dataclass

Z95 = 1.959963984540054
"""How many standard deviations from the middle 95 % of a normal law lies."""


@dataclass(frozen=True)
class Interval:
    """Where a proportion lies with 95 % confidence; both ends from 0 to 1."""

    low: float
    high: float


def wilson(successes: int, n: int, z: float = Z95) -> Interval:
    """The score interval of a proportion, from 0 to 1; from nothing, all of it is possible.

    centre = (p + z²/2n) / (1 + z²/n), half width = z √(p(1-p)/n + z²/4n²) / (1 + z²/n):
    E. B. Wilson, "Probable inference, the law of succession, and statistical inference", Journal of
    the American Statistical Association 22 (1927), 209-212.
    """
    if n == 0:
        return Interval(0.0, 1.0)
    rate = successes / n
    spread = 1 + z * z / n
    centre = (rate + z * z / (2 * n)) / spread
    half = z * math.sqrt(rate * (1 - rate) / n + z * z / (4 * n * n)) / spread
    # At the ends the formula gives 0 and 1 exactly; rounding must not leave the scale.
    low = 0.0 if successes == 0 else max(0.0, centre - half)
    high = 1.0 if successes == n else min(1.0, centre + half)
    return Interval(low, high)
