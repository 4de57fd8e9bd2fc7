"""What a sync changed among the cards that this rep knew, until the rep has seen it.

The card that was known is kept beside its successor, so that the difference can be read offline.
"""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from hashlib import sha256
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Text,
    bindparam,
    cast,
    delete,
    exists,
    func,
    select,
    update,
)
from sqlalchemy.dialects.sqlite import insert

from enablement.cards.model import Card
from enablement.clock import Clock
from enablement.library.cards import HeldCard
from enablement.library.database import Database
from enablement.library.tables import cards, changes, objects

_CHUNK = 500
_FACTS = ("translation_of", "language", "valid_from", "expires")
_LANGUAGE = str(Card.model_fields["language"].default)
"""A card's default fields are not written."""


class ChangeKind(StrEnum):
    """What happened to a card."""

    NEW = "new"
    CHANGED = "changed"
    RETIRED = "retired"


@dataclass(frozen=True)
class CardChange:
    """One card that is not as the rep knew it; `former` is that card, none for a new one.

    `revision` is the newest, for a retired card the last; `dismissed_at` is set once it was seen.
    """

    card_id: str
    kind: ChangeKind
    revision: int
    former_revision: int | None
    former: Card | None
    arrived_at: datetime
    dismissed_at: datetime | None


@dataclass(frozen=True)
class Unseen:
    """What the order of the news needs of a change, read without the cards themselves.

    `original` is the card that this one translates, or itself.
    """

    card_id: str
    kind: ChangeKind
    original: str
    language: str
    valid_from: date | None
    expires: date | None

    def shown_on(self, day: date) -> bool:
        """Whether there is something to tell that day: a card that may be shown, or that is gone."""
        started = self.valid_from is None or self.valid_from <= day
        shown = started and (self.expires is None or day < self.expires)
        return shown or self.kind is ChangeKind.RETIRED


