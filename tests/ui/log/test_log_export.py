"""The rep's record as a file: whole, in order, and harmless in a spreadsheet."""

import csv
import json
from pathlib import Path

import pytest

from enablement.errors import EnablementError
from enablement.library.library import Library
from enablement.sync.protocol import Outcome, Request, Usage
from enablement.ui.log.log_export import export_log


def test_a_table_runs_nothing(library: Library, tmp_path: Path) -> None:
    for text in ("=1+1", "+1", "-1", "@x", "\t=1", "plain, with a comma"):
        usage = Usage(card_id="a", revision=1, outcome=Outcome.WORKED, words=text)
        library.events.log_usage(usage)
    assert export_log(library, tmp_path / "mine.csv") == 6
    text = (tmp_path / "mine.csv").read_text("utf-8-sig")
    rows = list(csv.DictReader(text.splitlines()))
    assert [row["words"] for row in rows] == [
        "'=1+1", "'+1", "'-1", "'@x", "'\t=1", "plain, with a comma",
    ]  # fmt: skip
    assert {row["state"] for row in rows} == {"waiting"}


def test_everything_is_there_the_oldest_first(library: Library, tmp_path: Path) -> None:
    for n in range(1100):
        library.events.log_request(Request(text=f"need {n}", note="Ñ"))
    assert export_log(library, tmp_path / "mine.json") == 1100
    said = [one["said"] for one in json.loads((tmp_path / "mine.json").read_text("utf-8"))]
    assert said == [{"text": f"need {n}", "note": "Ñ"} for n in range(1100)]


def test_a_folder_that_is_not_there_is_said(library: Library, tmp_path: Path) -> None:
    with pytest.raises(EnablementError, match="cannot be saved"):
        export_log(library, tmp_path / "missing" / "mine.csv")
