"""One search over one snapshot: from what was typed to hits with reasons and snippets."""

from collections.abc import Sequence
from datetime import date

import numpy as np

from enablement.search.analysis import Word, base_language
from enablement.search.filters import allowed_cards, verified_on
from enablement.search.groups import Group, make_groups
from enablement.search.matching import MatchedCard, match_card
from enablement.search.query import ParsedQuery, SearchQuery, parse_query
from enablement.search.ranking import Ranked, Ranker
from enablement.search.reasons import make_reasons
from enablement.search.results import Hit, SearchResults
from enablement.search.snapshot import Docs, Snapshot
from enablement.search.snippets import make_snippet, plain_snippet
from enablement.search.word_finder import WordFinder

PREFERRED = 0.03
"""A preferred language is worth so much of a card's score: it decides among near-equals only."""


class Searcher:
    """Answers searches from one snapshot; safe to use from several threads."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self._ranker = Ranker(snapshot)

    def warm(self) -> "Searcher":
        """Compute now what the first search would wait for."""
        self.snapshot.vocabulary.warm()
        return self

    def search(self, query: SearchQuery, today: date) -> SearchResults:
        """The cards that answer a query on that day."""
        parsed = parse_query(query)
        allowed = allowed_cards(parsed, self.snapshot, self._ranker, today)
        if not parsed.words.single:
            return self._browse(query, np.flatnonzero(allowed), today)
        groups = make_groups(parsed, self.snapshot)
        finder = WordFinder(self.snapshot, groups)
        ranked = self._ranker.rank(finder, parsed.words.single, allowed)
        self._prefer_languages(ranked, query.preferred_languages)
        ranked = self._ranker.sort(ranked)
        weights: list[list[float]] = ranked.idf.tolist()
        hits, cards = [], []
        for place, doc in enumerate(ranked.docs[: max(0, query.limit)].tolist()):
            matched = match_card(
                self.snapshot, finder, doc, weights[int(self.snapshot.language[doc])]
            )
            cards.append(matched)
            hits.append(
                self._hit(place + 1, doc, float(ranked.scores[place]), matched, query, today)
            )
        corrected = _corrected_text(parsed, groups, cards)
        return SearchResults(query, tuple(hits), len(ranked.docs), corrected)

    def _browse(self, query: SearchQuery, docs: Docs, today: date) -> SearchResults:
        """Every allowed card by title, for a query without words."""
        order = np.argsort(self.snapshot.title_order[docs], kind="stable")
        chosen = docs[order][: max(0, query.limit)].tolist()
        hits = [self._hit(rank, doc, 0.0, None, query, today) for rank, doc in enumerate(chosen, 1)]
        return SearchResults(query, tuple(hits), len(docs))

    def _hit(
        self, rank: int, doc: int, score: float, matched: MatchedCard | None, query: SearchQuery,
        today: date,
    ) -> Hit:  # fmt: skip
        card = self.snapshot.shown(doc)
        return Hit(
            rank=rank,
            card_id=card.card_id,
            revision=card.revision,
            title=card.title,
            kind=card.kind,
            language=card.language,
            summary=card.summary,
            score=score,
            reasons=make_reasons(matched, query.text) if matched else (),
            snippet=make_snippet(matched) if matched else plain_snippet(card),
            verified=verified_on(self.snapshot, doc, today),
        )

    def _prefer_languages(self, ranked: Ranked, preferred: Sequence[str]) -> None:
        """Raise cards in the languages asked for, the first one most, by 3 % at most.

        Where a card was found in several translations, the preferred one takes the best place.
        """
        if not preferred or not ranked.docs.size:
            return
        order = [base_language(code) for code in preferred]
        liking = np.zeros(len(self.snapshot.languages))
        for at, language in enumerate(self.snapshot.languages):
            if language in order:
                liking[at] = 1.0 - order.index(language) / len(order)
        liked = liking[self.snapshot.language[ranked.docs]]
        ranked.scores *= 1.0 + PREFERRED * liked
        originals = self.snapshot.records["original"][ranked.docs]
        _, family, sizes = np.unique(originals, return_inverse=True, return_counts=True)
        for number in np.flatnonzero(sizes > 1).tolist():
            members = np.flatnonzero(family == number)
            best = members[np.argmax(liked[members])]
            ranked.scores[best] = max(
                ranked.scores[best], ranked.scores[members].max() * (1.0 + 1e-6)
            )


def _corrected_text(
    parsed: ParsedQuery, groups: Sequence[Group], cards: Sequence[MatchedCard]
) -> str:
    """The text with its misspelt words as the best card that holds them writes them; or empty."""
    replaced: dict[Word, list[str]] = {}
    for number, group in enumerate(groups):
        if group.corrected:
            replaced.setdefault(group.typed, []).append(_as_written(number, group, cards))
    text, done = "", 0
    for word, found in sorted(replaced.items(), key=lambda item: item[0].start):
        text += parsed.text[done : word.start] + " ".join(found)
        done = word.end
    return text + parsed.text[done:] if replaced else ""


def _as_written(number: int, group: Group, cards: Sequence[MatchedCard]) -> str:
    for card in cards:
        for text in card.texts:
            for place in text.places:
                if place.group == number:
                    return text.shown.text[place.start : place.end].lower()
    return group.ways[0].folded
