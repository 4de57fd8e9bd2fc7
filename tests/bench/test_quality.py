"""The command that measures quality, with every engine for real on a small folder."""

import json
from pathlib import Path

import pytest

from bench.engines.engine import ENGINES
from bench.quality import Answered, describe, main, measure, rows_for
from bench.relevance import GradedQuery, read_set


@pytest.mark.parametrize("engine", ENGINES)
def test_every_engine_prints_the_four_measures(
    beir: Path, engine: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(beir), "--json", "--engine", engine]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row["measure"] for row in rows] == ["ndcg@10", "mrr@10", "recall@10", "hit@5"]
    for row in rows:
        assert row["value"] == 1, row
        del row["measure"], row["value"]
        assert row == {
            "bench": "quality",
            "subject": engine,
            "unit": "",
            "set": "small",
            "queries": "queries.jsonl",
            "documents": 3,
            "asked": 3,
        }


def test_the_table_says_how_much_was_asked(beir: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(beir)]) == 0
    title, heads, line = capsys.readouterr().out.splitlines()
    assert title == "small, queries.jsonl: 3 documents, 3 queries"
    assert heads.split() == ["engine", "queries", "ndcg@10", "mrr@10", "recall@10", "hit@5"]
    assert line.split() == ["enablement", "3", "1.000", "1.000", "1.000", "1.000"]


def test_a_folder_without_judgements_is_refused_in_one_sentence(
    beir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (beir / "qrels" / "test.tsv").unlink()
    assert main([str(beir)]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.count("\n") == 1


def test_each_kind_of_query_has_figures_of_its_own(beir: Path) -> None:
    good = Answered(GradedQuery("a", {"a": 1}, "words"), ("a",))
    bad = Answered(GradedQuery("b", {"b": 1}, "misspelt"), ("a",))
    rows = list(rows_for("ours", read_set(beir), [good, bad]))
    found = {(row.about.get("case"), row.measure): (row.value, row.about["asked"]) for row in rows}
    assert found[None, "hit@5"] == (0.5, 2)
    assert found["words", "hit@5"] == (1, 1)
    assert found["misspelt", "hit@5"] == (0, 1)
    assert "ours misspelt" in describe(read_set(beir), rows)


def test_the_engine_leaves_nothing_behind(
    beir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    measure(read_set(beir), "enablement")
    assert list((tmp_path / "temporary").iterdir()) == []
