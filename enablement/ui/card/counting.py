"""Counting which cards are read, so that marketing learns which nobody opens; a rep may switch it off."""

from PySide6.QtCore import QObject, QTimer

from enablement.ui.card.reading import READ_MS
from enablement.ui.parts import Parts
from enablement.ui.session import Shown


class Counting(QObject):
    """Notes a card once it has been before the rep for as long as it takes to read it."""

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts.window)
        self._session, self._library, self._db = parts.session, parts.library, parts.db
        self._pane, self._preferences = parts.window.pane, parts.preferences
        self._action = parts.window.actions_.readings
        self._action.setChecked(self._preferences.readings)
        self._action.toggled.connect(self._use)
        self._read = QTimer(self)
        self._read.setSingleShot(True)
        self._read.setInterval(READ_MS)
        self._read.timeout.connect(self._count)
        self._session.shown.connect(self._take)
        self._session.closed.connect(self._read.stop)
        self._session.gone.connect(self._read.stop)

    def wait_ms(self, milliseconds: int) -> None:
        """Count after so long instead."""
        self._read.setInterval(milliseconds)

    def _take(self, shown: Shown) -> None:
        if not shown.again:
            self._read.start()

    def _count(self) -> None:
        opened = self._session.open_card
        if opened is None or not self._pane.shows_card or not self._preferences.readings:
            return
        card_id, revision = opened.card.id, opened.held.revision
        self._db.submit(
            "reading", lambda: self._library.readings.count(card_id, revision), _nothing, keep=True
        )

    def _use(self, on: bool) -> None:
        self._preferences.readings = on
        if not on:
            self._read.stop()
            self._db.submit("reading off", self._library.readings.forget, _nothing, keep=True)


def _nothing(_done: None) -> None:
    """It is written; there is nothing to show."""
