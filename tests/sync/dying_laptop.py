"""A laptop that is killed at a named point of a sync; run by test_engine_killed.py.

Usage: dying_laptop.py PROFILE POINT
"""

import os
import signal
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from enablement.library.keys import KeyRecord
from enablement.library.library import Library
from enablement.search.index import PreparedChange, SearchIndex
from enablement.sync.client import HubClient
from enablement.sync.engine import SyncEngine
from enablement.sync.protocol import EventReceipt, Hash, ObjectHeader, Outcome, SignedRoot, Usage


def die() -> None:
    """End this process as a power cut would."""
    os.kill(os.getpid(), signal.SIGKILL)


class DyingConnection(HubClient):
    """Dies before or after what it is asked for."""

    point = ""

    def send(self, body: bytes) -> EventReceipt:
        """Hand over a batch."""
        if self.point == "before the batch":
            die()
        receipt = super().send(body)
        if self.point == "before the acknowledgement":
            die()
        return receipt

    def root(self, held: int = 0) -> SignedRoot:
        """Ask for the root."""
        if self.point == "after the acknowledgement":
            die()
        return super().root(held)

    def objects(self, digests: Iterable[Hash]) -> Iterator[tuple[ObjectHeader, bytes]]:
        """Fetch objects."""
        for number, one in enumerate(super().objects(digests)):
            if self.point == "in the middle of the objects" and number == 1:
                die()
            yield one


class DyingIndex(SearchIndex):
    """Dies around the transaction that makes cards and index agree."""

    point = ""

    def adopt(self, prepared: PreparedChange) -> None:
        """Swap the searcher."""
        if self.point == "after the swap":
            die()
        super().adopt(prepared)


def main(profile: Path, point: str) -> None:
    """Log one usage of the first card, then sync until the point."""
    library = Library.open(profile, KeyRecord(profile).load())
    held = library.cards.all()[0]
    usage = Usage(card_id=held.card.id, revision=held.revision, outcome=Outcome.WORKED)
    library.events.log_usage(usage)
    if point == "after the log":
        die()
    DyingConnection.point = DyingIndex.point = point
    SyncEngine(library, DyingIndex(library), DyingConnection).sync()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
