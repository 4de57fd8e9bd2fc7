"""Keeps the list's marks of doubt true: read when something was said or synced, not at a search."""

from PySide6.QtCore import QObject, Qt

from enablement.ui.parts import Parts


class Doubting(QObject):
    """Tells the list which cards a buyer proved wrong, as this rep reported."""

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts.window)
        self._parts = parts
        parts.session.outbox_changed.connect(self.read)
        parts.rounds.synced.connect(self.read)
        # The first search comes before what can wait.
        parts.session.found.connect(self.read, Qt.ConnectionType.SingleShotConnection)

    def read(self, *_news: object) -> None:
        """Read which they are."""
        library, results = self._parts.library, self._parts.window.results
        self._parts.db.submit("doubted", library.doubted, results.show_doubted)
