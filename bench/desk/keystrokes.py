"""From the key to the painted cards: words typed at the pace of a person into an open desktop.

`python -m bench.desk.keystrokes FOLDER LETTERS` prints one line of JSON. A keystroke ends when the
list has painted the answer to exactly the text that the key made; where a later key came first, with
the answer to that. `gui` is the time that the processor worked for the thread of the window
meanwhile, `lane` the same for all other threads: what is left of the whole was waiting.
"""

import json
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from bench.desk.desktop import OpenDesktop, opened_desktop, wait
from bench.desk.screen import type_letter
from bench.desk.stock import read_texts

_PACE = (60.0, 120.0)
"""Milliseconds from one key to the next: 100 to 200 words a minute, so faster than most."""


@dataclass(frozen=True)
class Keystroke:
    """Milliseconds that one took in all, in the thread of the window and in the others."""

    whole: float
    gui: float
    lane: float


@dataclass(frozen=True)
class Typing:
    """What many keystrokes took, in milliseconds; `late` are those that a later key overtook."""

    keystrokes: int
    late: int
    p50: float
    p95: float
    p99: float
    gui_p50: float
    gui_p95: float
    lane_p50: float
    lane_p95: float

    @classmethod
    def of(cls, strokes: Sequence[Keystroke], late: int) -> "Typing":
        """Sum up."""
        table = np.array([(one.whole, one.gui, one.lane) for one in strokes])
        (p50, gui50, lane50), (p95, gui95, lane95), (p99, _, _) = np.percentile(
            table, (50, 95, 99), axis=0
        )
        return cls(len(strokes), late, p50, p95, p99, gui50, gui95, lane50, lane95)


class Typist:
    """Types into the search box, and notes how long each key took until its answer was painted."""

    def __init__(self, opened: OpenDesktop, seed: int = 5) -> None:
        self._box = opened.window.search
        self._random = np.random.default_rng(seed)
        self._waiting: list[tuple[str, float, float, float]] = []
        self.strokes: list[Keystroke] = []
        self.late = 0
        opened.screen.painted.connect(self._note)

    def type(self, text: str) -> None:
        """Type a text into the empty box, and rest as one does to read what was found."""
        self._box.clear_all()
        wait(250)
        for letter in text:
            before = time.perf_counter(), time.thread_time(), time.process_time()
            self._waiting.append((self._box.content + letter, *before))
            type_letter(self._box, letter)
            wait(self._random.uniform(*_PACE))
        wait(400)
        self._waiting.clear()

    def _note(self, text: str) -> None:
        now = time.perf_counter(), time.thread_time(), time.process_time()
        typed = [one[0].strip() for one in self._waiting]
        if text not in typed:
            return
        place = typed.index(text)
        for _text, *then in self._waiting[: place + 1]:
            whole, gui, every = (1000 * (b - a) for a, b in zip(then, now, strict=True))
            self.strokes.append(Keystroke(whole, gui, every - gui))
        self.late += place
        del self._waiting[: place + 1]


def measure_typing(folder: Path, letters: int) -> Typing:
    """Type so many letters, or a few more, in the desktop on that folder."""
    texts = read_texts(folder)
    with opened_desktop(folder) as opened:
        typist = Typist(opened)
        typist.type(texts.typed[-1])  # what a desktop learns in its first minute
        typist.strokes.clear()
        typist.late = 0
        for number, text in enumerate(texts.typed):
            if len(typist.strokes) >= letters:
                break
            typist.type(texts.mistyped[number] if number % 4 == 3 else text)
        return Typing.of(typist.strokes, typist.late)


if __name__ == "__main__":
    print(json.dumps(asdict(measure_typing(Path(sys.argv[1]), int(sys.argv[2])))))
