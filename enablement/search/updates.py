"""Writing to the index: one Whoosh commit a change, in memory, nothing of it on the disk."""

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any

from enablement.library.cards import HeldCard
from enablement.search.analysis import Analyser, base_language
from enablement.search.codec import CardWriter
from enablement.search.documents import make_document
from enablement.search.schema import make_schema
from enablement.search.storage import MemoryStorage
from enablement.search.whoosh_parts import TOC, FileIndex

INDEX = "cards"

PART = 500
"""Cards in one commit when there are many to add."""

_LARGEST = 50_000
"""Cards in a segment that is made for its own sake; merging takes memory in proportion."""

AnalyserOf = Callable[[str], Analyser]
MergePolicy = Callable[[CardWriter, Collection[Any]], list[Any]]

_TIER = 8
"""As many segments of one size are merged into one of the next."""


def read_segments(storage: MemoryStorage) -> list[Any]:
    """Whoosh's description of each segment, in the order in which documents are numbered."""
    if not storage.files:
        return []
    segments: list[Any] = TOC.read(storage, INDEX, schema=make_schema()).segments
    return segments


def write_update(
    storage: MemoryStorage,
    deleted: Iterable[int],
    added: Iterable[HeldCard],
    analyser_of: AnalyserOf,
    merge: MergePolicy | None = None,
) -> None:
    """Delete documents by their number and add cards, in one commit."""
    if not storage.files:
        FileIndex.create(storage, make_schema(), INDEX)
    writer = CardWriter(FileIndex(storage, make_schema(), INDEX))
    for doc in deleted:
        writer.delete_document(doc)
    for held in added:
        writer.add_document(**make_document(held, analyser_of(base_language(held.card.language))))
    writer.commit(mergetype=merge or merge_tiers)


def write_parts(
    storage: MemoryStorage,
    deleted: Iterable[int],
    added: Sequence[HeldCard],
    analyser_of: AnalyserOf,
    progress: Callable[[int, int], None],
    part: int = PART,
) -> None:
    """The same in a commit for each part of the cards, which bounds the memory that it takes.

    `progress` is told how many of the cards are done, and how many there are.
    """
    write_update(storage, deleted, added[:part], analyser_of)
    for start in range(part, len(added), part):
        progress(start, len(added))
        write_update(storage, (), added[start : start + part], analyser_of)
    if len(added) > part:
        write_update(storage, (), (), analyser_of, merge_all)
    progress(len(added), len(added))


def merge_tiers(writer: CardWriter, segments: Collection[Any]) -> list[Any]:
    """Merge what has grown into many small segments, or is more than half deleted; keep the rest.

    Segments fall into tiers by powers of 8, so there are at most 7 of each, and a card is written
    again only as often as there are tiers.
    """
    tiers: dict[int, list[Any]] = {}
    merged: list[Any] = []
    for segment in segments:
        live = segment.doc_count()
        if live * 2 < segment.doc_count_all():
            merged.append(segment)
        else:
            tiers.setdefault(_tier(live), []).append(segment)
    for tier in tiers.values():
        if len(tier) >= _TIER:
            merged.extend(tier)
    for segment in merged:
        if segment.doc_count():
            writer.add_segment(segment)
    gone = {segment.segment_id() for segment in merged}
    return [segment for segment in segments if segment.segment_id() not in gone]


def merge_all(writer: CardWriter, segments: Collection[Any]) -> list[Any]:
    """Make one segment of all, the fastest to search, unless it would become too large a file."""
    most = max((segment.doc_count() for segment in segments), default=0)
    if sum(segment.doc_count() for segment in segments) > _LARGEST or most == 0:
        return merge_tiers(writer, segments)
    if len(segments) > 1 or any(segment.deleted_count() for segment in segments):
        for segment in segments:
            if segment.doc_count():
                writer.add_segment(segment)
        return []
    return list(segments)


def _tier(count: int) -> int:
    tier = 0
    while count >= _TIER:
        count //= _TIER
        tier += 1
    return tier
