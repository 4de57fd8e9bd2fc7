"""One figure of a benchmark, and how figures are printed: a JSON object a line, or a table."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Fact = str | int | float


@dataclass(frozen=True)
class Row:
    """One figure; `about` says what else it depends on: the number of cards, the case."""

    bench: str
    subject: str
    measure: str
    value: float
    unit: str
    about: Mapping[str, Fact] = field(default_factory=dict)

    def as_json(self) -> str:
        """The row as one line of JSON."""
        fields = {
            "bench": self.bench,
            "subject": self.subject,
            "measure": self.measure,
            "value": self.value,
            "unit": self.unit,
        }
        return json.dumps({**fields, **self.about}, ensure_ascii=False)


def print_json(rows: Iterable[Row]) -> None:
    """Print one object a line."""
    for row in rows:
        print(row.as_json(), flush=True)


def rounded(told: Any) -> Any:
    """Figures to the second place, in whatever they are kept."""
    if isinstance(told, float):
        return round(told, 2)
    if isinstance(told, dict):
        return {name: rounded(value) for name, value in told.items()}
    return [rounded(one) for one in told] if isinstance(told, list) else told


def table(heads: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    """Text in columns, the first to the left and the others to the right."""
    filled = [tuple(heads), *map(tuple, lines)]
    widths = [max(len(line[at]) for line in filled) for at in range(len(heads))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if at == 0 else cell.rjust(width)
            for at, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in filled
    )
