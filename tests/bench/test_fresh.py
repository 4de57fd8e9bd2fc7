"""A new process opens what another one stored."""

import json
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

import pytest

from bench.engines.engine import Question, make_engine
from bench.fresh import measure_opening, resident
from bench.made_cards import MadeCards


@pytest.fixture
def stored(made: MadeCards, tmp_path: Path) -> Path:
    engine = make_engine("fts5", tmp_path)
    engine.hold(made.cards)
    engine.build()
    engine.close()
    return tmp_path


def test_a_new_process_tells_what_it_measured(stored: Path) -> None:
    question = json.dumps(asdict(Question("price budget", (("kind", "story"),))))
    command = [sys.executable, "-m", "bench.fresh", "fts5", str(stored), question, question]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    told = json.loads(done.stdout)
    assert set(told) == {"attach", "open", "first", "memory"}
    assert told["open"] > 0
    assert told["first"] > 0


def test_an_empty_index_is_not_measured(tmp_path: Path) -> None:
    engine = make_engine("fts5", tmp_path)
    engine.build()
    engine.close()
    with pytest.raises(ValueError, match="empty"):
        measure_opening("fts5", tmp_path, [Question("price")])


def test_memory_is_counted_where_the_system_tells_it() -> None:
    before = resident()
    kept = bytearray(b"x") * 40_000_000
    after = resident()
    if before is None or after is None:
        assert not Path("/proc/self/statm").exists()
    else:
        assert after - before > len(kept) / 2
