"""Writing to the index: one Whoosh commit a change, in memory, nothing of it on the disk."""

from collections.abc import Callable, Collection, Iterable
from typing import Any

from enablement.library.cards import HeldCard
from enablement.search.analysis import Analyser, base_language
from enablement.search.codec import ArrayCodec, GroupedPostings
from enablement.search.documents import make_document
from enablement.search.schema import make_schema
from enablement.search.storage import MemoryStorage
from enablement.search.whoosh_parts import TOC, FileIndex, SegmentReader, SegmentWriter

INDEX = "cards"

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
    analyser_of: Callable[[str], Analyser],
) -> None:
    """Delete documents by their number and add cards, in one commit."""
    if not storage.files:
        FileIndex.create(storage, make_schema(), INDEX)
    writer = SegmentWriter(FileIndex(storage, make_schema(), INDEX), codec=ArrayCodec())
    writer.pool = GroupedPostings()
    for doc in deleted:
        writer.delete_document(doc)
    for held in added:
        writer.add_document(**make_document(held, analyser_of(base_language(held.card.language))))
    writer.commit(mergetype=merge_tiers)


def merge_tiers(writer: Any, segments: Collection[Any]) -> list[Any]:
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
            reader = SegmentReader(writer.storage, writer.schema, segment)
            writer.add_reader(reader)
            reader.close()
    gone = {segment.segment_id() for segment in merged}
    return [segment for segment in segments if segment.segment_id() not in gone]


def _tier(count: int) -> int:
    tier = 0
    while count >= _TIER:
        count //= _TIER
        tier += 1
    return tier
