"""The form of a backup: every value comes back as it was, whatever its kind."""

import json
from datetime import UTC

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from enablement.hub.upkeep.portable import Kind, decode, encode, kind_of

_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)
_VALUES = {
    Kind.TEXT: st.text(),
    Kind.INTEGER: st.integers(-(2**63), 2**63 - 1),
    Kind.BOOLEAN: st.booleans(),
    Kind.MOMENT: st.datetimes(timezones=st.just(UTC)),
    Kind.DAY: st.dates(),
    Kind.JSON: _JSON,
    Kind.BYTES: st.binary(),
}


@given(st.lists(st.sampled_from(Kind)).flatmap(
    lambda kinds: st.tuples(
        st.just(kinds), st.tuples(*(st.none() | _VALUES[kind] for kind in kinds))
    )
))  # fmt: skip
def test_a_row_comes_back_from_its_line(row: tuple[list[Kind], tuple[object, ...]]) -> None:
    kinds, values = row
    line = json.dumps(encode(kinds, values)).encode()
    assert b"\n" not in line
    assert decode(kinds, json.loads(line)) == list(values)


def test_a_column_of_no_known_kind_is_a_bug() -> None:
    with pytest.raises(TypeError, match="no form"):
        kind_of(sa.Interval())
