"""Taking back the newest thing that was recorded, for as long as that is offered."""

from PySide6.QtCore import QObject, QTimer, Signal

from enablement.ui.desk import Desk
from enablement.ui.tasks import Lane
from enablement.ui.values import UNDO_TIME


class Undo(QObject):
    """Offers one event at a time; `offered` tells whether there is one to take back.

    `taken_back` carries the event and whether it was in time, `failed` an `EnablementError`.
    """

    offered = Signal(bool)
    taken_back = Signal(str, bool)
    failed = Signal(object)

    def __init__(self, desk: Desk, db: Lane, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._db = desk, db
        self._event_id = ""
        self._time = QTimer(self)
        self._time.setSingleShot(True)
        self._time.setInterval(round(UNDO_TIME.total_seconds() * 1000))
        self._time.timeout.connect(self.forget)

    @property
    def event_id(self) -> str:
        """What can be taken back now; empty when nothing can."""
        return self._event_id

    def offer(self, event_id: str) -> None:
        """Let this be taken back for a while, and nothing before it."""
        self._event_id = event_id
        self._time.start()
        self.offered.emit(True)

    def forget(self) -> None:
        """Offer nothing any more."""
        self._event_id = ""
        self._time.stop()
        self.offered.emit(False)

    def take_back(self) -> None:
        """Take back what is offered."""
        event_id = self._event_id
        if event_id:
            self.forget()
            self._db.submit(
                f"undo {event_id}",
                lambda: self._desk.take_back(event_id),
                lambda in_time: self.taken_back.emit(event_id, in_time),
                self.failed.emit,
            )
