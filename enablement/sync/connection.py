"""What the engine asks of a hub: the one type that the HTTP client and every test peer satisfy."""

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol

from enablement.sync.protocol import (
    Enrolment,
    EnrolRequest,
    EventReceipt,
    Hash,
    HubGreeting,
    ObjectHeader,
    SignedRoot,
)
from enablement.sync.wipe_order import SignedWipeOrder, WipeReceipt


class HubConnection(Protocol):
    """One conversation with a hub.

    Each call raises `HubOfflineError`, `NotAHubError` or `HubRefusedError`, and nothing else.
    """

    url: str

    def greeting(self) -> HubGreeting:
        """Ask who answers, before anything is entrusted to it."""

    def enroll(self, request: EnrolRequest) -> Enrolment:
        """Trade a one-time code for a device."""

    def root(self, held: int = 0) -> SignedRoot:
        """The hub's signed word on what this device should hold; `held` is its generation now."""

    def shard(self, digest: Hash) -> bytes:
        """The bytes of a shard, not yet verified."""

    def objects(self, digests: Iterable[Hash]) -> Iterator[tuple[ObjectHeader, bytes]]:
        """Objects by hash as they arrive, not yet verified."""

    def send(self, body: bytes) -> EventReceipt:
        """Hand over one batch of events, as the exact bytes that the receipt's digest names."""

    def wipe_order(self) -> SignedWipeOrder:
        """The hub's signed word that this laptop shall erase its library."""

    def wiped(self, former: Hash) -> WipeReceipt:
        """Say that this laptop has erased its library; `former` is the hash of its token."""

    def close(self) -> None:
        """Hang up."""


Connector = Callable[[str, str | None], HubConnection]
"""Opens a conversation with the hub at an address, as the device of a token or as nobody yet."""


def over_http(url: str, token: str | None) -> HubConnection:
    """A conversation over HTTP; what that takes is imported at the first, so that a start is quick."""
    from enablement.sync.client import HubClient

    return HubClient(url, token)
