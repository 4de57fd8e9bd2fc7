"""Arrays come back from a file as they were, whatever their type and size."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from enablement.search.arrays import pack_arrays, unpack_arrays

KINDS = ["<u1", "<u2", "<u4", "<u8", "<i8"]


@given(
    st.dictionaries(
        st.text(max_size=5),
        st.tuples(st.sampled_from(KINDS), st.lists(st.integers(0, 255), max_size=9)),
        max_size=4,
    )
)
def test_arrays_come_back(given_arrays: dict[str, tuple[str, list[int]]]) -> None:
    arrays = {name: np.asarray(values, dtype=kind) for name, (kind, values) in given_arrays.items()}
    found = unpack_arrays(pack_arrays(arrays))
    assert list(found) == list(arrays)
    for name, array in arrays.items():
        assert found[name].dtype == array.dtype
        assert found[name].tolist() == array.tolist()


def test_what_is_read_is_the_file_itself_and_cannot_be_changed() -> None:
    found = unpack_arrays(pack_arrays({"one": np.arange(3)}))["one"]
    assert not found.flags.owndata
    with pytest.raises(ValueError, match="read-only"):
        found[0] = 1
