"""An index is built beside the searches, and comes out right whatever happens meanwhile."""

import random
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from enablement.errors import LibraryError
from enablement.library.cards import HeldCard
from enablement.library.index_files import StaleIndexError
from enablement.library.keys import LibraryKey
from enablement.library.library import Library
from enablement.search.analysis import Analyser
from enablement.search.building import BuildProgress, agrees
from enablement.search.index import SearchIndex
from enablement.search.query import SearchQuery
from enablement.search.searcher import Searcher
from enablement.search.snapshot import Snapshot
from enablement.search.storage import MANIFEST, MemoryStorage, find_fault
from enablement.search.updates import write_update

MakeCard = Callable[..., HeldCard]
Hold = Callable[..., None]
Apply = Callable[..., None]

SECONDS = 30.0
"""Longer than anything here takes: for waiting on another thread, never for measuring."""


def ids(index: SearchIndex, text: str = "") -> list[str]:
    return sorted(hit.card_id for hit in index.search(SearchQuery(text, limit=1_000)).hits)


class Gate:
    """Holds a building up from a number of cards on, so that a test can look at it."""

    def __init__(self, done: int) -> None:
        self._done = done
        self.reached = threading.Event()
        self.opened = threading.Event()

    def __call__(self, done: int, _total: int) -> None:
        if done >= self._done:
            self.reached.set()
            assert self.opened.wait(SECONDS)

    @contextmanager
    def held(self) -> Iterator[None]:
        assert self.reached.wait(SECONDS)
        try:
            yield
        finally:
            self.opened.set()


@pytest.fixture
def ten(make_card: MakeCard) -> list[HeldCard]:
    return [make_card(f"card-{number}", f"Price {number}") for number in range(10)]


@pytest.fixture
def index(library: Library) -> Iterator[SearchIndex]:
    opened = SearchIndex(library, part=3)
    yield opened
    opened.close()


def test_few_cards_are_built_at_once(library: Library, hold: Hold, ten: list[HeldCard]) -> None:
    hold(ten)
    index = SearchIndex(library)
    assert len(ids(index, "price")) == 10
    assert index.progress() is None
    assert index.wait(0)


def test_many_cards_are_searched_while_they_are_built(
    library: Library, index: SearchIndex, hold: Hold, ten: list[HeldCard]
) -> None:
    hold(ten)
    with library.writing():  # so that the building cannot end: its last step is to store the index
        assert len(ids(index, "price")) <= 10
        assert not index.wait(0)
        progress = index.progress()
        assert progress is not None
        assert progress.total == 10
    assert index.wait(SECONDS)
    assert index.progress() is None
    assert len(ids(index, "price")) == 10
    assert find_fault(library.index_files.load()[1]) == ""


def test_a_rebuild_shows_what_was_there_and_tells_how_far_it_is(
    library: Library, index: SearchIndex, apply: Apply, ten: list[HeldCard]
) -> None:
    apply(index, ten)
    gate = Gate(6)
    index.rebuild(gate)
    with gate.held():
        assert len(ids(index, "price")) == 10
        assert index.progress() == BuildProgress(6, 10)
        assert MANIFEST in find_fault(library.index_files.load()[1])
    assert index.wait(SECONDS)
    assert len(ids(index, "price")) == 10
    version, files = library.index_files.load()
    assert (version, find_fault(files)) == (2, "")


def test_a_change_waits_for_the_building_and_nothing_is_lost(
    library: Library, index: SearchIndex, apply: Apply, make_card: MakeCard, ten: list[HeldCard]
) -> None:
    apply(index, ten)
    gate = Gate(3)
    index.rebuild(gate)
    change = threading.Thread(
        target=apply, args=(index, [make_card("new", "Price")], ["card-0"]), daemon=True
    )
    with gate.held():
        change.start()
        assert len(ids(index, "price")) == 10
    change.join(SECONDS)
    expected = sorted(["new", *(held.card.id for held in ten[1:])])
    assert ids(index, "price") == ids(SearchIndex(library), "price") == expected


