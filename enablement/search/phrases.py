"""How much of what buyers say, as a card's title and phrases have it, stands in a sentence."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from enablement.search.analysis import Word
from enablement.search.ranking import inverse_frequency
from enablement.search.schema import Part, counts_table
from enablement.search.snapshot import Docs, Snapshot

_SPOKEN = (Part.TITLE, Part.SAYS)
_STOPWORD = 0.12
"""What a word is worth that carries nothing; the rarest is worth 1 and the commonest the least."""
_LEAST = 0.2
_BY_WORDS = (0.75, 0.95, 1.0)
"""One telling word alone may be chance; what a phrase of which 1, 2, 3 or more match is worth."""
_APART = 0.5
"""How much of a phrase's score is lost when its words stand far apart."""
_BESIDE = 2
"""A stop word counts when it stands so near the telling words of its phrase."""
_ELSEWHERE, _MOST_ELSEWHERE = 0.1, 2.0
"""What the other words of a sentence add that stand in other phrases of the same card."""
_FOREIGN = 0.7
"""What a card is worth to a sentence in another language: words may look alike by chance."""
_MAX_CACHED = 20_000

COURTESY = frozenset(
    (
        "thanks thank regards monday tuesday wednesday thursday friday saturday sunday gracias "
        "saludos lunes martes miercoles jueves viernes sabado domingo"
    ).split()
)
"""Words of any e-mail that say nothing of what it asks, in whichever card they stand."""

Phrase = tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class SpokenWords:
    """The words of a sentence for one language: where each stem stands, and what each is worth.

    `postings` are the cards that have a stem in their titles and phrases, with its worth.
    """

    places: dict[str, list[int]]
    worths: list[float]
    postings: list[tuple[Docs, float]]
    foreign: bool


class CardPhrases:
    """The titles and buyers' phrases of one snapshot's cards."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._known: dict[tuple[str, str], tuple[Docs, float]] = {}
        self._read: dict[int, list[Phrase]] = {}

    @cached_property
    def _spoken_codes(self) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        """Of each code of packed counts, whether it has the word in a title or a phrase."""
        return np.asarray(counts_table()[:, _SPOKEN].sum(axis=1) > 0)

    def spoken(self, words: Sequence[Word], language: str) -> SpokenWords:
        """Look the words of a sentence up in a language."""
        analyser = self._snapshot.analyser(language)
        places: dict[str, list[int]] = {}
        worths: list[float] = []
        postings: list[tuple[Docs, float]] = []
        for place, word in enumerate(words):
            term = analyser.term(word.folded)
            docs, worth = self._look_up(language, term)
            if analyser.is_stopword(word.folded) or word.folded in COURTESY:
                worth = _STOPWORD
            elif docs.size and term not in places:
                postings.append((docs, worth))
            places.setdefault(term, []).append(place)
            worths.append(worth)
        return SpokenWords(places, worths, postings, self._is_foreign(words, language))

    def _is_foreign(self, words: Sequence[Word], language: str) -> bool:
        """Whether another language of the library has more of the words as stop words."""
        counts = {
            code: sum(1 for word in words if self._snapshot.analyser(code).is_stopword(word.folded))
            for code in self._snapshot.languages
        }
        return max(counts.values()) > counts[language] + 1

    def _look_up(self, language: str, term: str) -> tuple[Docs, float]:
        """The cards that have a stem in what buyers say, and what it is worth, from 0.2 to 1."""
        held = self._known.get((language, term))
        if held is None:
            docs, codes = self._snapshot.counts(language, term)
            at = self._snapshot.languages.index(language)
            cards = int(self._snapshot.language_counts[at])
            rarity = inverse_frequency(cards, len(docs)) / inverse_frequency(cards, 0)
            held = docs[self._spoken_codes[codes]], _LEAST + (1 - _LEAST) * rarity
            if len(self._known) >= _MAX_CACHED:
                self._known.clear()
            self._known[language, term] = held
        return held

    def _phrases(self, doc: int) -> list[Phrase]:
        """The stems of each phrase of a card with what they are worth."""
        found = self._read.get(doc)
        if found is None:
            language = self._snapshot.languages[int(self._snapshot.language[doc])]
            analyser = self._snapshot.analyser(language)
            tokens = self._snapshot.tokens(doc)
            stops = {analyser.term(word) for word in analyser.stopwords | COURTESY}
            texts = tokens.text[: tokens.single]
            found = []
            for text in np.flatnonzero(np.isin(tokens.parts, _SPOKEN)).tolist():
                ids = dict.fromkeys(tokens.ids[: tokens.single][texts == text].tolist())
                terms = [tokens.terms[number] for number in ids]
                found.append(
                    tuple(
                        (term, 0.0 if term in stops else self._look_up(language, term)[1])
                        for term in terms
                    )
                )
            if len(self._read) >= _MAX_CACHED:
                self._read.clear()
            self._read[doc] = found
        return found

    def score(self, said: SpokenWords, doc: int, worth: float) -> float:
        """How plainly a sentence asks for a card: 1 is a phrase of the card word for word.

        `worth` is that of all words that the sentence has in common with the card.
        """
        best = 0.0
        for phrase in self._phrases(doc):
            best = max(best, _score_phrase(said, phrase, worth))
        return best * (_FOREIGN if said.foreign else 1.0)


def _score_phrase(said: SpokenWords, phrase: Phrase, worth: float) -> float:
    telling = [(value, term) for term, value in phrase if value and term in said.places]
    if not telling:
        return 0.0
    matched = sum(value for value, _ in telling)
    first, last = _closest(said, [term for _, term in sorted(telling, reverse=True)])
    near = range(first - _BESIDE, last + _BESIDE + 1)
    stops = sum(
        _STOPWORD
        for term, value in phrase
        if not value and any(place in near for place in said.places.get(term, ()))
    )
    whole = sum(value or _STOPWORD for _, value in phrase)
    between = sum(said.worths[first : last + 1]) - matched
    nearness = (matched + stops) / (matched + stops + max(0.0, between - stops))
    share = (matched + stops) / whole
    alone = _BY_WORDS[min(len(telling), len(_BY_WORDS)) - 1]
    elsewhere = min(max(0.0, worth - matched), _MOST_ELSEWHERE)
    return share * (1 - _APART + _APART * nearness) * alone + _ELSEWHERE * elsewhere


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
