"""The search index of a library: always there, always of the same state as the cards."""

import logging
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from threading import RLock, Thread
from typing import TYPE_CHECKING

from enablement.errors import LibraryError
from enablement.library.cards import HeldCard
from enablement.library.index_files import IndexFileChange
from enablement.library.library import Library
from enablement.search.analysis import Analyser
from enablement.search.building import BuildProgress, IndexBuild, IndexState, Progress, agrees
from enablement.search.policies import PolicyReader
from enablement.search.query import SearchQuery
from enablement.search.results import Hit, SearchResults
from enablement.search.schema import Part
from enablement.search.searcher import Searcher
from enablement.search.snapshot import Snapshot
from enablement.search.storage import (
    MANIFEST,
    FileChecks,
    MemoryStorage,
    changes,
    find_fault,
    replacement,
)
from enablement.search.updates import PART, write_parts

if TYPE_CHECKING:
    from enablement.search.related import RelatedCards

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class PreparedChange:
    """The next state of the index, finished in memory: write `files` with the cards, then adopt."""

    files: IndexFileChange
    searcher: Searcher
    version: int


@dataclass(frozen=True)
class _State:
    """What searches see: a state of the index, and the searcher of its snapshot."""

    index: IndexState
    searcher: Searcher


def _silent(_done: int, _total: int) -> None:
    """Tell nobody."""


