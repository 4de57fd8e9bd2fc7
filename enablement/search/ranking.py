"""Which cards answer best: BM25F over the parts of a card, and words that stand near each other.

BM25F after Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009);
the nearness of neighbouring query words after the sequential dependence model of Metzler and Croft
(2005). Scores are shares of what a perfect card would get, so that cards of different languages,
each with its own frequencies, can stand in one list.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from enablement.search import schema
from enablement.search.analysis import Word
from enablement.search.documents import phrase_term
from enablement.search.groups import Group, How
from enablement.search.schema import PARTS, Part, counts_table
from enablement.search.snapshot import Docs, Snapshot
from enablement.search.word_finder import WordFinder

Scores = npt.NDArray[np.float64]

WEIGHTS = np.zeros(PARTS)
WEIGHTS[[Part.TITLE, Part.SAYS, Part.SUMMARY, Part.LEAD, Part.BODY, Part.FACETS]] = (
    3.0, 3.0, 1.5, 1.2, 1.0, 1.5,
)  # fmt: skip
_LENGTH = np.zeros(PARTS)
_LENGTH[[Part.TITLE, Part.SAYS, Part.SUMMARY, Part.LEAD, Part.BODY, Part.FACETS]] = (
    0.75, 0.5, 0.75, 0.75, 0.6, 0.3,
)  # fmt: skip
_SATURATION = 2.0
_OTHER_FORM = 0.75
"""What another form of the word (pricing for price) is worth against the word as typed."""
_COORDINATION = 0.4
_SHORT_QUERY = 3
_NEARNESS = 0.4
_DECAY = (1.0, 0.5, 0.5)
"""What two neighbours of the query are worth 1, 2 or 3 words apart; nothing farther away."""
_DECAYS = np.asarray((0.0, *_DECAY))
_BACKWARDS = 0.3
_ANOTHER_CARD = 1 << 32
"""So far apart are words of different cards, when those of several are looked at in one go."""
RESCORED = 15
"""So many of the best cards are read word by word."""
_FLOOR = 0.1
"""Cards below this share of the best score have only an unimportant word in common with the query."""
_NOTHING = 0.002
"""A lower score is no answer: all that matched are words that nearly every card has."""
_WHOLE = 1.0
"""What a card gains whose title or buyer's phrase is the whole query: it comes before all others."""
_MAX_CACHED = 5_000


@dataclass
class Ranked:
    """The cards that match with their scores, and what the words weigh.

    `shares` say how much of the query each card holds, from 0 to 1. `idf[language, group]` is the weight of a word in each language, `mass[language]` their sum.
    """

    docs: Docs
    scores: Scores
    shares: Scores
    idf: Scores
    mass: Scores

    @classmethod
    def without_words(cls, docs: Docs) -> "Ranked":
        """Cards of which none answers better than another."""
        nothing = np.zeros(len(docs))
        return cls(docs, nothing, nothing.copy(), np.zeros((0, 0)), np.zeros(0))

    def where(self, kept: npt.NDArray[np.bool_]) -> "Ranked":
        """Only those cards; `kept` has a value for each of `docs`."""
        return Ranked(self.docs[kept], self.scores[kept], self.shares[kept], self.idf, self.mass)


@dataclass
class _Tally:
    score: Scores
    matched: Scores
    mass: Scores
    idf: Scores = field(default_factory=lambda: np.zeros(0))


