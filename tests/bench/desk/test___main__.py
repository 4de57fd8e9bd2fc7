"""The whole benchmark of the desktop, on a handful of cards."""

import json

import pytest

from bench.desk.__main__ import main


def test_all_figures_come_from_one_run_as_one_object(capsys: pytest.CaptureFixture[str]) -> None:
    main(["--quick", "--json"])
    (line,) = capsys.readouterr().out.splitlines()
    told = json.loads(line)
    for name in ("start", "bare_start", "memory", "bare_memory", "keystroke", "longest_block"):
        assert told[name] > 0, name
    assert told["start_ratio"] == pytest.approx(told["start"] / told["bare_start"], rel=0.05)
    assert told["typing"]["keystrokes"] >= 8
    assert told["session"]["actions"] == 12
    assert told["scrolling"]["rows_at_first"] <= told["scrolling"]["cards"]
