"""The figures of the hub's bench: a percentile is one of the values, and as many are not beyond it."""

from hypothesis import given
from hypothesis import strategies as st

from bench.hub.serving import percentile


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=60), st.sampled_from((0.5, 0.9, 0.95, 1.0)))
def test_it_is_the_smallest_that_so_many_do_not_exceed(values: list[float], share: float) -> None:
    found = percentile(values, share)
    assert found in values
    assert sum(one <= found for one in values) >= share * len(values) - 1e-9
    assert sum(one < found for one in values) < share * len(values) + 1e-9
