"""Scrolling through every card: how many rows are loaded for what is seen, and how long a step takes.

`python -m bench.desk.scrolling FOLDER STEPS` prints one line of JSON. A step is what the wheel does at
one click; it ends when the list has been painted.
"""

import json
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from PySide6.QtWidgets import QAbstractSlider

from bench.desk.desktop import OpenDesktop, opened_desktop, wait, wait_until
from enablement.search.query import SearchQuery

_STEP = QAbstractSlider.SliderAction.SliderPageStepAdd


@dataclass(frozen=True)
class Scrolling:
    """Rows loaded at first and after scrolling one screenful, of so many cards; milliseconds a step.

    `rows_at_end` after all steps, each of a fifth of a screen.
    """

    cards: int
    rows_at_first: int
    rows_after_screenful: int
    rows_at_end: int
    step_p50: float
    step_p95: float


def measure_scrolling(folder: Path, steps: int) -> Scrolling:
    """Scroll through the list of the desktop on that folder."""
    with opened_desktop(folder) as opened:
        model, bar = opened.window.model, opened.window.results.verticalScrollBar()
        first = model.rowCount()
        bar.triggerAction(_STEP)
        wait(500)
        screenful = model.rowCount()
        times = [_step(opened) for _number in range(steps)]
        p50, p95 = np.percentile(times, (50, 95))
        return Scrolling(
            cards=opened.desktop.index.search(SearchQuery("", limit=1)).total,
            rows_at_first=first,
            rows_after_screenful=screenful,
            rows_at_end=model.rowCount(),
            step_p50=float(p50),
            step_p95=float(p95),
        )


def _step(opened: OpenDesktop) -> float:
    """Scroll by a fifth of what is seen, and wait until that is painted; how long it took."""
    bar, before = opened.window.results.verticalScrollBar(), opened.screen.paintings
    start = time.perf_counter()
    bar.setValue(bar.value() + bar.pageStep() // 5)
    wait_until(lambda: opened.screen.paintings > before, seconds=0.5)
    taken = (time.perf_counter() - start) * 1000
    wait(30)
    return taken


if __name__ == "__main__":
    print(json.dumps(asdict(measure_scrolling(Path(sys.argv[1]), int(sys.argv[2])))))
