"""One search over one snapshot: from what was typed to lists of hits, facets, and what else helps."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice

import numpy as np

from enablement.search.corrected import corrected_text
from enablement.search.facets import Facets
from enablement.search.families import Families
from enablement.search.filters import filtered, readable_cards, shown_on
from enablement.search.groups import make_groups
from enablement.search.hits import Answered, HitMaker, Listed
from enablement.search.nearest import MOST_NEAREST, MOST_SUGGESTIONS, relaxed, respelt
from enablement.search.passages import PassageFinder
from enablement.search.policies import SearchPolicies
from enablement.search.query import ParsedQuery, SearchQuery, parse_query
from enablement.search.ranking import RESCORED, Ranked, Ranker
from enablement.search.results import Hit, LanguageGroup, Passage, SearchResults
from enablement.search.snapshot import Mask, Snapshot
from enablement.search.tie_breaks import TieBreaks
from enablement.search.word_finder import WordFinder

ELSEWHERE = 5
"""So many hits of another language are given while there are hits in the preferred one."""


@dataclass(frozen=True)
class _Found:
    """What a text found before and after the filters, and which cards may stand for a family."""

    ranked: Ranked
    kept: Ranked
    shown: Mask
    finder: WordFinder | None


class _Parts:
    """What is made of a snapshot alone, whatever the policies: costly, so shared."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.ranker = Ranker(snapshot)
        self.families = Families(snapshot)
        self.facets = Facets(snapshot, self.families)


