"""CSV: read back as it was, and never a formula where a rep's words stand."""

import csv
import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enablement.hub.review.export_csv import Cell, csv_pieces, safe_cell

PLAIN = st.characters(exclude_categories=["Cs"], exclude_characters="\0")


def read(data: bytes) -> list[list[str]]:
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        " =1",
        "\n=1",
        '=cmd|"/c calc"!A1',
        "\ufeff=1",
    ],
)
def test_what_begins_like_a_formula_is_quoted(text: str) -> None:
    assert safe_cell(text) == f"'{text}"


@pytest.mark.parametrize("cell", ["", "plain", "1 = 1", -3, -0.5, None, date(2026, 11, 23)])
def test_what_does_not_is_left_alone(cell: Cell) -> None:
    assert safe_cell(cell) == cell


@given(st.lists(st.tuples(st.text(PLAIN, max_size=20), st.integers()), max_size=12))
def test_every_cell_comes_back_and_none_is_a_formula(rows: list[tuple[str, int]]) -> None:
    found = read(b"".join(csv_pieces(["words", "n"], rows)))
    assert found[0] == ["words", "n"]
    assert len(found) == len(rows) + 1
    for (text, n), (cell, number) in zip(rows, found[1:], strict=True):
        assert number == str(n)
        assert cell in (text, f"'{text}")
        assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))


def test_a_long_table_comes_in_pieces() -> None:
    pieces = list(csv_pieces(["n"], ([number] for number in range(1_200))))
    assert len(pieces) == 3
    assert len(read(b"".join(pieces))) == 1_201
