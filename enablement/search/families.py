"""Cards and their translations as one: which belong together, and which of them is listed."""

from collections.abc import Sequence
from functools import cached_property

import numpy as np

from enablement.search.analysis import base_language
from enablement.search.snapshot import Docs, Mask, Snapshot


class Families:
    """The families of one snapshot: a card with its translations, numbered from 0."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot

    @cached_property
    def of(self) -> Docs:
        """The family of each card."""
        _, numbers = np.unique(self._snapshot.records["original"], return_inverse=True)
        return numbers.astype(np.int64)

    @cached_property
    def count(self) -> int:
        """How many families there are, those of deleted cards included."""
        return int(self.of.max(initial=-1)) + 1

    @cached_property
    def _sorted(self) -> tuple[Docs, Docs]:
        order = np.argsort(self.of, kind="stable")
        return order, self.of[order]

    def warm(self) -> None:
        """Compute now what the first search would wait for."""
        self.members(0)

    def members(self, family: int) -> Docs:
        """The cards of a family, deleted ones included."""
        order, numbers = self._sorted
        first, last = np.searchsorted(numbers, [family, family + 1])
        return order[first:last]

    def first_of_each(self, docs: Docs) -> Docs:
        """The places in `docs` that are the first of their family, in order."""
        families = self.of[docs]
        places = np.arange(len(docs))
        first = np.empty(self.count, dtype=np.int64)
        first[families[::-1]] = places[::-1]  # of several, the last that is written stays
        return np.flatnonzero(first[families] == places)

    def distinct(self, docs: Docs) -> int:
        """How many families these cards are of."""
        seen = np.zeros(self.count, dtype=np.bool_)
        seen[self.of[docs]] = True
        return int(np.count_nonzero(seen))

    def language_ranks(self, preferred: Sequence[str]) -> Docs:
        """The place of each language of the snapshot in the order wanted, 0 for the first.

        Languages that nobody asked for follow, those with most cards first. Without a preference
        all are equal: all are 0.
        """
        languages = self._snapshot.languages
        if not preferred:
            return np.zeros(len(languages), dtype=np.int64)
        order = list(dict.fromkeys(base_language(code) for code in preferred))
        counts = self._snapshot.language_counts
        others = [
            languages[at]
            for at in np.argsort(-counts, kind="stable").tolist()
            if languages[at] not in order
        ]
        order += others
        return np.asarray([order.index(language) for language in languages], dtype=np.int64)

    def best_ranks(self, ranks: Docs, allowed: Mask) -> Docs:
        """The best language rank among the allowed members of each family."""
        best = np.full(self.count, len(ranks), dtype=np.int64)
        if not allowed.size:
            return best
        of_doc = ranks[self._snapshot.language]
        for rank in sorted(set(ranks.tolist()), reverse=True):
            best[self.of[allowed & (of_doc == rank)]] = rank
        return best
