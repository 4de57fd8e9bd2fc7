"""Cards that say the same in other words or another language, by an optional model on the laptop."""

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from threading import Event, Lock, Thread, current_thread

import numpy as np
import numpy.typing as npt

from enablement.search.building import BuildProgress
from enablement.search.embedding import Embedder, RelatedError, Vectors, load_model
from enablement.search.families import Families
from enablement.search.filters import filtered, shown_on
from enablement.search.hits import HitMaker, Listed
from enablement.search.query import parse_query
from enablement.search.results import Hit, SearchResults
from enablement.search.schema import Part
from enablement.search.shown import ShownCard
from enablement.search.snapshot import Docs, Mask, Snapshot

_log = logging.getLogger(__name__)

MOST_RELATED = 3
SEEN = 5
"""So many hits of the list are taken as read: a related card is none of them, and nearer than they.

The three numbers below were measured with this one; see docs/semantic.md before changing any.
"""
LEAST = 0.35
"""Least similarity of a related card, as a cosine."""
AHEAD = 0.10
"""By how much it must be nearer to the query than the best of the hits seen."""
NEAR = 0.05
"""So far behind the nearest card it may be."""

_LONGEST = 1_500
"""So many characters of a text are embedded; the model mixes more of them into nothing."""
_SCALE = 508.0
"""Vectors are kept in a byte a number: those of a unit vector of 512 stay well below 0.25."""
_BLOCK = 64
"""So many cards are added at once to what searches see."""
_PAUSE = 0.005
"""Seconds between two cards, in which a search may have the processor."""


@dataclass(frozen=True)
class _Block:
    """Vectors of some cards, several of each, by the first half of the cards' stamps."""

    stamps: npt.NDArray[np.uint64]
    vectors: npt.NDArray[np.int8]

    def where(self, kept: Mask) -> "_Block":
        """Some of the vectors."""
        return _Block(self.stamps[kept], self.vectors[kept])


@dataclass(frozen=True)
class _View:
    """One snapshot with the vectors of its cards so far, and the card of each vector."""

    snapshot: Snapshot
    families: Families
    blocks: tuple[_Block, ...] = ()
    docs: tuple[Docs, ...] = ()

    @cached_property
    def _living(self) -> tuple[npt.NDArray[np.uint64], Docs]:
        """The stamps of the living cards in order, and the cards."""
        living = np.flatnonzero(self.snapshot.alive)
        stamps = self.snapshot.stamps[living, 0]
        order = np.argsort(stamps, kind="stable")
        return stamps[order], living[order]

    def with_blocks(self, added: Iterable[_Block]) -> "_View":
        """The same with further vectors; those of cards that it does not hold are left out."""
        stamps, living = self._living
        blocks, docs = list(self.blocks), list(self.docs)
        for block in added if stamps.size else ():
            places = np.minimum(np.searchsorted(stamps, block.stamps), len(stamps) - 1)
            held = stamps[places] == block.stamps
            if held.any():
                blocks.append(block if held.all() else block.where(held))
                docs.append(living[places[held]])
        return replace(self, blocks=tuple(blocks), docs=tuple(docs))

    def missing(self) -> Docs:
        """The cards that have no vectors yet."""
        stamps, living = self._living
        held = [block.stamps for block in self.blocks]
        return np.sort(living[~np.isin(stamps, np.concatenate(held))] if held else living)

    def similarities(self, vector: Vectors) -> Vectors:
        """How near each card's nearest text is; -1 for a card without vectors."""
        best = np.full(self.snapshot.total, -1.0, dtype=np.float32)
        for docs, block in zip(self.docs, self.blocks, strict=True):
            np.maximum.at(best, docs, block.vectors.astype(np.float32) @ vector / _SCALE)
        return best


@dataclass
class _Work:
    """What the thread is told, and tells."""

    view: _View | None = None
    model: Embedder | None = None
    thread: Thread | None = None
    stop: Event = field(default_factory=Event)
    idle: Event = field(default_factory=Event)
    lock: Lock = field(default_factory=Lock)
    encoding: Lock = field(default_factory=Lock)


