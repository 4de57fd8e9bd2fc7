"""The words that are spelled right: those of the published cards' titles and summaries."""

import threading
from collections import Counter
from collections.abc import Mapping

from sqlalchemy import Connection, select

from enablement.hub.identity import read_identity
from enablement.hub.models import cards, revisions
from enablement.hub.shelf import CardState
from enablement.search.analysis import base_language, split_words

KnownWords = Mapping[str, Mapping[str, int]]
"""By language each word, folded, and how many cards hold it."""


class CardWords:
    """Reads them, and after a publication only those of the cards that are new or changed."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._at: tuple[str, int] | None = None
        self._known: KnownWords = {}
        self._of: dict[tuple[str, int], tuple[str, frozenset[str]]] = {}

    def read(self, connection: Connection) -> KnownWords:
        """The words as they are now; what was read once is not altered by what comes later."""
        identity = read_identity(connection)
        at = identity.epoch, identity.generation
        with self._lock:
            if self._at != at:
                self._of = self._read(connection)
                self._known = _counted(self._of)
                self._at = at
            return self._known

    def _read(self, connection: Connection) -> dict[tuple[str, int], tuple[str, frozenset[str]]]:
        newest = (revisions.c.card_id == cards.c.card_id) & (revisions.c.number == cards.c.revision)
        r = revisions.c
        query = select(r.card_id, r.number, r.language, r.title, r.summary).join(cards, newest)
        found = {}
        for row in connection.execute(query.where(cards.c.state == CardState.PUBLISHED)):
            of = row.card_id, row.number
            found[of] = self._of.get(of) or (
                base_language(row.language), _words(f"{row.title}\n{row.summary}")
            )  # fmt: skip
        return found


def _words(text: str) -> frozenset[str]:
    return frozenset(word.folded for word in split_words(text).single)


def _counted(of: Mapping[tuple[str, int], tuple[str, frozenset[str]]]) -> KnownWords:
    found: dict[str, Counter[str]] = {}
    for language, words in of.values():
        found.setdefault(language, Counter()).update(words)
    return found
