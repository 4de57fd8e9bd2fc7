"""One search over one snapshot: from what was typed to lists of hits, facets, and what else helps."""

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, partial
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np

from enablement.search.corrected import corrected_text
from enablement.search.facets import Facets
from enablement.search.families import Families
from enablement.search.filters import filtered, readable_cards, shown_on
from enablement.search.groups import make_groups
from enablement.search.hits import Answered, HitMaker, Listed
from enablement.search.languages import language_order
from enablement.search.nearest import MOST_NEAREST, MOST_SUGGESTIONS, relaxed, respelt
from enablement.search.policies import SearchPolicies
from enablement.search.query import ParsedQuery, SearchQuery, parse_query
from enablement.search.ranking import RESCORED, Ranked, Ranker
from enablement.search.results import Hit, LanguageGroup, Passage, SearchResults
from enablement.search.snapshot import Docs, Mask, Snapshot
from enablement.search.tie_breaks import TieBreaks
from enablement.search.word_finder import WordFinder

if TYPE_CHECKING:
    from enablement.search.passages import PassageFinder

ELSEWHERE = 3
"""So many hits of another language are given while there are hits in the preferred one."""


@dataclass(frozen=True)
class _Found:
    """What a text found before and after the filters, and what decides how a family is listed.

    `shown` are the cards that may stand for one, `ranks` says which language is wanted most.
    """

    ranked: Ranked
    kept: Ranked
    shown: Mask
    ranks: Docs
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
        self._tie_breaks = TieBreaks(snapshot, self._policies.standings)
        self._valid: tuple[date | None, Mask] = (None, snapshot.alive)

    @cached_property
    def _passages(self) -> "PassageFinder":
        """Made for the first text that is pasted: few starts need it."""
        from enablement.search.passages import PassageFinder

        return PassageFinder(self.snapshot, self._ranker, self._policies.synonyms)

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
        found = self._find(query, parsed, today)
        results = self._answer(query, parsed, found, today)
        if not results.total:
            return self._helped_on(results, parsed, today)
        if parsed.pasted:
            return replace(results, passages=self._take_apart(parsed, found, today))
        return results

    def cards(self, query: SearchQuery, today: date) -> tuple[list[int], list[int]]:
        """The numbers of the cards that `search` lists, and of those elsewhere, best first.

        Nothing is made of what is shown of them, which is most of a search's work.
        """
        parsed = parse_query(query)
        groups = self._list(query, parsed, self._find(query, parsed, today))
        found, _total = groups.pop(0, ([], 0))
        most = min(query.limit, ELSEWHERE) if found else query.limit
        others = [place.doc for listed, _total in groups.values() for place in listed[:most]]
        return [place.doc for place in found], others

    def _answer(
        self, query: SearchQuery, parsed: ParsedQuery, found: _Found, today: date
    ) -> SearchResults:
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
                language = self.snapshot.languages[int(found.ranks.tolist().index(rank))]
                elsewhere.append(LanguageGroup(language, total, tuple(made)))
        return SearchResults(
            query=query,
            hits=tuple(hits),
            total=sum(total for _, total in groups.values()),
            corrected=corrected_text(parsed, found.finder.groups, maker.matched)
            if found.finder and not parsed.pasted
            else "",
            elsewhere=tuple(elsewhere),
            count_facets=partial(
                self._facets.count, found.ranked.docs, parsed.chosen, parsed.typed
            ),
        )

    def _find(self, query: SearchQuery, parsed: ParsedQuery, today: date) -> _Found:
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
            ranked = Ranked.without_words(np.flatnonzero(readable))
        passing = filtered(self.snapshot, parsed.filters)
        if finder is None:  # what is left out may not stand for its family either
            valid = readable
        kept = ranked.where(passing[ranked.docs])
        ranks = self._families.language_ranks(language_order(query, self.snapshot, kept))
        return _Found(ranked, kept, valid & passing, ranks, finder)

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
        best = self._families.best_ranks(found.ranks, found.shown)
        of_doc = best[self._families.of[found.kept.docs]]
        matched = np.zeros(self.snapshot.total, dtype=np.bool_)
        matched[found.kept.docs] = True
        groups: dict[int, tuple[list[Listed], int]] = {}
        for rank in np.flatnonzero(np.bincount(of_doc)).tolist():
            ranked = found.kept.where(of_doc == rank)
            if found.finder:
                most = RESCORED if rank == 0 else ELSEWHERE
                self._ranker.refine(ranked, found.finder, parsed.words.single, most)
            else:  # in the order of the titles that are shown
                ranked = ranked.where(found.ranks[self.snapshot.language[ranked.docs]] == rank)
            fit = found.ranks == rank
            listed = [
                Listed(self._representative(doc, fit, found.shown, matched), doc, score)
                for doc, score in self._best_families(ranked, max(0, query.limit))
            ]
            groups[rank] = listed, self._families.distinct(ranked.docs)
        return groups

    def _take_apart(self, parsed: ParsedQuery, found: _Found, today: date) -> tuple[Passage, ...]:
        """The sentences of a pasted text that ask for a card, each with its best cards."""
        best = self._families.best_ranks(found.ranks, found.shown)
        maker = HitMaker(self.snapshot, self._families, found.shown, today)
        passages: list[Passage] = []
        for passage in self._passages.find(parsed.text, found.shown):
            matched = np.zeros(self.snapshot.total, dtype=np.bool_)
            matched[[doc for doc, _ in passage.cards]] = True
            listed = []
            for doc, score in passage.cards:
                fit = found.ranks == best[self._families.of[doc]]
                shown = self._representative(doc, fit, found.shown, matched)
                listed.append(Listed(shown, doc, score))
            hits = maker.make(listed, passage.answered)
            said = passage.sentence
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

    def _helped_on(self, results: SearchResults, parsed: ParsedQuery, today: date) -> SearchResults:
        """What may help where nothing was found: the nearest cards, and other spellings."""
        query = results.query
        for easier in relaxed(query, parsed):
            found = self._easier(easier, today)
            if found.total:
                return replace(results, nearest=found.listed[:MOST_NEAREST])
        spellings: dict[str, SearchResults] = {}
        for text in islice(respelt(parsed, self.snapshot.vocabulary), 2 * MOST_SUGGESTIONS):
            found = self._easier(replace(query, text=text, as_you_type=False), today)
            if found.total:
                spellings.setdefault(text, found)
        best = sorted(spellings, key=lambda text: not spellings[text].hits)  # the rep's language
        return replace(
            results,
            nearest=spellings[best[0]].listed[:MOST_NEAREST] if best else (),
            suggestions=tuple(best[:MOST_SUGGESTIONS]),
        )

    def _easier(self, query: SearchQuery, today: date) -> SearchResults:
        """The answer to a query that asks for less, as long as the nearest cards go."""
        query = replace(query, limit=min(MOST_NEAREST, max(0, query.limit)))
        parsed = parse_query(query)
        return self._answer(query, parsed, self._find(query, parsed, today), today)
