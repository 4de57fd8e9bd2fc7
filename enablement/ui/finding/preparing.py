"""Watches the search index while it is being built: how far it is, and when there is more to find."""

from PySide6.QtCore import QObject, QTimer, Signal

from enablement.ui.desk import Desk

_LOOK_MS = 250


class Preparing(QObject):
    """`progressed(done, total)` while it is built, both 0 at the end; `grown` when searches find more."""

    progressed = Signal(int, int)
    grown = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._done = 0
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self._look)

    def watch(self) -> None:
        """Look whether it is being built, and go on looking while it is."""
        if not self._timer.isActive() and self._desk.progress() is not None:
            self._timer.start()
            self._look()

    def _look(self) -> None:
        progress = self._desk.progress()
        if progress is None:
            self._timer.stop()
            self._done = 0
            self.progressed.emit(0, 0)
            self.grown.emit()
            return
        done, total = progress
        self.progressed.emit(done, total)
        if done > self._done:
            self._done = done
            self.grown.emit()
