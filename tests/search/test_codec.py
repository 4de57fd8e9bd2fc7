"""Whoosh, with our files: what goes in comes out, through merges and deletions too."""

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from enablement.search.analysis import Analyser
from enablement.search.codec import CardWriter, SegmentFiles
from enablement.search.documents import make_document
from enablement.search.schema import make_schema
from enablement.search.storage import MemoryStorage
from enablement.search.updates import INDEX, merge_tiers, read_segments
from enablement.search.whoosh_parts import FileIndex

MakeCard = Callable[..., Any]
ENGLISH = Analyser("en")


def write(
    storage: MemoryStorage, cards: list[Any], deleted: tuple[int, ...] = (), merge: bool = False
) -> None:
    if not storage.files:
        FileIndex.create(storage, make_schema(), INDEX)
    writer = CardWriter(FileIndex(storage, make_schema(), INDEX))
    for doc in deleted:
        writer.delete_document(doc)
    for held in cards:
        writer.add_document(**make_document(held, ENGLISH))

    def every(_writer: CardWriter, segments: list[Any]) -> list[Any]:
        for segment in segments:
            writer.add_segment(segment)
        return []

    writer.commit(mergetype=every if merge else merge_tiers)


def only_segment(storage: MemoryStorage) -> SegmentFiles:
    (segment,) = read_segments(storage)
    return SegmentFiles(storage, segment)


def contents(files: SegmentFiles) -> dict[str, Any]:
    """Everything that the files of a segment hold, as plain values."""
    return {
        field: [
            (term, postings.docs[slice(*postings.find(term))].tolist()) for term in postings.terms
        ]
        + [postings.values.tobytes()]
        for field, postings in files.fields.items()
    } | {
        "records": files.columns.records.tobytes(),
        "texts": [
            [files.columns.text(name, doc) for doc in range(files.count)]
            for name in ("tokens", "shown")
        ],
    }


def test_a_merge_is_as_if_all_had_been_written_at_once(make_card: MakeCard) -> None:
    cards = [make_card(f"card-{number}", f"Price {number} of {number % 3}") for number in range(9)]
    once = MemoryStorage()
    write(once, [*cards[6:], *cards[:3], *cards[3:6]])
    merged = MemoryStorage()
    write(merged, cards[:3])
    write(merged, cards[3:6])
    write(merged, cards[6:], merge=True)
    assert contents(only_segment(merged)) == contents(only_segment(once))


def test_a_deleted_document_is_gone_after_a_merge(make_card: MakeCard) -> None:
    cards = [make_card(f"card-{number}", f"Price {number}") for number in range(4)]
    storage, fresh = MemoryStorage(), MemoryStorage()
    write(storage, cards)
    write(storage, [], deleted=(0, 2), merge=True)
    write(fresh, [cards[1], cards[3]])
    assert contents(only_segment(storage)) == contents(only_segment(fresh))


def test_nothing_readable_reaches_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make_card: MakeCard
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    storage = MemoryStorage()
    words = " ".join(f"secret{number}" for number in range(3_000))
    write(storage, [make_card(f"card-{number}", body=words) for number in range(20)])
    write(storage, [make_card("more")], merge=True)
    assert list(tmp_path.iterdir()) == []
    assert not any("tmp" in name for name in storage.files)
