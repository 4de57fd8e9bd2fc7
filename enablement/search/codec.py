"""Whoosh's own codec, but with postings as plain arrays that numpy reads without a loop."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

from enablement.search.whoosh_parts import ListMatcher, W3Codec

_SMALL, _LARGE = np.dtype("<u2"), np.dtype("<u4")


class ArrayPostingsWriter:
    """Collects the postings of one term, then writes all its document numbers, then all values."""

    def __init__(self, file: Any) -> None:
        self._file = file
        self._terminfo: Any = None
        self._docs: list[int] = []
        self._values: list[bytes] = []
        self._weights: tuple[float, ...] = ()

    def start_postings(self, _format: Any, terminfo: Any) -> None:
        """Begin a term."""
        self._terminfo = terminfo
        self._docs, self._values = [], []

    def add_posting(
        self, doc: int, _weight: float, value: bytes, _length: int | None = None
    ) -> None:
        """Add a document; they come in order."""
        self._docs.append(doc)
        self._values.append(value)

    def finish_postings(self) -> Any:
        """End the term and say where it stands."""
        offset = self._file.tell()
        docs = np.asarray(self._docs, dtype=_kind(self._docs[-1])).tobytes()
        values = b"".join(self._values)
        self._file.write(docs + values)
        self._weights = (float(len(self._docs)),)
        self._terminfo.add_block(self)
        self._terminfo.set_extent(offset, len(docs) + len(values))
        return self._terminfo

    def written(self) -> bool:
        """Whether part of the term is in the file already: never, a term is written at its end."""
        return False

    # What Whoosh's term info asks a block of postings for.

    def __len__(self) -> int:
        return len(self._docs)

    def min_id(self) -> int:
        """The first document."""
        return self._docs[0]

    def max_id(self) -> int:
        """The last document."""
        return self._docs[-1]

    def min_length(self) -> int:
        """Field lengths are kept in our own record."""
        return 0

    def max_length(self) -> int:
        """Field lengths are kept in our own record."""
        return 0

    def max_weight(self) -> float:
        """Every posting weighs the same for Whoosh; the ranking is ours."""
        return 1.0


def read_postings(
    file: Any, terminfo: Any, value_size: int
) -> tuple[npt.NDArray[np.uint32], bytes]:
    """The document numbers of a term, and the bytes of all its values.

    The length is counted from the number of documents: Whoosh 2.7.4 hands the stored one back
    wrapped in a tuple.
    """
    count = terminfo.doc_frequency()
    kind = _kind(terminfo.max_id())
    data = file.get(terminfo.extent()[0], count * (kind.itemsize + value_size))
    docs = np.frombuffer(data, dtype=kind, count=count)
    return docs.astype(np.uint32), data[docs.nbytes :]


def _kind(last: int) -> np.dtype[Any]:
    """Document numbers take two bytes while the last of them fits."""
    return _SMALL if last <= np.iinfo(_SMALL).max else _LARGE


class ArrayCodec(W3Codec):
    """Segments, term dictionary and columns as Whoosh writes them; postings as arrays."""

    length_stats = False

    def postings_writer(self, dbfile: Any, byteids: bool = False) -> ArrayPostingsWriter:
        """The writer for a postings file; `byteids` is for term vectors, which we have none of."""
        if byteids:
            raise NotImplementedError("term vectors are not used")
        return ArrayPostingsWriter(dbfile)

    def postings_reader(
        self, dbfile: Any, terminfo: Any, format_: Any, term: Any = None, scorer: Any = None
    ) -> Any:
        """The postings one by one, as merging segments reads them."""
        size = format_.posting_size
        docs, values = read_postings(dbfile, terminfo, size)
        split = [values[at * size : (at + 1) * size] for at in range(len(docs))]
        return ListMatcher(
            docs.tolist(), all_weights=1.0, values=split, format=format_, scorer=scorer,
            term=term, terminfo=terminfo,
        )  # fmt: skip


class GroupedPostings:
    """Takes the place of Whoosh's sorting pool, which would spill readable postings to the disk.

    Values and document numbers are kept a list a term; documents come in order.
    """

    def __init__(self) -> None:
        self._terms: dict[tuple[str, bytes], tuple[list[int], list[bytes]]] = {}

    def add(self, item: tuple[str, bytes, int, float, bytes]) -> None:
        """Add one posting: field, term, document, weight, value."""
        field, term, doc, _weight, value = item
        held = self._terms.get((field, term))
        if held is None:
            self._terms[field, term] = [doc], [value]
        else:
            held[0].append(doc)
            held[1].append(value)

    def iter_postings(self) -> Iterator[tuple[str, bytes, int, float, bytes]]:
        """Every posting, by field, term and document."""
        for (field, term), (docs, values) in sorted(self._terms.items(), key=lambda item: item[0]):
            for doc, value in zip(docs, values, strict=True):
                yield field, term, doc, 1.0, value

    def cleanup(self) -> None:
        """Let go of everything."""
        self._terms.clear()
