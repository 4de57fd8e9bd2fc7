"""Making in a thread of its own what takes a while, once for all who ask, so that nobody waits long."""

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Generic, TypeVar

from enablement.errors import HubDataError
from enablement.hub.refusals import RefusedError
from enablement.translation import n_

NOT_READY = n_("The hub is preparing this, which takes some seconds. Look again in a moment.")
_AGAIN_SECONDS = 3

Made = TypeVar("Made")
_log = logging.getLogger(__name__)


class NotReadyError(RefusedError):
    """What was asked for is being made: whoever asks again in a few seconds has it."""

    def __init__(self) -> None:
        super().__init__(503, "preparing", NOT_READY, retry_after=_AGAIN_SECONDS)


class _StoppedError(Exception):
    """The hub is being closed."""


class Preparing(Generic[Made]):
    """Makes one thing at a time; `make` calls what it is given now and then, which stops it at the end."""

    def __init__(self, name: str, make: Callable[[Callable[[], None]], Made]) -> None:
        self._make = make
        self._worker = ThreadPoolExecutor(1, thread_name_prefix=name)
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._future: Future[Made] | None = None

    def begin(self) -> Future[Made]:
        """Begin to make it, unless somebody has."""
        with self._lock:
            if self._future is None or self._future.done():
                self._future = self._worker.submit(self._run)
            return self._future

    def wait(self, patience: float | None = None) -> Made:
        """What is made, once it is; `NotReadyError` when that takes longer than so many seconds."""
        try:
            return self.begin().result(patience)
        except (TimeoutError, _StoppedError):
            raise NotReadyError from None

    def close(self) -> None:
        """Stop what is being made; before the database is let go of."""
        self._stop.set()
        self._worker.shutdown(cancel_futures=True)

    def _run(self) -> Made:
        try:
            return self._make(self._check_stop)
        except HubDataError as error:  # whoever waits for it is told, perhaps nobody does
            _log.info("It could not be prepared: %s", error)
            raise

    def _check_stop(self) -> None:
        if self._stop.is_set():
            raise _StoppedError
