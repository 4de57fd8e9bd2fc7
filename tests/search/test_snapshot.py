"""All segments as one, without what was deleted."""

from collections.abc import Callable
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from enablement.search.analysis import Analyser
from enablement.search.documents import stamps_of
from enablement.search.snapshot import Snapshot
from enablement.search.storage import MemoryStorage
from enablement.search.updates import write_update

MakeCard = Callable[..., Any]
AnalyserOf = Callable[[str], Analyser]


def updated(
    before: Snapshot | None, analyser_of: AnalyserOf, added: Any, gone: Any = ()
) -> Snapshot:
    storage = MemoryStorage(before.files if before else {})
    deleted = [doc for card_id in gone for doc in before.find(card_id)] if before else []
    write_update(storage, deleted, added, analyser_of)
    return Snapshot(storage, analyser_of, before)


def test_an_empty_one(analyser_of: AnalyserOf) -> None:
    empty = Snapshot(MemoryStorage(), analyser_of)
    assert (empty.total, empty.count, empty.languages, len(empty.vocabulary)) == (0, 0, (), 0)
    assert empty.stamps.shape == (0, 2)
    assert empty.facet_values == {}
    assert empty.find("one") == []
    assert empty.counts("en", "price")[0].size == 0


def test_cards_are_found_in_every_segment(make_card: MakeCard, analyser_of: AnalyserOf) -> None:
    first = updated(None, analyser_of, [make_card("one", "price"), make_card("two", "cost")])
    second = updated(first, analyser_of, [make_card("three", "Price", language="es", tags=("x",))])
    assert (second.total, second.count) == (3, 3)
    assert second.languages == ("en", "es")
    assert second.language.tolist() == [0, 0, 1]
    assert second.language_counts.tolist() == [2, 1]
    assert second.docs("surfaces", b"price").tolist() == [0, 2]
    assert second.shown(2).card_id == "three"
    assert second.facet_values["tags"]["x"].tolist() == [2]
    assert second.vocabulary.frequency("price") == 2
    assert (first.total, first.languages) == (2, ("en",))


def test_titles_are_sorted_folded(make_card: MakeCard, analyser_of: AnalyserOf) -> None:
    titles = ["Über uns", "zebra", "Árbol", "“Quoted”", "apple"]
    cards = [make_card(title, title) for title in titles]
    snapshot = updated(None, analyser_of, cards)
    order = sorted(range(5), key=lambda doc: int(snapshot.title_order[doc]))
    assert [titles[doc] for doc in order] == ["apple", "Árbol", "“Quoted”", "Über uns", "zebra"]


def test_what_is_deleted_is_nowhere(make_card: MakeCard, analyser_of: AnalyserOf) -> None:
    cards = [make_card("one", "price"), make_card("two", "cost", language="es", tags=("x",))]
    first = updated(None, analyser_of, cards)
    second = updated(first, analyser_of, [], gone=["two"])
    assert (second.total, second.count) == (2, 1)
    assert second.find("two") == []
    assert second.languages == ("en",)
    assert second.docs("surfaces", b"cost").size == 0
    assert second.counts("es", "cost")[0].size == 0
    assert second.vocabulary.frequency("cost") == 0
    assert second.vocabulary.completions("co", 5) == []
    assert "tags" not in second.facet_values
    assert first.find("two") == [1]


def test_stamps_stand_for_the_contents(make_card: MakeCard, analyser_of: AnalyserOf) -> None:
    cards = [make_card("one"), make_card("two"), make_card("three")]
    snapshot = updated(None, analyser_of, cards)
    assert np.array_equal(snapshot.stamps, stamps_of([held.hash for held in cards]))


def test_the_next_one_shares_unchanged_segments(
    make_card: MakeCard, analyser_of: AnalyserOf
) -> None:
    first = updated(None, analyser_of, [make_card(f"card-{number}") for number in range(9)])
    second = updated(first, analyser_of, [make_card("other")])
    (name,) = first.views
    assert second.views[name] is first.views[name]


TITLES = st.lists(st.sampled_from(["price", "cost", "budget", "plan"]), max_size=3).map(" ".join)
CHANGES = st.dictionaries(st.sampled_from("abcdefgh"), TITLES | st.none(), max_size=5)


@given(st.lists(st.tuples(CHANGES, st.booleans()), max_size=12))
@settings(max_examples=60)
def test_words_are_counted_right_after_any_changes(
    make_card: MakeCard, analyser_of: AnalyserOf, story: list[tuple[dict[str, str | None], bool]]
) -> None:
    """The counts are carried over from state to state, whether or not they were asked for."""
    held: dict[str, Any] = {}
    snapshot = updated(None, analyser_of, [])
    for changes, asked in story:
        cards = {name: make_card(name, title) for name, title in changes.items() if title}
        snapshot = updated(snapshot, analyser_of, cards.values(), changes)
        held = {name: card for name, card in held.items() if name not in changes} | cards
        if asked:
            assert len(snapshot.vocabulary) >= (1 if held else 0)
    fresh = updated(None, analyser_of, held.values())
    assert len(snapshot.vocabulary) == len(fresh.vocabulary)
    for word in ("price", "cost", "budget", "plan", "objection", *"abcdefgh"):
        assert snapshot.vocabulary.frequency(word) == fresh.vocabulary.frequency(word)
