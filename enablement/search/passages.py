"""Which sentences of a pasted text ask for a card, and for which: one phrase of a card answers each.

A whole e-mail has a word in common with nearly every card, so the words are not enough here. A
sentence asks for a card when it holds most of one thing that buyers say, near together.
"""

from bisect import bisect_left
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from enablement.cards.model import CardKind
from enablement.search import schema
from enablement.search.analysis import split_words
from enablement.search.documents import facet_term
from enablement.search.groups import NO_SYNONYMS, make_groups
from enablement.search.hits import Answered
from enablement.search.phrases import CardPhrases, SpokenWords
from enablement.search.query import ParsedQuery
from enablement.search.ranking import Ranker
from enablement.search.sentences import Sentence, split_clauses, split_sentences
from enablement.search.snapshot import Mask, Snapshot
from enablement.search.synonyms import SynonymTable
from enablement.search.word_finder import WordFinder

MOST_PASSAGES = 12
MOST_CARDS = 3
MOST_SENTENCES = 400

ENOUGH = 0.45
"""From this score on, 1 being a buyer's phrase word for word, a sentence asks for a card."""
_CANDIDATES, _OF_A_CLAUSE = 3, 1
"""So many cards with the most words of a sentence, or of a clause, are read phrase by phrase."""
_MOST_PROMISING = 40
"""Only so many sentences, those with most in common with any card, are read that closely."""
_PROMISING_CLAUSE = 0.8
_STORY = 0.93
"""A story leads a passage only when no objection answers it about as well."""
_LOOKED_AT = 12
_AS_GOOD, _GOOD = 0.5, 0.2
"""A further card of a passage has at least this share of the score of the first, and this score."""


@dataclass(frozen=True)
class FoundPassage:
    """A sentence that asks for a card, and the best cards: their numbers and scores, best first.

    `answered` is what a `HitMaker` needs to say why.
    """

    sentence: Sentence
    cards: tuple[tuple[int, float], ...]
    answered: Answered


@dataclass(frozen=True)
class _Asking:
    """A sentence or clause and the card that answers it, with its score and family."""

    sentence: Sentence
    doc: int
    score: float
    family: int


@dataclass(frozen=True)
class _Read:
    """A sentence or clause, its words by language, and the cards that it may ask for.

    `starts` are the places of the words of a sentence in the text. Of each card there is the worth of all words that it has in common with the sentence.
    """

    sentence: Sentence
    starts: list[int]
    spoken: dict[int, SpokenWords]
    candidates: list[tuple[int, float]]

    @property
    def most(self) -> float:
        """The most that any card has in common with it."""
        return max((worth for _, worth in self.candidates), default=0.0)


