"""Tables as Parquet, for those who go on in a notebook: typed columns, written a part at a time."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice

import pyarrow as pa
import pyarrow.parquet as pq

Value = str | int | float | date | None

_ROWS_A_GROUP = 10_000
_TYPES: dict[type, pa.DataType] = {
    str: pa.string(),
    int: pa.int64(),
    float: pa.float64(),
    date: pa.date32(),
}


class _Sink:
    """What the writer writes into: it is taken out again before there is much of it."""

    closed = False

    def __init__(self) -> None:
        self._waiting = bytearray()

    def write(self, data: bytes) -> int:
        """Keep what the writer has ready."""
        self._waiting += data
        return len(data)

    def flush(self) -> None:
        """There is nothing to hand on to."""

    def taken(self) -> bytes:
        """What was written since the last time."""
        data = bytes(self._waiting)
        self._waiting.clear()
        return data


def parquet_pieces(
    columns: Sequence[tuple[str, type]], rows: Iterable[Sequence[Value]]
) -> Iterator[bytes]:
    """The file in pieces, as rows come: what is in it stands at its end."""
    schema = pa.schema([(name, _TYPES[kind]) for name, kind in columns])
    sink, waiting = _Sink(), iter(rows)
    file = pa.PythonFile(sink, mode="w")
    with pq.ParquetWriter(file, schema, compression="zstd") as writer:
        while part := list(islice(waiting, _ROWS_A_GROUP)):
            columns_of_part = zip(zip(*part, strict=True), schema.types, strict=True)
            arrays = [pa.array(list(values), kind) for values, kind in columns_of_part]
            writer.write_table(pa.Table.from_arrays(arrays, schema=schema))
            yield sink.taken()
    yield sink.taken()
