"""How Whoosh writes our segments: as arrays that are opened at once and merged without a loop."""

from typing import Any

import numpy as np
import numpy.typing as npt

from enablement.search.arrays import Array, pack_arrays, unpack_arrays
from enablement.search.columns import Columns, ColumnsWriter
from enablement.search.postings import FieldPostings, PostingsPool
from enablement.search.storage import MemoryStorage
from enablement.search.whoosh_parts import Codec, SegmentWriter, W3Segment

TERMS_EXT = ".terms"

Mask = npt.NDArray[np.bool_]


class FieldsWriter:
    """Writes the terms and postings of all fields of a segment into one file."""

    def __init__(self, storage: MemoryStorage, segment: Any) -> None:
        self._storage = storage
        self._segment = segment
        self._arrays: dict[str, Array] = {}
        self.is_closed = False

    def add_postings(self, _schema: Any, _lengths: Any, postings: Any) -> None:
        """Take what `PostingsPool.iter_postings` gives."""
        for field, found in postings:
            for name, array in found.to_arrays().items():
                self._arrays[f"{field}.{name}"] = array

    def close(self) -> None:
        """Write the file, if there are any postings."""
        self.is_closed = True
        if self._arrays:
            name = self._segment.make_filename(TERMS_EXT)
            self._storage.put(name, pack_arrays(self._arrays))


class ArrayCodec(Codec):
    """Whoosh's segments with our files; they are read by `SegmentFiles`, not through Whoosh."""

    length_stats = False

    def per_document_writer(self, storage: MemoryStorage, segment: Any) -> ColumnsWriter:
        """The writer of records and texts."""
        return ColumnsWriter(storage, segment)

    def field_writer(self, storage: MemoryStorage, segment: Any) -> FieldsWriter:
        """The writer of terms and postings."""
        return FieldsWriter(storage, segment)

    def new_segment(self, _storage: MemoryStorage, index_name: str) -> Any:
        """A segment with a name of its own and nothing in it."""
        return W3Segment(self, index_name)


class SegmentFiles:
    """The files of one segment, open."""

    def __init__(self, storage: MemoryStorage, segment: Any) -> None:
        self.count: int = segment.doc_count_all()
        self.columns = Columns(storage, segment)
        arrays = unpack_arrays(storage.files[segment.make_filename(TERMS_EXT)])
        names = sorted({name.partition(".")[0] for name in arrays})
        self.fields = {
            field: FieldPostings(
                *(arrays[f"{field}.{part}"] for part in ("text", "starts", "docs", "values"))
            )
            for field in names
        }


class CardWriter(SegmentWriter):
    """Whoosh's writer, which also merges whole segments at once."""

    def __init__(self, index: Any) -> None:
        super().__init__(index, codec=ArrayCodec(), compound=False)
        self.pool = PostingsPool()

    def add_segment(self, segment: Any) -> None:
        """Write the living documents of a segment into the new one."""
        files = SegmentFiles(self.storage, segment)
        living = np.ones(files.count, dtype=np.bool_)
        living[list(segment.deleted_docs())] = False
        self.perdocwriter.merge(files.columns, living)
        for field, postings in files.fields.items():
            self.pool.merge(field, postings, living, self.docnum)
        self.docnum += int(np.count_nonzero(living))
        self._added = True
