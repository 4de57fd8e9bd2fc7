"""The reps' own search over all published cards, at the hub and without a laptop: in memory."""

import logging
import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import Connection, select

from enablement.cards.model import Card
from enablement.errors import HubDataError
from enablement.hub.database import Database
from enablement.hub.identity import read_identity
from enablement.hub.models import cards, objects, revisions
from enablement.hub.shelf import CardState
from enablement.library.cards import HeldCard
from enablement.search.analysis import Analyser
from enablement.search.searcher import Searcher
from enablement.search.snapshot import Snapshot
from enablement.search.storage import MemoryStorage
from enablement.search.updates import PART, write_parts

_log = logging.getLogger(__name__)
_OBJECTS_AT_ONCE = 500


class _StoppedError(Exception):
    """The hub is being closed while the index is built."""


@dataclass(frozen=True)
class _Held:
    """An index, the publication that it is of, and the revision of each card in it."""

    at: tuple[str, int]
    searcher: Searcher
    cards: Mapping[str, tuple[int, str]]


class PublishedSearch:
    """Keeps an index of the published cards, and brings it up to date when it is next asked for.

    What changed since the last publication is indexed anew, and nothing else.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._held: _Held | None = None
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._ahead: threading.Thread | None = None
        self._analyser = lru_cache(maxsize=None)(Analyser)

    def searcher(self) -> Searcher:
        """A searcher of the cards that are published now, for all audiences, without synonyms."""
        with self._lock:
            with self._database.reading() as connection:
                identity = read_identity(connection)
                at = (identity.epoch, identity.generation)
                if self._held is None or self._held.at != at:
                    self._held = self._bring_up_to_date(connection, at)
            return self._held.searcher

    def begin(self) -> None:
        """Build the index in a thread, so that whoever asks for it soon need not wait for it."""
        if self._held is None and self._ahead is None:
            self._ahead = threading.Thread(target=self._ahead_quietly, name="card index")
            self._ahead.start()

    def close(self) -> None:
        """Stop what is being built; before the database is let go of."""
        self._stop.set()
        if self._ahead is not None:
            self._ahead.join()

    def _ahead_quietly(self) -> None:
        try:
            self.searcher()
        except _StoppedError:
            pass
        except HubDataError as error:  # whoever asks for it is told
            _log.info("The index of the published cards was not built ahead: %s", error)

    def _bring_up_to_date(self, connection: Connection, at: tuple[str, int]) -> _Held:
        now = _published(connection)
        before: Mapping[str, tuple[int, str]] = self._held.cards if self._held else {}
        snapshot = self._held.searcher.snapshot if self._held else None
        changed = [card_id for card_id, held in now.items() if before.get(card_id) != held]
        gone = [card_id for card_id in before if before[card_id] != now.get(card_id)]
        if snapshot is not None and not changed and not gone:
            return _Held(at, self._held.searcher if self._held else Searcher(snapshot), now)
        added = list(_read(connection, {card_id: now[card_id] for card_id in changed}))
        storage = MemoryStorage(snapshot.files if snapshot else {})
        deleted = sorted(doc for one in gone for doc in snapshot.find(one)) if snapshot else []
        write_parts(storage, deleted, added, self._analyser, self._check_stop, PART)
        return _Held(at, Searcher(Snapshot(storage, self._analyser, snapshot)).warm(), now)

    def _check_stop(self, _done: int, _total: int) -> None:
        if self._stop.is_set():
            raise _StoppedError


def _published(connection: Connection) -> dict[str, tuple[int, str]]:
    query = select(cards.c.card_id, cards.c.revision, revisions.c.content_hash).join(
        revisions,
        (revisions.c.card_id == cards.c.card_id) & (revisions.c.number == cards.c.revision),
    )
    rows = connection.execute(query.where(cards.c.state == CardState.PUBLISHED))
    return {card_id: (number, digest) for card_id, number, digest in rows}


def _read(
    connection: Connection, wanted: Mapping[str, tuple[int, str]]
) -> Iterable[HeldCard]:  # fmt: skip
    numbers = {digest: number for number, digest in wanted.values()}
    hashes = list(numbers)
    for start in range(0, len(hashes), _OBJECTS_AT_ONCE):
        portion = hashes[start : start + _OBJECTS_AT_ONCE]
        query = select(objects.c.hash, objects.c.data).where(objects.c.hash.in_(portion))
        for digest, data in connection.execute(query):
            yield HeldCard(Card.from_bytes(data), numbers[digest], digest)
