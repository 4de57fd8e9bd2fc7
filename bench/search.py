"""How fast search is beside others: `python -m bench.search --cards N [--against ...] [--json]`.

Cards are made up (in English and Spanish, the same for the same seed) and indexed by every engine;
then all of them are asked the same, one after the other, question by question, so that whatever
else the machine does slows all alike. Every answer has its hits with snippets and the counts of all
facets; ours are those of the very function that the desktop calls, with reasons.

Cases: `words` (2 to 4), `question` (8 to 14 words), `keystroke` (every state of the box while words
are typed, each once), `typo` (words with one error), `filter` (words and a facet), `paste` (an e-mail
of 2,000 words), each with `p50` and `p95` in milliseconds. `build` is the time to a stored index that
can be searched, `open` that of a new process to read it, the case `first` that and the first answer,
`attach` what is opened before (our library), `update` one card changed and seen, `memory` by how much
a new process grows when it opens the index and answers 40 questions.
"""

import argparse
import gc
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from bench.engines.engine import ENGINES, Engine, Question, make_engine
from bench.made_cards import MadeCards, make_cards
from bench.questions import QuestionMaker
from bench.rows import Row, print_json, table

OURS = "enablement"
ANCHOR = "tantivy"
CASES = ("words", "question", "keystroke", "typo", "filter", "paste")
OPENINGS = 5
UPDATES = 15
FIRST_QUESTIONS = 40
_TELLING = 0.01
_EVERY = {"keystroke": 2}  # one query is asked some twenty times


@dataclass(frozen=True)
class Plan:
    """How many cards, which seed, how often each case is asked at most.

    An engine that has taken so many seconds for a case is asked no further.
    """

    cards: int
    seed: int = 1
    runs: int = 200
    seconds: float = 25.0


class SearchBench:
    """Several engines, each with an index of the same cards in a folder of its own."""

    def __init__(self, plan: Plan, names: Sequence[str], folder: Path) -> None:
        self._plan = plan
        self._folders = {name: folder / name for name in names}
        for place in self._folders.values():
            place.mkdir()
        self._engines: dict[str, Engine] = {
            name: make_engine(name, place) for name, place in self._folders.items()
        }
        self._made: MadeCards = make_cards(plan.cards, plan.seed)
        # Nobody's searches shall wait while Python looks through our cards for garbage.
        gc.collect()
        gc.freeze()

    def measure(self) -> list[Row]:
        """Everything, in the order in which it has to happen."""
        rows = list(self._build())
        rows += self._open()
        try:
            rows += self._search()
            rows += self._update()
        finally:
            for engine in self._engines.values():
                engine.close()
        return rows

    def _row(self, name: str, measure: str, value: float, unit: str, **about: str | int) -> Row:
        facts = {"cards": self._plan.cards, "seed": self._plan.seed, **about}
        return Row("search", name, measure, round(value, 3), unit, facts)

    def _build(self) -> Iterator[Row]:
        for name, engine in self._engines.items():
            engine.hold(self._made.cards)
            started = time.perf_counter()
            engine.build()
            yield self._row(name, "build", time.perf_counter() - started, "s")
            yield self._row(name, "size", engine.size() / 1e6, "MB")
            engine.close()

    def _open(self) -> Iterator[Row]:
        """New processes, engine after engine, several times round."""
        maker = QuestionMaker(self._made, self._plan.seed)
        questions = [next(maker.cases()["words"]()) for _ in range(FIRST_QUESTIONS)]
        asked = [json.dumps(asdict(question)) for question in questions]
        found: dict[str, list[dict[str, float | None]]] = {name: [] for name in self._engines}
        for _ in range(min(OPENINGS, self._plan.runs)):
            for name, folder in self._folders.items():
                command = [sys.executable, "-m", "bench.fresh", name, str(folder), *asked]
                done = subprocess.run(command, check=True, capture_output=True, text=True)
                found[name].append(json.loads(done.stdout))
        for name, openings in found.items():
            medians = {
                key: float(np.median([one[key] for one in openings]))
                for key, value in openings[0].items()
                if value is not None
            }
            firsts = [(one["open"] or 0) + (one["first"] or 0) for one in openings]
            yield self._row(name, "attach", medians["attach"], "ms")
            yield self._row(name, "open", medians["open"], "ms")
            yield from self._percentiles(name, "first", firsts)
            if "memory" in medians:
                yield self._row(name, "memory", medians["memory"] / 1e6, "MB")

    def _search(self) -> Iterator[Row]:
        for engine in self._engines.values():
            engine.attach()
            engine.open()
        warm_up = QuestionMaker(self._made, self._plan.seed + 1).cases()["words"]
        for question in [next(warm_up()) for _ in range(3)]:
            for engine in self._engines.values():
                engine.search(question)
        # The cards the bench made are no part of any engine; collecting them would be timed.
        gc.collect()
        gc.freeze()
        maker = QuestionMaker(self._made, self._plan.seed).cases()
        times: dict[str, dict[str, list[float]]] = {
            case: {name: [] for name in self._engines} for case in CASES
        }
        for run in range(self._plan.runs):
            for case in CASES:
                if run % _EVERY.get(case, 1):
                    continue
                for question in maker[case]():
                    self._ask(question, times[case], first=run)
        for case in CASES:
            for name, taken in times[case].items():
                yield from self._percentiles(name, case, taken)

    def _ask(self, question: Question, times: Mapping[str, list[float]], first: int) -> None:
        """Put one question to every engine that has time left, another one first each time."""
        names = list(self._engines)
        for at in range(len(names)):
            name = names[(at + first) % len(names)]
            if sum(times[name]) > self._plan.seconds * 1000:
                continue
            started = time.perf_counter()
            self._engines[name].search(question)
            times[name].append((time.perf_counter() - started) * 1000)

    def _percentiles(self, name: str, case: str, times: Sequence[float]) -> Iterator[Row]:
        for percent in (50, 95):
            value = float(np.percentile(times, percent))
            yield self._row(name, f"p{percent}", value, "ms", case=case, runs=len(times))

    def _update(self) -> Iterator[Row]:
        random = np.random.default_rng(self._plan.seed)
        times: dict[str, list[float]] = {name: [] for name in self._engines}
        for _ in range(min(UPDATES, self._plan.runs)):
            card = self._made.cards[int(random.integers(len(self._made.cards)))]
            says = (*card.says, card.title.lower())
            changed = card.model_copy(update={"title": f"{card.title} again", "says": says})
            for name, engine in self._engines.items():
                started = time.perf_counter()
                engine.update(changed)
                times[name].append((time.perf_counter() - started) * 1000)
        for name, taken in times.items():
            yield self._row(name, "update", float(np.median(taken)), "ms")


