"""How often the review's marks appear, where revisions do not differ and where they do: `python -m bench.marks`."""

import argparse
import math

import numpy as np
import numpy.typing as npt

from bench.rows import Row, print_json, table
from enablement.hub.review.statistics import ALPHA, log_evidence, marked

RUNS, LOGS, CARDS = 2_000, 400, 20
PAIRS = ((0.5, 0.5), (0.3, 0.3), (0.1, 0.1), (0.45, 0.55), (0.4, 0.6), (0.35, 0.65), (0.1, 0.3))

Floats = npt.NDArray[np.float64]


def histories(
    chance: np.random.Generator, runs: int, logs: int, rates: tuple[float, float]
) -> tuple[Floats, ...]:
    """Both revisions' counts after each log, half of the logs on each in the mean."""
    second = chance.random((runs, logs)) < 0.5
    worked = chance.random((runs, logs)) < np.where(second, rates[1], rates[0])
    parts = (worked & ~second, ~second, worked & second, second)
    return tuple(np.cumsum(part, axis=1, dtype=np.float64) for part in parts)


def ever_marked(
    chance: np.random.Generator, runs: int, logs: int, rates: tuple[float, float]
) -> tuple[float, float]:
    """In which share of histories a mark ever appears, and after how many logs in half of those."""
    seen = log_evidence(*histories(chance, runs, logs, rates)) >= math.log(1 / ALPHA)
    marks = seen.any(axis=1)
    first = seen.argmax(axis=1)[marks] + 1
    return float(marks.mean()), float(np.median(first)) if marks.any() else math.nan


def pages_marked(chance: np.random.Generator, pages: int, cards: int, logs: int) -> float:
    """In which share of pages of cards that do not differ any mark ever appears."""
    found = log_evidence(*histories(chance, pages * cards, logs, (0.4, 0.4)))
    by_page = found.reshape(pages, cards, logs)
    return float(
        np.mean([any(marked(page[:, look]).any() for look in range(logs)) for page in by_page])
    )


def measure(runs: int, logs: int, seed: int) -> list[Row]:
    """One row for each pair of rates, and one for a page of cards."""
    chance = np.random.default_rng(seed)
    rows = []
    for rates in PAIRS:
        share, first = ever_marked(chance, runs, logs, rates)
        subject = "no difference" if rates[0] == rates[1] else "difference"
        about = {"before": rates[0], "after": rates[1], "looks": logs, "runs": runs}
        rows.append(Row("marks", subject, "ever marked", share, "share", about))
        if not math.isnan(first) and rates[0] != rates[1]:
            rows.append(Row("marks", subject, "median logs until marked", first, "logs", about))
    share = pages_marked(chance, max(50, runs // CARDS), CARDS, logs // 4)
    about = {"before": 0.4, "after": 0.4, "looks": logs // 4, "cards": CARDS}
    rows.append(Row("marks", "a page without a difference", "ever marked", share, "share", about))
    return rows


def main() -> None:
    """Print the figures as a table, or as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=RUNS)
    parser.add_argument("--logs", type=int, default=LOGS)
    parser.add_argument("--seed", type=int, default=5)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    rows = measure(asked.runs, asked.logs, asked.seed)
    if asked.json:
        print_json(rows)
        return
    lines = [
        (f"{row.subject}: {row.about['before']} and {row.about['after']}", row.measure,
         f"{row.value:.3f}" if row.unit == "share" else f"{row.value:.0f}")
        for row in rows
    ]  # fmt: skip
    print(table(("rates before and after", "measure", ""), lines))


if __name__ == "__main__":
    main()
