"""Finding the words of one query in one card after another: the stems are looked up only once."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from enablement.search.groups import Group
from enablement.search.snapshot import Snapshot

Ints = npt.NDArray[np.int64]


class WordFinder:
    """The words of the cards that answer to a query's groups; made for one search."""

    def __init__(self, snapshot: Snapshot, groups: Sequence[Group]) -> None:
        self.groups = groups
        self._snapshot = snapshot
        self._stems = [self._stems_in(language) for language in snapshot.languages]
        self._found: dict[int, tuple[Ints, Ints]] = {}

    def _stems_in(self, language: str) -> list[tuple[str, int, int]]:
        """Each stem of a language that answers, with its group and way; the first group has it."""
        analyser = self._snapshot.analyser(language)
        stems: dict[str, tuple[int, int]] = {}
        for number, group in enumerate(self.groups):
            if language not in group.skipped:
                for place, way in enumerate(group.ways):
                    stems.setdefault(analyser.term(way.folded), (number, place))
        return [(stem, *found) for stem, found in stems.items()]

    def words_of(self, doc: int) -> tuple[Ints, Ints]:
        """For each word of a card, joined ones too: the group that it answers to and by which way.

        Both are -1 for a word that answers to nothing.
        """
        found = self._found.get(doc)
        if found is None:
            tokens = self._snapshot.tokens(doc)
            group_of = np.full(len(tokens.terms), -1, dtype=np.int64)
            way_of = group_of.copy()
            numbers = tokens.numbers
            for stem, group, way in self._stems[int(self._snapshot.language[doc])]:
                term = numbers.get(stem)
                if term is not None:
                    group_of[term], way_of[term] = group, way
            found = self._found[doc] = group_of[tokens.ids], way_of[tokens.ids]
        return found
