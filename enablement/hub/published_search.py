"""The reps' own search over all published cards, at the hub and without a laptop: in memory."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import Connection, select

from enablement.cards.model import Card
from enablement.hub.bulk import portions
from enablement.hub.database import Database
from enablement.hub.identity import read_identity
from enablement.hub.models import cards, objects, revisions
from enablement.hub.preparing import Preparing
from enablement.hub.shelf import CardState
from enablement.library.cards import HeldCard
from enablement.search.analysis import Analyser
from enablement.search.searcher import Searcher
from enablement.search.snapshot import Snapshot
from enablement.search.storage import MemoryStorage
from enablement.search.updates import PART, write_parts


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
        self._preparing = Preparing("card index", self._bring_up_to_date)
        self._analyser = lru_cache(maxsize=None)(Analyser)

    def searcher(self, patience: float | None = None) -> Searcher:
        """A searcher of the cards that are published now, for all audiences, without synonyms.

        Raises `NotReadyError` when its index is not made within so many seconds.
        """
        with self._database.reading() as connection:
            at = _moment(connection)
        held = self._held
        if held is None or held.at != at:
            held = self._preparing.wait(patience)
        if held.at != at:  # it was begun before what was published since
            held = self._preparing.wait(patience)
        return held.searcher

    def begin(self) -> None:
        """Make the index in a thread, so that whoever asks for it soon need not wait for it."""
        if self._held is None:
            self._preparing.begin()

    def close(self) -> None:
        """Stop what is being made; before the database is let go of."""
        self._preparing.close()

    def _bring_up_to_date(self, pause: Callable[[], None]) -> _Held:
        held = self._held
        before: Mapping[str, tuple[int, str]] = held.cards if held else {}
        with self._database.reading() as connection:
            at = _moment(connection)
            now = _published(connection)
            changed = {one: now[one] for one in now if before.get(one) != now[one]}
            added = list(_read(connection, changed))
        gone = [card_id for card_id in before if before[card_id] != now.get(card_id)]
        searcher = held.searcher if held else None
        if searcher is None or added or gone:
            searcher = self._index(searcher, gone, added, pause)
        self._held = held = _Held(at, searcher, now)
        return held

    def _index(
        self,
        before: Searcher | None,
        gone: Iterable[str],
        added: Sequence[HeldCard],
        pause: Callable[[], None],
    ) -> Searcher:
        earlier = before.snapshot if before else None
        storage = MemoryStorage(earlier.files if earlier else {})
        deleted = sorted(doc for one in gone for doc in earlier.find(one)) if earlier else []

        def analyser_of(language: str) -> Analyser:
            pause()  # asked for with each card
            return self._analyser(language)

        write_parts(storage, deleted, added, analyser_of, lambda _done, _all: pause(), PART)
        return Searcher(Snapshot(storage, self._analyser, earlier)).warm()


def _moment(connection: Connection) -> tuple[str, int]:
    identity = read_identity(connection)
    return identity.epoch, identity.generation


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
    for portion in portions(numbers):
        query = select(objects.c.hash, objects.c.data).where(objects.c.hash.in_(portion))
        for digest, data in connection.execute(query):
            yield HeldCard(Card.from_bytes(data), numbers[digest], digest)
