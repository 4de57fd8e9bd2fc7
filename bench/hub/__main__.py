"""How fast marketing's hub is, in one run: `python -m bench.hub [--database URL] [--json] [--quick]`.

A hub with 200 reps, 5,000 cards and 2 million logs is made on PostgreSQL: in an empty database at the
address, or on a server that this run starts. With `--json` all of it is one object on one line:

`page_p95` and `filter_p95` are the milliseconds of the slowest page and of the slowest review under a
filter, each at its 95th percentile; `late` names those over 300 ms and 1 s, `pages` has each of them.
`poll` are the milliseconds of a laptop's question whether there is anything new, of one alone;
`polls_a_second` what one process answers many, and `polls_a_processor_second` what it answers in each
second that the processors work for it, which other programs on the machine do not lengthen so much.
`ingest_ratio` is how fast logs are taken in beside the same rows by the bare driver, in turns.
`sync_errors` is how many errors twenty reps met who synced at once with a hub on SQLite.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench.cluster import running
from bench.hub import ingest, pages, polls, syncing
from bench.hub.serving import served, stopwatch
from bench.hub.size import Size
from bench.hub.stock import stock
from bench.rows import rounded, table
from enablement.hub.places import HubPlace

_UNITS = {
    "page_p95": "ms", "filter_p95": "ms", "poll": "ms", "polls_a_second": "/s",
    "polls_a_processor_second": "/s", "ingest_ratio": "×", "ingest_a_second": "/s",
    "stocked": "s", "sync_seconds": "s",
}  # fmt: skip


@contextmanager
def _place(address: str, folder: Path) -> Iterator[HubPlace]:
    """Where the hub is made: at the address, or on a server of its own."""
    if address:
        yield HubPlace.of(address)
        return
    with running(folder / "server", durable=True) as cluster:
        yield HubPlace.of(cluster.address(cluster.create()))


def measure(address: str, folder: Path, size: Size, rounds: int) -> dict[str, Any]:
    """All of it."""
    with _place(address, folder) as place:
        _say("the hub is filled")
        with stopwatch() as took:
            reps = stock(place, size)
        with served(place) as hub:
            _say("pages")
            opened = pages.measure(place, hub, rounds)
            _say("polls")
            polled = polls.measure(hub, reps)
            _say("logs that arrive")
            taken = ingest.measure(place, hub, reps)
    _say("twenty reps at once")
    synced = syncing.measure(folder)
    return {
        "page_p95": opened["slowest"],
        "filter_p95": opened["slowest_filter"],
        "late": opened["late"],
        "missing": opened["missing"],
        "poll": polled["ms"],
        "polls_a_second": polled["a_second"],
        "polls_a_processor_second": polled["a_processor_second"],
        "ingest_ratio": taken["ratio"],
        "ingest_a_second": taken["a_second"],
        "sync_errors": len(synced["errors"]),
        "sync_seconds": synced["seconds"],
        "stocked": took[0],
        "pages": opened["each"],
        "polls": polled,
        "ingest": taken,
        "sync": synced,
    }


def _lines(figures: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for name, value in figures.items():
        if isinstance(value, int | float):
            yield name, f"{value} {_UNITS.get(name, '')}".rstrip()
    for name, one in figures["pages"].items():
        late = " late" if name in figures["late"] else ""
        yield name, f"p50 {one['p50']} ms, p95 {one['p95']} ms of {one['limit']}{late}"
    for name in ("missing", "sync"):
        yield name, json.dumps(figures[name])


def _say(what: str) -> None:
    print(f"{what} …", file=sys.stderr, flush=True)


def main(arguments: list[str]) -> None:
    """Measure, and print a table or one line of JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", default="", help="an empty PostgreSQL database")
    parser.add_argument("--json", action="store_true")
    parser.add_argument(
        "--quick", action="store_true", help="a fraction of it, to see that it runs"
    )
    chosen = parser.parse_args(arguments)
    size, rounds = (Size.small(), 1) if chosen.quick else (Size(), 9)
    # PostgreSQL runs as a user of its own, who must be let into the folder.
    with tempfile.TemporaryDirectory(prefix="enablement-bench-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        figures = rounded(measure(chosen.database, folder, size, rounds))
    if chosen.json:
        print(json.dumps(figures, ensure_ascii=False))
    else:
        print(table(("", "measured"), _lines(figures)))


if __name__ == "__main__":
    main(sys.argv[1:])
