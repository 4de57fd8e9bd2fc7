"""Cards made from real `Card` objects, searchers over them, and a real encrypted library."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from enablement.cards.model import Card, CardKind
from enablement.library.cards import HeldCard, HeldEntry
from enablement.library.keys import LibraryKey
from enablement.library.library import Library
from enablement.search.analysis import Analyser
from enablement.search.index import SearchIndex
from enablement.search.query import SearchQuery
from enablement.search.results import SearchResults
from enablement.search.searcher import Searcher
from enablement.search.snapshot import Snapshot
from enablement.search.storage import MemoryStorage
from enablement.search.updates import write_update

TODAY = date(2026, 11, 24)

MakeCard = Callable[..., HeldCard]
MakeSearcher = Callable[[Iterable[HeldCard]], Searcher]


@pytest.fixture(scope="session")
def analyser_of() -> Callable[[str], Analyser]:
    return cache(Analyser)


@pytest.fixture(scope="session")
def make_card() -> MakeCard:
    """Make a held card; what is not given is empty."""

    def make(card_id: str, title: str = "", revision: int = 1, **fields: Any) -> HeldCard:
        card = Card(
            **({"id": card_id, "kind": CardKind.OBJECTION, "title": title or card_id} | fields)
        )
        return HeldCard(card, revision, card.content_hash)

    return make


@pytest.fixture(scope="session")
def searcher_of(analyser_of: Callable[[str], Analyser]) -> MakeSearcher:
    """Index cards and search them, without a library."""

    def make(cards: Iterable[HeldCard]) -> Searcher:
        storage = MemoryStorage()
        write_update(storage, (), cards, analyser_of)
        return Searcher(Snapshot(storage, analyser_of))

    return make


@pytest.fixture(scope="session")
def ask() -> Callable[..., SearchResults]:
    """Search with a text and any other fields of a query."""

    def search(searcher: Searcher, text: str, day: date = TODAY, **fields: Any) -> SearchResults:
        return searcher.search(SearchQuery(text, **fields), day)

    return search


@pytest.fixture(scope="session")
def found(ask: Callable[..., SearchResults]) -> Callable[..., list[str]]:
    """The ids that a search finds, best first."""

    def search(searcher: Searcher, text: str, **fields: Any) -> list[str]:
        return [hit.card_id for hit in ask(searcher, text, **fields).hits]

    return search


@pytest.fixture
def key() -> LibraryKey:
    return LibraryKey.random()


@pytest.fixture
def library(tmp_path: Path, key: LibraryKey) -> Iterator[Library]:
    opened = Library.open(tmp_path, key)
    yield opened
    opened.close()


def _replace_cards(library: Library, connection: Any, cards: Iterable[HeldCard]) -> None:
    cards = list(cards)
    entries = [HeldEntry("card", held.card.id, held.revision, held.hash, 0) for held in cards]
    gone = set(library.cards.hashes()) - {held.card.id for held in cards}
    library.cards.replace(connection, entries, cards, gone)


@pytest.fixture
def hold(library: Library) -> Callable[[Iterable[HeldCard]], None]:
    """Put cards into the library and nothing into its index."""

    def put(cards: Iterable[HeldCard]) -> None:
        cards = list(cards)
        library.cards.stage({held.hash: held.card.to_bytes() for held in cards})
        with library.writing() as connection:
            _replace_cards(library, connection, cards)

    return put


@pytest.fixture
def apply(library: Library) -> Callable[..., None]:
    """Change cards and index in one transaction, as a sync does."""

    def change(
        index: SearchIndex,
        changed: Iterable[HeldCard] = (),
        removed: Iterable[str] = (),
        fail: bool = False,
    ) -> None:
        changed, removed = list(changed), set(removed)
        prepared = index.prepare(changed, removed)
        library.cards.stage({held.hash: held.card.to_bytes() for held in changed})
        kept = {held.card.id: held for held in library.cards.all()}
        kept |= {held.card.id: held for held in changed}
        cards = [held for card_id, held in kept.items() if card_id not in removed]
        with library.writing() as connection:
            _replace_cards(library, connection, cards)
            library.index_files.write(connection, prepared.files)
            if fail:
                raise RuntimeError("the power went out")
        index.adopt(prepared)

    return change
