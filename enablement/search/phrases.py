"""How much of what buyers say, as a card's title and phrases have it, stands in a sentence."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import NamedTuple

import numpy as np

from enablement.search.analysis import Words
from enablement.search.ranking import inverse_frequency
from enablement.search.schema import Part, counts_table
from enablement.search.snapshot import Docs, Mask, Snapshot
from enablement.search.synonyms import SynonymTable

_STOPWORD = 0.12
"""What a word is worth that carries nothing; the rarest is worth 1 and the commonest the least."""
_LEAST = 0.2
_MISSING = 0.7
"""What a telling word of a phrase is taken to be worth that the sentence does not have."""
_BY_WORDS = (0.75, 0.95, 1.0)
"""One telling word alone may be chance; what a phrase of which 1, 2, 3 or more match is worth."""
_CHANCE = 0.6
"""What it is worth when not even a stop word of the phrase stands beside the one telling word."""
_APART = 0.5
"""How much of a phrase's score is lost when its words stand far apart."""
_SHIFTED = 1
"""A stop word counts when it stands as in the phrase, but for so many words put in or left out."""
_ELSEWHERE, _MOST_ELSEWHERE = 0.1, 2.0
"""What the other words of a sentence add that stand in other phrases of the same card."""
_BY_CHANCE = 1
"""So many more stop words of one language than of another may be chance."""
_MAX_CACHED = 4_000
_NO_DOCS: Docs = np.zeros(0, dtype=np.int64)

_COURTESY_WORDS = (
    "thanks thank regards monday tuesday wednesday thursday friday saturday sunday gracias saludos "
    "lunes martes miercoles jueves viernes sabado domingo"
)
COURTESY = frozenset(_COURTESY_WORDS.split())
"""Words of any e-mail that say nothing of what it asks, in whichever card they stand."""

Phrase = tuple[tuple[str, bool], ...]
"""The distinct stems of a phrase in order, and whether each says something."""


class KnownWord(NamedTuple):
    """A word of a text in one language: its stem, its worth, the cards that have it in a phrase."""

    term: str
    worth: float
    docs: Docs


@dataclass(frozen=True)
class SpokenWords:
    """The words of a sentence in one language, and by their places the synonyms of some."""

    words: list[KnownWord]
    synonyms: list[tuple[int, KnownWord]]

    @cached_property
    def places(self) -> dict[str, list[int]]:
        """The places of each stem, of words and synonyms alike."""
        found: dict[str, list[int]] = {}
        for place, word in chain(enumerate(self.words), self.synonyms):
            found.setdefault(word.term, []).append(place)
        return found

    @cached_property
    def worths(self) -> dict[str, float]:
        """What each stem is worth."""
        return {word.term: word.worth for word in self._all()}

    def part(self, first: int, last: int) -> "SpokenWords":
        """The words from one place to another, as a sentence of their own."""
        synonyms = [(place - first, word) for place, word in self.synonyms if first <= place < last]
        return SpokenWords(self.words[first:last], synonyms)

    def _all(self) -> Iterator[KnownWord]:
        yield from self.words
        for _, word in self.synonyms:
            yield word

    def telling(self) -> list[KnownWord]:
        """The distinct words that say something and stand in a phrase of some card."""
        return list({word.term: word for word in self._all() if word.docs.size}.values())


