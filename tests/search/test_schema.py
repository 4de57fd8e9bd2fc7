"""Counts fit into 16 bits and come back, rounded down where they are large."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from enablement.search.schema import (
    CODE,
    PARTS,
    RECORD,
    Part,
    counts_table,
    make_schema,
    pack_counts,
)

TABLE = counts_table()


@given(st.lists(st.integers(0, 3), min_size=PARTS, max_size=PARTS))
def test_small_counts_come_back_as_they_were(counts: list[int]) -> None:
    (code,) = pack_counts(np.asarray([counts]))
    assert TABLE[code].tolist() == counts


@given(st.lists(st.integers(0, 10_000), min_size=PARTS, max_size=PARTS))
def test_large_counts_are_rounded_down_but_never_to_nothing(counts: list[int]) -> None:
    (code,) = pack_counts(np.asarray([counts]))
    for kept, count in zip(TABLE[code].tolist(), counts, strict=True):
        assert kept <= count
        assert (kept == 0) == (count == 0)


def test_the_body_counts_farther_than_the_title() -> None:
    counts = np.zeros((1, PARTS), dtype=np.int64)
    counts[0, [Part.TITLE, Part.BODY]] = 40
    (code,) = pack_counts(counts)
    assert TABLE[code, Part.TITLE] == 3
    assert TABLE[code, Part.BODY] == 32


@pytest.mark.parametrize("name", ["card_id", "words", "surfaces", "facets"])
def test_terms_come_ready_made(name: str) -> None:
    field = make_schema()[name]
    terms = [b"one", b"two"]
    assert list(field.index((terms, b"\1\0\2\0"))) == [(terms, 1, 1.0, b"\1\0\2\0")]


def test_the_record_and_the_counts_have_the_size_that_whoosh_is_told() -> None:
    fields = make_schema()
    assert fields["words"].format.fixed_value_size() == CODE.itemsize == 2
    assert fields["record"].column_type.default_value() == bytes(RECORD.itemsize)
