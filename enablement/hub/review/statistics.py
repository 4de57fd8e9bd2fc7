"""Whether one revision does better than another: a difference's interval, and a mark that may be looked at daily."""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from enablement.intervals import Z95, wilson

ALPHA = 0.05
"""How often, at most, a mark appears where there is nothing."""

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

# What the test believes of two revisions that differ: both rates lie around one of these middles,
# as far from it as a Beta law of that weight lets them: a great weight for small differences, a
# small one for rates that may be anything. Any choice keeps the promise; this one finds differences
# of 10 to 40 points soonest (`python -m bench.marks`).
_PRIORS = ((0.3, 10.0), (0.5, 10.0), (0.7, 10.0), (0.5, 3.0), (0.5, 40.0))


@dataclass(frozen=True)
class Difference:
    """How much more often the second works than the first, from -1 to 1, with its 95 % interval."""

    value: float
    low: float
    high: float


def newcombe(worked_1: int, n_1: int, worked_2: int, n_2: int) -> Difference:
    """The difference of two shares, second less first, by the hybrid of their score intervals.

    With d the difference, (l, u) each share's Wilson interval:
    d - √((p₂-l₂)² + (u₁-p₁)²) to d + √((u₂-p₂)² + (p₁-l₁)²). Method 10 of R. G. Newcombe, "Interval
    estimation for the difference between independent proportions: comparison of eleven methods",
    Statistics in Medicine 17 (1998), 873-890. From nothing, all is possible.
    """
    if not n_1 or not n_2:
        return Difference(0.0, -1.0, 1.0)
    first, second = worked_1 / n_1, worked_2 / n_2
    one, two = wilson(worked_1, n_1), wilson(worked_2, n_2)
    value = second - first
    low = value - math.hypot(second - two.low, one.high - first)
    high = value + math.hypot(two.high - second, first - one.low)
    return Difference(value, max(-1.0, low), min(1.0, high))


def wilson_low(successes: Ints, n: Ints) -> Floats:
    """The lower ends of the shares' Wilson intervals, as `wilson` has each; of groups with logs."""
    rate, part = successes / n, Z95 * Z95 / n
    half = np.sqrt(part * (rate * (1 - rate) + part / 4))
    low: Floats = (rate + part / 2 - half) / (1 + part)
    return np.where(successes == 0, 0.0, np.maximum(0.0, low))


def log_evidence(worked_1: Floats, n_1: Floats, worked_2: Floats, n_2: Floats) -> Floats:
    """The logarithm of the evidence that two revisions differ, for each pair of counts.

    The evidence is an e-process: the likelihood of all logs under a mixture of pairs of rates, over
    the greatest likelihood that any single rate for both could give them. Where the rates do not
    differ, the numerator over the likelihood at the true rate is a martingale that begins at 1, and
    the evidence is never above it; by Ville's inequality it ever reaches 1/α in at most α of all
    histories, **however often one looks**, whichever revision each next log is of, and whenever one
    stops. That is what a fixed-size test, looked at each Monday, does not give.

    L. Wasserman, A. Ramdas, S. Balakrishnan, "Universal inference", PNAS 117 (2020), 16880-16890,
    section 7 (the sequential form); A. Ramdas, P. Grünwald, V. Vovk, G. Shafer, "Game-theoretic
    statistics and safe anytime-valid inference", Statistical Science 38 (2023), 576-601.

    It takes each log of a revision as drawn with the revision's own rate. That reps differ in how
    they judge, and that those who use the new revision may be others than those who used the old,
    no test on counts can tell: the page says so.
    """
    failed_1, failed_2 = n_1 - worked_1, n_2 - worked_2
    terms = []
    for middle, weight in _PRIORS:
        a, b = middle * weight, (1 - middle) * weight
        none = math.lgamma(a) + math.lgamma(b) - math.lgamma(weight)
        one = _log_beta(worked_1 + a, failed_1 + b) - none
        two = _log_beta(worked_2 + a, failed_2 + b) - none
        terms.append(one + two)
    mixture = np.logaddexp.reduce(np.stack(terms), axis=0) - math.log(len(_PRIORS))
    evidence: Floats = mixture - _best_of_one_rate(worked_1 + worked_2, failed_1 + failed_2)
    return evidence


def marked(evidence: Floats) -> npt.NDArray[np.bool_]:
    """Which of many comparisons earn their mark, so that many cards do not make chance look like news.

    The e-BH procedure: the k strongest are marked for the greatest k at which each of them has
    evidence of at least m/(αk), m being how many are compared. So, whatever ties the cards together:

    - of the marks that stand at any one look, at most α are expected to be false;
    - a single card's mark ever appears with a chance of at most α when its revisions do not differ,
      since none has less than 1/α;
    - where no card's revisions differ, the chance that any mark ever appears on the page is at most
      α too: a mark needs the mean evidence to reach 1/α, and a mean of e-processes is one.

    R. Wang, A. Ramdas, "False discovery rate control with e-values", Journal of the Royal Statistical
    Society B 84 (2022), 822-852.
    """
    compared = len(evidence)
    if not compared:
        return np.zeros(0, dtype=np.bool_)
    ranks = np.arange(1, compared + 1)
    strongest = np.sort(evidence)[::-1]
    passes = np.nonzero(strongest >= math.log(compared / ALPHA) - np.log(ranks))[0]
    if not len(passes):
        return np.zeros(compared, dtype=np.bool_)
    return evidence >= math.log(compared / ALPHA) - math.log(passes[-1] + 1)


def _best_of_one_rate(worked: Floats, failed: Floats) -> Floats:
    n = worked + failed
    with np.errstate(divide="ignore", invalid="ignore"):
        hits = np.where(worked > 0, worked * np.log(worked / n), 0.0)
        misses = np.where(failed > 0, failed * np.log(failed / n), 0.0)
    best: Floats = hits + misses
    return best


def _log_beta(a: Floats, b: Floats) -> Floats:
    return _log_gamma(a) + _log_gamma(b) - _log_gamma(a + b)


def _log_gamma(x: Floats) -> Floats:
    """ln Γ for many at once, to about 1e-12: Stirling's series, after a step up to where it holds."""
    steps = 8
    up = x + steps
    product = x.copy()
    for step in range(1, steps):
        product = product * (x + step)
    inverse = 1 / up
    square = inverse * inverse
    series = inverse * (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square / 1680)))
    value: Floats = (up - 0.5) * np.log(up) - up + 0.5 * math.log(2 * math.pi) + series
    return value - np.log(product)