class CardPhrases:
    """The titles and buyers' phrases of one snapshot's cards."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._known: dict[tuple[str, str], KnownWord] = {}
        self._read: dict[int, list[Phrase]] = {}

    @cached_property
    def _spoken_codes(self) -> Mask:
        """Of each code of packed counts, whether it has the word in a title or a phrase."""
        return np.asarray(counts_table()[:, : Part.SAYS + 1].sum(axis=1) > 0)

    @cached_property
    def _silent(self) -> dict[str, set[str]]:
        """Of each language the stems that say nothing."""
        return {
            code: {analyser.term(word) for word in analyser.stopwords | COURTESY}
            for code in self._snapshot.languages
            for analyser in (self._snapshot.analyser(code),)
        }

    def spoken(self, words: Words, synonyms: SynonymTable) -> dict[int, SpokenWords]:
        """The words of a sentence looked up in its language, or in each that it may be in.

        Languages are numbered as in the snapshot. The stop words tell them apart; words that look
        alike in another language would find cards by chance.
        """
        languages = self._snapshot.languages
        single = words.single
        stops = [
            sum(
                map(self._snapshot.analyser(language).is_stopword, (word.folded for word in single))
            )
            for language in languages
        ]
        return {
            at: SpokenWords(
                [self._look_up(language, word.folded) for word in single],
                list(self._synonyms(language, words, synonyms)) if synonyms else [],
            )
            for at, language in enumerate(languages)
            if stops[at] + _BY_CHANCE >= max(stops)
        }

    def _synonyms(
        self, language: str, words: Words, synonyms: SynonymTable
    ) -> Iterator[tuple[int, KnownWord]]:
        """What marketing says that words of a sentence mean, at the places of these words."""
        analyser = self._snapshot.analyser(language)
        for meaning in synonyms.meanings(words.single, words.joined, analyser):
            for phrase in meaning.finds:
                for number, folded in enumerate(phrase):
                    place = meaning.places[min(number, len(meaning.places) - 1)]
                    yield place, self._look_up(language, folded)

    def _look_up(self, language: str, folded: str) -> KnownWord:
        key = language, folded
        held = self._known.get(key)
        if held is None:
            analyser = self._snapshot.analyser(language)
            term = analyser.term(folded)
            if term in self._silent[language]:
                held = KnownWord(term, _STOPWORD, _NO_DOCS)
            else:
                docs, codes = self._snapshot.counts(language, term)
                cards = int(
                    self._snapshot.language_counts[self._snapshot.languages.index(language)]
                )
                rarity = inverse_frequency(cards, len(docs)) / inverse_frequency(cards, 0)
                spoken = docs[self._spoken_codes[codes]]
                held = KnownWord(term, _LEAST + (1 - _LEAST) * rarity, spoken)
            if len(self._known) >= _MAX_CACHED:
                self._known.clear()
            self._known[key] = held
        return held

    def _phrases(self, doc: int) -> list[Phrase]:
        """The title and the buyer's phrases of a card."""
        found = self._read.get(doc)
        if found is None:
            silent = self._silent[self._snapshot.languages[self._snapshot.language[doc]]]
            tokens = self._snapshot.tokens(doc)
            phrases: list[dict[int, None]] = [
                {} for _ in range(np.count_nonzero(tokens.parts <= Part.SAYS))
            ]
            text = tokens.text[: tokens.single]
            end = int(np.searchsorted(text, len(phrases)))
            for term, at in zip(tokens.ids[:end].tolist(), text[:end].tolist(), strict=True):
                phrases[at][term] = None
            found = [
                tuple((term, term not in silent) for term in (tokens.terms[at] for at in phrase))
                for phrase in phrases
            ]
            if len(self._read) >= _MAX_CACHED:
                self._read.clear()
            self._read[doc] = found
        return found

    def score(self, said: SpokenWords, doc: int, worth: float) -> float:
        """How plainly a sentence asks for a card: 1 is a phrase of the card word for word.

        `worth` is that of all words that the sentence has in common with the card.
        """
        return max((_score(said, phrase, worth) for phrase in self._phrases(doc)), default=0.0)


def _score(said: SpokenWords, phrase: Phrase, worth: float) -> float:
    places = said.places
    worths: dict[str, float] = {}
    whole = 0.0
    for term, telling in phrase:
        if telling and term in places:
            worths[term] = value = said.worths[term]
            whole += value
        else:
            whole += _MISSING if telling else _STOPWORD
    if not worths:
        return 0.0
    matched = sum(worths.values())
    stops = _STOPWORD * _stops_beside(said, phrase)
    first, last = _closest(said, sorted(worths, key=worths.__getitem__, reverse=True))
    across = sum(word.worth for word in said.words[first : last + 1])
    between = max(0.0, across - matched - stops)
    nearness = (matched + stops) / (matched + stops + between)
    by_chance = len(worths) == 1 and not stops and len(phrase) > 1
    certainty = _CHANCE if by_chance else _BY_WORDS[min(len(worths), len(_BY_WORDS)) - 1]
    elsewhere = min(max(0.0, worth - matched), _MOST_ELSEWHERE)
    share = (matched + stops) / whole
    return share * (1 - _APART + _APART * nearness) * certainty + _ELSEWHERE * elsewhere


def _stops_beside(said: SpokenWords, phrase: Phrase) -> int:
    """How many stop words of a phrase stand in the sentence as far from a telling word of it."""
    telling = [
        (at, place)
        for at, (term, says_something) in enumerate(phrase)
        if says_something
        for place in said.places.get(term, ())
    ]
    return sum(
        1
        for at, (term, says_something) in enumerate(phrase)
        if not says_something
        and any(
            abs(place - at - other + other_at) <= _SHIFTED
            for place in said.places.get(term, ())
            for other_at, other in telling
        )
    )


def _closest(said: SpokenWords, terms: Sequence[str]) -> tuple[int, int]:
    """The shortest stretch with all the terms, seen from each place of the first one."""
    best: tuple[int, int] | None = None
    for anchor in said.places[terms[0]]:
        places = [
            min(said.places[term], key=lambda place: abs(place - anchor)) for term in terms[1:]
        ]
        first, last = min([anchor, *places]), max([anchor, *places])
        if best is None or last - first < best[1] - best[0]:
            best = first, last
    return best or (0, 0)
