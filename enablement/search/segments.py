"""One segment of the index as arrays: opened once, shared by every snapshot that holds it."""

from functools import cached_property
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from enablement.search import schema
from enablement.search.codec import read_postings
from enablement.search.schema import CODE, RECORD
from enablement.search.shown import ShownCard
from enablement.search.storage import MemoryStorage
from enablement.search.tokens import TokenTable
from enablement.search.whoosh_parts import W3Codec

_CACHED_CARDS = 2_000
_Kept = TypeVar("_Kept")

Docs = npt.NDArray[np.uint32]
NO_DOCS: Docs = np.empty(0, dtype=np.uint32)


class SegmentView:
    """Reads a segment through Whoosh's codec; it never changes, deletions are the snapshot's.

    Safe to use from several threads: all reading is by position, and what is cached is only
    computed twice when two threads ask at once.
    """

    def __init__(self, storage: MemoryStorage, segment: Any) -> None:
        self.name: str = segment.segment_id()
        self.count: int = segment.doc_count_all()
        codec = segment.codec()
        files = segment.open_compound_file(storage) if segment.is_compound() else storage
        fields = schema.make_schema()
        self._terms = codec.terms_reader(files, segment)
        self._postings = segment.open_file(files, W3Codec.POSTS_EXT)
        columns = codec.per_document_reader(files, segment)
        self._columns = {
            name: columns.column_reader(name, fields[name].column_type)
            for name in (schema.RECORDS, schema.TOKENS, schema.SHOWN)
        }
        self._tokens: dict[int, TokenTable] = {}
        self._shown: dict[int, ShownCard] = {}

    @cached_property
    def records(self) -> npt.NDArray[np.void]:
        """The record of every card of the segment, deleted ones included."""
        data = b"".join(self._columns[schema.RECORDS])
        return np.frombuffer(data, dtype=RECORD, count=self.count)

    def docs(self, field: str, term: bytes) -> Docs:
        """The numbers of the documents, inside the segment, that hold a term."""
        return self._read(field, term)[0]

    def counts(self, term: bytes) -> tuple[Docs, npt.NDArray[np.uint16]]:
        """The documents that hold a stem, and the packed counts of it in each."""
        docs, values = self._read(schema.WORDS, term, CODE.itemsize)
        return docs, np.frombuffer(values, dtype=CODE)

    def _read(self, field: str, term: bytes, size: int = 0) -> tuple[Docs, bytes]:
        if (field, term) not in self._terms:
            return NO_DOCS, b""
        return read_postings(self._postings, self._terms.term_info(field, term), size)

    @cached_property
    def surfaces(self) -> tuple[list[str], npt.NDArray[np.int64], Docs]:
        """Every word as written, where its documents begin in the array of them all, that array."""
        words: list[str] = []
        lists: list[Docs] = []
        for (field, term), info in self._terms.items_from(schema.SURFACES, b""):
            if field != schema.SURFACES:
                break
            words.append(term.decode())
            lists.append(read_postings(self._postings, info, 0)[0])
        sizes = np.fromiter((len(docs) for docs in lists), dtype=np.int64, count=len(lists))
        starts = np.concatenate([[0], np.cumsum(sizes)[:-1]]) if lists else sizes
        return words, starts, np.concatenate(lists) if lists else NO_DOCS

    def facet_terms(self) -> list[bytes]:
        """Every facet value that some document of the segment has or had."""
        return [
            term
            for field, term in self._terms.terms_from(schema.FACETS, b"")
            if field == schema.FACETS
        ]

    def tokens(self, doc: int) -> TokenTable:
        """Where the words of a document stand."""
        found = self._tokens.get(doc)
        if found is None:
            found = TokenTable.from_bytes(self._columns[schema.TOKENS][doc])
            _keep(self._tokens, doc, found)
        return found

    def shown(self, doc: int) -> ShownCard:
        """What is shown of a document."""
        found = self._shown.get(doc)
        if found is None:
            found = ShownCard.from_bytes(self._columns[schema.SHOWN][doc])
            _keep(self._shown, doc, found)
        return found


def _keep(cache: dict[int, _Kept], doc: int, value: _Kept) -> None:
    if len(cache) >= _CACHED_CARDS:
        cache.clear()
    cache[doc] = value
