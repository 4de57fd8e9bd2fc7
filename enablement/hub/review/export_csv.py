"""Tables as CSV that a spreadsheet opens without running anything: streamed, with no cell a formula."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

Cell = str | int | float | date | None

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_BOM = "\ufeff"
"""Without it Excel reads UTF-8 as something else."""

_ROWS_A_PIECE = 500


def safe_cell(cell: Cell) -> Cell:
    """The cell as it may stand in a spreadsheet: a text that begins like a formula is quoted.

    Numbers are ours, and are left as they are. OWASP, "CSV injection".
    """
    if isinstance(cell, str) and cell.lstrip(" \n\ufeff\u00a0").startswith(_FORMULA):
        return f"'{cell}"
    return cell


def csv_pieces(heads: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[bytes]:
    """The file in pieces, as rows come."""
    out = io.StringIO(_BOM, newline="")
    out.seek(0, io.SEEK_END)
    writer = csv.writer(out)
    writer.writerow(map(safe_cell, heads))
    for number, row in enumerate(rows, 1):
        writer.writerow(map(safe_cell, row))
        if number % _ROWS_A_PIECE == 0:
            yield _taken(out)
    yield _taken(out)


def _taken(out: io.StringIO) -> bytes:
    data = out.getvalue().encode()
    out.seek(0)
    out.truncate()
    return data
