"""A new process opens a stored index: what it takes in time and memory, told as one line of JSON.

`python -m bench.fresh ENGINE FOLDER QUESTION...`, with a question as the JSON of its fields; the
engine's index lies in the folder. `bench.search` runs it, once for each engine and round.
"""

import json
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from bench.engines.engine import Question, make_engine

_STATEMENT = Path("/proc/self/statm")
_PAGE = 4096


@dataclass(frozen=True)
class Opening:
    """Milliseconds to attach, to open, to the first answer after that; bytes by which memory grew.

    `memory` is `None` where the system does not tell how much of it is resident.
    """

    attach: float
    open: float
    first: float
    memory: int | None


def measure_opening(name: str, folder: Path, questions: Sequence[Question]) -> Opening:
    """Open the stored index in this process, and answer the questions."""
    engine = make_engine(name, folder)
    try:
        times = [time.perf_counter()]
        engine.attach()
        times.append(time.perf_counter())
        before = resident()
        opening = time.perf_counter()
        engine.open()
        opened = time.perf_counter()
        engine.search(questions[0])
        answered = time.perf_counter()
        for question in questions[1:]:
            engine.search(question)
        after = resident()
    finally:
        engine.close()
    return Opening(
        attach=(times[1] - times[0]) * 1000,
        open=(opened - opening) * 1000,
        first=(answered - opened) * 1000,
        memory=None if before is None or after is None else after - before,
    )


def resident() -> int | None:
    """The bytes of this process that are in memory now; `None` where that is not told."""
    if not _STATEMENT.exists():
        return None
    return int(_STATEMENT.read_text("ascii").split()[1]) * _PAGE


def main(arguments: Sequence[str]) -> None:
    """Measure, and print what was measured."""
    name, folder, *asked = arguments
    questions = [Question(**json.loads(one)) for one in asked]
    print(json.dumps(asdict(measure_opening(name, Path(folder), questions))))


if __name__ == "__main__":
    main(sys.argv[1:])