class Searcher:
    """Answers searches from one snapshot; safe to use from several threads."""

    def __init__(
        self, snapshot: Snapshot, policies: SearchPolicies | None = None,
        parts: _Parts | None = None,
    ) -> None:  # fmt: skip
        self.snapshot = snapshot
        self._policies = policies or SearchPolicies()
        self._parts = parts or _Parts(snapshot)
        self._ranker = self._parts.ranker
        self._families = self._parts.families
        self._facets = self._parts.facets
        self._passages = PassageFinder(snapshot, self._ranker, self._policies.synonyms)
        self._tie_breaks = TieBreaks(snapshot, self._policies.standings)
        self._valid: tuple[date | None, Mask] = (None, snapshot.alive)

    def with_policies(self, policies: SearchPolicies) -> "Searcher":
        """A searcher of the same snapshot under other policies; what it has read is shared."""
        if policies is self._policies:
            return self
        return Searcher(self.snapshot, policies, self._parts)

    def warm(self) -> "Searcher":
        """Compute now what the first search would wait for."""
        self.snapshot.vocabulary.warm()
        self._facets.warm()
        self._families.warm()
        self._ranker.warm()
        return self

    def search(self, query: SearchQuery, today: date) -> SearchResults:
        """The cards that answer a query on that day."""
        parsed = parse_query(query)
        results = self._answer(query, parsed, today)
        if not results.total:
            return self._helped_on(results, parsed, today)
        if parsed.pasted:
            return replace(results, passages=self._take_apart(query, parsed, today))
        return results

    def _answer(self, query: SearchQuery, parsed: ParsedQuery, today: date) -> SearchResults:
        found = self._find(parsed, today)
        answered = Answered(parsed.text, found.finder, found.kept) if found.finder else None
        maker = HitMaker(self.snapshot, self._families, found.shown, today)
        groups = self._list(query, parsed, found)
        hits: list[Hit] = []
        elsewhere: list[LanguageGroup] = []
        for rank, (listed, total) in groups.items():
            most = query.limit if rank == 0 or not hits else min(query.limit, ELSEWHERE)
            first = 1 + len(hits) + sum(len(group.hits) for group in elsewhere)
            made = maker.make(listed[: max(0, most)], answered, first)
            if rank == 0:
                hits = made
            else:
                language = self._language_of(query, rank)
                elsewhere.append(LanguageGroup(language, total, tuple(made)))
        return SearchResults(
            query=query,
            hits=tuple(hits),
            total=sum(total for _, total in groups.values()),
            corrected=corrected_text(parsed, found.finder.groups, maker.matched)
            if found.finder
            else "",
            facets=tuple(self._facets.count(found.ranked.docs, parsed.chosen, parsed.typed)),
            elsewhere=tuple(elsewhere),
        )

    def _find(self, parsed: ParsedQuery, today: date) -> _Found:
        """What the text alone finds, then what the filters leave of it."""
        valid = self._valid_on(today)
        readable = readable_cards(parsed, self.snapshot, self._ranker, valid)
        finder = None
        if parsed.words.single:
            groups = make_groups(parsed, self.snapshot, self._policies.synonyms)
            finder = WordFinder(self.snapshot, groups)
            ranked = self._ranker.rank(finder, parsed.words.single, readable)
            ranked.scores *= self._tie_breaks.factors(ranked.docs, today)
        else:
            docs = np.flatnonzero(readable)
            ranked = Ranked(docs, np.zeros(len(docs)), np.zeros((0, 0)), np.zeros(0))
        kept = filtered(self.snapshot, parsed.filters)
        return _Found(ranked, ranked.where(kept[ranked.docs]), valid & kept, finder)

    def _valid_on(self, today: date) -> Mask:
        """The cards that are valid that day; kept, since it is asked for at every keystroke."""
        day, valid = self._valid
        if day != today:
            valid = shown_on(self.snapshot, today)
            self._valid = today, valid
        return valid

    def _list(
        self, query: SearchQuery, parsed: ParsedQuery, found: _Found
    ) -> dict[int, tuple[list[Listed], int]]:
        """Of each rank of languages the best families, and how many there are."""
        ranks = self._families.language_ranks(_preferred(query))
        best = self._families.best_ranks(ranks, found.shown)
        of_doc = best[self._families.of[found.kept.docs]]
        matched = np.zeros(self.snapshot.total, dtype=np.bool_)
        matched[found.kept.docs] = True
        groups: dict[int, tuple[list[Listed], int]] = {}
        for rank in np.flatnonzero(np.bincount(of_doc)).tolist():
            ranked = found.kept.where(of_doc == rank)
            if found.finder:
                most = RESCORED if rank == 0 else ELSEWHERE
                self._ranker.refine(ranked, found.finder, parsed.words.single, most)
            listed = [
                Listed(self._representative(doc, ranks == rank, found.shown, matched), doc, score)
                for doc, score in self._best_families(ranked, max(0, query.limit))
            ]
            groups[rank] = listed, self._families.distinct(ranked.docs)
        return groups

    def _take_apart(
        self, query: SearchQuery, parsed: ParsedQuery, today: date
    ) -> tuple[Passage, ...]:
        """The sentences of a pasted text that ask for a card, each with its best cards."""
        shown = self._valid_on(today) & filtered(self.snapshot, parsed.filters)
        ranks = self._families.language_ranks(_preferred(query))
        best = self._families.best_ranks(ranks, shown)
        maker = HitMaker(self.snapshot, self._families, shown, today)
        passages: list[Passage] = []
        for found in self._passages.find(parsed.text, shown):
            matched = np.zeros(self.snapshot.total, dtype=np.bool_)
            matched[[doc for doc, _ in found.cards]] = True
            listed = [
                Listed(self._representative(doc, ranks == rank, shown, matched), doc, score)
                for doc, score in found.cards
                for rank in best[self._families.of[[doc]]].tolist()
            ]
            hits = maker.make(listed, found.answered)
            said = found.sentence
            passages.append(Passage(said.text, said.start, said.end, tuple(hits)))
        return tuple(passages)

    def _best_families(self, ranked: Ranked, most: int) -> list[tuple[int, float]]:
        """Of the best families the card that answers best, with its score."""
        order = self._ranker.best(ranked, 3 * most)
        places = order[self._families.first_of_each(ranked.docs[order])]
        if len(places) < most:  # many translations among the best
            order = self._ranker.best(ranked, len(ranked.docs))
            places = order[self._families.first_of_each(ranked.docs[order])]
        chosen = places[:most]
        return list(zip(ranked.docs[chosen].tolist(), ranked.scores[chosen].tolist(), strict=True))

    def _representative(self, doc: int, fit: Mask, shown: Mask, matched: Mask) -> int:
        """The member of a card's family that is listed: one in a language that fits, as it does."""
        language = self.snapshot.language
        if fit[language[doc]]:
            return doc
        members = self._families.members(int(self._families.of[doc]))
        members = members[shown[members] & fit[language[members]]]
        candidates = members[matched[members]] if matched[members].any() else members
        return int(candidates[np.argmin(self.snapshot.records["id"][candidates])])

    def _language_of(self, query: SearchQuery, rank: int) -> str:
        ranks = self._families.language_ranks(_preferred(query)).tolist()
        at = int(ranks.index(rank))
        return self.snapshot.languages[at]

    def _helped_on(self, results: SearchResults, parsed: ParsedQuery, today: date) -> SearchResults:
        """What may help where nothing was found: the nearest cards, and other spellings."""
        query = results.query
        for easier in relaxed(query, parsed):
            nearest = self._nearest(easier, today)
            if nearest:
                return replace(results, nearest=nearest)
        suggestions: list[str] = []
        nearest = ()
        for text in islice(respelt(parsed, self.snapshot.vocabulary), 2 * MOST_SUGGESTIONS):
            found = self._nearest(replace(query, text=text, as_you_type=False), today)
            if found and text not in suggestions:
                suggestions.append(text)
                nearest = nearest or found
        return replace(results, nearest=nearest, suggestions=tuple(suggestions[:MOST_SUGGESTIONS]))

    def _nearest(self, query: SearchQuery, today: date) -> tuple[Hit, ...]:
        easier = replace(query, limit=min(MOST_NEAREST, max(0, query.limit)))
        found = self._answer(easier, parse_query(easier), today)
        others = [hit for group in found.elsewhere for hit in group.hits]
        return (*found.hits, *others)[:MOST_NEAREST]


def _preferred(query: SearchQuery) -> Sequence[str]:
    """The languages in the order wanted; one that is filtered by comes before all."""
    if query.language and query.preferred_languages:
        return (query.language, *query.preferred_languages)
    return query.preferred_languages
