"""The answer to a search: hits with reasons and snippets, facets, and what else may help."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from enablement.cards.model import CardKind
from enablement.search.query import SearchQuery
from enablement.search.reasons import Reason
from enablement.search.snippets import Snippet


@dataclass(frozen=True)
class Hit:
    """One card found; `rank` counts from 1, `score` compares within one answer only.

    `verified` is false when marketing's word that the card is right has run out. `translations` are
    the other languages in which the laptop holds the card, all folded into this hit.
    """

    rank: int
    card_id: str
    revision: int
    title: str
    kind: CardKind
    language: str
    summary: str
    score: float
    reasons: tuple[Reason, ...]
    snippet: Snippet
    verified: bool
    translations: tuple[str, ...] = ()

    def why(self) -> str:
        """The reasons as one line in the language in force."""
        return "; ".join(reason.sentence() for reason in self.reasons)

    def as_json(self) -> dict[str, Any]:
        """The hit as `search --json` prints it; marks are [start, end) in the snippet's text."""
        return {
            "rank": self.rank,
            "card_id": self.card_id,
            "revision": self.revision,
            "title": self.title,
            "kind": self.kind.value,
            "language": self.language,
            "score": round(self.score, 4),
            "why": self.why(),
            "snippet": self.snippet.text,
            "marks": [list(mark) for mark in self.snippet.marks],
        }


@dataclass(frozen=True)
class FacetValue:
    """A value to filter by, and how many of the cards found have it.

    `value` goes into a query as it is, `label` is how a card writes it. The count is what the list
    would hold with this value chosen and what is chosen of other facets kept.
    """

    value: str
    label: str
    count: int
    chosen: bool = False


@dataclass(frozen=True)
class Facet:
    """One facet (kind, products, ... as `SearchQuery` names them) with its values, most first."""

    name: str
    values: tuple[FacetValue, ...]


def _no_facets() -> tuple[Facet, ...]:
    return ()


@dataclass(frozen=True)
class LanguageGroup:
    """Cards found in a language that is not the first preferred one: how many, and the best."""

    language: str
    total: int
    hits: tuple[Hit, ...]


@dataclass(frozen=True)
class Passage:
    """A sentence of a pasted text that asks for a card, at [start, end) of it, and the best cards."""

    text: str
    start: int
    end: int
    hits: tuple[Hit, ...]


@dataclass(frozen=True)
class SearchResults:
    """The best hits in the first preferred language, and `elsewhere` those in others.

    `total` counts the cards that match at all, each with its translations once, in all languages.
    `corrected` is what was searched instead of a misspelling. `passages` take a pasted text apart,
    in its order. When nothing was found, `nearest` are cards that answer a part of the query, and
    `suggestions` other spellings of it. The facets are counted when they are first looked at, since
    the list need not wait for them.
    """

    query: SearchQuery
    hits: tuple[Hit, ...]
    total: int
    corrected: str = ""
    elsewhere: tuple[LanguageGroup, ...] = ()
    passages: tuple[Passage, ...] = ()
    nearest: tuple[Hit, ...] = ()
    suggestions: tuple[str, ...] = ()
    count_facets: Callable[[], tuple[Facet, ...]] = field(
        default=_no_facets, repr=False, compare=False
    )

    @cached_property
    def facets(self) -> tuple[Facet, ...]:
        """What the answer can be filtered by."""
        return self.count_facets()

    @property
    def listed(self) -> tuple[Hit, ...]:
        """Every hit in the order of the list, other languages after the preferred one."""
        return (*self.hits, *(hit for group in self.elsewhere for hit in group.hits))
