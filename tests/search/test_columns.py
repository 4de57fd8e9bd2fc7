"""Records and texts of a segment, written one after another and read by number."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from enablement.search.columns import Columns, ColumnsWriter
from enablement.search.schema import RECORD
from enablement.search.storage import MemoryStorage
from enablement.search.whoosh_parts import W3Segment

Texts = list[tuple[bytes, bytes]]

TEXTS = st.lists(st.tuples(st.binary(max_size=30), st.binary(max_size=30)), min_size=1, max_size=5)


def record(number: int) -> bytes:
    row = np.zeros(1, dtype=RECORD)
    row["id"] = number
    return row.tobytes()


def closed(writer: ColumnsWriter, storage: MemoryStorage, segment: W3Segment) -> Columns:
    writer.close()
    assert writer.is_closed
    return Columns(storage, segment)


def written(texts: Texts, first: int = 0) -> Columns:
    storage, segment = MemoryStorage(), W3Segment(None, "cards")
    writer = ColumnsWriter(storage, segment)
    for number, (tokens, shown) in enumerate(texts, first):
        writer.start_doc(number)
        writer.add_column_value("record", None, record(number))
        writer.add_column_value("tokens", None, tokens)
        writer.add_column_value("shown", None, shown)
        writer.finish_doc()
    return closed(writer, storage, segment)


@given(TEXTS)
def test_what_is_written_is_read_by_number(texts: Texts) -> None:
    columns = written(texts)
    assert columns.records["id"].tolist() == list(range(len(texts)))
    for number, (tokens, shown) in enumerate(texts):
        assert columns.text("tokens", number) == tokens
        assert columns.text("shown", number) == shown


@given(TEXTS, TEXTS, st.integers(1, 31))
def test_a_merge_takes_the_living_of_each_segment(one: Texts, two: Texts, bits: int) -> None:
    storage, segment = MemoryStorage(), W3Segment(None, "cards")
    writer = ColumnsWriter(storage, segment)
    kept: Texts = []
    numbers = []
    for texts, first in ((one, 0), (two, 100)):
        living = np.asarray([bool(bits >> at & 1) for at in range(len(texts))], dtype=np.bool_)
        writer.merge(written(texts, first), living)
        kept += [text for text, lives in zip(texts, living, strict=True) if lives]
        numbers += (np.flatnonzero(living) + first).tolist()
    columns = closed(writer, storage, segment)
    assert columns.records["id"].tolist() == numbers
    assert [
        (columns.text("tokens", at), columns.text("shown", at)) for at in range(len(kept))
    ] == kept


def test_a_segment_without_documents_has_no_files() -> None:
    storage = MemoryStorage()
    ColumnsWriter(storage, W3Segment(None, "cards")).close()
    assert storage.files == {}
