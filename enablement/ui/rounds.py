"""The sync in the background: at the start, every few minutes, and soon after a log."""

import socket

from PySide6.QtCore import QObject, QRandomGenerator, QTimer, Signal

from enablement.errors import EnablementError, HubOfflineError
from enablement.sync.engine import SyncProgress, SyncReport
from enablement.ui.desk import Desk
from enablement.ui.sync_words import Phase, SyncNews
from enablement.ui.tasks import Lane
from enablement.ui.values import Standing

EVERY_SECONDS = 300.0
"""Between two syncs that went well; each wait is shortened by up to a fifth, at random."""

_FIRST_RETRY = 15.0
_AFTER_LOG = 12.0
"""A log is sent once its time for undo is over."""


class Rounds(QObject):
    """Syncs in the `net` lane and tells by signal: `news` a `SyncNews`, `synced` a `SyncReport`.

    `enrolled` after an invitation was accepted; `refused` an `EnablementError` when it was not.
    """

    news = Signal(object)
    synced = Signal(object)
    enrolled = Signal()
    refused = Signal(object)
    _progressed = Signal(object)

    def __init__(
        self,
        desk: Desk,
        db: Lane,
        net: Lane,
        *,
        every_seconds: float = EVERY_SECONDS,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._db, self._net = desk, db, net
        self._every = every_seconds
        self._failures = 0
        self._phase = Phase.RESTING
        self._error: EnablementError | None = None
        self._standing: Standing | None = None
        self._syncing = self._once_more = False
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.timeout.connect(self.sync)
        self._progressed.connect(self._tell_progress)

    def look(self) -> None:
        """Read where the laptop stands, and tell it."""
        self._db.submit("standing", self._desk.standing, self._tell_standing)

    def sync(self) -> None:
        """Sync now; when a sync is under way, once more after it."""
        if self._syncing:
            self._once_more = True
            return
        self.timer.stop()
        self._syncing, self._once_more = True, False
        self._set(Phase.SYNCING)
        self._net.submit(
            "sync", lambda: self._desk.sync(self._progressed.emit), self._succeed, self._fail
        )

    def sync_soon(self) -> None:
        """Sync when the time to undo a log is over."""
        self.look()
        remaining = self.timer.remainingTime() if self.timer.isActive() else -1
        if self._failures == 0 and not 0 <= remaining <= _AFTER_LOG * 1000:
            self.timer.start(round(_AFTER_LOG * 1000))

    def enroll(self, address: str, code: str) -> None:
        """Trade an invitation for a place at the hub, then fetch the cards."""
        name = socket.gethostname()
        self._net.submit(
            "enroll",
            lambda: self._desk.enroll(address, code, name),
            self._enrolled,
            self.refused.emit,
        )

    def stop(self) -> None:
        """Begin no further sync."""
        self.timer.stop()

    def _enrolled(self, _nothing: None) -> None:
        self.enrolled.emit()
        self.sync()

    def _succeed(self, report: SyncReport) -> None:
        self._failures = 0
        self._end(Phase.RESTING, None)
        self.synced.emit(report)

    def _fail(self, error: EnablementError) -> None:
        self._failures += 1
        offline = isinstance(error, HubOfflineError)
        self._end(Phase.OFFLINE if offline else Phase.TROUBLE, error)

    def _end(self, phase: Phase, error: EnablementError | None) -> None:
        self._syncing = False
        self._error = error
        self._set(phase)
        self.look()
        if self._once_more:
            self.sync()
        else:
            self.timer.start(round(self._wait() * 1000))

    def _wait(self) -> float:
        """Seconds until the next sync; after failures the waits grow, and are spread at random."""
        chance = QRandomGenerator.global_().generateDouble()
        if not self._failures:
            return self._every * (0.8 + 0.2 * chance)
        return min(self._every, _FIRST_RETRY * 2.0**self._failures) * (0.5 + 0.5 * chance)

    def _set(self, phase: Phase) -> None:
        self._phase = phase
        self._tell()

    def _tell_standing(self, standing: Standing) -> None:
        self._standing = standing
        self._tell()

    def _tell_progress(self, progress: SyncProgress) -> None:
        if self._syncing:
            self._tell(progress.done, progress.total)

    def _tell(self, done: int = 0, total: int = 0) -> None:
        if self._standing is None:
            return
        sentence = self._error.sentence() if self._error else ""
        mend = self._error.how_to_mend() if self._error else ""
        self.news.emit(SyncNews(self._phase, self._standing, sentence, mend, done, total))
