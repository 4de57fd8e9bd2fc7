"""The small plots within a table's row, as numbers that a template draws as SVG."""

from dataclasses import dataclass

from enablement.hub.review.tallies import Tally
from enablement.sync.protocol import Outcome

BAR_WIDTH, BAR_GAP, BAR_LEAST = 160.0, 2.0, 5.0
INTERVAL_WIDTH, INTERVAL_MARGIN = 160.0, 6.0


@dataclass(frozen=True)
class Segment:
    """One outcome's part of a bar: where it begins and how wide it is, in units of the drawing."""

    outcome: Outcome
    count: int
    x: float
    width: float


def bar(row: Tally) -> tuple[Segment, ...]:
    """The three outcomes as parts of one bar; none that happened is too narrow to be seen."""
    counts = (
        (Outcome.WORKED, row.worked),
        (Outcome.NEUTRAL, row.neutral),
        (Outcome.FELL_FLAT, row.fell_flat),
    )
    there = [(outcome, count) for outcome, count in counts if count]
    free = BAR_WIDTH - BAR_GAP * (len(there) - 1) - BAR_LEAST * len(there)
    segments: list[Segment] = []
    x = 0.0
    for outcome, count in there:
        width = BAR_LEAST + free * count / row.n
        segments.append(Segment(outcome, count, round(x, 2), round(width, 2)))
        x += width + BAR_GAP
    return tuple(segments)


def interval_x(proportion: float) -> float:
    """Where a proportion from 0 to 1 stands on the interval plot's scale."""
    span = INTERVAL_WIDTH - 2 * INTERVAL_MARGIN
    return round(INTERVAL_MARGIN + span * proportion, 2)
