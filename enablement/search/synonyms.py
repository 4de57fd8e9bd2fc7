"""The words that marketing says mean the same: as they come from the hub, ready to be looked up."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Synonym:
    """Who types `words` finds cards that hold one of `finds` too, in one language.

    Both are words or phrases as marketing wrote them. A two-way synonym is one rule each way.
    """

    language: str
    words: str
    finds: tuple[str, ...]


class SynonymTable:
    """The synonyms in force; empty by default."""

    def __init__(self, synonyms: Iterable[Synonym] = ()) -> None:
        self.synonyms = tuple(synonyms)
