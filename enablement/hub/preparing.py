"""Making in a thread of its own what takes a while, once for all who ask, so that nobody waits long."""

import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Generic, TypeVar

from enablement.errors import HubDataError
from enablement.hub.refusals import RefusedError
from enablement.translation import n_

NOT_READY = n_("The hub is preparing this, which takes some seconds. Look again in a moment.")
_AGAIN_SECONDS = 3
_PAUSE = 2
"""For how many times as long as it worked the thread lets others work, while nobody waits for it."""

_LONGEST_PAUSE = 0.1
_SHORTEST_WORK = 0.002

Made = TypeVar("Made")
_log = logging.getLogger(__name__)


class NotReadyError(RefusedError):
    """What was asked for is being made: whoever asks again in a few seconds has it."""

    def __init__(self) -> None:
        super().__init__(503, "preparing", NOT_READY, retry_after=_AGAIN_SECONDS)


class _StoppedError(Exception):
    """The hub is being closed."""


class Preparing(Generic[Made]):
    """Makes one thing at a time, and leaves the hub's other threads the most of the processor.

    `make` calls what it is given now and then: it pauses there, and stops at the end.
    """

    def __init__(self, name: str, make: Callable[[Callable[[], None]], Made]) -> None:
        self._make = make
        self._worker = ThreadPoolExecutor(1, thread_name_prefix=name)
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._future: Future[Made] | None = None
        self._waiting = 0
        self._worked_since = 0.0

    def begin(self) -> Future[Made]:
        """Begin to make it, unless somebody has."""
        with self._lock:
            if self._future is None or self._future.done():
                self._future = self._worker.submit(self._run)
            return self._future

    def wait(self, patience: float | None = None) -> Made:
        """What is made, once it is; `NotReadyError` when that takes longer than so many seconds.

        Whoever has no patience at all only has it begun.
        """
        making = self.begin()
        if patience == 0:
            raise NotReadyError
        self._count_waiting(1)
        try:
            return making.result(patience)
        except (TimeoutError, _StoppedError):
            raise NotReadyError from None
        finally:
            self._count_waiting(-1)

    def close(self) -> None:
        """Stop what is being made; before the database is let go of."""
        self._stop.set()
        self._worker.shutdown(cancel_futures=True)

    def _count_waiting(self, more: int) -> None:
        with self._lock:
            self._waiting += more

    def _run(self) -> Made:
        self._worked_since = time.monotonic()
        try:
            return self._make(self._pause)
        except HubDataError as error:  # whoever waits for it is told, perhaps nobody does
            _log.info("It could not be prepared: %s", error)
            raise

    def _pause(self) -> None:
        worked = time.monotonic() - self._worked_since
        if worked < _SHORTEST_WORK:
            return
        pause = 0.0 if self._waiting else min(_PAUSE * worked, _LONGEST_PAUSE)
        if self._stop.wait(pause):
            raise _StoppedError
        self._worked_since = time.monotonic()