class RelatedCards:
    """Embeds the cards of the newest snapshot in a thread, and finds those related to a search.

    A search never waits for it: until a card is embedded it is related to nothing. The vectors stay
    in memory, since they tell what the cards say.
    """

    def __init__(self, load: Callable[[], Embedder] = load_model) -> None:
        self._load = load
        self._work = _Work()
        self._work.idle.set()

    def follow(self, snapshot: Snapshot) -> None:
        """Take cards from this snapshot from now on; only those not yet embedded cost anything."""
        work = self._work
        with work.lock:
            view = _View(snapshot, Families(snapshot))
            if work.view is not None:
                view = view.with_blocks(work.view.blocks)
            work.view = view
            if work.thread is None and view.missing().size and not work.stop.is_set():
                work.idle.clear()
                work.thread = Thread(target=self._embed, name="related cards", daemon=True)
                work.thread.start()

    def progress(self) -> BuildProgress | None:
        """How many cards are embedded while that goes on; `None` when it has ended."""
        view = self._work.view
        if view is None or self._work.idle.is_set():
            return None
        return BuildProgress(view.snapshot.count - len(view.missing()), view.snapshot.count)

    def wait(self, timeout: float | None = None) -> bool:
        """Wait, some seconds at most, until all cards are embedded or that has failed."""
        return self._work.idle.wait(timeout)

    def close(self) -> None:
        """End the embedding."""
        self._work.stop.set()
        thread = self._work.thread
        if thread is not None:
            thread.join()

    def find(self, results: SearchResults, today: date) -> tuple[Hit, ...]:
        """The cards that mean what was asked where the first hits do not, nearest first.

        None for a pasted text, which is taken apart, nor where words are required or excluded.
        """
        view, model = self._work.view, self._work.model
        parsed = parse_query(results.query)
        words = parsed.words.single
        if view is None or model is None or not words or parsed.pasted:
            return ()
        if parsed.phrases or parsed.excluded:
            return ()
        text = " ".join(word.folded for word in words) if parsed.typed else parsed.text
        vector = self._encode(model, [results.corrected or text])[0]
        allowed = shown_on(view.snapshot, today) & filtered(view.snapshot, parsed.filters)
        maker = HitMaker(view.snapshot, view.families, allowed, today)
        return tuple(maker.make(list(_choose(view, results, vector, allowed)), None))

    def _embed(self) -> None:
        """The thread: embed what is missing of the newest snapshot until nothing is."""
        work = self._work
        try:
            work.model = work.model or self._load()
            while self._embed_some(work.model):
                pass
        except RelatedError as error:
            _log.warning("There are no related cards: %s", error)
        finally:
            with work.lock:
                self._end(current_thread())

    def _end(self, thread: Thread) -> None:
        """Say, under the lock, that the thread has nothing more to do, unless another has begun."""
        if self._work.thread is thread:
            self._work.thread = None
            self._work.idle.set()

    def _embed_some(self, model: Embedder) -> bool:
        """Embed up to a block of cards; whether there is more to do."""
        work = self._work
        with work.lock:
            view = work.view
            missing = view.missing()[:_BLOCK] if view else np.empty(0, dtype=np.int64)
            if view is None or not missing.size or work.stop.is_set():
                self._end(current_thread())  # under the lock, so that no card comes in between
                return False
        stamps: list[int] = []
        vectors: list[Vectors] = []
        for doc in missing.tolist():
            if work.stop.wait(_PAUSE):
                break
            found = self._encode(model, embedded_texts(view.snapshot.shown(doc)))
            stamps += [int(view.snapshot.stamps[doc, 0])] * len(found)
            vectors.append(found)
        if vectors:
            packed = np.rint(np.clip(np.concatenate(vectors) * _SCALE, -127, 127)).astype(np.int8)
            with work.lock:
                if work.view is not None:
                    block = _Block(np.asarray(stamps, dtype=np.uint64), packed)
                    work.view = work.view.with_blocks([block])
        return True

    def _encode(self, model: Embedder, texts: list[str]) -> Vectors:
        with self._work.encoding:  # the model does not say that it bears two threads
            return model.encode(texts)


def embedded_texts(card: ShownCard) -> list[str]:
    """The texts that stand for a card: it as a whole, its title, and each of the buyer's phrases."""
    said = [text.text for text in card.texts if text.part is Part.SAYS]
    written = [text.text for text in card.texts if text.part in {Part.LEAD, Part.BODY}]
    whole = " ".join([card.title, *said, card.summary]).strip()
    if not said and not card.summary:
        whole = "\n".join([card.title, *written])
    texts = [whole, card.title, *said] if said else [whole]
    return [text[:_LONGEST] for text in texts if text.strip()] or [card.card_id]


def _choose(
    view: _View, results: SearchResults, vector: Vectors, allowed: Mask
) -> Iterator[Listed]:
    """The related cards, each family once in the language that the rep prefers."""
    similar = view.similarities(vector)
    of = view.families.of
    read = (results.listed or results.nearest)[:SEEN]
    seen = {int(of[doc]) for hit in read for doc in view.snapshot.find(hit.card_id)}
    known = [float(similar[view.families.members(family)].max()) for family in seen]
    candidates = np.flatnonzero(allowed)
    if not candidates.size:
        return
    nearest = float(similar[candidates].max())
    floor = max(LEAST, nearest - NEAR, *(best + AHEAD for best in known))
    ranks = view.families.language_ranks(results.query.preferred_languages)
    fit = candidates[similar[candidates] >= floor]
    given = 0
    for doc in fit[np.argsort(-similar[fit], kind="stable")].tolist():
        if int(of[doc]) in seen:
            continue
        seen.add(int(of[doc]))
        members = view.families.members(int(of[doc]))
        members = members[allowed[members]]
        rank = ranks[view.snapshot.language[members]]
        same = int(ranks[view.snapshot.language[doc]]) == int(rank.min())
        yield Listed(doc if same else int(members[np.argmin(rank)]), doc, float(similar[doc]))
        given += 1
        if given == MOST_RELATED:
            return
