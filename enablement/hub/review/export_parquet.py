"""Tables as Parquet, for those who go on in a notebook: typed columns, written a part at a time."""

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice
from typing import IO

import pyarrow as pa
import pyarrow.parquet as pq

Value = str | int | float | date | None

_ROWS_A_GROUP = 10_000
_IN_MEMORY = 8 * 1024 * 1024
_PIECE = 64 * 1024
_TYPES: dict[type, pa.DataType] = {
    str: pa.string(),
    int: pa.int64(),
    float: pa.float64(),
    date: pa.date32(),
}


def parquet_pieces(
    columns: Sequence[tuple[str, type]], rows: Iterable[Sequence[Value]]
) -> Iterator[bytes]:
    """The file in pieces; it is made whole first, on disk when it is large."""
    with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as file:
        _write(file, columns, rows)
        file.seek(0)
        while piece := file.read(_PIECE):
            yield piece


def _write(
    file: IO[bytes], columns: Sequence[tuple[str, type]], rows: Iterable[Sequence[Value]]
) -> None:
    schema = pa.schema([(name, _TYPES[kind]) for name, kind in columns])
    with pq.ParquetWriter(file, schema, compression="zstd") as writer:
        waiting = iter(rows)
        while part := list(islice(waiting, _ROWS_A_GROUP)):
            columns_of_part = zip(zip(*part, strict=True), schema.types, strict=True)
            arrays = [pa.array(list(values), kind) for values, kind in columns_of_part]
            writer.write_table(pa.Table.from_arrays(arrays, schema=schema))
