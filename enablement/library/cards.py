"""The cards a laptop holds: what the hub's shards name, and the objects behind their hashes."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    Table,
    bindparam,
    delete,
    func,
    insert,
    select,
    union,
)

from enablement.cards.model import Card
from enablement.library.database import Database
from enablement.library.tables import cards, entries, objects

_CHUNK = 500
_ENTRY = (entries.c.kind, entries.c.id, entries.c.revision, entries.c.hash, entries.c.shard)


@dataclass(frozen=True)
class HeldCard:
    """A card as the laptop holds it: its content, the number of its revision, and its hash."""

    card: Card
    revision: int
    hash: str


class HeldEntry(NamedTuple):
    """One thing that a shard of the hub names; `shard` is 0 to 63, or 64 for the device's own."""

    kind: str
    id: str
    revision: int
    hash: str
    shard: int


class CardShelf:
    """Reading the held cards, and replacing them all at once when a sync is applied."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, card_id: str) -> HeldCard | None:
        """The card of that id, expired or not; `None` when the laptop does not hold it."""
        found = self._select(cards.c.card_id == card_id)
        return found[0] if found else None

    def all(self) -> list[HeldCard]:
        """Every held card, by id."""
        return self._select()

    def count(self) -> int:
        """How many cards are held."""
        with self._database.reading() as connection:
            return connection.scalar(select(func.count()).select_from(cards)) or 0

    def messages(self) -> int:
        """How many cards are held when a card and its translations count as one."""
        with self._database.reading() as connection:
            return connection.scalar(select(func.count(cards.c.original.distinct()))) or 0

    def originals(self) -> dict[str, str]:
        """Of each held card, by its id, the one that it translates, or itself."""
        with self._database.reading() as connection:
            rows = connection.execute(select(cards.c.card_id, cards.c.original))
            return {row.card_id: row.original for row in rows}

    def hashes(self) -> dict[str, str]:
        """The content hash of each held card by its id: what an index must agree with."""
        with self._database.reading() as connection:
            rows = connection.execute(select(cards.c.card_id, cards.c.hash))
            return {row.card_id: row.hash for row in rows}

    def content_hashes(self) -> list[str]:
        """The hashes alone, read as one text: what an index is held against at every start."""
        with self._database.reading() as connection:
            found: str | None = connection.scalar(select(func.group_concat(cards.c.hash)))
        return found.split(",") if found else []

    def with_hashes(self, hashes: Collection[str]) -> list[HeldCard]:
        """The held cards of those contents, by id."""
        wanted, found = sorted(set(hashes)), list[HeldCard]()
        for start in range(0, len(wanted), _CHUNK):
            found += self._select(cards.c.hash.in_(wanted[start : start + _CHUNK]))
        return sorted(found, key=lambda held: held.card.id)

    def revisions(self) -> dict[str, int]:
        """The number of the held revision of each card by its id."""
        with self._database.reading() as connection:
            rows = connection.execute(select(cards.c.card_id, cards.c.revision))
            return {row.card_id: row.revision for row in rows}

    def translations(self, card_id: str) -> list[HeldCard]:
        """The card in every language held, the one named included, by language."""
        original = select(cards.c.original).where(cards.c.card_id == card_id).scalar_subquery()
        found = self._select(cards.c.original == original)
        return sorted(found, key=lambda held: held.card.language)

    def attachment(self, sha256: str) -> bytes | None:
        """The bytes of an attachment; `None` when the laptop does not hold it."""
        query = (
            select(objects.c.data)
            .join(entries, entries.c.hash == objects.c.hash)
            .where(entries.c.kind == "attachment", entries.c.hash == sha256)
        )
        with self._database.reading() as connection:
            data = connection.scalar(query)
        return None if data is None else bytes(data)

    def entries(self) -> list[HeldEntry]:
        """Everything that the last applied root named, kinds unknown to this version included."""
        with self._database.reading() as connection:
            return _read_entries(connection)

    def missing(self, hashes: Collection[str]) -> list[str]:
        """Those hashes whose objects are not here yet, sorted."""
        held: set[str] = set()
        wanted = sorted(set(hashes))
        with self._database.reading() as connection:
            for start in range(0, len(wanted), _CHUNK):
                part = wanted[start : start + _CHUNK]
                held |= set(
                    connection.scalars(select(objects.c.hash).where(objects.c.hash.in_(part)))
                )
        return [digest for digest in wanted if digest not in held]

    def stage(self, arrived: dict[str, bytes]) -> None:
        """Keep objects that arrived and were verified, so that a sync goes on where it stopped.

        Staged objects are seen by nobody until `replace` names them.
        """
        if not arrived:
            return
        statement = insert(objects).prefix_with("OR IGNORE")
        with self._database.writing() as connection:
            connection.execute(
                statement, [{"hash": digest, "data": data} for digest, data in arrived.items()]
            )

    def staged(self, hashes: Collection[str]) -> dict[str, bytes]:
        """The bytes of objects by hash, of those that are here."""
        wanted, found = sorted(set(hashes)), dict[str, bytes]()
        with self._database.reading() as connection:
            for start in range(0, len(wanted), _CHUNK):
                part = wanted[start : start + _CHUNK]
                rows = connection.execute(
                    select(objects.c.hash, objects.c.data).where(objects.c.hash.in_(part))
                )
                found |= {digest: bytes(data) for digest, data in rows}
        return found

    def replace(
        self,
        connection: Connection,
        desired: Iterable[HeldEntry],
        changed: Iterable[HeldCard],
        removed: Collection[str],
        held: Iterable[HeldEntry] | None = None,
    ) -> None:
        """Make the shelf hold exactly what is desired, inside a `writing()` transaction.

        `changed` are the cards that are new or of a new revision; `held` what `entries` answered,
        if it cannot have changed since. Objects that nothing names any more are let go.
        """
        if held is None:
            held = _read_entries(connection)
        wanted = set(desired)
        gone = _replace_entries(connection, set(held), wanted)
        rows = [
            {
                "card_id": held.card.id,
                "revision": held.revision,
                "hash": held.hash,
                "original": held.card.translation_of or held.card.id,
            }
            for held in changed
        ]
        replaced = [{"an_id": card_id} for card_id in (*removed, *(row["card_id"] for row in rows))]
        if replaced:
            named = cards.c.card_id == bindparam("an_id")
            connection.execute(delete(cards).where(named), replaced)
        _insert_all(connection, cards, rows)
        hashes = {entry.hash for entry in wanted}
        _let_go(connection, {entry.hash for entry in gone} - hashes, len(hashes))

    def _select(self, *conditions: ColumnElement[bool]) -> list[HeldCard]:
        query = (
            select(objects.c.data, cards.c.revision, cards.c.hash)
            .join(objects, objects.c.hash == cards.c.hash)
            .where(*conditions)
            .order_by(cards.c.card_id)
        )
        with self._database.reading() as connection:
            rows = connection.execute(query).all()
        return [
            HeldCard(Card.from_bytes(data), revision, digest) for data, revision, digest in rows
        ]


def _read_entries(connection: Connection) -> list[HeldEntry]:
    return [HeldEntry(*row) for row in connection.execute(select(*_ENTRY))]


def _replace_entries(
    connection: Connection, held: set[HeldEntry], desired: set[HeldEntry]
) -> set[HeldEntry]:
    """Write only what differs, of ten thousand entries perhaps one; the entries that are gone."""
    gone = held - desired
    if gone:
        named = (entries.c.kind == bindparam("a_kind")) & (entries.c.id == bindparam("an_id"))
        names = [{"a_kind": entry.kind, "an_id": entry.id} for entry in gone]
        connection.execute(delete(entries).where(named), names)
    new = sorted(desired - held)
    _insert_all(connection, entries, [entry._asdict() for entry in new])
    return gone


def _let_go(connection: Connection, unnamed: Collection[str], named: int) -> None:
    """Delete the objects that nothing names any more, and what broken-off syncs left behind.

    `named` is how many objects there should be: with more, each is looked at.
    """
    if unnamed:
        # A card whose successor needs a newer program is still shown as it was.
        unnamed = set(unnamed).difference(connection.scalars(select(cards.c.hash)))
    if unnamed:
        this = objects.c.hash == bindparam("a_hash")
        connection.execute(delete(objects).where(this), [{"a_hash": name} for name in unnamed])
    if (connection.scalar(select(func.count()).select_from(objects)) or 0) > named:
        kept = union(select(entries.c.hash), select(cards.c.hash))
        connection.execute(delete(objects).where(objects.c.hash.not_in(kept)))


def _insert_all(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    if rows:
        connection.execute(insert(table), rows)
