"""Looks for Python's garbage on the thread of the windows, the only one where their parts may go."""

from PySide6.QtCore import QObject, QTimer

from enablement.garbage import GarbageSearch, keep_what_is_there

_EVERY_MS, _BUSY_MS = 500, 50
"""Milliseconds from look to look; a sync makes 30,000 objects in half a second, too many for one look."""

_AT_THE_LATEST_MS = 10_000
"""So long a start may take, where nothing says that it is over."""


class Tidying(QObject):
    """Looks every half second, once the start is over: from `begin` on, or after ten seconds.

    While much is made it looks more often, so that each look is short.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._search = GarbageSearch()
        self._begun = False
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)
        self._timer.start(_AT_THE_LATEST_MS)

    def begin(self) -> None:
        """The start is over: keep what it has made, and look among what comes after it."""
        if not self._begun:
            self._begun = True
            keep_what_is_there()
            self._timer.start(_EVERY_MS)

    def _look(self) -> None:
        if self._begun:
            self._search.look()
            self._timer.setInterval(_BUSY_MS if self._search.busy else _EVERY_MS)
        else:
            self.begin()
