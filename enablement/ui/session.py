"""What the screens are connected to: asks the desk in a lane, and tells what came of it by signal."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import count

from PySide6.QtCore import QByteArray, QObject, Signal
from PySide6.QtGui import QImage

from enablement.errors import EnablementError
from enablement.sync.protocol import Outcome
from enablement.ui.desk import Desk
from enablement.ui.finding.ask import FIRST, Ask
from enablement.ui.finding.gaps import Gaps
from enablement.ui.finding.preparing import Preparing
from enablement.ui.finding.recents import Recents
from enablement.ui.finding.related import Related
from enablement.ui.log.log_book import LogBook, LogDetails
from enablement.ui.log.log_memory import LogMemory
from enablement.ui.tasks import Lane
from enablement.ui.undo import Undo
from enablement.ui.values import Choice, Found, Logged, OpenCard

COUNT_MS = 25
"""So long after an answer it is counted what it can be filtered by: the list is painted first."""

LULL_MS = 150
"""The first time that nothing was typed for so long the other pages of the desk are loaded."""

PAUSE_MS = 120
"""So long after an answer its best card is opened: while the rep types on, none is."""


@dataclass(frozen=True)
class Shown:
    """A card that is ready to be drawn; `again` when it is the same card, read anew."""

    opened: OpenCard
    pictures: dict[str, QImage]
    again: bool


class Session(QObject):
    """One rep at one desk: the search, the card that is open, and the last log.

    Signals carry frozen values: `found` a `Found` and whether something else was asked than before,
    `counted` the same `Found` and, as `Choice`s, what it can be filtered by, `shown` a `Shown`, `gone` the title of a card that may not be shown any more, `logged` a
    `Logged`, `block_chosen` the block in view, `failed` an `EnablementError`. `lull` comes once, when
    the first cards are listed and the rep types nothing: it begins what can wait for that. `room`
    tells how many cards fill the list: an answer to words begins with no more.
    """

    found = Signal(object, bool)
    counted = Signal(object, object)
    lull = Signal()
    shown = Signal(object)
    closed = Signal()
    gone = Signal(str)
    logged = Signal(object)
    outbox_changed = Signal()
    block_chosen = Signal(str)
    failed = Signal(object)

    def __init__(self, desk: Desk, db: Lane, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._db = desk, db
        self._ask = Ask()
        self.room: Callable[[], int] = lambda: FIRST
        self._fresh = self._lulled = False
        self._open: OpenCard | None = None
        self._last: Logged | None = None
        self._wanted = self._block = ""
        self._then: tuple[str, Callable[[], object]] | None = None
        self._numbers = count(1)
        self.recents = Recents(desk.state, db)
        self.memory = LogMemory(desk.book, db, self)
        self.undo = Undo(desk, db, self)
        self.gaps = Gaps(desk, db, self.undo, self)
        self.preparing = Preparing(desk, self)
        self.related = Related(desk, db, self)
        self.preparing.grown.connect(lambda: self._submit(fresh=False))
        self.gaps.recorded.connect(self.outbox_changed)
        self.undo.taken_back.connect(lambda _event, _in_time: self.outbox_changed.emit())
        for part in (self.undo, self.gaps, self.related, self.memory):
            part.failed.connect(self.failed)
        self.recents.load()
        self.memory.load()

    @property
    def book(self) -> LogBook:
        """What is recorded of cards; it belongs to the `db` lane."""
        return self._desk.book

    @property
    def open_card(self) -> OpenCard | None:
        """The card on the desk, if there is one."""
        return self._open

    @property
    def wanted(self) -> str:
        """The id of the card that was asked for last, shown or not; empty when none is."""
        return self._wanted

    @property
    def block(self) -> str:
        """The block in view that a log names; empty for the card as a whole."""
        return self._block

    def choose_block(self, block: str) -> None:
        """Take a block of the open card into view, or none."""
        if block != self._block:
            self._block = block
            self.block_chosen.emit(block)

    @property
    def last(self) -> Logged | None:
        """The log that can still be undone, if there is one."""
        last = self._last
        return last if last and last.event_id == self.undo.event_id else None

    @property
    def ask(self) -> Ask:
        """What is asked for now."""
        return self._ask

    def search(self, text: str) -> None:
        """Look for the cards that answer this text."""
        self._begin(self._ask.typed(text))

    def choose(self, facet: str, value: str) -> None:
        """Filter by a value, or not any more."""
        self._begin(self._ask.toggled(facet, value))

    def unfilter(self) -> None:
        """Filter by nothing."""
        if self._ask.chosen:
            self._begin(self._ask.unfiltered())

    def search_exactly(self) -> None:
        """Search for the words as they were typed."""
        self._begin(self._ask.exactly())

    def search_further(self) -> None:
        """Make the list longer."""
        self._ask = self._ask.further()
        self._submit(fresh=False)

    def search_again(self) -> None:
        """The cards may have changed: look again for the same, and read the open card anew."""
        self._submit(fresh=False)
        if self._open is not None:
            self.read(self._open.card.id)

    def read(self, card_id: str) -> None:
        """Put a card on the desk."""
        self._read(card_id)

    def ensure(self, card_id: str) -> None:
        """Put a card on the desk, unless it is there or on its way already."""
        if card_id != self._wanted:
            self.read(card_id)

    def ensure_soon(self, card_id: str) -> None:
        """Put a card on the desk once nothing else is asked for a moment, unless it is there."""
        if card_id != self._wanted or self.comes:
            self._read(card_id, after_ms=PAUSE_MS)

    @property
    def comes(self) -> bool:
        """Whether another card than the one on the desk is on its way."""
        return self._wanted != (self._open.card.id if self._open else "")

    def when_there(self, act: Callable[[], object]) -> None:
        """Let the card that is on its way come at once, and act when it is there; or now."""
        if self.comes:
            self._then = (self._wanted, act)
            self.read(self._wanted)
        else:
            act()

    def close_card(self) -> None:
        """Clear the desk."""
        self._wanted, self._open = "", None
        self.closed.emit()

    def log(self, outcome: Outcome, details: LogDetails | None = None) -> bool:
        """Record what the open card, or its block in view, did; whether there is one."""
        opened, block = self._open, self._block
        if opened is None:
            return False
        self._db.submit(
            f"log {next(self._numbers)}",
            lambda: self._desk.book.log(opened, outcome, details, block),
            self._remember,
            self.failed.emit,
            keep=True,
        )
        return True

    def remember(self) -> None:
        """The search led to a card: keep it among the recent ones."""
        if not self._ask.pasted:
            self.recents.add(self._ask.words)

    def _read(self, card_id: str, after_ms: int = 0) -> None:
        self._wanted = card_id
        self._db.submit(
            "card", lambda: self._load(card_id), self._show, self.failed.emit, after_ms=after_ms
        )

    def _begin(self, ask: Ask) -> None:
        self._ask = ask.filling(self.room())
        self._submit(fresh=True)

    def _submit(self, *, fresh: bool) -> None:
        ask = self._ask
        # What comes may answer more than one asking: it is fresh when one of them was.
        self._fresh = self._fresh or fresh
        self.related.pause()
        self._db.submit(
            "search", lambda: self._desk.search(ask), self._tell_found, self._tell_failed
        )

    def _tell_found(self, found: Found) -> None:
        self._ask, fresh, self._fresh = found.ask, self._fresh, False
        self.gaps.watch(found)
        self.preparing.watch()
        found = self.related.follow(found)
        self.found.emit(found, fresh)
        self._db.submit(
            "choices", lambda: self._desk.choices(found.ask),
            lambda choices: self._tell_choices(found, choices), self.failed.emit, after_ms=COUNT_MS,
        )  # fmt: skip
        self._await_lull()

    def _tell_choices(self, found: Found, choices: tuple[Choice, ...] | None) -> None:
        if choices is not None:
            self.counted.emit(found, choices)

    def _tell_failed(self, error: EnablementError) -> None:
        self.failed.emit(error)
        self._await_lull()

    def _await_lull(self) -> None:
        if not self._lulled:
            self._db.submit("lull", _nothing, self._tell_lull, after_ms=LULL_MS)

    def _tell_lull(self, _done: None) -> None:
        if not self._lulled:
            self._lulled = True
            self.lull.emit()

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
        if not self._wanted:  # the desk has been cleared meanwhile
            return
        before, self._open = self._open, None
        then, self._then = self._then, None
        if loaded is None:
            title = before.card.title if before and before.card.id == self._wanted else ""
            self.gone.emit(title)
            return
        self._open, pictures = loaded
        again = before is not None and before.card.id == self._open.card.id
        if not again:
            self.choose_block("")
        self.shown.emit(Shown(self._open, pictures, again))
        if then is not None and then[0] == self._open.card.id:
            then[1]()

    def _remember(self, logged: Logged) -> None:
        self._last = logged
        self.undo.offer(logged.event_id)
        self.remember()
        self.logged.emit(logged)
        self.outbox_changed.emit()


def _nothing() -> None:
    """What the lane does while the desk waits for a lull."""