def test_a_building_that_was_stopped_goes_on_where_it_was(
    library: Library, index: SearchIndex, hold: Hold, ten: list[HeldCard]
) -> None:
    hold(ten)

    def close_after_six(done: int, _total: int) -> None:
        if done == 6:
            index.close()

    index.rebuild(close_after_six)
    assert index.wait(SECONDS)
    version, files = library.index_files.load()
    assert (version, find_fault(files)) == (1, "")
    assert opened(files).count == 6
    again = SearchIndex(library, part=3)
    with library.writing():
        assert len(ids(again)) >= 6
        progress = again.progress()
        assert progress is not None
        assert progress.done >= 6
    assert again.wait(SECONDS)
    assert len(ids(again, "price")) == 10
    again.close()


def opened(files: dict[str, bytes]) -> Snapshot:
    kept = {name: data for name, data in files.items() if name != MANIFEST}
    return Snapshot(MemoryStorage(kept), Analyser)


def test_another_program_that_writes_meanwhile_is_heeded(
    library: Library, tmp_path: Path, key: LibraryKey, index: SearchIndex, apply: Apply,
    make_card: MakeCard, ten: list[HeldCard],
) -> None:  # fmt: skip
    apply(index, ten)
    elsewhere = Library.open(tmp_path, key)
    other = SearchIndex(elsewhere)
    assert len(ids(other)) == 10
    gate = Gate(6)
    index.rebuild(gate)
    with gate.held():
        apply(other, [make_card("new", "Price")], ["card-0"])
    assert index.wait(SECONDS)
    expected = sorted(["new", *(held.card.id for held in ten[1:])])
    assert ids(index, "price") == expected
    assert index.wait(SECONDS)
    assert ids(index, "price") == ids(SearchIndex(library), "price") == expected
    elsewhere.close()


def test_a_change_from_before_a_rebuild_is_refused(
    library: Library, index: SearchIndex, apply: Apply, make_card: MakeCard, ten: list[HeldCard]
) -> None:
    apply(index, ten)
    early = index.prepare([make_card("early")], ())
    index.rebuild()
    assert index.wait(SECONDS)
    with pytest.raises(StaleIndexError), library.writing() as connection:
        library.index_files.write(connection, early.files)
    index.adopt(early)
    assert ids(index, "price") == sorted(held.card.id for held in ten)


def test_what_is_gone_is_never_shown_and_what_is_there_is_not_built_again(
    library: Library, index: SearchIndex, apply: Apply, hold: Hold, ten: list[HeldCard]
) -> None:
    apply(index, ten[:9])
    before = set(library.index_files.load()[1])
    hold(ten[1:])
    again = SearchIndex(library, part=3)
    assert ids(again, "price") == sorted(held.card.id for held in ten[1:])
    after = set(library.index_files.load()[1])
    assert {name for name in before if name.endswith(".terms")} <= after


