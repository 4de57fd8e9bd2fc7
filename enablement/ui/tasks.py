"""Work off the GUI thread: a lane runs one job at a time and brings its result back by signal."""

import contextvars
import logging
import traceback
from collections.abc import Callable, Container
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import count
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from enablement.errors import EnablementError

_log = logging.getLogger(__name__)
Result = TypeVar("Result")
Done = Callable[[Any], None]
Failed = Callable[[EnablementError], None]


@dataclass(frozen=True)
class BugReport:
    """What a person can copy and send when the program itself is at fault."""

    job: str
    text: str


@dataclass(frozen=True)
class _Ticket:
    key: str
    number: int


def _ignore(_error: EnablementError) -> None:
    """Say nothing: whoever submitted the job shows its trouble in another way."""


class Lane(QObject):
    """One worker thread. Results arrive on the thread that made the lane, in the order of the jobs.

    Of jobs with the same key only the newest counts: an older one that has not begun is skipped,
    and the result of one under way is dropped. Give a key of its own to work that must be done.
    """

    found_bug = Signal(object)
    _finished = Signal(object, object)

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)
        self._numbers = count(1)
        self._newest: dict[str, int] = {}
        self._waiting: dict[int, tuple[Done, Failed]] = {}
        self._dropped: list[Future[Any]] = []
        self._closed = False
        self._finished.connect(self._deliver)

    @property
    def busy(self) -> bool:
        """Whether a job runs or waits, or a result has not been delivered yet."""
        return bool(self._waiting)

    def submit(
        self,
        key: str,
        job: Callable[[], Result],
        done: Callable[[Result], None],
        failed: Failed = _ignore,
        *,
        after_ms: int = 0,
        keep: bool = False,
    ) -> None:
        """Run a job; `done` gets its result, `failed` an error that a person can act on.

        With `after_ms` it waits so long for a newer one of its key, and the lane is busy meanwhile.
        A job to `keep` is done even when the lane is closed before it began: a rep's words.
        Anything else that a job raises is a bug: it is logged, and `found_bug` carries a report.
        """
        if self._closed:
            return
        ticket = _Ticket(key, next(self._numbers))
        self._newest[key] = ticket.number
        self._waiting[ticket.number] = (done, failed)
        # The language in force is a context variable: the worker must see the submitter's.
        start = partial(self._start, ticket, contextvars.copy_context(), job, keep=keep)
        if after_ms:
            QTimer.singleShot(after_ms, self, start)
        else:
            start()

    def forget(self, but: Container[str] = ()) -> None:
        """Tell nobody what comes of the jobs so far, `but` those of these keys; they go on."""
        newest = {number: key for key, number in self._newest.items()}
        for number in [one for one in self._waiting if newest.get(one) not in but]:
            del self._waiting[number]

    def close(self) -> None:
        """Take no more jobs, drop those that wait but for those to keep, and let the rest end."""
        self._closed = True
        self._waiting.clear()
        for future in self._dropped:
            future.cancel()
        self._pool.shutdown(wait=True)

    def _start(
        self,
        ticket: _Ticket,
        context: contextvars.Context,
        job: Callable[[], Any],
        *,
        keep: bool,
    ) -> None:
        if self._closed or not self._is_newest(ticket):
            self._waiting.pop(ticket.number, None)
            return
        future = self._pool.submit(context.run, self._run, ticket, job)
        if not keep:
            self._dropped = [one for one in self._dropped if not one.done()]
            self._dropped.append(future)
        future.add_done_callback(partial(self._finished.emit, ticket))

    def _run(self, ticket: _Ticket, job: Callable[[], Any]) -> Any:
        return job() if self._is_newest(ticket) else None

    def _is_newest(self, ticket: _Ticket) -> bool:
        return self._newest.get(ticket.key) == ticket.number

    @Slot(object, object)
    def _deliver(self, ticket: _Ticket, future: "Future[Any]") -> None:
        waiting, newest = self._waiting.pop(ticket.number, None), self._is_newest(ticket)
        if newest:
            del self._newest[ticket.key]
        if waiting is None or future.cancelled():
            return
        done, failed = waiting
        error = future.exception()
        if error is not None and not isinstance(error, EnablementError):
            _log.error("the job %s failed", ticket.key, exc_info=error)
            report = "".join(traceback.format_exception(error))
            self.found_bug.emit(BugReport(ticket.key, report))
        elif not newest:
            return
        elif error is not None:
            failed(error)
        else:
            done(future.result())