class PassageFinder:
    """Takes pasted texts apart for one snapshot; safe to use from several threads."""

    def __init__(
        self, snapshot: Snapshot, ranker: Ranker, synonyms: SynonymTable = NO_SYNONYMS
    ) -> None:
        self._snapshot = snapshot
        self._ranker = ranker
        self._synonyms = synonyms
        self._phrases = CardPhrases(snapshot)

    def find(
        self, text: str, allowed: Mask, most: int = MOST_PASSAGES, cards: int = MOST_CARDS
    ) -> list[FoundPassage]:
        """The passages of any text in its order, at most so many, each with so many cards.

        A card, with its translations, is shown once: where it is asked for most plainly.
        """
        sentences = split_sentences(text)[:MOST_SENTENCES]
        promising = [self._read(sentence, text, allowed) for sentence in sentences]
        promising.sort(key=lambda item: -item.most)
        asking = [
            asked
            for item in promising[:_MOST_PROMISING]
            for asked in self._asked_by(item, text, allowed)
        ]
        asking.sort(key=lambda item: -item.score)
        leading: dict[int, _Asking] = {}
        for item in asking:
            leading.setdefault(item.family, item)
        chosen = list(leading.values())[: max(0, most)]
        shown = {item.family for item in chosen}
        found = [self._passage(item, allowed, cards, shown) for item in chosen]
        return sorted(found, key=lambda passage: passage.sentence.start)

    def _asked_by(self, item: _Read, text: str, allowed: Mask) -> list[_Asking]:
        """What a sentence asks for: one card, or one by each of its clauses if they differ."""
        whole = self._best(item)
        parts: dict[int, _Asking] = {}
        clauses = split_clauses(item.sentence, text)
        for clause in clauses if len(clauses) > 1 else ():
            part = self._read_clause(clause, item, allowed)
            asked = self._best(part) if part.most >= _PROMISING_CLAUSE else None
            if asked and (asked.family not in parts or parts[asked.family].score < asked.score):
                parts[asked.family] = asked
        if len(parts) > 1:
            return list(parts.values())
        if whole:
            return [whole]
        return [replace(part, sentence=item.sentence) for part in parts.values()]

    def _best(self, item: _Read) -> _Asking | None:
        """The card that a sentence asks for, if it asks for any."""
        best = 0.0, -1
        for doc, worth in item.candidates:
            said = item.spoken[int(self._snapshot.language[doc])]
            score = self._phrases.score(said, doc, worth)
            best = max(best, (score * _STORY if self._stories[doc] else score, doc))
        score, doc = best
        if score < ENOUGH:
            return None
        return _Asking(item.sentence, doc, score, int(self._snapshot.records["original"][doc]))

    @cached_property
    def _stories(self) -> Mask:
        stories = np.zeros(self._snapshot.total, dtype=np.bool_)
        stories[self._snapshot.docs(schema.FACETS, facet_term("kind", CardKind.STORY.value))] = True
        return stories

    def _read(self, sentence: Sentence, text: str, allowed: Mask) -> _Read:
        """Look the words of a sentence up, and which cards have most of them."""
        words = split_words(text[sentence.start : sentence.end])
        spoken = self._phrases.spoken(words, self._synonyms)
        starts = [sentence.start + word.start for word in words.single]
        return _Read(sentence, starts, spoken, self._candidates(spoken, allowed, _CANDIDATES))

    def _read_clause(self, clause: Sentence, whole: _Read, allowed: Mask) -> _Read:
        """The part of a sentence that is a clause of it."""
        first, last = (bisect_left(whole.starts, place) for place in (clause.start, clause.end))
        spoken = {at: said.part(first, last) for at, said in whole.spoken.items()}
        return _Read(clause, [], spoken, self._candidates(spoken, allowed, _OF_A_CLAUSE))

    def _candidates(
        self, spoken: dict[int, SpokenWords], allowed: Mask, most: int
    ) -> list[tuple[int, float]]:
        """The cards that have most of the words in titles and phrases, and what these are worth."""
        telling = [word for said in spoken.values() for word in said.telling()]
        if not telling:
            return []
        docs = np.concatenate([word.docs for word in telling])
        sizes = [len(word.docs) for word in telling]
        worths = np.repeat([word.worth for word in telling], sizes)
        sums = np.bincount(docs, worths, self._snapshot.total)
        held = np.flatnonzero((sums > 0.0) & allowed)
        if len(held) > most:
            held = held[np.argpartition(-sums[held], most)[:most]]
        return list(zip(held.tolist(), sums[held].tolist(), strict=True))

    def _passage(self, asked: _Asking, allowed: Mask, cards: int, shown: set[int]) -> FoundPassage:
        """The cards of a passage: the one it asks for, and what else answers the same words."""
        words = split_words(asked.sentence.text)
        parsed = ParsedQuery(asked.sentence.text, words, long=True)
        finder = WordFinder(self._snapshot, make_groups(parsed, self._snapshot, self._synonyms))
        ranked = self._ranker.rank(finder, words.single, allowed)
        best = self._ranker.best(ranked, _LOOKED_AT)
        scores = dict(zip(ranked.docs[best].tolist(), ranked.scores[best].tolist(), strict=True))
        first = float(ranked.scores[ranked.docs == asked.doc].max(initial=0.0))
        chosen = [(asked.doc, first)]
        for doc, score in scores.items():
            family = int(self._snapshot.records["original"][doc])
            if len(chosen) >= cards or score < max(first * _AS_GOOD, _GOOD):
                break
            if family not in shown:
                shown.add(family)
                chosen.append((doc, min(score, first)))
        return FoundPassage(asked.sentence, tuple(chosen), Answered(parsed.text, finder, ranked))
