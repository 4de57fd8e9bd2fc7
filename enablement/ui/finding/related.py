"""Related cards for what is on the screen: asked for in a pause, and shown below the list."""

from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal

from enablement.ui.desk import Desk
from enablement.ui.tasks import Lane
from enablement.ui.values import Found, Item, Row

PAUSE_MS = 300
"""So long nothing was typed: the rep reads."""
_AGAIN_MS = 1000
"""While the cards are being embedded it asks again after so long."""


class Related(QObject):
    """Watches what is found; `changed` carries the `Found` on the screen with other related cards.

    Off until `use` turns it on. Only for typed words, once the end of the list is there and all
    cards are in it. `failed` carries an `EnablementError`.
    """

    changed = Signal(object)
    failed = Signal(object)

    def __init__(self, desk: Desk, db: Lane, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._db = desk, db
        self._on = False
        self._now: Found | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._look)

    def use(self, *, on: bool) -> None:
        """Look for related cards from now on, or no longer."""
        self._on = on
        self._timer.stop()
        self._db.submit(
            "use related", lambda: self._desk.use_related(on), self._begin, self.failed.emit
        )
        if not on and self._now is not None and self._now.related:
            self._now = replace(self._now, related=())
            self.changed.emit(self._now)

    def pause(self) -> None:
        """Something else is asked now: wait for what is found."""
        self._timer.stop()

    def follow(self, found: Found) -> Found:
        """What the screen shows now: with the cards related before, if the same is asked again."""
        before = self._now
        if before is not None and before.ask == found.ask and _asks(found):
            found = replace(found, related=_beside(found, before.related))
        self._now = found
        self._begin()
        return found

    def _begin(self, _done: object = None) -> None:
        self._timer.stop()
        if self._on and self._now is not None and _asks(self._now):
            self._timer.start(PAUSE_MS)

    def _look(self) -> None:
        found = self._now
        if found is not None:
            self._db.submit(
                "related",
                lambda: self._desk.related(found.ask),
                lambda items: self._take(found, items),
                self.failed.emit,
            )

    def _take(self, asked: Found, items: tuple[Item, ...] | None) -> None:
        """Show what came, unless something else is on the screen by now."""
        if self._now is not asked or not self._on:
            return
        if items is None:
            self._timer.start(_AGAIN_MS)
            return
        found = replace(asked, related=_beside(asked, items))
        if found != asked:
            self._now = found
            self.changed.emit(found)


def _asks(found: Found) -> bool:
    typed = bool(found.text) and not found.ask.pasted
    return typed and not found.more and not found.partial


def _beside(found: Found, items: tuple[Item, ...]) -> tuple[Item, ...]:
    """The items without cards that are in the list already; a header alone is nothing."""
    listed = {row.card_id for row in found.rows}
    kept = tuple(one for one in items if not isinstance(one, Row) or one.card_id not in listed)
    return kept if any(isinstance(one, Row) for one in kept) else ()
