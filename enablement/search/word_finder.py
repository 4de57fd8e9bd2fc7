"""Finding the words of one query in one card after another: the stems are looked up only once."""

from collections.abc import Iterator, Sequence
from functools import reduce
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from enablement.search.groups import Group, How, Way
from enablement.search.snapshot import Snapshot
from enablement.search.tokens import TokenTable

Ints = npt.NDArray[np.int64]

_SPREAD = 4
"""The words of a phrase stand together with so many other words between them at most."""

Answer = tuple[int, int]
"""The number of a group, and of one of its ways."""


class _Phrase(NamedTuple):
    stems: frozenset[str]
    answer: Answer


class _Sought(NamedTuple):
    """What one language looks for: each stem with what it answers to, then phrases."""

    stems: dict[str, Answer]
    phrases: list[_Phrase]


class WordFinder:
    """The words of the cards that answer to a query's groups; made for one search.

    Words that are a synonym of several typed ones are found for the first of these; `shared` says
    what else they answer to.
    """

    def __init__(self, snapshot: Snapshot, groups: Sequence[Group]) -> None:
        self.groups = groups
        self._snapshot = snapshot
        self.shared = _shared(groups)
        self._sought = [self._sought_in(language) for language in snapshot.languages]
        self._found: dict[int, tuple[Ints, Ints]] = {}

    def _sought_in(self, language: str) -> _Sought:
        """What answers in a language; the first group has a word, and what was typed comes first."""
        analyser = self._snapshot.analyser(language)
        sought = _Sought({}, [])
        synonyms: list[tuple[Way, Answer]] = []
        for number, group in enumerate(self.groups):
            if language not in group.skipped:
                for place, way in enumerate(group.ways):
                    if way.how is How.SYNONYM:
                        synonyms.append((way, (number, place)))
                    else:
                        sought.stems.setdefault(analyser.term(way.folded), (number, place))
        for way, answer in synonyms:
            if way.language == language:
                if way.others:
                    stems = frozenset(map(analyser.term, way.words))
                    sought.phrases.append(_Phrase(stems, answer))
                else:
                    sought.stems.setdefault(analyser.term(way.folded), answer)
        return sought

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
            sought = self._sought[int(self._snapshot.language[doc])]
            for stem, (group, way) in sought.stems.items():
                term = numbers.get(stem)
                if term is not None:
                    group_of[term], way_of[term] = group, way
            found = self._found[doc] = group_of[tokens.ids], way_of[tokens.ids]
            for phrase in sought.phrases:
                places = _standing(phrase.stems, tokens)
                free = places[found[0][places] < 0]
                found[0][free], found[1][free] = phrase.answer
        return found


def _shared(groups: Sequence[Group]) -> dict[Answer, tuple[Answer, ...]]:
    answers: dict[Way, list[Answer]] = {}
    for number, group in enumerate(groups):
        for place, way in enumerate(group.ways):
            if way.how is How.SYNONYM and way.language not in group.skipped:
                answers.setdefault(way, []).append((number, place))
    return {first: tuple(others) for first, *others in answers.values() if others}


def _standing(stems: frozenset[str], tokens: TokenTable) -> Ints:
    """The words of a phrase in a card: where they stand together, all of them if they never do."""
    numbers = [tokens.numbers.get(stem, -1) for stem in stems]
    if -1 in numbers:
        return np.empty(0, dtype=np.int64)
    ids = tokens.ids[: tokens.single]
    places = np.flatnonzero(reduce(np.bitwise_or, [ids == number for number in numbers]))
    together = sorted(set(_together(places, tokens, len(stems))))
    return np.asarray(together, dtype=np.int64) if together else places


def _together(places: Ints, tokens: TokenTable, many: int) -> Iterator[int]:
    """The places of the shortest runs that hold so many different words, none of them far off."""
    run: list[tuple[int, int]] = []  # the last place of each word, and the word
    positions = tokens.positions
    for place, term in zip(places.tolist(), tokens.ids[places].tolist(), strict=True):
        run = [item for item in run if item[1] != term]
        run.append((place, term))
        first = run[0][0]
        near = positions[place] - positions[first] < many + _SPREAD
        if len(run) == many and near and tokens.text[first] == tokens.text[place]:
            yield from (item[0] for item in run)
