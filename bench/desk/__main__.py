"""How the desktop feels, in one run: `python -m bench.desk [--json]`.

`start` and `bare_start` are seconds from a cold process to the painted cards of a typed word with
2,000 cards, and to a painted window that has nothing but a page of text; `memory` and `bare_memory` are the
megabytes resident then. `keystroke` is the 95th percentile of the milliseconds from a key to its
painted cards with 10,000 cards. `longest_block` are the milliseconds that the window stood still at the
longest in 200 actions while syncs ran against a real hub. With `--json` all of it is one object on one
line; each part's own figures are in it too, under its name.
"""

import argparse
import json
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.desk.openings import Openings, measure_openings, run
from bench.desk.stock import read_texts, stock
from bench.rows import rounded, table

_UNITS = {
    "start": "s", "bare_start": "s", "memory": "MB", "bare_memory": "MB", "keystroke": "ms",
    "longest_block": "ms", "start_ratio": "×", "memory_ratio": "×",
}  # fmt: skip


@dataclass(frozen=True)
class Plan:
    """How much is measured: cards at the start and in the session, cards while typing, rounds."""

    few: int = 2_000
    many: int = 10_000
    rounds: int = 7
    letters: int = 300
    actions: int = 200
    steps: int = 60


def measure(plan: Plan, folder: Path) -> dict[str, Any]:
    """Everything, in new processes: the figures that count, then those of each part."""
    few, many, loose = folder / "few", folder / "many", folder / "loose"
    _say("libraries")
    stock(few, plan.few)
    stock(many, plan.many)
    stock(loose, plan.few, enrolled=False)
    _say("start and memory")
    word = max(read_texts(few).typed[0].split(), key=len)
    opened = measure_openings(few, word, plan.rounds)
    _say("keystrokes")
    typing = run(("bench.desk.keystrokes", str(many), str(plan.letters)))
    _say("scrolling")
    scrolling = run(("bench.desk.scrolling", str(many), str(plan.steps)))
    _say("session with a sync")
    session = run(("bench.desk.session", str(loose), str(plan.few), str(plan.actions)))
    return _put_together(opened, typing, scrolling, session)


def _put_together(
    opened: Openings, typing: dict[str, Any], scrolling: dict[str, Any], session: dict[str, Any]
) -> dict[str, Any]:
    return {
        "start": round(opened.start, 3),
        "bare_start": round(opened.bare_start, 3),
        "memory": round(opened.memory, 1),
        "bare_memory": round(opened.bare_memory, 1),
        "keystroke": round(typing["p95"], 1),
        "longest_block": round(session["longest_block"], 1),
        "start_ratio": round(opened.start / opened.bare_start, 2),
        "memory_ratio": round(opened.memory / opened.bare_memory, 2),
        "opening": {
            "listed": round(opened.listed, 3),
            "cpu": round(opened.cpu, 3),
            "bare_cpu": round(opened.bare_cpu, 3),
            "rounds": opened.rounds,
        },
        "typing": rounded(typing),
        "scrolling": rounded(scrolling),
        "session": rounded(session),
    }


def _lines(figures: dict[str, Any]) -> list[tuple[str, str]]:
    """The figures as lines of a table, those of a part under its name."""
    lines: list[tuple[str, str]] = []
    for name, value in figures.items():
        if isinstance(value, dict):
            lines += [(f"{name} {part}", words) for part, words in _lines(value)]
        elif not isinstance(value, list):
            lines.append((name, f"{value} {_UNITS.get(name, '')}".rstrip()))
    return lines


def _say(what: str) -> None:
    print(f"{what} …", file=sys.stderr, flush=True)


def main(arguments: list[str]) -> None:
    """Measure, and print a table or one line of JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument(
        "--quick", action="store_true", help="a fraction of it, to see that it runs"
    )
    chosen = parser.parse_args(arguments)
    plan = Plan(60, 80, 1, 8, 12, 3) if chosen.quick else Plan()
    with tempfile.TemporaryDirectory(prefix="enablement-bench-") as folder:
        figures = measure(plan, Path(folder))
    if chosen.json:
        print(json.dumps(figures, ensure_ascii=False))
    else:
        print(table(("", "measured"), _lines(figures)))


if __name__ == "__main__":
    main(sys.argv[1:])
