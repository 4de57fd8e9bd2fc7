"""The sync in the background: at the start, every few minutes, and soon after a log."""

import socket
from datetime import datetime, timedelta

from PySide6.QtCore import (
    QDeadlineTimer,
    QElapsedTimer,
    QObject,
    QRandomGenerator,
    QTimer,
    Signal,
)

from enablement.clock import Clock, system_clock
from enablement.errors import (
    EnablementError,
    HubOfflineError,
    HubRefusedError,
    SignInPageError,
    WipedError,
)
from enablement.sync.engine import SyncProgress, SyncReport
from enablement.sync.pacing import wait_after
from enablement.ui.desk import Desk
from enablement.ui.sync.sync_words import Phase, SyncNews
from enablement.ui.tasks import Lane
from enablement.ui.values import Standing

EVERY_SECONDS = 300.0
"""Between two syncs that went well; each wait is shortened by up to a fifth, at random."""

_AFTER_START_MS = 400
"""The first sync leaves the processor to the first search."""

_AFTER_LOG = 12.0
"""A log is sent once its time for undo is over."""

_SPREAD = 1.25
"""By up to so much that wait grows at random, so that many laptops do not come at once."""

_METERED_FACTOR = 6.0
"""So much longer are the waits on a network that counts what passes."""

_BACK_ONLINE = 2.0
"""A network that has just come up needs a moment before it carries anything."""


JOBS = ("standing", "sync", "enroll")
"""The keys of the jobs of the rounds, which go on whatever window is shown."""


