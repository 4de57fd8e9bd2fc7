"""Notices whenever the thread of the window did not get round to its events, and for how long.

A timer is due every two milliseconds; what it comes later is a block. A slot of Python's needs the
interpreter's lock as every other slot does, so time in which another thread held it is told too.
Where the system says for how long the thread was ready to run while other programs had the
processor, that is told apart: `own` is the block without it.
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer

_EVERY_MS = 2
_TOLD_FROM_MS = 8.0


@dataclass(frozen=True)
class Block:
    """Milliseconds in which no event was served, those without other programs, and what was done."""

    whole: float
    own: float
    doing: str


class Watchdog(QObject):
    """Watches from `start` to `stop`; `blocks` are those of some length, `doing` says what is done."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[Block] = []
        self.doing = ""
        self._looked: tuple[float, float] | None = None
        self._waited = run_queue_clock()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self._look)

    def start(self) -> None:
        """Watch from now on."""
        self._looked = None
        self._timer.start()

    def stop(self) -> None:
        """Watch no longer."""
        self._timer.stop()

    def _look(self) -> None:
        now = time.perf_counter() * 1000, self._waited()
        if self._looked is not None:
            whole = now[0] - self._looked[0] - _EVERY_MS
            if whole > _TOLD_FROM_MS:
                elsewhere = now[1] - self._looked[1]
                self.blocks.append(Block(whole, max(0.0, whole - elsewhere), self.doing))
        self._looked = now


def run_queue_clock() -> Callable[[], float]:
    """A clock of the milliseconds that this thread was ready while others had the processor.

    It stands still where the system does not tell.
    """
    path = Path(f"/proc/self/task/{threading.get_native_id()}/schedstat")
    if not path.exists():
        return lambda: 0.0
    return lambda: int(path.read_text("ascii").split()[1]) / 1e6
