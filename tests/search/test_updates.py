"""A commit a change; segments stay few; nothing deleted stays."""

from collections.abc import Callable
from typing import Any

from enablement.search.analysis import Analyser
from enablement.search.storage import MemoryStorage
from enablement.search.updates import merge_all, read_segments, write_parts, write_update


def test_an_empty_storage_has_no_segments() -> None:
    assert read_segments(MemoryStorage()) == []


def test_an_update_without_cards_makes_an_empty_index() -> None:
    storage = MemoryStorage()
    write_update(storage, (), (), Analyser)
    assert read_segments(storage) == []
    assert storage.files


def test_a_commit_adds_one_segment_and_one_table_of_contents(make_card: Callable[..., Any]) -> None:
    storage = MemoryStorage()
    write_update(storage, (), [make_card("one")], Analyser)
    first = dict(storage.files)
    write_update(storage, (), [make_card("two")], Analyser)
    new, gone = set(storage.files) - set(first), set(first) - set(storage.files)
    kinds = sorted(name.rsplit(".")[-1] for name in new)
    assert kinds == ["records", "shown", "terms", "toc", "tokens"]
    assert [name.rsplit(".")[-1] for name in gone] == ["toc"]
    assert all(storage.files[name] is first[name] for name in set(first) & set(storage.files))


def test_small_segments_are_merged_and_a_large_one_is_left_alone(
    make_card: Callable[..., Any], analyser_of: Callable[[str], Analyser]
) -> None:
    storage = MemoryStorage()
    write_update(storage, (), [make_card(f"first-{number}") for number in range(70)], analyser_of)
    (large,) = [name for name in storage.files if name.endswith(".terms")]
    for number in range(40):
        write_update(storage, (), [make_card(f"later-{number}")], analyser_of)
        assert len(read_segments(storage)) <= 15
        assert large in storage.files
    assert sum(segment.doc_count() for segment in read_segments(storage)) == 110


def test_many_cards_are_written_in_parts_and_end_as_one_segment(
    make_card: Callable[..., Any], analyser_of: Callable[[str], Analyser]
) -> None:
    storage = MemoryStorage()
    write_update(storage, (), [make_card("old"), make_card("kept")], analyser_of)
    told: list[tuple[int, int]] = []
    cards = [make_card(f"card-{number}") for number in range(7)]
    write_parts(storage, [0], cards, analyser_of, lambda *so_far: told.append(so_far), 3)
    assert told == [(3, 7), (6, 7), (7, 7)]
    (segment,) = read_segments(storage)
    assert (segment.doc_count_all(), segment.deleted_count()) == (8, 0)


def test_one_segment_without_deletions_is_left_as_it_is(make_card: Callable[..., Any]) -> None:
    storage = MemoryStorage()
    write_update(storage, (), [make_card("one"), make_card("two")], Analyser)
    before = [segment.segment_id() for segment in read_segments(storage)]
    write_update(storage, (), (), Analyser, merge_all)
    assert [segment.segment_id() for segment in read_segments(storage)] == before
    write_update(storage, (0, 1), (), Analyser, merge_all)
    assert read_segments(storage) == []


def test_a_segment_that_is_mostly_deleted_is_written_again(make_card: Callable[..., Any]) -> None:
    storage = MemoryStorage()
    write_update(storage, (), [make_card(f"card-{number}") for number in range(10)], Analyser)
    write_update(storage, range(4), (), Analyser)
    assert [segment.doc_count_all() for segment in read_segments(storage)] == [10]
    write_update(storage, (4, 5), (), Analyser)
    assert [segment.doc_count_all() for segment in read_segments(storage)] == [4]
    write_update(storage, range(4), (), Analyser)
    assert read_segments(storage) == []
