"""The command that measures speed: every engine for real, with few cards and few questions."""

import json
from pathlib import Path

import pytest

from bench.engines.engine import ENGINES
from bench.search import CASES, Plan, SearchBench, describe, main

MEASURES = {
    "build": "s", "size": "MB", "attach": "ms", "open": "ms", "memory": "MB", "update": "ms",
    "p50": "ms", "p95": "ms",
}  # fmt: skip


def test_every_engine_has_every_figure(tmp_path: Path) -> None:
    plan = Plan(cards=20, runs=1)
    rows = SearchBench(plan, list(ENGINES), tmp_path).measure()
    for name in ENGINES:
        mine = [row for row in rows if row.subject == name]
        told = {row.measure: row.unit for row in mine}
        assert told == MEASURES
        cases = {str(row.about["case"]) for row in mine if row.measure == "p95"}
        assert cases == {*CASES, "first"}
        assert all(row.value >= 0 and row.about["cards"] == 20 for row in mine)
        keys = set(json.loads(mine[-1].as_json()))
        assert keys >= {"bench", "subject", "measure", "value", "unit", "cards"}
    shown = describe(rows, list(ENGINES))
    assert shown.startswith("20 cards\n")
    assert "x tantivy" in shown
    assert "keystroke p95 (ms)" in shown


def test_an_engine_whose_time_is_used_up_is_not_asked_further(tmp_path: Path) -> None:
    bench = SearchBench(Plan(cards=10, runs=2, seconds=0), ["fts5"], tmp_path)
    rows = bench.measure()
    assert {row.about["runs"] for row in rows if row.about.get("case") == "words"} == {1}


def test_the_command_prints_rows_for_ours_alone(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--cards", "5", "--runs", "1", "--json"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {row["subject"] for row in rows} == {"enablement"}
    assert {row["bench"] for row in rows} == {"search"}


@pytest.mark.parametrize("arguments", [["--against", "lucene"], ["--cards", "0"]])
def test_what_cannot_be_measured_is_refused(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main(arguments)
    assert "error" in capsys.readouterr().err
