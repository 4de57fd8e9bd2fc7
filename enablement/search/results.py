"""The answer to a search: hits with their reasons and snippets."""

from dataclasses import dataclass
from typing import Any

from enablement.cards.model import CardKind
from enablement.search.query import SearchQuery
from enablement.search.reasons import Reason
from enablement.search.snippets import Snippet


@dataclass(frozen=True)
class Hit:
    """One card found; `rank` counts from 1, `score` compares within one answer only.

    `verified` is false when marketing's word that the card is right has run out.
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
class SearchResults:
    """The best hits, how many cards match at all, and what was searched instead of a misspelling."""

    query: SearchQuery
    hits: tuple[Hit, ...]
    total: int
    corrected: str = ""
