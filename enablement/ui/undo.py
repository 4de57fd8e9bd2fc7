"""Taking back the newest thing that was done, for as long as that is offered.

What was recorded is offered by its event id: `undo.offer(event_id)`. Anything else that can be put
right says how, and what to tell then:

    undo.offer_deed(lambda: self._put_back(brief), _("The brief is back."))
    pane.toast.say("delete", _("Brief deleted."), action=actions.undo, seconds=undo.seconds)

The deed is called once, on the GUI thread, when the rep undoes within the time; it submits what it
does to the `db` lane itself. Only the newest offer stands, whoever made it: one key, one meaning.
"""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal

from enablement.ui.desk import Desk
from enablement.ui.tasks import Lane
from enablement.ui.values import UNDO_TIME


@dataclass(frozen=True)
class _Deed:
    """How to undo something, and what is said when it is undone."""

    undo: Callable[[], object]
    words: str


class Undo(QObject):
    """Offers one thing at a time; `offered` tells whether there is one to take back.

    `taken_back` carries an event and whether it was in time, `undone` the words for a deed that is
    undone, `failed` an `EnablementError`.
    """

    offered = Signal(bool)
    taken_back = Signal(str, bool)
    undone = Signal(str)
    failed = Signal(object)

    seconds = UNDO_TIME.total_seconds()

    def __init__(self, desk: Desk, db: Lane, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._db = desk, db
        self._event_id = ""
        self._deed: _Deed | None = None
        self._time = QTimer(self)
        self._time.setSingleShot(True)
        self._time.setInterval(round(UNDO_TIME.total_seconds() * 1000))
        self._time.timeout.connect(self.forget)

    @property
    def event_id(self) -> str:
        """The event that can be taken back now; empty when none can."""
        return self._event_id

    def offer(self, event_id: str) -> None:
        """Let this event be taken back for a while, and nothing before it."""
        self._stand(event_id, None)

    def offer_deed(self, undo: Callable[[], object], words: str) -> None:
        """Let this be undone for a while, and nothing before it; `words` tell that it is undone."""
        self._stand("", _Deed(undo, words))

    def forget(self) -> None:
        """Offer nothing any more."""
        self._event_id, self._deed = "", None
        self._time.stop()
        self.offered.emit(False)

    def take_back(self) -> None:
        """Take back what is offered."""
        event_id, deed = self._event_id, self._deed
        if not event_id and deed is None:
            return
        self.forget()
        if deed is not None:
            deed.undo()
            self.undone.emit(deed.words)
            return
        self._db.submit(
            f"undo {event_id}",
            lambda: self._desk.take_back(event_id),
            lambda in_time: self.taken_back.emit(event_id, in_time),
            self.failed.emit,
            keep=True,
        )

    def _stand(self, event_id: str, deed: _Deed | None) -> None:
        self._event_id, self._deed = event_id, deed
        self._time.start()
        self.offered.emit(True)
