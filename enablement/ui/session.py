"""What the screens are connected to: asks the desk in a lane, and tells what came of it by signal."""

from dataclasses import dataclass
from itertools import count

from PySide6.QtCore import QByteArray, QObject, QTimer, Signal
from PySide6.QtGui import QImage

from enablement.sync.protocol import Outcome
from enablement.ui.desk import Desk
from enablement.ui.tasks import Lane
from enablement.ui.values import UNDO_TIME, Found, Logged, OpenCard


@dataclass(frozen=True)
class Shown:
    """A card that is ready to be drawn; `again` when it is the same card, read anew."""

    opened: OpenCard
    pictures: dict[str, QImage]
    again: bool


class Session(QObject):
    """One rep at one desk: the search, the card that is open, and the last log.

    Signals carry frozen values: `found` a `Found`, `shown` a `Shown`, `gone` the title of a card
    that may not be shown any more, `logged` a `Logged`, `taken_back` whether the undo was in time,
    `failed` an `EnablementError`.
    """

    found = Signal(object, bool)
    shown = Signal(object)
    closed = Signal()
    gone = Signal(str)
    logged = Signal(object)
    taken_back = Signal(bool)
    undoable = Signal(bool)
    outbox_changed = Signal()
    failed = Signal(object)

    def __init__(self, desk: Desk, db: Lane, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._db = desk, db
        self._query = ""
        self._open: OpenCard | None = None
        self._last: Logged | None = None
        self._wanted = ""
        self._numbers = count(1)
        self._undo_time = QTimer(self)
        self._undo_time.setSingleShot(True)
        self._undo_time.setInterval(round(UNDO_TIME.total_seconds() * 1000))
        self._undo_time.timeout.connect(self._forget_last)

    @property
    def open_card(self) -> OpenCard | None:
        """The card on the desk, if there is one."""
        return self._open

    @property
    def last(self) -> Logged | None:
        """The log that can still be undone, if there is one."""
        return self._last

    def search(self, text: str) -> None:
        """Look for the cards that answer this text."""
        self._query = text
        self._ask(fresh=True)

    def search_again(self) -> None:
        """The cards may have changed: look again for the same, and read the open card anew."""
        self._ask(fresh=False)
        if self._open is not None:
            self.read(self._open.card.id)

    def read(self, card_id: str) -> None:
        """Put a card on the desk."""
        self._wanted = card_id
        self._db.submit("card", lambda: self._load(card_id), self._show, self.failed.emit)

    def ensure(self, card_id: str) -> None:
        """Put a card on the desk, unless it is there or on its way already."""
        if card_id != self._wanted:
            self.read(card_id)

    def close_card(self) -> None:
        """Clear the desk."""
        self._wanted, self._open = "", None
        self.closed.emit()

    def log(self, outcome: Outcome, note: str = "") -> bool:
        """Record what the open card did; whether there is one."""
        opened = self._open
        if opened is None:
            return False
        self._db.submit(
            f"log {next(self._numbers)}",
            lambda: self._desk.log_usage(opened, outcome, note),
            self._remember,
            self.failed.emit,
        )
        return True

    def undo(self) -> None:
        """Take the last log back."""
        last = self._last
        if last is not None:
            self._forget_last()
            self._db.submit(
                f"undo {last.event_id}",
                lambda: self._desk.take_back(last.event_id),
                self._took_back,
                self.failed.emit,
            )

    def _ask(self, *, fresh: bool) -> None:
        text = self._query
        self._db.submit(
            "search",
            lambda: self._desk.search(text),
            lambda found: self._tell_found(found, fresh=fresh),
            self.failed.emit,
        )

    def _tell_found(self, found: Found, *, fresh: bool) -> None:
        self.found.emit(found, fresh)

    def _load(self, card_id: str) -> tuple[OpenCard, dict[str, QImage]] | None:
        """Runs in the lane: pictures are decoded there, since that can take a while."""
        opened = self._desk.open_card(card_id)
        if opened is None:
            return None
        decoded = {
            digest: QImage.fromData(QByteArray(data)) for digest, data in opened.pictures.items()
        }
        pictures = {digest: image for digest, image in decoded.items() if not image.isNull()}
        return opened, pictures

    def _show(self, loaded: tuple[OpenCard, dict[str, QImage]] | None) -> None:
        before, self._open = self._open, None
        if loaded is None:
            title = before.card.title if before and before.card.id == self._wanted else ""
            self.gone.emit(title)
            return
        self._open, pictures = loaded
        again = before is not None and before.card.id == self._open.card.id
        self.shown.emit(Shown(self._open, pictures, again))

    def _remember(self, logged: Logged) -> None:
        self._last = logged
        self._undo_time.start()
        self.undoable.emit(True)
        self.logged.emit(logged)
        self.outbox_changed.emit()

    def _forget_last(self) -> None:
        self._last = None
        self._undo_time.stop()
        self.undoable.emit(False)

    def _took_back(self, in_time: bool) -> None:
        self.taken_back.emit(in_time)
        self.outbox_changed.emit()
