"""The cold start of the desktop beside that of a bare window: new processes in turn, medians of both."""

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_BARE = ("bench.desk.bare",)
_GIVE_UP = 600


@dataclass(frozen=True)
class Openings:
    """Seconds from the start of a process to a typed word's cards, and megabytes; of both medians.

    `listed` are the seconds to the first list, before anything was typed; `cpu` those in which the
    processors worked for the process until `start`, which other programs do not lengthen so much.
    """

    start: float
    listed: float
    memory: float
    bare_start: float
    bare_memory: float
    cpu: float
    bare_cpu: float
    rounds: int


def measure_openings(folder: Path, word: str, rounds: int) -> Openings:
    """Start each so many times, one after the other, so that the machine slows both alike."""
    ours = ("bench.desk.opened", str(folder), word)
    run(ours)  # both have read their files from the disk once
    run(_BARE)
    times: list[Mapping[str, float]] = []
    bare: list[Mapping[str, float]] = []
    for _round in range(rounds):
        bare.append(run(_BARE))
        times.append(run(ours))
    return Openings(
        start=_median(times, "start"),
        listed=_median(times, "listed"),
        memory=_median(times, "memory"),
        bare_start=_median(bare, "start"),
        bare_memory=_median(bare, "memory"),
        cpu=_median(times, "cpu"),
        bare_cpu=_median(bare, "cpu"),
        rounds=rounds,
    )


def run(module: Sequence[str]) -> dict[str, Any]:
    """Run one of our modules in a new process, on the same kind of screen; what it told."""
    environment = dict(os.environ)
    if not environment.get("DISPLAY"):
        environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    # An installed program is compiled once; so is this one, at the start that is not counted.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    environment["BENCH_STARTED"] = repr(time.time())
    done = subprocess.run(
        [sys.executable, "-m", *module],
        env=environment, capture_output=True, check=False, text=True, timeout=_GIVE_UP,
    )  # fmt: skip
    if done.returncode or not done.stdout:
        raise RuntimeError(f"{module[0]} failed:\n{done.stderr}")
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


def _median(told: Sequence[Mapping[str, float]], name: str) -> float:
    return statistics.median(one[name] for one in told)
