"""Whoosh, with our postings: what goes in comes out, through merges and deletions too."""

import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from enablement.search.codec import ArrayCodec, GroupedPostings, read_postings
from enablement.search.schema import make_schema
from enablement.search.storage import MemoryStorage
from enablement.search.whoosh_parts import TOC, FileIndex, SegmentReader, SegmentWriter

Documents = list[dict[bytes, bytes]]


def write(storage: MemoryStorage, documents: Documents, merge: bool = False) -> None:
    if not storage.files:
        FileIndex.create(storage, make_schema(), "cards")
    writer = SegmentWriter(FileIndex(storage, make_schema(), "cards"), codec=ArrayCodec())
    writer.pool = GroupedPostings()
    for terms in documents:
        writer.add_document(words=list(terms.items()), surfaces=[(term, b"") for term in terms])
    writer.commit(optimize=merge, merge=merge)


def segments(storage: MemoryStorage) -> list[Any]:
    found: list[Any] = TOC.read(storage, "cards", schema=make_schema()).segments
    return found


def postings(storage: MemoryStorage, segment: Any) -> dict[tuple[str, bytes], dict[int, bytes]]:
    reader = SegmentReader(storage, make_schema(), segment)
    found: dict[tuple[str, bytes], dict[int, bytes]] = {}
    for field, term, doc, weight, value in reader.iter_postings():
        assert weight == 1.0
        found.setdefault((field, term), {})[doc] = value
    return found


TERMS = st.dictionaries(
    st.text("abñ界", min_size=1, max_size=2).map(str.encode),
    st.binary(min_size=2, max_size=2),
    max_size=5,
)


@given(st.lists(TERMS, max_size=6), st.lists(TERMS, min_size=1, max_size=3))
@settings(max_examples=40)
def test_postings_come_back_through_a_merge(first: Documents, second: Documents) -> None:
    storage = MemoryStorage()
    write(storage, second)
    write(storage, first, merge=True)
    (segment,) = segments(storage)
    expected: dict[tuple[str, bytes], dict[int, bytes]] = {}
    for doc, terms in enumerate([*first, *second]):
        for term, value in terms.items():
            expected.setdefault(("words", term), {})[doc] = value
            expected.setdefault(("surfaces", term), {})[doc] = b""
    assert postings(storage, segment) == expected


def test_postings_are_read_as_arrays() -> None:
    storage = MemoryStorage()
    write(storage, [{b"price": b"\1\0"}, {}, {b"price": b"\2\1", b"cost": b"\3\0"}])
    (segment,) = segments(storage)
    files = segment.open_compound_file(storage)
    terms = segment.codec().terms_reader(files, segment)
    file = segment.open_file(files, ArrayCodec.POSTS_EXT)
    docs, values = read_postings(file, terms.term_info("words", b"price"), 2)
    assert docs.tolist() == [0, 2]
    assert np.frombuffer(values, "<u2").tolist() == [1, 258]
    docs, values = read_postings(file, terms.term_info("surfaces", b"cost"), 0)
    assert (docs.tolist(), values) == ([2], b"")


def test_a_deleted_document_is_gone_after_a_merge() -> None:
    storage = MemoryStorage()
    write(storage, [{b"price": b"\1\0"}, {b"price": b"\2\0"}])
    writer = SegmentWriter(FileIndex(storage, make_schema(), "cards"), codec=ArrayCodec())
    writer.pool = GroupedPostings()
    writer.delete_document(0)
    writer.commit(optimize=True)
    (segment,) = segments(storage)
    assert postings(storage, segment)["words", b"price"] == {0: b"\2\0"}


def test_nothing_readable_reaches_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    storage = MemoryStorage()
    write(storage, [{b"secret%d" % number: b"\1\0" for number in range(3_000)}] * 20)
    write(storage, [{b"more": b"\1\0"}], merge=True)
    assert list(tmp_path.iterdir()) == []


def test_term_vectors_are_refused() -> None:
    with pytest.raises(NotImplementedError):
        ArrayCodec().postings_writer(None, byteids=True)
