"""Parquet: typed columns that another program reads back as they were."""

import io
from collections.abc import Iterator
from datetime import date

import pyarrow.parquet as pq

from enablement.hub.review.export_parquet import parquet_pieces
from enablement.hub.review.tables import LOG_COLUMNS


def test_a_table_comes_back_with_its_types() -> None:
    columns = (("day", date), ("words", str), ("n", int), ("rate", float))
    rows = [(date(2026, 11, 23), "=1+1", 3, 0.5), (date(2026, 11, 24), "ñ", 0, None)]
    data = b"".join(parquet_pieces(columns, rows))
    table = pq.read_table(io.BytesIO(data))
    assert table.to_pylist() == [
        {"day": date(2026, 11, 23), "words": "=1+1", "n": 3, "rate": 0.5},
        {"day": date(2026, 11, 24), "words": "ñ", "n": 0, "rate": None},
    ]
    assert [str(field.type) for field in table.schema] == [
        "date32[day]", "string", "int64", "double",
    ]  # fmt: skip


def test_nothing_is_a_table_too() -> None:
    table = pq.read_table(io.BytesIO(b"".join(parquet_pieces(LOG_COLUMNS, []))))
    assert (table.num_rows, table.column_names) == (0, [name for name, _type in LOG_COLUMNS])


def test_more_rows_than_one_part_holds() -> None:
    data = b"".join(parquet_pieces((("n", int),), ((number,) for number in range(25_000))))
    table = pq.read_table(io.BytesIO(data))
    assert table.column("n").to_pylist() == list(range(25_000))


def test_it_goes_out_while_rows_come() -> None:
    given = []

    def rows() -> Iterator[tuple[int]]:
        for number in range(100_000):
            given.append(number)
            yield (number,)

    pieces = parquet_pieces((("n", int),), rows())
    first = next(pieces)
    assert first.startswith(b"PAR1")
    assert len(given) < 20_000
    data = first + b"".join(pieces)
    assert pq.read_table(io.BytesIO(data)).num_rows == len(given) == 100_000
