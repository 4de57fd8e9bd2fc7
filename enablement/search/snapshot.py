"""One state of the index, all segments together, as arrays; nothing in it ever changes."""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Any

import numpy as np
import numpy.typing as npt

from enablement.search import schema
from enablement.search.analysis import Analyser
from enablement.search.documents import id_term, word_term
from enablement.search.schema import RECORD, TITLE_KEY
from enablement.search.segments import SegmentView
from enablement.search.shown import ShownCard
from enablement.search.storage import MemoryStorage
from enablement.search.tokens import TokenTable
from enablement.search.updates import read_segments
from enablement.search.vocabulary import Vocabulary

Docs = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class _Counted:
    """In how many cards each word stood, and of which segments and living cards that was."""

    frequencies: dict[str, int]
    parts: dict[str, tuple[SegmentView, Mask]]


class Snapshot:
    """The index at one version. Cards are numbered through all segments, deleted ones too.

    A search keeps the snapshot it began with; the next state shares its unchanged segments.
    """

    def __init__(
        self,
        storage: MemoryStorage,
        analyser_of: Callable[[str], Analyser],
        earlier: "Snapshot | None" = None,
    ) -> None:
        self.files: Mapping[str, bytes] = storage.files
        self._analyser_of = analyser_of
        self._counted = earlier.counts_so_far() if earlier else None
        segments = read_segments(storage)
        self._views = _open_views(storage, segments, earlier)
        counts = [view.count for view in self._views]
        self._bases = list(accumulate(counts, initial=0))
        self.total = self._bases[-1]
        self.alive: Mask = np.ones(self.total, dtype=np.bool_)
        for base, segment in zip(self._bases, segments, strict=False):
            self.alive[[base + doc for doc in segment.deleted_docs()]] = False
        self.count = int(np.count_nonzero(self.alive))
        self.records = (
            np.concatenate([view.records for view in self._views])
            if self._views
            else np.zeros(0, dtype=RECORD)
        )

    @cached_property
    def _languages(self) -> tuple[tuple[str, ...], Docs]:
        codes, numbers = np.unique(self.records["language"], return_inverse=True)
        used = np.bincount(numbers[self.alive], minlength=len(codes)) > 0
        renumbered = np.cumsum(used) - 1
        names = tuple(bytes(code).decode() for code in codes[used])
        return names, np.where(used, renumbered, 0)[numbers].astype(np.int64)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that cards are in."""
        return self._languages[0]

    @property
    def language(self) -> Docs:
        """The language of each card, as an index into `languages`."""
        return self._languages[1]

    @cached_property
    def language_counts(self) -> Docs:
        """How many cards there are in each language."""
        counts = np.bincount(self.language[self.alive], minlength=len(self.languages))
        return counts.astype(np.int64)

    def analyser(self, language: str) -> Analyser:
        """The analysis of a language."""
        return self._analyser_of(language)

    def docs(self, field: str, term: bytes) -> Docs:
        """The cards that hold a term, in order."""
        parts = [
            view.docs(field, term).astype(np.int64) + base
            for base, view in zip(self._bases, self._views, strict=False)
        ]
        return self._living(parts)

    def _living(self, parts: list[Docs]) -> Docs:
        found = np.concatenate(parts) if parts else np.empty(0, dtype=np.int64)
        return found[self.alive[found]]

    def counts(self, language: str, term: str) -> tuple[Docs, npt.NDArray[np.uint16]]:
        """The cards that hold a stem, and its packed counts in each."""
        key = word_term(language, term)
        docs: list[Docs] = []
        codes: list[npt.NDArray[np.uint16]] = []
        for base, view in zip(self._bases, self._views, strict=False):
            found, code = view.counts(key)
            docs.append(found.astype(np.int64) + base)
            codes.append(code)
        if not docs:
            return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.uint16)
        every, packed = np.concatenate(docs), np.concatenate(codes)
        living = self.alive[every]
        return every[living], packed[living]

    def find(self, card_id: str) -> list[int]:
        """The number of a card, in a list; an empty one when it is not in the index."""
        found: list[int] = self.docs(schema.CARD_ID, id_term(card_id)).tolist()
        return found

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The words of the cards as written, with how many cards hold each."""
        return Vocabulary(self._frequencies)

    @cached_property
    def _frequencies(self) -> dict[str, int]:
        """In how many cards each word stands; from the earlier state, only what changed is counted."""
        counted, self._counted = self._counted, None
        frequencies = dict(counted.frequencies) if counted else {}
        known = dict(counted.parts) if counted else {}
        for view, living in self._parts():
            _, before = known.pop(view.name, (view, None))
            if before is None:
                _count(frequencies, view, living, 1)
            elif (lost := before & ~living).any():
                _count(frequencies, view, lost, -1)
        for view, before in known.values():  # segments that were merged into others
            _count(frequencies, view, before, -1)
        return frequencies

    def _parts(self) -> Iterator[tuple[SegmentView, Mask]]:
        """Each segment, and which of its cards live."""
        for base, view in zip(self._bases, self._views, strict=False):
            yield view, self.alive[base : base + view.count]

    def counts_so_far(self) -> "_Counted | None":
        """What the next state can go on from, if the words were counted at all."""
        frequencies = self.__dict__.get("_frequencies")
        if frequencies is None:
            return None
        return _Counted(frequencies, {view.name: (view, living) for view, living in self._parts()})

    @cached_property
    def facet_values(self) -> dict[str, dict[str, Docs]]:
        """Of each facet, its values (folded) and the cards that have them."""
        terms = sorted({term for view in self._views for term in view.facet_terms()})
        values: dict[str, dict[str, Docs]] = {}
        for term in terms:
            docs = self.docs(schema.FACETS, term)
            if docs.size:
                name, _, value = term.decode().partition("=")
                values.setdefault(name, {})[value] = docs
        return values

    @cached_property
    def title_order(self) -> Docs:
        """The place of each card when all are sorted by title."""
        # As numbers of eight letters each, which sort much faster than texts.
        titles = np.ascontiguousarray(self.records["title"])
        letters = titles.view(">u8").reshape(self.total, TITLE_KEY // 8)
        order = np.lexsort((self.records["id"], *letters.T[::-1].astype(np.uint64)))
        places = np.empty(self.total, dtype=np.int64)
        places[order] = np.arange(self.total)
        return places

    @cached_property
    def stamps(self) -> npt.NDArray[np.uint64]:
        """What stands for the content of each card, deleted ones too: [cards, 2]."""
        return np.asarray(self.records["stamp"])

    def tokens(self, doc: int) -> TokenTable:
        """Where the words of a card stand."""
        view, inside = self._place(doc)
        return view.tokens(inside)

    def shown(self, doc: int) -> ShownCard:
        """What is shown of a card."""
        view, inside = self._place(doc)
        return view.shown(inside)

    def _place(self, doc: int) -> tuple[SegmentView, int]:
        at = bisect_right(self._bases, doc) - 1
        return self._views[at], doc - self._bases[at]

    @property
    def views(self) -> dict[str, SegmentView]:
        """The open segments by name."""
        return {view.name: view for view in self._views}


def _open_views(
    storage: MemoryStorage, segments: list[Any], earlier: Snapshot | None
) -> list[SegmentView]:
    known = earlier.views if earlier else {}
    return [
        known.get(segment.segment_id()) or SegmentView(storage, segment) for segment in segments
    ]


def _count(frequencies: dict[str, int], view: SegmentView, cards: Mask, sign: int) -> None:
    """Add to the words how many of these cards hold them, or take that away."""
    words, held = view.surfaces, view.frequencies(cards)
    held *= sign
    if not frequencies and held.all():
        frequencies.update(zip(words, held.tolist(), strict=True))
        return
    for at in np.flatnonzero(held).tolist():
        word = words[at]
        count = frequencies.get(word, 0) + int(held[at])
        if count:
            frequencies[word] = count
        else:
            del frequencies[word]
