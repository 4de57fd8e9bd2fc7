"""One segment of the index as arrays: opened once, shared by every snapshot that holds it."""

from functools import cached_property
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from enablement.search import schema
from enablement.search.codec import SegmentFiles
from enablement.search.postings import Docs, Ints, Mask
from enablement.search.schema import CODE
from enablement.search.shown import ShownCard
from enablement.search.storage import MemoryStorage
from enablement.search.tokens import TokenTable

_CACHED_CARDS = 2_000
_Kept = TypeVar("_Kept")


class SegmentView:
    """Reads the files of a segment; it never changes, deletions are the snapshot's.

    Safe to use from several threads: all reading is by position, and what is cached is only
    computed twice when two threads ask at once.
    """

    def __init__(self, storage: MemoryStorage, segment: Any) -> None:
        files = SegmentFiles(storage, segment)
        self.name: str = segment.segment_id()
        self.count: int = files.count
        self.records: npt.NDArray[np.void] = files.columns.records
        self._columns = files.columns
        self._fields = files.fields
        self._tokens: dict[int, TokenTable] = {}
        self._shown: dict[int, ShownCard] = {}

    def docs(self, field: str, term: bytes) -> Docs:
        """The numbers of the documents, inside the segment, that hold a term."""
        postings = self._fields[field]
        start, end = postings.find(term)
        return postings.docs[start:end]

    def counts(self, term: bytes) -> tuple[Docs, npt.NDArray[np.uint16]]:
        """The documents that hold a stem, and the packed counts of it in each."""
        postings = self._fields[schema.WORDS]
        start, end = postings.find(term)
        return postings.docs[start:end], postings.values.view(CODE)[start:end]

    @cached_property
    def surfaces(self) -> list[str]:
        """Every word as written that some document of the segment has or had, in order."""
        postings = self._fields[schema.SURFACES]
        return postings.text.tobytes().decode().split("\n") if len(postings.text) else []

    def frequencies(self, living: Mask) -> Ints:
        """In how many of the living documents each of the `surfaces` stands."""
        return self._fields[schema.SURFACES].frequencies(living)

    def facet_terms(self) -> list[bytes]:
        """Every facet value that some document of the segment has or had."""
        return self._fields[schema.FACETS].terms

    def tokens(self, doc: int) -> TokenTable:
        """Where the words of a document stand."""
        found = self._tokens.get(doc)
        if found is None:
            found = TokenTable.from_bytes(self._columns.text(schema.TOKENS, doc))
            _keep(self._tokens, doc, found)
        return found

    def shown(self, doc: int) -> ShownCard:
        """What is shown of a document."""
        found = self._shown.get(doc)
        if found is None:
            found = ShownCard.from_bytes(self._columns.text(schema.SHOWN, doc))
            _keep(self._shown, doc, found)
        return found


def _keep(cache: dict[int, _Kept], doc: int, value: _Kept) -> None:
    if len(cache) >= _CACHED_CARDS:
        cache.clear()
    cache[doc] = value