class ChangeShelf:
    """Records changes in the transaction of a sync, and lets the rep dismiss them."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def record(
        self, connection: Connection, changed: Iterable[HeldCard], removed: Iterable[str]
    ) -> None:
        """Note what is about to be replaced or taken away; call it before the cards are written.

        The first cards of a laptop are no news. A revision that was never seen is passed over: the
        rep is told the difference to the one before.
        """
        changed = tuple(changed)
        ids = {card.card.id for card in changed}.union(removed)
        if not ids or _first_cards(connection):
            return
        held = _rows(connection, cards.c.card_id, (cards.c.revision, cards.c.hash), ids)
        known = _rows(connection, changes.c.card_id, tuple(changes.c)[1:], ids)
        now = self._clock()
        for card in changed:
            before, was = held.get(card.card.id), known.get(card.card.id)
            if before is None or before.hash != card.hash:
                _arrive(connection, card, before, was, now)
            elif was is not None and was.revision != card.revision:
                _number(connection, card)
        for card_id in removed:
            _retire(connection, held.get(card_id), known.get(card_id), now)

    def open(self) -> list[CardChange]:
        """What the rep has not seen yet, newest first."""
        query = select(changes).where(changes.c.dismissed_at.is_(None))
        return self._read(query.order_by(changes.c.arrived_at.desc(), changes.c.card_id))

    def unseen(self) -> list[Unseen]:
        """The same in short, newest first: hundreds of them in a few milliseconds."""
        content = cast(func.coalesce(objects.c.data, changes.c.former), Text)
        facts = func.json_extract(content, *(f"$.{name}" for name in _FACTS))
        query = (
            select(changes.c.card_id, changes.c.kind, facts)
            .outerjoin(cards, cards.c.card_id == changes.c.card_id)
            .outerjoin(objects, objects.c.hash == cards.c.hash)
            .where(changes.c.dismissed_at.is_(None))
            .where(objects.c.data.is_not(None) | changes.c.former.is_not(None))
            .order_by(changes.c.arrived_at.desc(), changes.c.card_id)
        )
        with self._database.reading() as connection:
            rows = connection.execute(query).all()
        return [_unseen(*row) for row in rows]

    def get(self, card_id: str) -> CardChange | None:
        """The newest change of a card, seen or not."""
        found = self._read(select(changes).where(changes.c.card_id == card_id))
        return found[0] if found else None

    def dismiss(self, card_ids: Collection[str]) -> list[str]:
        """The rep has seen these; the ids of those that were open until now."""
        return self._mark(card_ids, changes.c.dismissed_at.is_(None), self._clock())

    def restore(self, card_ids: Collection[str]) -> list[str]:
        """The rep wants to see these again; the ids of those that were dismissed."""
        return self._mark(card_ids, changes.c.dismissed_at.is_not(None), None)

    def _mark(
        self, card_ids: Collection[str], condition: ColumnElement[bool], at: datetime | None
    ) -> list[str]:
        with self._database.writing() as connection:
            named = changes.c.card_id.in_(list(card_ids)) & condition
            found = list(connection.scalars(select(changes.c.card_id).where(named)))
            if found:
                this = changes.c.card_id == bindparam("an_id")
                rows = [{"an_id": card_id} for card_id in found]
                connection.execute(update(changes).where(this).values(dismissed_at=at), rows)
        return found

    def _read(self, query: Any) -> list[CardChange]:
        with self._database.reading() as connection:
            rows = connection.execute(query).mappings().all()
        return [change_of(dict(row)) for row in rows]


def change_of(row: dict[str, Any]) -> CardChange:
    """A change, from its row."""
    former = Card.from_bytes(row["former"]) if row["former"] is not None else None
    return CardChange(**{**row, "kind": ChangeKind(row["kind"]), "former": former})


def _unseen(card_id: str, kind: str, facts: str) -> Unseen:
    original, language, *days = json.loads(facts)
    valid_from, expires = (date.fromisoformat(day) if day else None for day in days)
    return Unseen(
        card_id, ChangeKind(kind), original or card_id, language or _LANGUAGE, valid_from, expires
    )


def _first_cards(connection: Connection) -> bool:
    """Whether no card was ever here before."""
    return not any(
        connection.scalar(select(exists().select_from(table))) for table in (cards, changes)
    )


def _rows(
    connection: Connection, key: Column[str], columns: Iterable[Any], ids: Collection[str]
) -> dict[str, Any]:
    """The rows of these ids, by id."""
    wanted, found = sorted(ids), dict[str, Any]()
    for start in range(0, len(wanted), _CHUNK):
        part = key.in_(wanted[start : start + _CHUNK])
        found |= {row[0]: row for row in connection.execute(select(key, *columns).where(part))}
    return found


def _arrive(connection: Connection, card: HeldCard, before: Any, known: Any, now: datetime) -> None:
    """Note a card that comes in the place of another, or of none."""
    former, revision = None, None
    if known is not None and known.dismissed_at is None:
        # Not seen yet: what the rep knew is what is kept already.
        former, revision = known.former, known.former_revision
        if former is not None and sha256(former).hexdigest() == card.hash:
            # It is again as the rep knew it: there is nothing to tell.
            connection.execute(delete(changes).where(changes.c.card_id == card.card.id))
            return
    elif before is not None:
        former, revision = _content(connection, before.hash), before.revision
    row = {
        "card_id": card.card.id,
        "kind": ChangeKind.NEW if former is None else ChangeKind.CHANGED,
        "revision": card.revision,
        "former_revision": revision,
        "former": former,
    }
    _keep(connection, {**row, "arrived_at": now, "dismissed_at": None})


def _number(connection: Connection, card: HeldCard) -> None:
    """The same content has another number now, as after a restored hub."""
    this = changes.c.card_id == card.card.id
    connection.execute(update(changes).where(this).values(revision=card.revision))


def _retire(connection: Connection, before: Any, known: Any, now: datetime) -> None:
    """Note that a card goes; one that came and goes unseen was never there."""
    if before is None:
        return
    unseen = known is not None and known.dismissed_at is None
    if unseen and known.former is None:
        connection.execute(delete(changes).where(changes.c.card_id == before.card_id))
        return
    former = known.former if unseen else _content(connection, before.hash)
    revision = known.former_revision if unseen else before.revision
    row = {"card_id": before.card_id, "kind": ChangeKind.RETIRED, "revision": before.revision,
           "former_revision": revision, "former": former}  # fmt: skip
    _keep(connection, {**row, "arrived_at": now, "dismissed_at": None})


def _content(connection: Connection, digest: str) -> bytes | None:
    found: bytes | None = connection.scalar(select(objects.c.data).where(objects.c.hash == digest))
    return found


def _keep(connection: Connection, row: dict[str, Any]) -> None:
    new = insert(changes).values(row)
    connection.execute(new.on_conflict_do_update(index_elements=["card_id"], set_=row))
