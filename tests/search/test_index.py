"""The index of a real library: in step with its cards through updates, crashes and other processes."""

import logging
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from enablement.errors import LibraryError
from enablement.library.cards import HeldCard
from enablement.library.index_files import StaleIndexError
from enablement.library.keys import LibraryKey
from enablement.library.library import Library
from enablement.search.index import SearchIndex
from enablement.search.query import SearchQuery
from enablement.search.related import RelatedCards
from enablement.search.storage import MANIFEST, find_fault

MakeCard = Callable[..., HeldCard]
Hold = Callable[..., None]
Apply = Callable[..., None]


def ids(index: SearchIndex, text: str = "") -> list[str]:
    return sorted(hit.card_id for hit in index.search(SearchQuery(text)).hits)


@pytest.fixture
def index(library: Library) -> SearchIndex:
    return SearchIndex(library)


@pytest.fixture
def built(caplog: pytest.LogCaptureFixture) -> Iterator[Callable[[], list[str]]]:
    """The log lines that say that an index was built again, since the last call."""
    caplog.set_level(logging.INFO, "enablement.search")

    def lines() -> list[str]:
        found = [line.getMessage() for line in caplog.records if line.name.startswith("enablement")]
        caplog.clear()
        return found

    yield lines
    assert caplog.records == []


def test_an_empty_library_has_an_empty_index_and_nothing_is_written(
    library: Library, index: SearchIndex, built: Callable[[], list[str]]
) -> None:
    assert ids(index) == ids(index, "price") == []
    assert library.index_files.load() == (0, {})
    assert built() == []


def test_changes_are_found_once_they_are_adopted(
    library: Library, index: SearchIndex, make_card: MakeCard, apply: Apply
) -> None:
    one, two = make_card("one", "Price"), make_card("two", "Price")
    prepared = index.prepare([one, two], ())
    assert ids(index) == []
    assert prepared.files.base_version == 0
    apply(index, [one, two])
    assert ids(index, "price") == ["one", "two"]
    apply(index, [make_card("one", "Cost", revision=2)], ["two"])
    assert ids(index) == ["one"]
    assert ids(index, "price") == []
    (hit,) = index.search(SearchQuery("cost")).hits
    assert hit.revision == 2
    version, files = library.index_files.load()
    assert version == 2
    assert find_fault(files) == ""


def test_the_last_of_two_revisions_in_one_change_counts(
    index: SearchIndex, make_card: MakeCard, apply: Apply
) -> None:
    apply(index, [make_card("one", "Price"), make_card("one", "Cost", revision=2)])
    assert ids(index) == ["one"]
    assert ids(index, "price") == []


def test_removing_what_is_not_there_does_no_harm(
    index: SearchIndex, make_card: MakeCard, apply: Apply
) -> None:
    apply(index, [make_card("one")], ["nowhere"])
    apply(index, (), ["nowhere"])
    assert ids(index) == ["one"]


def test_an_index_is_read_again_and_not_built(
    library: Library, index: SearchIndex, make_card: MakeCard, apply: Apply,
    built: Callable[[], list[str]],
) -> None:  # fmt: skip
    apply(index, [make_card("one", "Price"), make_card("dos", "Precio", language="es")])
    apply(index, [make_card("three", "Price")])
    again = SearchIndex(library)
    assert ids(again, "price") == ["one", "three"]
    assert built() == []


def test_a_transaction_that_is_rolled_back_leaves_everything_as_it_was(
    library: Library, index: SearchIndex, make_card: MakeCard, apply: Apply,
    built: Callable[[], list[str]],
) -> None:  # fmt: skip
    apply(index, [make_card("one", "Price")])
    before = library.index_files.load()
    with pytest.raises(RuntimeError):
        apply(index, [make_card("two", "Price")], ["one"], fail=True)
    assert library.index_files.load() == before
    assert ids(index, "price") == ["one"]
    apply(index, [make_card("three", "Price")])
    assert ids(index, "price") == ids(SearchIndex(library), "price") == ["one", "three"]
    assert built() == []


