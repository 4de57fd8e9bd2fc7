"""Postings come out sorted, from documents and from merged segments alike."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from enablement.search.postings import FieldPool, FieldPostings, PostingsPool

Document = dict[bytes, bytes]

TERMS = st.text("abñ界", min_size=1, max_size=2).map(str.encode)
DOCUMENTS = st.lists(
    st.dictionaries(TERMS, st.binary(min_size=2, max_size=2), max_size=5), max_size=6
)


def pooled(documents: list[Document]) -> FieldPostings:
    pool = FieldPool()
    for number, terms in enumerate(documents):
        pool.add(number, list(terms), b"".join(terms.values()))
    return pool.finish()


def contents(postings: FieldPostings) -> dict[bytes, list[tuple[int, bytes]]]:
    found = {}
    for term in postings.terms:
        start, end = postings.find(term)
        assert start < end
        values = postings.values.reshape(len(postings.docs), -1)[start:end]
        docs = postings.docs[start:end].tolist()
        found[term] = [(doc, value.tobytes()) for doc, value in zip(docs, values, strict=True)]
    return found


def expected(documents: list[Document]) -> dict[bytes, list[tuple[int, bytes]]]:
    found: dict[bytes, list[tuple[int, bytes]]] = {}
    for number, terms in enumerate(documents):
        for term, value in terms.items():
            found.setdefault(term, []).append((number, value))
    return found


@given(DOCUMENTS)
def test_postings_of_documents(documents: list[Document]) -> None:
    postings = pooled(documents)
    assert contents(postings) == expected(documents)
    assert postings.terms == sorted(postings.terms)
    assert postings.find(b"nowhere") == (0, 0)


@given(DOCUMENTS, st.lists(st.tuples(DOCUMENTS, st.integers(0, 63)), max_size=3))
def test_merged_segments_lose_what_was_deleted(
    added: list[Document], segments: list[tuple[list[Document], int]]
) -> None:
    pool = FieldPool()
    for number, terms in enumerate(added):
        pool.add(number, list(terms), b"".join(terms.values()))
    kept = list(added)
    for documents, bits in segments:
        living = np.asarray([bool(bits >> at & 1) for at in range(len(documents))], dtype=np.bool_)
        pool.merge(pooled(documents), living, len(kept))
        kept += [terms for terms, lives in zip(documents, living, strict=True) if lives]
    assert contents(pool.finish()) == expected(kept)


@given(DOCUMENTS, st.integers(0, 63))
def test_frequencies_count_the_living(documents: list[Document], bits: int) -> None:
    postings = pooled(documents)
    living = np.asarray([bool(bits >> at & 1) for at in range(len(documents))], dtype=np.bool_)
    found = dict(zip(postings.terms, postings.frequencies(living).tolist(), strict=True))
    assert found == {
        term: sum(bool(living[doc]) for doc, _ in held)
        for term, held in expected(documents).items()
    }


def test_document_numbers_take_two_bytes_while_they_fit() -> None:
    assert pooled([{b"a": b"\0\0"}]).docs.dtype.itemsize == 2
    pool = FieldPool()
    pool.add(0, [b"a"], b"")
    pool.add(1 << 16, [b"a"], b"")
    assert pool.finish().docs.dtype.itemsize == 4
    assert pool.finish().docs.tolist() == [0, 1 << 16]


def test_a_pool_keeps_fields_apart() -> None:
    pool = PostingsPool()
    pool.add(("words", [b"a"], 0, 1.0, b"\1\2"))
    pool.add(("facets", [b"b", b"c"], 0, 1.0, b""))
    found = dict(pool.iter_postings())
    assert list(found) == ["facets", "words"]
    assert contents(found["words"]) == {b"a": [(0, b"\1\2")]}
    assert (found["words"].size, found["facets"].size) == (2, 0)
    pool.cleanup()
    assert list(pool.iter_postings()) == []
