"""Writing what a publication decided: objects by hash, new revisions, and the cards' state."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update

from enablement.cards.model import Card
from enablement.hub.models import cards, objects, revisions
from enablement.hub.shelf import ShelfCard
from enablement.sync.protocol import EntryKind

_AT_ONCE = 500
"""How many values one statement names; databases have a limit."""


def write_shelf(
    connection: Connection,
    touched: Sequence[ShelfCard],
    contents: Mapping[str, Card],
    images: Mapping[str, bytes],
    generation: int,
    now: datetime,
) -> None:
    """Bring these cards to their new state; a revision that is there already is never touched."""
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
        }
        for card in fresh
    ]
    if rows:
        connection.execute(insert(revisions), rows)


def _known_revisions(connection: Connection, touched: Sequence[ShelfCard]) -> set[tuple[str, int]]:
    known: set[tuple[str, int]] = set()
    for ids in _portions([card.card_id for card in touched]):
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
            wanted[digest] = (EntryKind.ATTACHMENT, images[digest])
    for names in _portions(list(wanted)):
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
    if arriving:
        connection.execute(insert(cards), arriving)
    changing: list[dict[str, Any]] = [
        {"held_id": row["card_id"], **{name: row[name] for name in ("state", "revision", "source")}}
        for row in rows
        if row["card_id"] not in new
    ]
    if changing:
        same_card = cards.c.card_id == bindparam("held_id")
        connection.execute(update(cards).where(same_card), changing)


def _portions(names: Sequence[str]) -> Iterable[Sequence[str]]:
    for start in range(0, len(names), _AT_ONCE):
        yield names[start : start + _AT_ONCE]
