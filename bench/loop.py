"""How long the steps of the whole loop take on the sample content: `python -m bench.loop [--json]`.

A row is `{"bench", "subject", "measure", "value", "unit"}`; times are medians of several runs.
"""

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bench.rows import Row, print_json, table
from enablement.demo import Demo
from enablement.library.keys import KeyRecord
from enablement.library.library import Library
from enablement.search.index import SearchIndex
from enablement.search.query import SearchQuery
from enablement.sync.protocol import Outcome, Usage

QUERIES = ("too expensive", "no budget this year", "freezer at night", "es muy caro", "expensve")


def timed(job: Callable[[], object], runs: int = 1) -> float:
    """The median time of a job, in milliseconds."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        job()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def measure(folder: Path) -> list[Row]:
    """Play the loop in a folder and time each step."""
    rows: list[Row] = []

    def note(subject: str, name: str, value: float, unit: str = "ms") -> None:
        rows.append(Row("loop", subject, name, round(value, 2), unit))

    command = [sys.executable, "-m", "enablement", "--help"]
    note("command", "help", timed(lambda: subprocess.run(command, check=True, stdout=-3), 5))
    with Demo(folder) as demo:
        note("hub", "publish", timed(demo.publish))
        note("hub", "publish_again", timed(demo.publish, 3))
        note("laptop", "enroll", timed(demo.enroll))
        note("laptop", "first_sync", timed(demo.sync))
        note("laptop", "sync_nothing_new", timed(demo.sync, 20))
        held = demo.library.cards.all()[0]
        usage = Usage(card_id=held.card.id, revision=held.revision, outcome=Outcome.WORKED)
        note("laptop", "log", timed(lambda: demo.library.events.log_usage(usage), 50))
        keystrokes = [query[:end] for query in QUERIES for end in range(1, len(query) + 1)]
        times = sorted(_keystroke(demo.index, text) for text in keystrokes * 3)
        note("search", "keystroke_p50", times[len(times) // 2])
        note("search", "keystroke_p95", times[len(times) * 95 // 100])
        note("laptop", "cards", demo.library.cards.count(), "cards")
    profile = folder / "profile"
    key = KeyRecord(profile).load()

    def open_and_search() -> None:
        library = Library.open(profile, key)
        SearchIndex(library).search(SearchQuery(text=QUERIES[0]))
        library.close()

    note("laptop", "open_and_first_search", timed(open_and_search, 5))
    return rows


def _keystroke(index: SearchIndex, text: str) -> float:
    return timed(lambda: index.search(SearchQuery(text=text, as_you_type=True)))


def main() -> None:
    """Measure, and print a table or rows of JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="enablement-bench-") as folder:
        rows = measure(Path(folder))
    if chosen.json:
        print_json(rows)
    else:
        cells = [(f"{row.subject} {row.measure}", f"{row.value:.2f} {row.unit}") for row in rows]
        print(table(("", "median"), cells))


if __name__ == "__main__":
    main()
