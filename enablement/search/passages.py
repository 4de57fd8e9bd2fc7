"""Which sentences of a pasted text ask for a card, and for which: one phrase of a card answers each.

A whole e-mail has a word in common with nearly every card, so the words are not enough here. A
sentence asks for a card when it holds most of one thing that buyers say, near together.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
import numpy.typing as npt

from enablement.search.analysis import Word, split_words
from enablement.search.groups import make_groups
from enablement.search.phrases import CardPhrases, SpokenWords
from enablement.search.query import ParsedQuery
from enablement.search.ranking import Ranker
from enablement.search.sentences import Sentence, split_clauses, split_sentences
from enablement.search.snapshot import Mask, Snapshot
from enablement.search.word_finder import WordFinder

MOST_PASSAGES = 12
MOST_CARDS = 3
MOST_SENTENCES = 400

ENOUGH = 0.46
"""From this score on, 1 being a buyer's phrase word for word, a sentence asks for a card."""
_CANDIDATES, _OF_A_CLAUSE = 5, 3
"""So many cards with the most words of a sentence, or of a clause, are read phrase by phrase."""
_STORY = 0.93
"""A story leads a passage only when no objection answers it about as well."""
_AS_GOOD = 0.5
"""A further card of a passage has at least this share of the score of the first."""

Scores = npt.NDArray[np.float64]


@dataclass(frozen=True)
class FoundPassage:
    """A sentence that asks for a card, and the best cards: their numbers and scores, best first.

    `finder` and `idf` (by language, then group) are what `match_card` needs to say why.
    """

    sentence: Sentence
    cards: tuple[tuple[int, float], ...]
    finder: WordFinder
    idf: Scores


@dataclass(frozen=True)
class _Asking:
    """A sentence or clause and the card that answers it, with its score and family."""

    sentence: Sentence
    doc: int
    score: float
    family: int


class PassageFinder:
    """Takes pasted texts apart for one snapshot; safe to use from several threads."""

    def __init__(self, snapshot: Snapshot, ranker: Ranker) -> None:
        self._snapshot = snapshot
        self._ranker = ranker
        self._phrases = CardPhrases(snapshot)

    def find(
        self, text: str, allowed: Mask, most: int = MOST_PASSAGES, cards: int = MOST_CARDS
    ) -> list[FoundPassage]:
        """The passages of any text in its order, at most so many, each with so many cards.

        A card, with its translations, is shown once: where it is asked for most plainly.
        """
        asking = list(
            chain.from_iterable(
                self._asked_by(sentence, text, allowed)
                for sentence in split_sentences(text)[:MOST_SENTENCES]
            )
        )
        asking.sort(key=lambda item: -item.score)
        leading: dict[int, _Asking] = {}
        for item in asking:
            leading.setdefault(item.family, item)
        chosen = list(leading.values())[: max(0, most)]
        shown = {item.family for item in chosen}
        found = [self._passage(item, allowed, cards, shown) for item in chosen]
        return sorted(found, key=lambda passage: passage.sentence.start)

    def _asked_by(self, sentence: Sentence, text: str, allowed: Mask) -> list[_Asking]:
        """What a sentence asks for: one card, or one by each of its clauses if they differ."""
        words = split_words(sentence.text).single
        whole = self._best(sentence, words, allowed, _CANDIDATES)
        parts: dict[int, _Asking] = {}
        clauses = split_clauses(sentence, text)
        for clause in clauses if len(clauses) > 1 else ():
            said = split_words(clause.text).single
            asked = self._best(clause, said, allowed, _OF_A_CLAUSE)
            if asked and (
                asked.family not in parts or parts[asked.family].score < asked.score
            ):
                parts[asked.family] = asked
        if len(parts) > 1:
            return list(parts.values())
        if whole:
            return [whole]
        return [
            _Asking(sentence, part.doc, part.score, part.family) for part in parts.values()
        ]

    def _best(
        self, sentence: Sentence, words: Sequence[Word], allowed: Mask, most: int
    ) -> _Asking | None:
        """The card that a sentence asks for, if it asks for any."""
        spoken = [
            self._phrases.spoken(words, language) for language in self._snapshot.languages
        ]
        best: tuple[float, int] | None = None
        for doc, worth in self._candidates(spoken, allowed, most):
            said = spoken[int(self._snapshot.language[doc])]
            score = self._phrases.score(said, doc, worth)
            if self._snapshot.shown(doc).kind == "story":
                score *= _STORY
            if score >= ENOUGH and (best is None or score > best[0]):
                best = score, doc
        if best is None:
            return None
        family = int(self._snapshot.records["original"][best[1]])
        return _Asking(sentence, best[1], best[0], family)

    def _candidates(
        self, spoken: Iterable[SpokenWords], allowed: Mask, most: int
    ) -> list[tuple[int, float]]:
        """The cards with the most of the words in their titles and phrases, and how much it is."""
        found = [(docs, worth) for said in spoken for docs, worth in said.postings]
        if not found:
            return []
        docs = np.concatenate([docs for docs, _ in found])
        worths = np.repeat([worth for _, worth in found], [len(docs) for docs, _ in found])
        sums = np.bincount(docs, worths, self._snapshot.total)
        held = np.flatnonzero((sums > 0.0) & allowed)
        if len(held) > most:
            held = held[np.argpartition(-sums[held], most)[:most]]
        return [(doc, float(sums[doc])) for doc in held.tolist()]

    def _passage(
        self, asked: _Asking, allowed: Mask, cards: int, shown: set[int]
    ) -> FoundPassage:
        """The cards of a passage: the one it asks for, and what else answers the same words."""
        words = split_words(asked.sentence.text)
        parsed = ParsedQuery(asked.sentence.text, words, long=True)
        finder = WordFinder(self._snapshot, make_groups(parsed, self._snapshot))
        ranked = self._ranker.sort(self._ranker.rank(finder, words.single, allowed))
        scores = dict(zip(ranked.docs.tolist(), ranked.scores.tolist(), strict=True))
        first = scores.get(asked.doc, asked.score)
        chosen = [(asked.doc, first)]
        for doc, score in scores.items():
            family = int(self._snapshot.records["original"][doc])
            if len(chosen) >= cards or score < first * _AS_GOOD:
                break
            if family not in shown:
                shown.add(family)
                chosen.append((doc, min(score, first)))
        return FoundPassage(asked.sentence, tuple(chosen), finder, ranked.idf)