def test_cards_that_cannot_be_read_are_tried_again(
    library: Library, index: SearchIndex, hold: Hold, ten: list[HeldCard],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    hold(ten)

    def broken(*_arguments: Any) -> None:
        raise LibraryError("The disk did not answer.")

    with monkeypatch.context() as patch:
        patch.setattr(library.cards, "with_hashes", broken)
        index.rebuild()
        assert index.wait(SECONDS)
    assert index.wait(SECONDS)
    assert len(ids(index, "price")) == 10


def test_preparing_many_cards_tells_how_far_it_is(index: SearchIndex, ten: list[HeldCard]) -> None:
    told: list[tuple[int, int]] = []
    index.prepare(ten, (), lambda done, total: told.append((done, total)))
    assert told == [(3, 10), (6, 10), (9, 10), (10, 10)]


def test_an_index_agrees_with_its_cards_alone(
    make_card: MakeCard, analyser_of: Callable[[str], Analyser]
) -> None:
    cards = [make_card("one"), make_card("two")]
    storage = MemoryStorage()
    write_update(storage, (), cards, analyser_of)
    snapshot = Snapshot(storage, analyser_of)
    hashes = [held.hash for held in cards]
    assert agrees(snapshot, hashes)
    assert agrees(snapshot, [*hashes, hashes[0]])
    assert not agrees(snapshot, hashes[:1])
    assert not agrees(snapshot, [*hashes, make_card("three").hash])
    assert agrees(Snapshot(MemoryStorage(), analyser_of), [])


TEARS = [
    "DELETE FROM index_files",
    f"DELETE FROM index_files WHERE name = '{MANIFEST}'",
    "UPDATE index_files SET data = x'00' WHERE name LIKE '%.terms'",
    "UPDATE index_files SET data = substr(data, 1, 30) WHERE name LIKE '%.shown'",
    "DELETE FROM index_files WHERE name LIKE '%.records'",
]


class Story:
    """A seeded order of changes and mishaps, and the cards that are held at each moment."""

    def __init__(
        self, library: Library, hold: Hold, apply: Apply, make_card: MakeCard, seed: int
    ) -> None:
        self._library, self._hold, self._apply, self._make_card = library, hold, apply, make_card
        self._chance = random.Random(seed)
        self.held: dict[str, HeldCard] = {}
        self.indexes: list[SearchIndex] = []
        self._open()

    def go_on(self, step: int) -> None:
        happening = self._chance.choice(
            [self._change, self._change, self._hold_others, self._rebuild, self._tear, self._reopen]
        )
        happening(step)

    def _open(self) -> None:
        self.indexes.append(SearchIndex(self._library, part=2))

    def _cards(self, step: int) -> dict[str, HeldCard]:
        words = ("price", "cost", "budget")
        cards = [
            self._make_card(f"card-{number}", f"{self._chance.choice(words)} {step}", step)
            for number in self._chance.sample(range(12), self._chance.randint(0, 8))
        ]
        return {held.card.id: held for held in cards}

    def _change(self, step: int) -> None:
        cards = self._cards(step)
        gone = set(self._chance.sample(sorted(self.held), len(self.held) // 4)) - set(cards)
        self.held = {name: card for name, card in self.held.items() if name not in gone} | cards
        while True:
            try:
                self._apply(self.indexes[-1], cards.values(), gone)
                return
            except StaleIndexError:
                pass  # an index opened before is still building, and wrote meanwhile

    def _hold_others(self, step: int) -> None:
        """Other cards, behind the index's back."""
        self.held = self._cards(step)
        self._hold(self.held.values())
        self._open()

    def _rebuild(self, _step: int) -> None:
        self.indexes[-1].rebuild()

    def _tear(self, _step: int) -> None:
        with self._library.writing() as connection:
            connection.exec_driver_sql(self._chance.choice(TEARS))
        self._open()

    def _reopen(self, _step: int) -> None:
        self.indexes[-1].close()
        self._open()


@pytest.mark.parametrize("seed", range(8))
def test_any_order_of_changes_and_mishaps_ends_like_a_freshly_built_index(
    library: Library, hold: Hold, apply: Apply, make_card: MakeCard,
    searcher_of: Callable[..., Searcher], seed: int,
) -> None:  # fmt: skip
    story = Story(library, hold, apply, make_card, seed)
    for step in range(14):
        story.go_on(step)
        found = ids(story.indexes[-1])
        assert len(found) == len(set(found))
        assert set(found) <= set(story.held)
    fresh = searcher_of(story.held.values())
    for index in [story.indexes[-1], SearchIndex(library, part=2)]:
        assert index.wait(SECONDS)
        for text in ("", "price", "cost budget"):
            query = SearchQuery(text, limit=100)
            assert index.search(query) == fresh.search(query, library.today())
    for index in story.indexes:
        index.close()
