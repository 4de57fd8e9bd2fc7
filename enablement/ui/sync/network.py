"""What the system says of the network, told to the rounds; nothing where the system says nothing."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from enablement.ui.sync.rounds import Rounds

if TYPE_CHECKING:
    from PySide6.QtNetwork import QNetworkInformation


class Network(QObject):
    """Follows the network once `listen` was called, which loads Qt's module for it."""

    def __init__(self, rounds: Rounds, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rounds = rounds

    def listen(self) -> bool:
        """Begin to follow what the system says; whether it says anything."""
        from PySide6.QtNetwork import QNetworkInformation as Information

        feature = Information.Feature
        loaded = (
            Information.loadBackendByFeatures(feature.Reachability | feature.Metered)
            or Information.loadBackendByFeatures(feature.Reachability)
            or Information.loadBackendByFeatures(feature.Metered)
        )
        told = Information.instance() if loaded else None
        if told is None:
            return False
        if told.supports(feature.Reachability):
            told.reachabilityChanged.connect(self._reach)
        if told.supports(feature.CaptivePortal):
            told.isBehindCaptivePortalChanged.connect(self._pass)
        if told.supports(feature.Metered):
            told.isMeteredChanged.connect(self._meter)
            self._meter(told.isMetered())
        return True

    def _meter(self, on: bool) -> None:
        self._rounds.meter(on)

    def _pass(self, behind: bool) -> None:
        if not behind:
            self._rounds.reconnect()

    def _reach(self, reachability: "QNetworkInformation.Reachability") -> None:
        if reachability.name in ("Online", "Site", "Unknown"):
            self._rounds.reconnect()