class SearchIndex:
    """Whoosh in memory, its files in the library; a search never waits for an update.

    It opens at the first use. A lost, torn or older index, or one that disagrees with the cards,
    is built again from them by itself. When that takes long it goes on in a thread: searches see
    what is built so far, `progress` tells how far that is, and `wait` waits for the whole. A `part`
    is so many cards in one commit, and what is still built at once.
    """

    def __init__(self, library: Library, *, part: int = PART) -> None:
        self._library = library
        self._part = part
        self._state: _State | None = None
        self._build: IndexBuild | None = None
        self._lock = RLock()
        self._analysers: dict[str, Analyser] = {}
        self._checks = FileChecks()
        self._related: RelatedCards | None = None
        self._opening: Thread | None = None
        self._policies = PolicyReader(library)
        self._heeding = Searcher(Snapshot(MemoryStorage(), self._analyser))

    def search(self, query: SearchQuery) -> SearchResults:
        """The cards that answer a query today; cards that have expired are never among them."""
        glance = self._library.glance()
        state = self._current(glance.index_version)
        policies = self._policies.read(glance.policies, state.index.version)
        searcher = self._heeding.with_policies(policies)
        if searcher.snapshot is not state.index.snapshot:
            searcher = state.searcher.with_policies(policies)
        self._heeding = searcher
        return searcher.search(query, self._library.day_of(glance))

    def begin(self) -> None:
        """Open it in a thread, so that the first search finds it open; that tells what went wrong."""
        self._opening = Thread(target=self._open_quietly, name="search-opening", daemon=True)
        self._opening.start()

    def _open_quietly(self) -> None:
        try:
            self._current()
        except LibraryError as error:
            _log.info("The search index could not be opened ahead: %s", error)

    def relate(self, related: "RelatedCards | None") -> None:
        """Look for related cards too from now on, or no longer; those used before are closed."""
        with self._lock:
            before, self._related = self._related, related
            if related is not None and self._state is not None:
                related.follow(self._state.index.snapshot)
        if before is not None and before is not related:
            before.close()

    def related(self, results: SearchResults) -> tuple[Hit, ...]:
        """Cards that mean what was asked, in other words; none unless `relate` was called."""
        return self._related.find(results, self._library.today()) if self._related else ()

    def phrases(self, results: SearchResults) -> list[str]:
        """Of each hit the first of the buyer's phrases, for those that have any."""
        state = self._state
        if state is None:
            return []
        snapshot = state.index.snapshot
        shown = (snapshot.shown(doc) for hit in results.hits for doc in snapshot.find(hit.card_id))
        firsts = (
            next((one.text for one in card.texts if one.part is Part.SAYS), "") for card in shown
        )
        return [text for text in firsts if text]

    def progress(self) -> BuildProgress | None:
        """How many cards searches see while the index is being built; `None` when it is whole."""
        return self._build.progress if self._build else None

    def wait(self, timeout: float | None = None) -> bool:
        """Open the index and wait, some seconds at most, until it is whole; whether it is."""
        self._current()
        return self._build is None or self._build.wait(timeout)

    def close(self) -> None:
        """End what is under way in threads, keeping what is built; before the library closes."""
        self.relate(None)
        if self._opening is not None:
            self._opening.join()
        if self._build is not None:
            self._build.stop()

    def prepare(
        self,
        changed: Sequence[HeldCard],
        removed: Collection[str],
        progress: Progress = _silent,
    ) -> PreparedChange:
        """Make the next state of the index, touching neither the library nor running searches.

        `changed` are new cards and new revisions, `removed` the ids of cards that go. `progress`
        is told how many of the changed cards are done, and how many there are. While the index is
        being built it waits for the end of that.
        """
        base = self._whole()
        before = base.snapshot
        newest = {held.card.id: held for held in changed}
        gone = [doc for card_id in {*removed, *newest} for doc in before.find(card_id)]
        storage = MemoryStorage(before.files)
        added = list(newest.values())
        write_parts(storage, sorted(gone), added, self._analyser, progress, self._part)
        after = Snapshot(storage, self._analyser, before)
        files = (
            changes(base.version, before.files, after.files, self._checks)
            if base.stored
            else replacement(base.version, after.files, self._checks)
        )
        return PreparedChange(files, Searcher(after).warm(), base.version + 1)

    def adopt(self, prepared: PreparedChange) -> None:
        """Show a prepared state, after the transaction that wrote its files has committed."""
        with self._lock:
            if self._state is None or self._state.index.version < prepared.version:
                snapshot = prepared.searcher.snapshot
                found = IndexState(snapshot, prepared.version, stored=True)
                self._show(_State(found, prepared.searcher))

    def rebuild(self, progress: Progress = _silent) -> None:
        """Build the index again from nothing but the library's cards, and store it.

        Searches see the present state until it is done; `wait` waits for that. `progress` is told
        how many cards are done, and how many there are, perhaps from another thread.
        """
        while not self._rebuild_from(self._whole() if self._state else None, progress):
            pass  # another building began in between

    def _rebuild_from(self, state: IndexState | None, progress: Progress) -> bool:
        with self._lock:
            if self.progress() is not None:
                return False
            # Should it never end, the next start misses this file, and builds the index again.
            self._library.index_files.remove(MANIFEST)
            base = state or self._nothing(self._library.index_files.version())
            self._begin(base, progress, afresh=state is not None)
            return True

    def _analyser(self, language: str) -> Analyser:
        return self._analysers.setdefault(language, Analyser(language))

    def _current(self, version: int | None = None) -> _State:
        """The state of the stored files, read again when another process has changed them.

        `version` is that of the files, when it has just been read.
        """
        state, build = self._state, self._build
        if state is not None and build is not None and build.progress is not None:
            return state
        if version is None:
            version = self._library.index_files.version()
        if state is not None and state.index.version == version:
            return state
        with self._lock:
            state = self._state
            if state is None or state.index.version != self._library.index_files.version():
                state = self._load()
            return state

    def _whole(self) -> IndexState:
        """The state when nothing is being built."""
        while True:
            build = self._build
            if build is not None:
                build.wait()
            state = self._current()
            if build is self._build:  # or else another one began, perhaps just now
                return state.index

    def _load(self) -> _State:
        version, stored = self._library.index_files.load()
        hashes = self._library.cards.content_hashes()
        earlier = self._state.index.snapshot if self._state else None
        self._state = None
        fault = find_fault(stored, self._checks)
        if not fault or (version == 0 and not hashes):
            files = {name: data for name, data in stored.items() if name != MANIFEST}
            found = IndexState(
                Snapshot(MemoryStorage(files), self._analyser, earlier), version, True
            )
            if agrees(found.snapshot, hashes):
                return self._publish(found)
            fault = "it disagrees with the cards"
        else:
            found = self._nothing(version)
            found = replace(found, snapshot=earlier or found.snapshot)
        _log.info("Building the search index again: %s.", fault)
        return self._begin(found, _silent)

    def _nothing(self, version: int) -> IndexState:
        return IndexState(Snapshot(MemoryStorage(), self._analyser), version, stored=False)

    def _begin(self, base: IndexState, progress: Progress, *, afresh: bool = False) -> _State:
        self._build = IndexBuild(
            self._library,
            self._analyser,
            self._checks,
            lambda built: self._publish(built, warm=True),
            progress,
            afresh=afresh,
            part=self._part,
        )
        self._build.begin(base)
        return self._state or self._publish(base)

    def _publish(self, found: IndexState, *, warm: bool = False) -> _State:
        """Let searches see a state, unless they see a later one already."""
        searcher = Searcher(found.snapshot)
        shown = _State(found, searcher.warm() if warm else searcher)
        with self._lock:
            if self._state is None or not 0 <= found.version < self._state.index.version:
                self._show(shown)
            return self._state or shown

    def _show(self, state: _State) -> None:
        self._state = state
        if self._related is not None:
            self._related.follow(state.index.snapshot)