def describe(rows: Sequence[Row], names: Sequence[str]) -> str:
    """The figures as a table, with how many times those of the anchor ours are."""
    lines: dict[tuple[str, str, str], dict[str, float]] = {}
    for row in rows:
        key = (str(row.about.get("case", "")), row.measure, row.unit)
        lines.setdefault(key, {})[row.subject] = row.value
    compared = OURS in names and ANCHOR in names
    heads = ["", *names, *([f"x {ANCHOR}"] if compared else [])]
    cells = []
    for (case, measure, unit), values in lines.items():
        label = f"{case} {measure} ({unit})".strip()
        shown = [f"{values[name]:,.2f}" if name in values else "" for name in names]
        if compared and values.get(ANCHOR, 0) >= _TELLING:
            shown.append(f"{values[OURS] / values[ANCHOR]:.1f}")
        elif compared:
            shown.append("")
        cells.append((label, *shown))
    cards = rows[0].about["cards"]
    return f"{cards:,} cards\n{table(heads, cells)}"


def _engine_names(text: str) -> list[str]:
    names = [name.strip() for name in text.split(",") if name.strip()]
    unknown = sorted(set(names) - set(ENGINES))
    if unknown:
        known = ", ".join(ENGINES)
        raise argparse.ArgumentTypeError(f"there is no engine {unknown[0]}; there are {known}")
    return names


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, and print a table or rows of JSON."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.search",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--cards", type=int, default=10_000, metavar="N")
    parser.add_argument(
        "--against",
        type=_engine_names,
        default=[],
        metavar="NAMES",
        help="tantivy,fts5,whoosh-plain",
    )
    parser.add_argument("--runs", type=int, default=Plan.runs, help="questions of each case")
    parser.add_argument(
        "--seconds", type=float, default=Plan.seconds, help="for an engine and case"
    )
    parser.add_argument("--seed", type=int, default=Plan.seed)
    parser.add_argument("--json", action="store_true", help="one object a line")
    chosen = parser.parse_args(arguments)
    if chosen.cards < 1 or chosen.runs < 1:
        parser.error("at least one card and one question are needed")
    plan = Plan(chosen.cards, chosen.seed, chosen.runs, chosen.seconds)
    names = list(dict.fromkeys([OURS, *chosen.against]))
    with tempfile.TemporaryDirectory(prefix="enablement-bench-") as folder:
        rows = SearchBench(plan, names, Path(folder)).measure()
    if chosen.json:
        print_json(rows)
    else:
        print(describe(rows, names))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
