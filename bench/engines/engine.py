"""What every engine can be asked, so that one benchmark measures them all in the same way."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Protocol

from enablement.cards.model import FACETS, Card
from enablement.ui.finding.ask import FIRST, Chosen, is_pasted

COUNTED = ("kind", "language", *FACETS)
"""Every facet that the desktop shows with counts."""

ENGINES = {
    "enablement": "bench.engines.enablement",
    "tantivy": "bench.engines.tantivy",
    "fts5": "bench.engines.fts5",
    "whoosh-plain": "bench.engines.whoosh_plain",
}

_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Question:
    """What is asked: a text, the values chosen beside it, the rep's language if it matters."""

    text: str
    chosen: Chosen = ()
    language: str = ""
    limit: int = FIRST

    @property
    def words(self) -> list[str]:
        """The distinct words in lower case, in their order.

        An engine whose own query language trips over what people write is given these.
        """
        return list(dict.fromkeys(_WORD.findall(self.text.lower())))

    @property
    def typed(self) -> bool:
        """Whether somebody types this: words may be misspelt, which a pasted text has few of."""
        return not is_pasted(self.text)

    @property
    def unfinished(self) -> bool:
        """Whether the last word may still be typed."""
        return self.typed and bool(re.search(r"\w$", self.text))


@dataclass(frozen=True)
class Answer:
    """The ids found, best first, a snippet for each, and of each facet the values with counts."""

    ids: tuple[str, ...]
    snippets: tuple[str, ...] = ()
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


class Engine(Protocol):
    """An index of cards that is stored in a folder of its own."""

    def hold(self, cards: Sequence[Card]) -> None:
        """Take the cards to where they are before an index of them exists."""

    def build(self) -> None:
        """Build and store the index of the cards held, up to the point that it can be searched."""

    def attach(self) -> None:
        """Open what is open anyway before anybody searches, and is no part of the search."""

    def open(self) -> None:
        """Open the stored index; needs nothing but the folder, and `attach` before."""

    def search(self, question: Question) -> Answer:
        """Hits with snippets and facet counts, as a screen shows them."""

    def update(self, card: Card) -> None:
        """Put a new revision in the place of a card, stored and seen by the next search."""

    def size(self) -> int:
        """How many bytes of the folder the index takes."""

    def close(self) -> None:
        """Let go of the folder."""


def make_engine(name: str, folder: Path) -> Engine:
    """The engine of that name with its index in a folder; its module is imported only now."""
    engine: Engine = import_module(ENGINES[name]).make(folder)
    return engine


def facet_values(card: Card, name: str) -> tuple[str, ...]:
    """The values of one of the facets that are counted."""
    if name in FACETS:
        return card.facet(name)
    return (card.kind.value,) if name == "kind" else (card.language,)


def folder_size(folder: Path) -> int:
    """The bytes of all files in a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
