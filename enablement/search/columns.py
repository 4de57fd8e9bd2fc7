"""What a segment keeps of each document beside its terms: its record, its words, what is shown."""

import zlib
from typing import Any

import numpy as np
import numpy.typing as npt

from enablement.search import schema
from enablement.search.arrays import Array, pack_arrays, unpack_arrays
from enablement.search.schema import RECORD
from enablement.search.storage import MemoryStorage

RECORDS_EXT = ".records"
_LEVEL = 3
TEXTS = (schema.TOKENS, schema.SHOWN)
"""The columns of texts, each a file of its own: two halves are read at once when an index opens."""

Mask = npt.NDArray[np.bool_]


def texts_extension(name: str) -> str:
    """How the file of a column of texts ends."""
    return f".{name}"


class Columns:
    """The columns of one segment; the texts are compressed each on its own."""

    def __init__(self, storage: MemoryStorage, segment: Any) -> None:
        def read(extension: str) -> dict[str, Array]:
            return unpack_arrays(storage.files[segment.make_filename(extension)])

        self.records: npt.NDArray[np.void] = read(RECORDS_EXT)["rows"].view(RECORD)
        self._texts = {name: read(texts_extension(name)) for name in TEXTS}

    def text(self, name: str, doc: int) -> bytes:
        """The bytes of a document in one of the columns of texts."""
        texts = self._texts[name]
        start, end = texts["starts"][doc : doc + 2].tolist()
        return zlib.decompress(texts["data"][start:end].tobytes())

    def packed(self, name: str, living: Mask) -> tuple[Array, Array]:
        """The compressed texts of the living documents in one array, and the length of each."""
        data, starts = self._texts[name]["data"], self._texts[name]["starts"]
        lengths = np.diff(starts).astype(np.int64)
        if living.all():
            return data, lengths
        return data[np.repeat(living, lengths)], lengths[living]


class ColumnsWriter:
    """What Whoosh hands the columns of each document to, one after another."""

    def __init__(self, storage: MemoryStorage, segment: Any) -> None:
        self._storage = storage
        self._segment = segment
        self._rows: list[Array] = []
        self._data: dict[str, list[Array]] = {name: [] for name in TEXTS}
        self._lengths: dict[str, list[Array]] = {name: [] for name in TEXTS}
        self.is_closed = False

    def start_doc(self, _doc: int) -> None:
        """Begin a document; every one brings all columns, so nothing is to be remembered."""

    def add_field(self, _name: str, _field: Any, _value: Any, _length: int) -> None:
        """Whoosh's stored values and lengths, of which our fields have none."""

    def add_column_value(self, name: str, _column: Any, value: bytes) -> None:
        """Add a document's value to a column."""
        if name == schema.RECORDS:
            self._rows.append(np.frombuffer(value, dtype=np.uint8))
            return
        packed = np.frombuffer(zlib.compress(value, _LEVEL), dtype=np.uint8)
        self._data[name].append(packed)
        self._lengths[name].append(np.asarray([len(packed)]))

    def finish_doc(self) -> None:
        """End a document."""

    def merge(self, columns: Columns, living: Mask) -> None:
        """Add the living documents of a segment, in order."""
        self._rows.append(columns.records[living].view(np.uint8))
        for name in TEXTS:
            data, lengths = columns.packed(name, living)
            self._data[name].append(data)
            self._lengths[name].append(lengths)

    def close(self) -> None:
        """Write the files of the segment, if it has any documents."""
        self.is_closed = True
        if not self._rows:
            return
        self._write(RECORDS_EXT, {"rows": np.concatenate(self._rows)})
        for name in TEXTS:
            ends = np.cumsum(np.concatenate(self._lengths[name]))
            starts = np.concatenate([[0], ends]).astype("<u8")
            data = np.concatenate(self._data[name])
            self._write(texts_extension(name), {"data": data, "starts": starts})

    def _write(self, extension: str, arrays: dict[str, Array]) -> None:
        self._storage.put(self._segment.make_filename(extension), pack_arrays(arrays))
