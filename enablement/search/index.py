"""The search index of a library: always there, always of the same state as the cards."""

import logging
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from threading import Lock

import numpy as np

from enablement.errors import LibraryError
from enablement.library.cards import HeldCard
from enablement.library.index_files import IndexFileChange, StaleIndexError
from enablement.library.library import Library
from enablement.search.analysis import Analyser
from enablement.search.documents import stamp
from enablement.search.query import SearchQuery
from enablement.search.results import SearchResults
from enablement.search.searcher import Searcher
from enablement.search.snapshot import Snapshot
from enablement.search.storage import MANIFEST, MemoryStorage, changes, find_fault, replacement
from enablement.search.updates import write_update

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class PreparedChange:
    """The next state of the index, finished in memory: write `files` with the cards, then adopt."""

    files: IndexFileChange
    searcher: Searcher
    version: int


@dataclass(frozen=True)
class _State:
    """What searches see: a searcher, and the version of the stored files that it was read from.

    `stored` is false when the files in memory are not the ones in the library.
    """

    searcher: Searcher
    version: int
    stored: bool


class SearchIndex:
    """Whoosh in memory, its files in the library; a search never waits for an update.

    It opens at the first use. A lost, torn or older index, or one that disagrees with the cards,
    is built again from them by itself.
    """

    def __init__(self, library: Library) -> None:
        self._library = library
        self._state: _State | None = None
        self._lock = Lock()
        self._analysers: dict[str, Analyser] = {}

    def search(self, query: SearchQuery) -> SearchResults:
        """The cards that answer a query today; cards that have expired are never among them."""
        return self._current().searcher.search(query, self._library.today())

    def prepare(self, changed: Sequence[HeldCard], removed: Collection[str]) -> PreparedChange:
        """Make the next state of the index, touching neither the library nor running searches.

        `changed` are new cards and new revisions, `removed` the ids of cards that go.
        """
        state = self._current()
        before = state.searcher.snapshot
        newest = {held.card.id: held for held in changed}
        gone = [doc for card_id in {*removed, *newest} for doc in before.find(card_id)]
        storage = MemoryStorage(before.files)
        write_update(storage, sorted(gone), newest.values(), self._analyser)
        after = Snapshot(storage, self._analyser, before)
        files = (
            changes(state.version, before.files, after.files)
            if state.stored
            else replacement(state.version, after.files)
        )
        return PreparedChange(files, Searcher(after).warm(), state.version + 1)

    def adopt(self, prepared: PreparedChange) -> None:
        """Show a prepared state, after the transaction that wrote its files has committed."""
        with self._lock:
            if self._state is None or self._state.version < prepared.version:
                self._state = _State(prepared.searcher, prepared.version, stored=True)

    def rebuild(self) -> None:
        """Build the index again from the library's cards, and store it."""
        with self._lock:
            self._state = self._rebuilt()

    def _analyser(self, language: str) -> Analyser:
        return self._analysers.setdefault(language, Analyser(language))

    def _current(self) -> _State:
        """The state of the stored files, read again when another process has changed them."""
        version = self._library.index_files.version()
        state = self._state
        if state is not None and state.version == version:
            return state
        with self._lock:
            if self._state is None or self._state.version != self._library.index_files.version():
                self._state = self._load()
            return self._state

    def _load(self) -> _State:
        version, stored = self._library.index_files.load()
        fault = find_fault(stored)
        if not fault:
            files = {name: data for name, data in stored.items() if name != MANIFEST}
            earlier = self._state.searcher.snapshot if self._state else None
            snapshot = Snapshot(MemoryStorage(files), self._analyser, earlier)
            if snapshot.stamp == self._stamp_of_cards():
                return _State(Searcher(snapshot), version, stored=True)
            fault = "it disagrees with the cards"
        if version == 0 and self._library.cards.count() == 0:
            return _State(Searcher(Snapshot(MemoryStorage(), self._analyser)), 0, stored=True)
        _log.info("Building the search index again: %s.", fault)
        return self._rebuilt()

    def _rebuilt(self) -> _State:
        while True:
            version = self._library.index_files.version()
            storage = MemoryStorage()
            cards = {held.card.id: held for held in self._library.cards.all()}
            write_update(storage, (), cards.values(), self._analyser)
            searcher = Searcher(Snapshot(storage, self._analyser))
            try:
                with self._library.writing() as connection:
                    self._library.index_files.write(
                        connection, replacement(version, searcher.snapshot.files)
                    )
            except StaleIndexError:
                continue  # the cards changed meanwhile, and the index with them
            except LibraryError as error:
                _log.info("The search index is kept in memory only: %s", error)
                return _State(searcher, version, stored=False)
            return _State(searcher, version + 1, stored=True)

    def _stamp_of_cards(self) -> tuple[int, int]:
        hashes = self._library.cards.hashes()
        stamps = np.asarray(
            [stamp(card_id, digest) for card_id, digest in hashes.items()], dtype=np.uint64
        ).reshape(-1, 2)
        first, second = np.bitwise_xor.reduce(stamps, axis=0).tolist()
        return first, second