def damage(library: Library, statement: str) -> None:
    with library.writing() as connection:
        done = connection.exec_driver_sql(statement)
        assert done.rowcount > 0


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("UPDATE index_files SET data = substr(data, 1, 40) WHERE name LIKE '%.terms'", "is torn"),
        (
            "UPDATE index_files SET data = zeroblob(length(data)) WHERE name LIKE '%.terms'",
            "is torn",
        ),
        ("UPDATE index_files SET data = x'00' WHERE name LIKE '%.toc'", "is torn"),
        ("UPDATE index_files SET data = x'00' WHERE name LIKE '%.tokens'", "is torn"),
        ("UPDATE index_files SET data = x'00' WHERE name LIKE '%.records'", "is torn"),
        ("DELETE FROM index_files WHERE name LIKE '%.terms'", "missing"),
        (f"DELETE FROM index_files WHERE name = '{MANIFEST}'", "manifest is missing"),
        (f"UPDATE index_files SET data = x'7b7d' WHERE name = '{MANIFEST}'", "manifest is torn"),
        (
            "UPDATE index_files SET data ="
            " CAST(replace(CAST(data AS TEXT), '\"format\": ', '\"format\": 9') AS BLOB)"
            f" WHERE name = '{MANIFEST}'",
            "another format",
        ),
        ("DELETE FROM index_files", "there is none"),
        ("DELETE FROM cards WHERE card_id = 'two'", "disagrees"),
    ],
)
def test_an_index_that_cannot_be_used_is_built_again_by_itself(
    library: Library, make_card: MakeCard, hold: Hold, apply: Apply,
    built: Callable[[], list[str]], statement: str, fault: str,
) -> None:  # fmt: skip
    cards = [make_card("one", "Price"), make_card("two", "Price")]
    hold(cards)
    SearchIndex(library).rebuild()
    damage(library, statement)
    index = SearchIndex(library)
    expected = sorted({held.card.id for held in library.cards.all()})
    assert ids(index, "price") == expected
    (line,) = built()
    assert fault in line
    assert find_fault(library.index_files.load()[1]) == ""
    assert ids(SearchIndex(library), "price") == expected
    apply(index, [make_card("three", "Price")])
    assert "three" in ids(index, "price")
    assert built() == []


def test_a_card_that_a_damaged_library_names_twice_is_shown_once(
    library: Library, make_card: MakeCard, hold: Hold
) -> None:
    hold([make_card("one", "Price"), make_card("two", "Price")])
    damage(library, "UPDATE cards SET hash = (SELECT max(hash) FROM cards)")
    assert len(library.cards.all()) == 2
    assert len(ids(SearchIndex(library), "price")) == 1


def test_cards_without_an_index_are_found(
    library: Library, make_card: MakeCard, hold: Hold, built: Callable[[], list[str]]
) -> None:
    hold([make_card("one", "Price")])
    assert ids(SearchIndex(library), "price") == ["one"]
    assert len(built()) == 1


def test_rebuilding_replaces_what_is_stored(
    library: Library, index: SearchIndex, make_card: MakeCard, apply: Apply
) -> None:
    for number in range(4):
        apply(index, [make_card(f"card-{number}", "Price")])
    index.rebuild()
    version, files = library.index_files.load()
    assert version == 5
    assert sorted(name.rpartition(".")[2] for name in files) == [
        MANIFEST, "records", "shown", "terms", "toc", "tokens",
    ]  # fmt: skip
    assert len(ids(index, "price")) == 4


def test_another_process_is_noticed(
    library: Library, tmp_path: Path, key: LibraryKey, index: SearchIndex, make_card: MakeCard,
    apply: Apply, built: Callable[[], list[str]],
) -> None:  # fmt: skip
    apply(index, [make_card("one", "Price")])
    elsewhere = Library.open(tmp_path, key)
    try:
        other = SearchIndex(elsewhere)
        assert ids(other, "price") == ["one"]
        apply(index, [make_card("two", "Price")])
        assert ids(other, "price") == ["one", "two"]
        apply(other, [make_card("three", "Price")], ["one"])
        assert ids(index, "price") == ["three", "two"]
    finally:
        elsewhere.close()
    assert built() == []


def test_a_change_prepared_on_an_older_state_is_refused_and_prepared_again(
    library: Library, index: SearchIndex, make_card: MakeCard, apply: Apply
) -> None:
    apply(index, [make_card("one", "Price")])
    late = index.prepare([make_card("late", "Price")], ())
    apply(index, [make_card("two", "Price")])
    with pytest.raises(StaleIndexError), library.writing() as connection:
        library.index_files.write(connection, late.files)
    index.adopt(late)
    assert ids(index, "price") == ["one", "two"]
    apply(index, [make_card("late", "Price")])
    assert ids(index, "price") == ["late", "one", "two"]


