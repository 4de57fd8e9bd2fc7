"""Searches that found nothing: noted for marketing where the rep sees it, and asked for by one key."""

from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import QObject, QTimer, Signal

from enablement.errors import EnablementError
from enablement.ui.desk import Desk
from enablement.ui.tasks import Lane
from enablement.ui.undo import Undo
from enablement.ui.values import Found

STANDS_MS = 2000
"""A search that found nothing counts when it has stood for so long, or when Enter was pressed on it."""


class GapState(Enum):
    """What marketing gets to know of a search that found nothing."""

    UNSAID = auto()
    NOTED = auto()
    TAKEN_BACK = auto()
    TOO_LATE = auto()
    ASKED = auto()


@dataclass(frozen=True)
class Gap:
    """One search that found nothing, and what was said about it."""

    text: str
    state: GapState = GapState.UNSAID
    event_id: str = ""


class Gaps(QObject):
    """Watches for searches that find nothing; `changed` carries the `Gap` on the screen.

    `asked` when a request was filed, `recorded` when something was written or taken back, `failed`
    an `EnablementError`. Each text is noted once; a pasted text, which may hold what a customer
    wrote, only when the rep asks for it.
    """

    changed = Signal(object)
    asked = Signal(object)
    recorded = Signal()
    failed = Signal(object)

    def __init__(self, desk: Desk, db: Lane, undo: Undo, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._db, self._undo = desk, db, undo
        self._said: dict[str, Gap] = {}
        self._now: Found | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(STANDS_MS)
        self._timer.timeout.connect(self.note)
        undo.taken_back.connect(self._undone)

    @property
    def gap(self) -> Gap | None:
        """The search on the screen, when it found nothing."""
        if self._now is None:
            return None
        return self._said.get(self._now.text, Gap(self._now.text))

    def watch(self, found: Found) -> None:
        """The screen shows this now."""
        self._timer.stop()
        self._now = found if found.nothing and found.text else None
        if self._unsaid:
            self._timer.start()
        self._tell()

    def note(self) -> None:
        """Tell marketing, if it is not told yet, that the search on the screen found nothing."""
        self._timer.stop()
        found = self._now
        if found is None or not self._unsaid:
            return
        text = found.text
        self._keep(Gap(text, GapState.NOTED))
        self._db.submit(
            f"note {text}",
            lambda: self._desk.note_nothing_found(found),
            lambda event_id: self._keep(Gap(text, GapState.NOTED, event_id), recorded=True),
            lambda error: self._give_up(text, error),
            keep=True,
        )

    def take_back(self) -> None:
        """Take back the note about the search on the screen."""
        gap = self.gap
        if gap is not None and gap.event_id:
            self._db.submit(
                f"undo {gap.event_id}",
                lambda: self._desk.take_back(gap.event_id),
                lambda in_time: self._took_back(gap, in_time=in_time),
                self.failed.emit,
                keep=True,
            )

    def ask(self) -> None:
        """File a request for the search on the screen."""
        self._timer.stop()
        found, gap = self._now, self.gap
        if found is None or gap is None or gap.state is GapState.ASKED:
            return
        text = found.text
        self._keep(Gap(text, GapState.ASKED))
        self._db.submit(
            f"request {text}",
            lambda: self._desk.request(found),
            lambda event_id: self._asked(Gap(text, GapState.ASKED, event_id)),
            lambda error: self._give_up(text, error),
            keep=True,
        )

    @property
    def _unsaid(self) -> bool:
        found, gap = self._now, self.gap
        if found is None or gap is None or found.partial or found.ask.pasted or found.ask.chosen:
            return False
        return gap.state is GapState.UNSAID

    def _asked(self, gap: Gap) -> None:
        self._undo.offer(gap.event_id)
        self._keep(gap, recorded=True)
        self.asked.emit(gap)

    def _took_back(self, gap: Gap, *, in_time: bool) -> None:
        state = GapState.TAKEN_BACK if in_time else GapState.TOO_LATE
        self._keep(Gap(gap.text, state), recorded=True)

    def _undone(self, event_id: str, in_time: bool) -> None:
        """The undo key may have taken back a request: it can be made again then."""
        for gap in list(self._said.values()):
            if gap.event_id == event_id and in_time:
                self._keep(Gap(gap.text, GapState.TAKEN_BACK))

    def _give_up(self, text: str, error: EnablementError) -> None:
        self._said.pop(text, None)
        self._tell()
        self.failed.emit(error)

    def _keep(self, gap: Gap, *, recorded: bool = False) -> None:
        self._said[gap.text] = gap
        self._tell()
        if recorded:
            self.recorded.emit()

    def _tell(self) -> None:
        if self.gap is not None:
            self.changed.emit(self.gap)
