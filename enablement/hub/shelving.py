"""Writing what a publication decided: objects by hash, new revisions, and the cards' state."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from enablement.cards.model import FACETS, Card
from enablement.hub.bulk import insert_rows, portions
from enablement.hub.coverage.recall_rows import lift_recalls
from enablement.hub.models import NAME, card_facets, cards, objects, revisions
from enablement.hub.shelf import CardState, ShelfCard
from enablement.sync.protocol import EntryKind

"""How many values one statement names; databases have a limit."""


@dataclass(frozen=True)
class Written:
    """How a revision came to be: its file as it was written, and by whom, when not by a repository."""

    source_text: str = field(default="", repr=False)
    file_name: str = ""
    author_id: str = ""
    approver_id: str = ""
    note: str = ""


_UNTOLD = Written()


def write_shelf(
    connection: Connection,
    touched: Sequence[ShelfCard],
    contents: Mapping[str, Card],
    images: Mapping[str, bytes],
    generation: int,
    now: datetime,
    written: Mapping[str, Written] | None = None,
) -> None:
    """Bring these cards to their new state; a revision that is there already is never touched.

    An image whose bytes are not among `images` must be on the hub already.
    """
    known = _known_revisions(connection, touched)
    fresh = [card for card in touched if (card.card_id, card.revision) not in known]
    first = [card for card in fresh if card.revision == 1]
    _write_objects(connection, fresh, contents, images)
    _write_cards(connection, touched, {card.card_id for card in first})
    rows = [
        {
            "card_id": card.card_id,
            "number": card.revision,
            "content_hash": card.content_hash,
            "title": card.title,
            "language": card.language,
            "teams": list(card.teams),
            "regions": list(card.regions),
            "attachments": list(card.attachments),
            "created_at": now,
            "generation": generation,
            **_told(contents[card.card_id], (written or {}).get(card.card_id, _UNTOLD)),
        }
        for card in fresh
    ]
    if rows:
        connection.execute(insert(revisions), rows)
    _write_facets(connection, [contents[card.card_id] for card in fresh])
    again = [card.card_id for card in touched if card.state is CardState.PUBLISHED]
    lift_recalls(connection, again, now)


def _told(card: Card, written: Written) -> dict[str, Any]:
    """What a revision's row tells so that a list needs no card to be read."""
    return {
        "kind": card.kind.value,
        "summary": card.summary,
        "owner": card.owner[:NAME],
        "translation_of": (card.translation_of or "")[:NAME],
        "valid_from": card.valid_from,
        "verify_by": card.verify_by,
        "expires": card.expires,
        "source_text": written.source_text,
        "file_name": written.file_name,
        "author_id": written.author_id,
        "approver_id": written.approver_id,
        "note": written.note,
    }


def _write_facets(connection: Connection, fresh: Sequence[Card]) -> None:
    for ids in portions([card.id for card in fresh]):
        connection.execute(delete(card_facets).where(card_facets.c.card_id.in_(ids)))
    rows = [
        {"card_id": card.id, "facet": facet, "value": value}
        for card in fresh
        for facet in FACETS
        for value in dict.fromkeys(value[:NAME] for value in card.facet(facet))
    ]
    insert_rows(connection, card_facets, rows)


def _known_revisions(connection: Connection, touched: Sequence[ShelfCard]) -> set[tuple[str, int]]:
    known: set[tuple[str, int]] = set()
    for ids in portions([card.card_id for card in touched]):
        query = select(revisions.c.card_id, revisions.c.number)
        rows = connection.execute(query.where(revisions.c.card_id.in_(ids)))
        known.update((row.card_id, row.number) for row in rows)
    return known


def _write_objects(
    connection: Connection,
    fresh: Iterable[ShelfCard],
    contents: Mapping[str, Card],
    images: Mapping[str, bytes],
) -> None:
    wanted: dict[str, tuple[str, bytes]] = {}
    for card in fresh:
        wanted[card.content_hash] = (EntryKind.CARD, contents[card.card_id].to_bytes())
        for digest in card.attachments:
            if digest in images:
                wanted[digest] = (EntryKind.ATTACHMENT, images[digest])
    for names in portions(wanted):
        query = select(objects.c.hash).where(objects.c.hash.in_(names))
        held = set(connection.scalars(query))
        rows = [
            {"hash": name, "kind": wanted[name][0], "size": len(wanted[name][1]),
             "data": wanted[name][1]}
            for name in names
            if name not in held
        ]  # fmt: skip
        if rows:
            connection.execute(insert(objects), rows)


def _write_cards(connection: Connection, touched: Iterable[ShelfCard], new: set[str]) -> None:
    rows = [
        {"card_id": card.card_id, "state": card.state, "revision": card.revision,
         "source": card.source}
        for card in touched
    ]  # fmt: skip
    arriving = [row for row in rows if row["card_id"] in new]
    insert_rows(connection, cards, arriving)
    changing: list[dict[str, Any]] = [
        {"held_id": row["card_id"], **{name: row[name] for name in ("state", "revision", "source")}}
        for row in rows
        if row["card_id"] not in new
    ]
    if changing:
        same_card = cards.c.card_id == bindparam("held_id")
        connection.execute(update(cards).where(same_card), changing)
