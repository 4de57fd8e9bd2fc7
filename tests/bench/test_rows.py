"""A figure as JSON and as a table."""

import json

import pytest

from bench.rows import Row, print_json, rounded, table


def test_a_row_is_one_object_with_what_it_depends_on(capsys: pytest.CaptureFixture[str]) -> None:
    print_json([Row("search", "fts5", "p95", 1.5, "ms", {"cards": 10, "case": "words"})])
    assert json.loads(capsys.readouterr().out) == {
        "bench": "search",
        "subject": "fts5",
        "measure": "p95",
        "value": 1.5,
        "unit": "ms",
        "cards": 10,
        "case": "words",
    }


def test_columns_are_as_wide_as_their_widest_cell() -> None:
    assert table(("", "ms"), [("open", "12.5"), ("a", "1")]) == "        ms\nopen  12.5\na        1"


def test_figures_are_rounded_wherever_they_are_kept() -> None:
    told = {"a": 1.239, "b": [2.006, {"c": "x"}], "d": 3}
    assert rounded(told) == {"a": 1.24, "b": [2.01, {"c": "x"}], "d": 3}
