"""The terms of one field in one segment, and the documents that hold them, as a few arrays."""

from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import count

import numpy as np
import numpy.typing as npt

from enablement.search.arrays import Array

_SMALL, _LARGE = np.dtype("<u2"), np.dtype("<u4")

Docs = npt.NDArray[np.unsignedinteger]
Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class FieldPostings:
    """The sorted terms of a field, a line each, and their postings one after another.

    The postings of term n are [`starts`[n], `starts`[n + 1]): the documents in order in `docs`, in
    `values` as many bytes for each as the field keeps.
    """

    text: Array
    starts: Array
    docs: Docs
    values: Array

    @cached_property
    def terms(self) -> list[bytes]:
        """The terms in order."""
        return self.text.tobytes().split(b"\n") if len(self.starts) > 1 else []

    @property
    def size(self) -> int:
        """How many bytes each posting keeps."""
        return len(self.values) // len(self.docs) if len(self.docs) else 0

    def find(self, term: bytes) -> tuple[int, int]:
        """Where the postings of a term begin and end; both the same when it is not there."""
        at = bisect_left(self.terms, term)
        if at == len(self.terms) or self.terms[at] != term:
            return 0, 0
        start, end = self.starts[at : at + 2].tolist()
        return start, end

    def frequencies(self, living: Mask) -> Ints:
        """In how many living documents each term stands; `living` is of all of the segment."""
        every = np.diff(self.starts).astype(np.int64)
        if 2 * np.count_nonzero(living) < len(living):
            return self._count(living)
        return every if living.all() else every - self._count(~living)

    def _count(self, chosen: Mask) -> Ints:
        places = np.flatnonzero(chosen[self.docs])
        terms = np.searchsorted(self.starts, places, side="right") - 1
        return np.bincount(terms, minlength=len(self.starts) - 1).astype(np.int64)

    def to_arrays(self) -> dict[str, Array]:
        """The arrays by name, for a file."""
        return {name: getattr(self, name) for name in ("text", "starts", "docs", "values")}


class FieldPool:
    """Gathers the postings of one field while documents are added and segments are merged."""

    def __init__(self) -> None:
        self._numbers: defaultdict[bytes, int] = defaultdict(count().__next__)
        self._ids = array("I")
        self._docs = array("I")
        self._held = array("I")
        self._values: list[bytes] = []
        self._merged: list[tuple[Array, Array, Array]] = []

    def add(self, doc: int, terms: Sequence[bytes], values: bytes) -> None:
        """Add a document, which must come after those before: its distinct terms, their values."""
        self._ids.extend(map(self._numbers.__getitem__, terms))
        self._docs.append(doc)
        self._held.append(len(terms))
        self._values.append(values)

    def merge(self, postings: FieldPostings, living: Mask, first: int) -> None:
        """Add the living documents of a segment, numbered anew from `first` on."""
        numbers = np.fromiter(
            map(self._numbers.__getitem__, postings.terms), np.uint32, len(postings.terms)
        )
        ids = np.repeat(numbers, np.diff(postings.starts).astype(np.int64))
        kept = living[postings.docs]
        new = (np.cumsum(living) + (first - 1)).astype(np.uint32)
        values = postings.values.reshape(len(ids), postings.size)
        self._merged.append((ids[kept], new[postings.docs[kept]], values[kept].ravel()))

    def finish(self) -> FieldPostings:
        """All postings sorted by term, then by document."""
        terms = sorted(self._numbers)
        rank = np.empty(len(terms), dtype=np.uint32)
        rank[[self._numbers[term] for term in terms]] = np.arange(len(terms), dtype=np.uint32)
        docs = np.repeat(_numbers_of(self._docs), _numbers_of(self._held).astype(np.int64))
        values = np.frombuffer(b"".join(self._values), dtype=np.uint8)
        parts = [(_numbers_of(self._ids), docs, values), *self._merged]
        ids = rank[np.concatenate([part[0] for part in parts])]
        order = np.argsort(ids, kind="stable")
        docs = np.concatenate([part[1] for part in parts])[order]
        values = np.concatenate([part[2] for part in parts])
        values = values.reshape(len(order), len(values) // max(len(order), 1))[order].ravel()
        held = np.bincount(ids, minlength=len(terms))
        used = np.flatnonzero(held)  # a merged segment names terms of which no document is left
        return FieldPostings(
            text=np.frombuffer(b"\n".join(terms[at] for at in used.tolist()), dtype=np.uint8),
            starts=np.concatenate([[0], np.cumsum(held[used])]).astype(_LARGE),
            docs=docs.astype(_SMALL if not len(docs) or int(docs.max()) < 1 << 16 else _LARGE),
            values=values,
        )


def _numbers_of(numbers: "array[int]") -> npt.NDArray[np.uint32]:
    return np.frombuffer(numbers, dtype=np.dtype(f"u{numbers.itemsize}")).astype(np.uint32)


class PostingsPool:
    """Takes the place of Whoosh's sorting pool, which would spill readable postings to the disk.

    Where Whoosh's takes a posting at a time, ours takes all the terms of a document at once.
    """

    def __init__(self) -> None:
        self._fields: defaultdict[str, FieldPool] = defaultdict(FieldPool)

    def add(self, item: tuple[str, Sequence[bytes], int, float, bytes]) -> None:
        """Add a document: field, terms, number, weight (always 1), the values of the terms."""
        field, terms, doc, _weight, values = item
        self._fields[field].add(doc, terms, values)

    def merge(self, field: str, postings: FieldPostings, living: Mask, first: int) -> None:
        """Add the living documents of a segment, numbered anew from `first` on."""
        self._fields[field].merge(postings, living, first)

    def iter_postings(self) -> Iterator[tuple[str, FieldPostings]]:
        """The postings of each field."""
        for field, pool in sorted(self._fields.items()):
            yield field, pool.finish()

    def cleanup(self) -> None:
        """Let go of everything."""
        self._fields.clear()
