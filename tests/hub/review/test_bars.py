"""The small plots: inside their drawing, in proportion, and nothing that happened left out."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from enablement.hub.review.bars import (
    BAR_GAP,
    BAR_LEAST,
    BAR_WIDTH,
    INTERVAL_MARGIN,
    INTERVAL_WIDTH,
    bar,
    interval_x,
)
from enablement.hub.review.tallies import Tally

COUNTS = st.tuples(*[st.integers(0, 5000)] * 3).filter(any)


@given(COUNTS)
def test_a_bar_is_filled_from_end_to_end(counts: tuple[int, int, int]) -> None:
    parts = bar(Tally(("a",), *counts, 7))
    assert [part.count for part in parts] == [count for count in counts if count]
    assert parts[0].x == 0
    assert abs(parts[-1].x + parts[-1].width - BAR_WIDTH) < 0.1
    assert all(part.width >= BAR_LEAST for part in parts)
    for left, right in pairwise(parts):
        assert abs(right.x - left.x - left.width - BAR_GAP) < 0.1
        assert (left.width >= right.width) == (left.count >= right.count) or (
            abs(left.width - right.width) < 0.1
        )


def test_the_scale_goes_from_margin_to_margin() -> None:
    assert interval_x(0) == INTERVAL_MARGIN
    assert interval_x(1) == INTERVAL_WIDTH - INTERVAL_MARGIN
    assert interval_x(0.5) == INTERVAL_WIDTH / 2