class Ranker:
    """Scores the cards of one snapshot; what it reads of the index it keeps."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._counts = counts_table()
        self._norms = _part_norms(snapshot)
        self._saturated: dict[tuple[str, str], tuple[Docs, Scores]] = {}
        self._surfaces: dict[str, Docs] = {}

    def warm(self) -> None:
        """Compute now what the first search would wait for."""
        self.best(Ranked.without_words(np.zeros(0, dtype=np.int64)), 0)

    def rank(
        self, finder: WordFinder, sequence: Sequence[Word], allowed: npt.NDArray[np.bool_]
    ) -> Ranked:
        """Score the allowed cards by the groups; `sequence` is the query's words in order."""
        groups = finder.groups
        tally = self._tally(groups)
        language = self._snapshot.language
        mass = np.maximum(tally.mass, 1e-9)
        words = max(1, len(groups))
        power = _COORDINATION * min(1.0, _SHORT_QUERY / words)
        some = np.flatnonzero(allowed & (tally.matched > 0.0))
        whole_mass = mass[language[some]]
        share = np.minimum(tally.matched[some] / whole_mass, 1.0)
        scores = np.zeros(self._snapshot.total)
        scores[some] = tally.score[some] / whole_mass * share**power
        floor = max(scores.max(initial=0.0) * _FLOOR, _NOTHING)
        # Even when all but one of its words are stop words: “our IT people could do this”.
        whole = self._snapshot.docs(schema.PHRASES, phrase_term(sequence))
        whole = whole[scores[whole] > 0.0]
        scores[whole] += _WHOLE
        docs = np.flatnonzero(scores >= floor)
        shares = np.minimum(tally.matched[docs] / mass[language[docs]], 1.0)
        return Ranked(docs, scores[docs], shares, tally.idf, mass)

    def best(self, ranked: Ranked, most: int) -> npt.NDArray[np.int64]:
        """The places of the best cards in `ranked`, best first; equals by title."""
        near = np.arange(len(ranked.docs))
        if len(near) > 2 * most > 0:
            least = np.partition(ranked.scores, len(near) - most)[len(near) - most]
            near = np.flatnonzero(ranked.scores >= least)
        titles = self._snapshot.title_order[ranked.docs[near]]
        order = np.lexsort((titles, -ranked.scores[near]))
        return near[order][:most]

    def _tally(self, groups: Sequence[Group]) -> _Tally:
        """Sum over the groups: BM25's share of each word's weight, and the weight matched at all."""
        snapshot = self._snapshot
        languages = snapshot.languages
        tally = _Tally(
            np.zeros(snapshot.total), np.zeros(snapshot.total), np.zeros(len(languages)),
            np.zeros((len(languages), len(groups))),
        )  # fmt: skip
        for number, group in enumerate(groups):
            for at, language in enumerate(languages):
                if language in group.skipped:
                    continue
                docs, values = self.match(group, language)
                idf = inverse_frequency(int(snapshot.language_counts[at]), len(docs))
                tally.mass[at] += idf
                tally.idf[at, number] = idf
                tally.score[docs] += idf * values
                tally.matched[docs] += idf
        return tally

    def match(self, group: Group, language: str) -> tuple[Docs, Scores]:
        """The cards of a language that match a group, and how well, from 0 to 1."""
        analyser = self._snapshot.analyser(language)
        best: dict[str, tuple[Docs, Scores]] = {}
        for way in group.ways:
            if way.language is not None and way.language != language:
                continue
            terms = [analyser.term(word) for word in way.words]
            term = " ".join(terms)
            if term in best and way.how is not How.EXACT:
                continue  # ways come best first, and forms of one word share their stem
            docs, values = self._saturated_counts(language, terms)
            if way.how is not How.PREFIX and not way.others:
                values = np.where(
                    self._holds(analyser.surface(way.folded), docs), values, values * _OTHER_FORM
                )
            best[term] = docs, values * way.weight
        if len(best) == 1:
            return next(iter(best.values()))
        merged = np.zeros(self._snapshot.total)
        for docs, values in best.values():
            merged[docs] = np.maximum(merged[docs], values)
        found = np.flatnonzero(merged)
        return found, merged[found]

    def _saturated_counts(self, language: str, terms: Sequence[str]) -> tuple[Docs, Scores]:
        """The cards that hold a word, or all words of a phrase in one part, and how much of it.

        In each part a phrase counts as often as its rarest word there: never less than the truth,
        and near it in titles, phrases and summaries, for which no card's words need be read.
        """
        key = language, " ".join(terms)
        held = self._saturated.get(key)
        if held is None:
            docs, counts = self._counted(language, terms[0])
            for term in terms[1:]:
                others, theirs = self._counted(language, term)
                docs, left, right = np.intersect1d(
                    docs, others, assume_unique=True, return_indices=True
                )
                counts = np.minimum(counts[left], theirs[right])
            weighted = (counts * self._norms[docs]).sum(axis=1, dtype=np.float64)
            together = weighted > 0.0
            docs, weighted = docs[together], weighted[together]
            held = docs, weighted / (_SATURATION + weighted)
            if len(self._saturated) >= _MAX_CACHED:
                self._saturated.clear()
            self._saturated[key] = held
        return held

    def _counted(self, language: str, term: str) -> tuple[Docs, npt.NDArray[np.float32]]:
        """The cards that hold a word, and how often in each part: [cards, parts]."""
        docs, codes = self._snapshot.counts(language, term)
        return docs, self._counts[codes]

    def _holds(self, surface: str, docs: Docs) -> npt.NDArray[np.bool_]:
        """Which of the cards hold a word as it is written."""
        held = self.holding(surface)
        marked = np.zeros(self._snapshot.total, dtype=np.bool_)
        marked[held] = True
        return marked[docs]

    def holding(self, surface: str) -> Docs:
        """The cards that hold a word as it is written, accents and case apart."""
        held = self._surfaces.get(surface)
        if held is None:
            held = self._snapshot.docs(schema.SURFACES, surface.encode())
            if len(self._surfaces) >= _MAX_CACHED:
                self._surfaces.clear()
            self._surfaces[surface] = held
        return held

    def refine(
        self, ranked: Ranked, finder: WordFinder, sequence: Sequence[Word], most: int = RESCORED
    ) -> None:
        """Raise the best cards in which neighbours of the query stand near each other."""
        groups = finder.groups
        if len(groups) < 2 or not ranked.docs.size:
            return
        places = self.best(ranked, most)
        docs = ranked.docs[places].tolist()
        languages = self._snapshot.language[ranked.docs[places]].tolist()
        tables = {
            at: self._neighbours(groups, sequence, at, ranked.idf[at]) for at in set(languages)
        }
        if any(table.any() for table in tables.values()):
            found = self._nearness(docs, finder, np.stack([tables[at] for at in languages]))
            ranked.scores[places] += _NEARNESS * found / ranked.mass[languages]

    def _neighbours(
        self, groups: Sequence[Group], sequence: Sequence[Word], at: int, idf: Scores
    ) -> Scores:
        """What each pair of groups is worth when it stands together: [first, second]."""
        language = self._snapshot.languages[at]
        analyser = self._snapshot.analyser(language)
        numbers: dict[str, list[int]] = {}
        for number, group in enumerate(groups):
            numbers.setdefault(group.typed.folded, []).append(number)
        row: list[int] = []
        for word in sequence:
            here = numbers.get(word.folded)
            if here and language not in groups[here[0]].skipped:
                row += here
            elif not analyser.is_stopword(word.folded):
                row.append(-1)
        table = np.zeros((len(groups), len(groups)))
        for first, second in pairwise(row):
            if first != second and first >= 0 and second >= 0:
                table[first, second] = (idf[first] + idf[second]) / 2
        return table

    def _nearness(self, docs: Sequence[int], finder: WordFinder, tables: Scores) -> Scores:
        """What the neighbours found in each of the cards are worth, by its own table of pairs."""
        side = tables.shape[1]
        rows = [self._matched(doc, finder) for doc in docs]
        numbers = np.repeat(np.arange(len(docs)), [len(groups) for groups, _, _ in rows])
        groups, positions, weights = (np.concatenate(column) for column in zip(*rows, strict=True))
        positions += numbers * _ANOTHER_CARD
        met = np.zeros(tables.size)
        for ahead in range(1, min(len(_DECAY), len(groups) - 1) + 1):
            gaps = positions[ahead:] - positions[:-ahead]
            near = np.flatnonzero((gaps <= len(_DECAY)) & (gaps > 0))
            worth = weights[near] * _DECAYS[gaps[near]]
            first, second, card = groups[near], groups[near + ahead], numbers[near] * side * side
            met += np.bincount(card + first * side + second, worth, met.size)
            met += np.bincount(card + second * side + first, worth * _BACKWARDS, met.size)
        by_card = met.reshape(len(docs), -1)
        return np.asarray((tables.reshape(by_card.shape) * by_card / (1.0 + by_card)).sum(axis=1))

    def _matched(self, doc: int, finder: WordFinder) -> tuple[Docs, Docs, Scores]:
        """The words of a card that match, in order: their groups, where they stand, their weight."""
        tokens = self._snapshot.tokens(doc)
        group_at = finder.words_of(doc)[0][: tokens.single]
        places = np.flatnonzero(group_at >= 0)
        weights = WEIGHTS[tokens.parts[tokens.text[places]]]
        return group_at[places], tokens.positions[places], weights


def inverse_frequency(cards: int, holding: int) -> float:
    """BM25's weight of a word that so many of so many cards hold; never negative."""
    return float(np.log1p((cards - holding + 0.5) / (holding + 0.5)))


def _part_norms(snapshot: Snapshot) -> npt.NDArray[np.float32]:
    """BM25F's weight of one occurrence in each part of each card: [cards, parts].

    An average counts the cards that have the part: one without a summary is not a short one.
    """
    lengths = snapshot.records["lengths"].astype(np.int64)
    living = lengths[snapshot.alive]
    having = np.maximum(np.count_nonzero(living, axis=0), 1)
    average = np.maximum(living.sum(axis=0) / having, 1.0)
    return np.asarray(WEIGHTS / (1 - _LENGTH + _LENGTH * lengths / average), dtype=np.float32)
