"""Building the index from the cards: in parts, beside the searches, resumed where it stopped."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from threading import Event, Thread, current_thread

import numpy as np
import numpy.typing as npt

from enablement.errors import LibraryError
from enablement.library.index_files import StaleIndexError
from enablement.library.library import Library
from enablement.search.documents import stamps_of
from enablement.search.snapshot import Snapshot
from enablement.search.storage import (
    MANIFEST,
    FileChecks,
    MemoryStorage,
    changes,
    find_fault,
    replacement,
)
from enablement.search.updates import PART, AnalyserOf, merge_all, write_update

_log = logging.getLogger(__name__)

_CHECKPOINT = 5_000
"""After as many cards what is done so far is stored."""

_GROWTH = 1.25
"""By how much the part built must have grown to be shown: a searcher for each part would cost."""


@dataclass(frozen=True)
class BuildProgress:
    """How many of the cards the index holds so far."""

    done: int
    total: int


@dataclass(frozen=True)
class IndexState:
    """A state of the index, and the version of the stored files that it was read from.

    `stored` is false when the files in memory are not the ones in the library.
    """

    snapshot: Snapshot
    version: int
    stored: bool


Progress = Callable[[int, int], None]
Publish = Callable[[IndexState], object]


def agrees(snapshot: Snapshot, hashes: Sequence[str]) -> bool:
    """Whether an index holds exactly the cards of these content hashes, each once."""
    held = np.sort(snapshot.stamps[snapshot.alive][:, 0])
    return bool(held.tolist() == sorted({*stamps_of(hashes)[:, 0].tolist()}))


class IndexBuild:
    """One building of the index: what disagrees with the cards goes, then what is missing comes.

    Every step leaves a whole index of some of the cards, which is shown meanwhile and stored now
    and then; a crash therefore costs the cards since. `afresh` builds from nothing and shows only
    the end. A `part` of the cards is built at once, more than that in a thread.
    """

    def __init__(
        self,
        library: Library,
        analyser_of: AnalyserOf,
        checks: FileChecks,
        publish: Publish,
        tell: Progress,
        *,
        afresh: bool = False,
        part: int = PART,
    ) -> None:
        self._library = library
        self._analyser_of = analyser_of
        self._checks = checks
        self._publish = publish
        self._tell = tell
        self._afresh = afresh
        self._part = part
        self._stop = Event()
        self._ended = Event()
        self._thread: Thread | None = None
        self._progress = BuildProgress(0, 0)
        self._state = self._nothing(0)
        self._stored: Mapping[str, bytes] | None = None  # None: whatever is stored is of no use
        self._missing: list[str] = []
        self._total = 0

    @property
    def progress(self) -> BuildProgress | None:
        """How far it is; `None` when it has ended."""
        return None if self._ended.is_set() else self._progress

    def begin(self, base: IndexState) -> None:
        """Start from a state of the index, sound though perhaps not of these cards.

        When there is little to do it has ended when this returns; if not, what can be shown until
        then is published before. Raises `LibraryError` when the cards cannot be read.
        """
        self._start_from(base)
        if len(self._missing) > self._part:
            self._thread = Thread(target=self._work, name="search-index", daemon=True)
            self._thread.start()
            return
        try:
            self._run()
        finally:
            self._ended.set()

    def wait(self, timeout: float | None = None) -> bool:
        """Wait until it has ended, some seconds at most; whether it has."""
        return self._ended.wait(timeout)

    def stop(self) -> None:
        """End it before its time, storing what is done; the next start goes on from there."""
        self._stop.set()
        if self._thread is not None and self._thread is not current_thread():
            self._thread.join()

    def _work(self) -> None:
        try:
            self._run()
        except LibraryError as error:
            _log.info("Building the search index ended early: %s", error)
            self._publish(replace(self._state, version=-1))  # so that the next search tries again
        finally:
            self._ended.set()

    def _run(self) -> None:
        while True:
            try:
                self._add_missing()
                return
            except StaleIndexError as reason:
                _log.info("The search index was written elsewhere meanwhile: %s.", reason)
                found = self._reload()
                if found.stored:
                    self._publish(found)
                self._start_from(found)

    def _reload(self) -> IndexState:
        version, stored = self._library.index_files.load()
        if find_fault(stored, self._checks):
            return replace(self._state, version=version, stored=False)
        files = {name: data for name, data in stored.items() if name != MANIFEST}
        return IndexState(self._opened(files), version, stored=True)

    def _start_from(self, base: IndexState) -> None:
        """Let go of what is not among the cards, and find out what is missing."""
        if self._afresh:
            base = self._nothing(base.version)
        self._state = base
        self._stored = base.snapshot.files if base.stored else None
        hashes = self._library.cards.content_hashes()
        wanted = dict(zip(_keys(stamps_of(hashes)), hashes, strict=True))
        living = np.flatnonzero(base.snapshot.alive)
        stale = [
            doc
            for doc, key in zip(living.tolist(), _keys(base.snapshot.stamps[living]), strict=True)
            if wanted.pop(key, None) is None  # not among the cards, or there twice
        ]
        self._missing = sorted(wanted.values())
        if stale:
            storage = MemoryStorage(base.snapshot.files)
            write_update(storage, stale, (), self._analyser_of)
            self._state = replace(base, snapshot=self._opened(storage.files), stored=False)
        self._total = self._state.snapshot.count + len(self._missing)
        self._report(self._state.snapshot.count)
        self._show()

    def _add_missing(self) -> None:
        files = self._state.snapshot.files
        done = shown = saved = self._state.snapshot.count
        for start in range(0, len(self._missing), self._part):
            if self._library.index_files.version() != self._state.version:
                raise StaleIndexError("its version changed")
            part = self._missing[start : start + self._part]
            files = self._added(files, part)
            done += len(part)
            self._report(done)
            if self._stop.is_set():
                break
            if done - saved >= _CHECKPOINT:
                self._store(files)
                saved = done
            if done >= shown * _GROWTH:
                self._state = replace(self._state, snapshot=self._opened(files))
                self._show()
                shown = done
        else:
            files = self._merged(files)
        self._store(files)
        self._publish(replace(self._state, snapshot=self._opened(files)))

    def _added(self, files: Mapping[str, bytes], hashes: Sequence[str]) -> Mapping[str, bytes]:
        storage = MemoryStorage(files)
        held = {held.card.id: held for held in self._library.cards.with_hashes(hashes)}
        write_update(storage, (), held.values(), self._analyser_of)
        return storage.files

    def _merged(self, files: Mapping[str, bytes]) -> Mapping[str, bytes]:
        if len(self._missing) <= self._part:
            return files
        storage = MemoryStorage(files)
        write_update(storage, (), (), self._analyser_of, merge_all)
        return storage.files

    def _store(self, files: Mapping[str, bytes]) -> None:
        """Write what is done; a library that cannot be written is searched all the same."""
        version = self._state.version
        if files is self._stored:
            return
        change = (
            replacement(version, files, self._checks)
            if self._stored is None
            else changes(version, self._stored, files, self._checks)
        )
        try:
            with self._library.writing() as connection:
                self._library.index_files.write(connection, change)
        except LibraryError as error:
            _log.info("The search index is kept in memory only: %s", error)
            self._state = replace(self._state, stored=False)
            return
        self._stored = files
        self._state = replace(self._state, version=version + 1, stored=True)

    def _nothing(self, version: int) -> IndexState:
        return IndexState(Snapshot(MemoryStorage(), self._analyser_of), version, stored=False)

    def _opened(self, files: Mapping[str, bytes]) -> Snapshot:
        return Snapshot(MemoryStorage(files), self._analyser_of, self._state.snapshot)

    def _report(self, done: int) -> None:
        self._progress = BuildProgress(done, self._total)
        self._tell(done, self._total)

    def _show(self) -> None:
        if not self._afresh:
            self._publish(self._state)


def _keys(stamps: npt.NDArray[np.uint64]) -> list[bytes]:
    """Each stamp as bytes."""
    data = np.ascontiguousarray(stamps).tobytes()
    size = stamps.itemsize * stamps.shape[1]
    return [data[at : at + size] for at in range(0, len(data), size)]