def test_a_library_that_cannot_be_written_is_searched_all_the_same(
    library: Library, make_card: MakeCard, hold: Hold, apply: Apply,
    built: Callable[[], list[str]], monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    hold([make_card("one", "Price")])

    def full(*_arguments: Any) -> None:
        raise LibraryError("The disk is full.")

    index = SearchIndex(library)
    with monkeypatch.context() as patch:
        patch.setattr(library.index_files, "write", full)
        assert ids(index, "price") == ["one"]
    assert len(built()) == 2
    assert library.index_files.load() == (0, {})
    assert ids(index, "price") == ["one"]
    apply(index, [make_card("two", "Price")])
    assert ids(index, "price") == ids(SearchIndex(library), "price") == ["one", "two"]
    assert built() == []


def test_a_card_expires_while_the_index_stays_as_it_is(
    tmp_path: Path, key: LibraryKey, make_card: MakeCard
) -> None:
    moments = [datetime(2026, 11, 24, 9, tzinfo=UTC)]
    library = Library.open(tmp_path / "clock", key, lambda: moments[-1])
    try:
        index = SearchIndex(library)
        cards = [make_card("one", "Price", expires=date(2026, 11, 25)), make_card("two", "Price")]
        prepared = index.prepare(cards, ())
        with library.writing() as connection:
            library.index_files.write(connection, prepared.files)
        index.adopt(prepared)
        assert ids(index, "price") == ["one", "two"]
        moments.append(datetime(2026, 11, 25, 0, 1, tzinfo=UTC))
        assert ids(index, "price") == ["two"]
    finally:
        library.close()


def test_searching_goes_on_while_the_index_changes(
    library: Library, index: SearchIndex, make_card: MakeCard, apply: Apply
) -> None:
    """Each answer is of one state: every card of a generation, none of another."""
    done = threading.Event()
    mixed: list[list[str]] = []
    answers: list[int] = []

    def search() -> None:
        while not done.is_set():
            titles = sorted(hit.title for hit in index.search(SearchQuery("generation")).hits)
            answers.append(len(titles))
            if len(set(titles)) > 1 or len(titles) not in (0, 5):
                mixed.append(titles)

    threads = [threading.Thread(target=search) for _ in range(2)]
    for thread in threads:
        thread.start()
    for number in range(12):
        apply(
            index,
            [
                make_card(f"card-{card}", f"Generation {number}", revision=number)
                for card in range(5)
            ],
        )
    done.set()
    for thread in threads:
        thread.join()
    assert mixed == []
    assert answers
    assert {hit.title for hit in index.search(SearchQuery("generation")).hits} == {"Generation 11"}


def test_related_cards_follow_the_index(
    library: Library, make_card: MakeCard, hold: Hold, apply: Apply
) -> None:
    class Meaning:
        """A model to which every text means the same."""

        def encode(self, texts: list[str]) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
            return np.full((len(texts), 512), 512**-0.5, dtype=np.float32)

    hold([make_card("a", "Too dear"), make_card("b", "Too slow")])
    index = SearchIndex(library)
    results = index.search(SearchQuery("nothing of this"))
    assert index.related(results) == ()
    related = RelatedCards(Meaning)
    index.relate(related)
    assert related.wait(30)
    assert {hit.card_id for hit in index.related(results)} == {"a", "b"}
    apply(index, [make_card("c", "Too cold")], ["b"])
    assert related.wait(30)
    assert {hit.card_id for hit in index.related(results)} == {"a", "c"}
    index.relate(None)
    assert index.related(results) == ()
    index.close()


def test_it_opens_ahead_of_the_first_search_in_a_thread(
    library: Library, make_card: MakeCard, hold: Hold, monkeypatch: pytest.MonkeyPatch
) -> None:
    hold([make_card("price")])
    SearchIndex(library).wait()
    read = library.index_files.load
    readers: list[str] = []
    begun = threading.Event()

    def load() -> tuple[int, dict[str, bytes]]:
        readers.append(threading.current_thread().name)
        begun.set()
        return read()

    monkeypatch.setattr(library.index_files, "load", load)
    index = SearchIndex(library)
    index.begin()
    assert begun.wait(30)
    assert ids(index) == ["price"]
    assert readers == ["search-opening"], "the search waited for it instead of reading again"
    index.close()


def test_what_goes_wrong_ahead_is_told_by_the_search(
    library: Library, index: SearchIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise LibraryError("The library cannot be read.")

    monkeypatch.setattr(library.index_files, "version", fail)
    index.begin()
    index.close()
    monkeypatch.setattr(library, "glance", fail)
    with pytest.raises(LibraryError):
        index.search(SearchQuery("price"))


def test_the_buyers_phrases_of_what_was_found(
    index: SearchIndex, make_card: MakeCard, apply: Apply
) -> None:
    assert index.phrases(index.search(SearchQuery("x"))) == []
    phrases = ("too expensive", "no budget")
    apply(index, [make_card("price", says=phrases), make_card("silent")])
    assert index.phrases(index.search(SearchQuery(""))) == ["too expensive"]
