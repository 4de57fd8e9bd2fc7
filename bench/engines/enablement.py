"""The product itself: an encrypted library, its search index, and the query that the desktop makes."""

from collections.abc import Sequence
from pathlib import Path

from bench.engines.engine import Answer, Question
from enablement.cards.model import Card
from enablement.library.cards import HeldCard, HeldEntry
from enablement.library.keys import KeyPlace, KeyRecord
from enablement.library.library import Library
from enablement.search.index import SearchIndex
from enablement.ui.finding.ask import Ask
from enablement.ui.finding.listing import query_for


class EnablementEngine:
    """Cards in a library as a sync leaves them there; a search is `SearchIndex.search`.

    The snippets and reasons of every hit and the counts of every facet are part of each answer. It
    alone folds translations, groups languages, leaves expired cards out, says why, corrects typing
    errors and takes a pasted text apart. Where nothing was found the ids are the nearest cards: the
    list shows them. An update is what a sync does: the card, all entries and the changed files of
    the index in one transaction of an encrypted database.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._opened: Library | None = None
        self._index: SearchIndex | None = None
        self._entries: dict[str, HeldEntry] = {}

    @property
    def _library(self) -> Library:
        if self._opened is None:
            record = KeyRecord(self._folder)
            key = record.load() if record.place else record.create(KeyPlace.FILE)
            self._opened = Library.open(self._folder, key)
        return self._opened

    @property
    def _searched(self) -> SearchIndex:
        if self._index is None:
            self._index = SearchIndex(self._library)
        return self._index

    def hold(self, cards: Sequence[Card]) -> None:
        """Put the cards into the library; the index comes with `build`."""
        held = [HeldCard(card, 1, card.content_hash) for card in cards]
        self._library.cards.stage({one.hash: one.card.to_bytes() for one in held})
        self._entries = {
            one.card.id: HeldEntry("card", one.card.id, one.revision, one.hash, 0) for one in held
        }
        with self._library.writing() as connection:
            self._library.cards.replace(connection, self._entries.values(), held, ())

    def build(self) -> None:
        """Build the index as the desktop does when it finds none, and wait for the whole."""
        self._searched.wait()

    def attach(self) -> None:
        """Open the library: the desktop does it before there is a window."""
        self._entries = {entry.id: entry for entry in self._library.cards.entries()}
        if not self._entries:
            raise ValueError("the library holds no cards")

    def open(self) -> None:
        """Read the stored index."""
        self._searched.wait()

    def search(self, question: Question) -> Answer:
        """Search as the desktop does."""
        ask = Ask(question.text, question.chosen, limit=question.limit)
        languages = (question.language,) if question.language else ()
        results = self._searched.search(query_for(ask, languages))
        hits = results.listed or results.nearest
        return Answer(
            tuple(hit.card_id for hit in hits),
            tuple(f"{hit.why()}: {hit.snippet.text}" for hit in hits),
            {
                facet.name: {one.value: one.count for one in facet.values}
                for facet in results.facets
            },
        )

    def update(self, card: Card) -> None:
        """Change one card as a sync does."""
        library, index = self._library, self._searched
        entry = self._entries[card.id]
        held = HeldCard(card, entry.revision + 1, card.content_hash)
        before = tuple(self._entries.values())
        self._entries[card.id] = entry._replace(revision=held.revision, hash=held.hash)
        library.cards.stage({held.hash: card.to_bytes()})
        prepared = index.prepare([held], ())
        with library.writing() as connection:
            library.cards.replace(connection, self._entries.values(), [held], (), before)
            library.index_files.write(connection, prepared.files)
        index.adopt(prepared)

    def size(self) -> int:
        """The bytes of the index's files in the library."""
        _version, files = self._library.index_files.load()
        return sum(len(data) for data in files.values())

    def close(self) -> None:
        """Close the index, then the library."""
        if self._index is not None:
            self._index.close()
            self._index = None
        if self._opened is not None:
            self._opened.close()
            self._opened = None


make = EnablementEngine
