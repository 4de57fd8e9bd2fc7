"""What a desktop attends to once it is shown: the network, and further starts of the same profile.

Both need Qt's network module, which is loaded off the GUI thread so that nobody waits for it.
"""

from importlib import import_module
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from enablement.ui.frame.single import Doorbell
from enablement.ui.sync.network import Network
from enablement.ui.sync.rounds import Rounds
from enablement.ui.tasks import Lane


class Attending(QObject):
    """Follows the network and, when `alone` in the profile's folder, listens for further starts.

    `rung` carries what a further start wants to search for.
    """

    rung = Signal(str)

    def __init__(self, rounds: Rounds, alone: Path | None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._network = Network(rounds, self)
        self._bell = Doorbell(alone, self) if alone is not None else None
        self._lane = Lane("attending", self)
        self._lane.submit("load", lambda: import_module("PySide6.QtNetwork"), self._begin)

    def close(self) -> None:
        """Attend to nothing any more."""
        self._lane.close()
        if self._bell is not None:
            self._bell.close()

    def _begin(self, _module: object) -> None:
        if self._bell is not None:
            self._bell.rung.connect(self.rung)
            self._bell.listen()
        self._network.listen()