class Rounds(QObject):
    """Syncs in the `net` lane and tells by signal: `news` a `SyncNews`, `synced` a `SyncReport`.

    `enrolled` after an invitation was accepted; `refused` an `EnablementError` when it was not.
    `wiped` the `WipedError` after which there is no library any more.
    """

    news = Signal(object)
    synced = Signal(object)
    enrolled = Signal()
    refused = Signal(object)
    wiped = Signal(object)
    _progressed = Signal(object)

    def __init__(
        self,
        desk: Desk,
        db: Lane,
        net: Lane,
        *,
        every_seconds: float = EVERY_SECONDS,
        clock: Clock = system_clock,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._db, self._net = desk, db, net
        self._every, self._clock = every_seconds, clock
        self._failures = 0
        self._begun = self._metered = False
        self._phase = Phase.RESTING
        self._error: EnablementError | None = None
        self._standing: Standing | None = None
        self._syncing = self._once_more = False
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self._held = False
        self._recorded = QElapsedTimer()
        self._asked = QDeadlineTimer()
        self.timer.timeout.connect(self._sync_when_due)
        self._progressed.connect(self._tell_progress)

    def look(self) -> None:
        """Read where the laptop stands, and tell it."""
        self._db.submit("standing", self._desk.standing, self._tell_standing)

    @property
    def next_try(self) -> datetime | None:
        """When the next sync begins by itself; `None` when none is planned."""
        if not self.timer.isActive():
            return None
        return self._clock() + timedelta(milliseconds=self.timer.remainingTime())

    @property
    def standing(self) -> Standing | None:
        """Where the laptop stands, once that is known."""
        return self._standing

    @property
    def syncing(self) -> bool:
        """Whether a sync is under way."""
        return self._syncing

    def begin(self) -> None:
        """Sync, unless that has begun since the start."""
        if not self._begun:
            self._sync(after_ms=_AFTER_START_MS)

    def meter(self, on: bool) -> None:
        """The network counts what passes, or no longer: sync less often by itself, or as ever."""
        if on == self._metered:
            return
        self._metered = on
        if not on and self.timer.remainingTime() > self._every * 1000:
            self._start(self._wait())
        self.tell()

    def reconnect(self) -> None:
        """The network has changed for the better: what did not go before may go now."""
        if self._begun and not self._syncing and self._phase is not Phase.RESTING:
            self._failures = 0
            self._start(_BACK_ONLINE)

    def sync(self) -> None:
        """Sync now; when a sync is under way, once more after it."""
        if self._syncing:
            self._once_more = True
        else:
            self._sync()

    def _sync(self, after_ms: int = 0) -> None:
        self.timer.stop()
        self._begun = self._syncing = True
        self._once_more = False
        self._set(Phase.SYNCING)
        self._net.submit(
            "sync", lambda: self._desk.sync(self._progressed.emit), self._succeed, self._fail,
            after_ms=after_ms,
        )  # fmt: skip

    def sync_soon(self) -> None:
        """Something was recorded: sync when the time to undo it is over, and not before."""
        self._recorded.start()
        self._bring_forward()

    def _bring_forward(self) -> None:
        self.look()
        self._be_back_soon()

    def _be_back_soon(self) -> None:
        """Sync in a moment, unless that is due anyway; after failures the waits stay as they are."""
        remaining = self.timer.remainingTime() if self.timer.isActive() else -1
        wait = _AFTER_LOG * (_METERED_FACTOR if self._metered else 1.0)
        if self._failures == 0 and not 0 <= remaining <= wait * _SPREAD * 1000:
            self._start(wait * (1.0 + (_SPREAD - 1.0) * self._chance()))

    def hold(self, on: bool) -> None:
        """Begin no sync while the rep says more of a log; the one that is due then comes soon."""
        if self._held and not on:
            self._bring_forward()
        self._held = on

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

    def _sync_when_due(self) -> None:
        since = self._recorded.elapsed() if self._recorded.isValid() else round(_AFTER_LOG * 1000)
        if self._held:
            self._start(_AFTER_LOG)
        elif since < _AFTER_LOG * 1000:
            self._start(_AFTER_LOG - since / 1000)  # what was just recorded can still be undone
        else:
            self.sync()

    def _enrolled(self, _nothing: None) -> None:
        self.enrolled.emit()
        self.sync()

    def _succeed(self, report: SyncReport) -> None:
        self._failures = 0
        self._asked = QDeadlineTimer()
        self._end(Phase.RESTING, None)
        self.synced.emit(report)

    def tell_wiped(self) -> None:
        """Tell the hub, if it can be reached, that its library was erased here."""
        self._net.submit("tell-wiped", self._desk.tell_wiped, lambda _nothing: None)

    def _fail(self, error: EnablementError) -> None:
        if isinstance(error, WipedError):
            self._syncing = False
            self.stop()
            self.wiped.emit(error)
            return
        self._failures += 1
        if isinstance(error, HubOfflineError | HubRefusedError) and error.retry_after:
            self._asked.setRemainingTime(round(error.retry_after * 1000))
        phases = {HubOfflineError: Phase.OFFLINE, SignInPageError: Phase.CAPTIVE}
        self._end(phases.get(type(error), Phase.TROUBLE), error)

    def _end(self, phase: Phase, error: EnablementError | None) -> None:
        self._syncing = False
        self._error = error
        self._set(phase)
        self.look()
        if self._once_more:
            self.sync()
        else:
            self._start(self._wait())

    def _start(self, seconds: float) -> None:
        """Sync by itself in so many seconds, or when the hub no longer asks to be left alone."""
        # Those who were asked at once must not come at once either.
        asked = self._asked.remainingTime() * (1.0 + (_SPREAD - 1.0) * self._chance())
        self.timer.start(round(max(seconds * 1000, asked)))

    @staticmethod
    def _chance() -> float:
        return QRandomGenerator.global_().generateDouble()

    def _wait(self) -> float:
        """Seconds until the next sync; after failures the waits grow, and are spread at random."""
        if not self._failures:
            every = self._every * (_METERED_FACTOR if self._metered else 1.0)
            return every * (0.8 + 0.2 * self._chance())
        return wait_after(self._failures, self._chance())

    def _set(self, phase: Phase) -> None:
        self._phase = phase
        self.tell()

    def _tell_standing(self, standing: Standing) -> None:
        self._standing = standing
        if standing.waiting and self.timer.isActive() and not self._syncing:
            # Recorded while a sync was under way, or by another program: it need not wait minutes.
            self._be_back_soon()
        self.tell()

    def _tell_progress(self, progress: SyncProgress) -> None:
        if self._syncing:
            self.tell(progress.phase, progress.done, progress.total)

    def tell(self, doing: str = "", done: int = 0, total: int = 0) -> None:
        """Tell where the sync stands, once that is known; as a sync goes, also how far it is."""
        if self._standing is None:
            return
        sentence = self._error.sentence() if self._error else ""
        mend = self._error.how_to_mend() if self._error else ""
        self.news.emit(
            SyncNews(self._phase, self._standing, sentence, mend, done, total, doing, self._metered)
        )
