"""What a segment keeps of each document beside its terms: its record, its words, what is shown."""

import zlib
from typing import Any

import numpy as np
import numpy.typing as npt

from enablement.search import schema
from enablement.search.arrays import Array, pack_arrays, unpack_arrays
from enablement.search.schema import RECORD
from enablement.search.storage import MemoryStorage

RECORDS_EXT, TEXTS_EXT = ".records", ".texts"

_LEVEL = 3
_TEXTS = (schema.TOKENS, schema.SHOWN)

Mask = npt.NDArray[np.bool_]


class Columns:
    """The columns of one segment; the texts are compressed each on its own."""

    def __init__(self, records: bytes, texts: bytes) -> None:
        self.records: npt.NDArray[np.void] = unpack_arrays(records)["rows"].view(RECORD)
        self._texts = unpack_arrays(texts)

    def text(self, name: str, doc: int) -> bytes:
        """The bytes of a document in one of the columns of texts."""
        start, end = self._texts[f"{name}.starts"][doc : doc + 2].tolist()
        return zlib.decompress(self._texts[f"{name}.data"][start:end].tobytes())

    def packed(self, name: str, living: Mask) -> tuple[Array, Array]:
        """The compressed texts of the living documents in one array, and the length of each."""
        data, starts = self._texts[f"{name}.data"], self._texts[f"{name}.starts"]
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
        self._data: dict[str, list[Array]] = {name: [] for name in _TEXTS}
        self._lengths: dict[str, list[Array]] = {name: [] for name in _TEXTS}
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
        for name in _TEXTS:
            data, lengths = columns.packed(name, living)
            self._data[name].append(data)
            self._lengths[name].append(lengths)

    def close(self) -> None:
        """Write the files of the segment, if it has any documents."""
        self.is_closed = True
        if not self._rows:
            return
        texts: dict[str, Array] = {}
        for name in _TEXTS:
            texts[f"{name}.data"] = np.concatenate(self._data[name])
            ends = np.cumsum(np.concatenate(self._lengths[name]))
            texts[f"{name}.starts"] = np.concatenate([[0], ends]).astype("<u8")
        self._write(RECORDS_EXT, {"rows": np.concatenate(self._rows)})
        self._write(TEXTS_EXT, texts)

    def _write(self, extension: str, arrays: dict[str, Array]) -> None:
        self._storage.put(self._segment.make_filename(extension), pack_arrays(arrays))
