"""The revisions of a card as they were published: their text, their images, and how they came to be."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, select

from enablement.cards.model import Card
from enablement.cards.writer import write_card
from enablement.errors import HubMissingError
from enablement.hub.database import Database
from enablement.hub.models import cards, objects, people, revisions
from enablement.sync.protocol import EntryKind
from enablement.translation import n_


@dataclass(frozen=True)
class RevisionFacts:
    """What is told of a revision; author and approver are empty for one of a repository.

    `current` says that it is the card's newest, `state` and `source` are the card's.
    """

    card_id: str
    number: int
    title: str
    language: str
    owner: str
    translation_of: str
    verify_by: date | None
    expires: date | None
    created_at: datetime
    note: str
    author: str
    approver: str
    state: str
    source: str
    current: bool


@dataclass(frozen=True)
class Revision(RevisionFacts):
    """One revision with all that it holds."""

    generation: int
    author_id: str
    file_name: str
    card: Card = field(repr=False)
    source_text: str = field(repr=False)

    @property
    def text(self) -> str:
        """Its file as it was written, or as it would be for one of before that was kept."""
        return self.source_text or write_card(self.card)


def read_revision(connection: Connection, card_id: str, number: int | None = None) -> Revision:
    """One revision of a card, the newest unless told; `HubMissingError` for none such."""
    wanted = cards.c.revision if number is None else number
    query = _whole().where(cards.c.card_id == card_id, revisions.c.number == wanted)
    row = connection.execute(query).mappings().one_or_none()
    if row is None:
        raise HubMissingError(
            n_("There is no card “{card}” with such a revision on this hub."),
            mend=n_("Look it up under Cards."),
            card=card_id,
        )
    return _revision(row)


def read_revisions(connection: Connection, card_id: str) -> list[Revision]:
    """Every revision of a card, the newest first; `HubMissingError` for no such card."""
    newest = read_revision(connection, card_id)
    query = _whole().where(cards.c.card_id == card_id, revisions.c.number < newest.number)
    rows = connection.execute(query.order_by(revisions.c.number.desc())).mappings()
    return [newest, *(_revision(row) for row in rows)]


def _whole() -> Select[Any]:
    author, approver = people.alias("author"), people.alias("approver")
    return (
        select(
            revisions, objects.c.data, cards.c.state, cards.c.source,
            cards.c.revision.label("newest"),
            author.c.name.label("author_name"), author.c.email.label("author_email"),
            approver.c.name.label("approver_name"), approver.c.email.label("approver_email"),
        )
        .join(cards, cards.c.card_id == revisions.c.card_id)
        .join(objects, objects.c.hash == revisions.c.content_hash)
        .join(author, author.c.person_id == revisions.c.author_id, isouter=True)
        .join(approver, approver.c.person_id == revisions.c.approver_id, isouter=True)
    )  # fmt: skip


def _revision(row: RowMapping) -> Revision:
    same = (
        "card_id", "number", "title", "language", "created_at", "generation", "note", "author_id",
        "file_name", "state", "source", "source_text",
    )  # fmt: skip
    card = Card.from_bytes(row["data"])
    return Revision(
        **{name: row[name] for name in same},
        # The content says it for revisions of before these columns, too.
        owner=card.owner,
        translation_of=card.translation_of or "",
        verify_by=card.verify_by,
        expires=card.expires,
        author=row["author_name"] or row["author_email"] or "",
        approver=row["approver_name"] or row["approver_email"] or "",
        current=row["number"] == row["newest"],
        card=card,
    )


class CardRevisions:
    """Reads what was published of a card."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, card_id: str, number: int | None = None) -> Revision:
        """One revision, the newest unless told; `HubMissingError` for none such."""
        with self._database.reading() as connection:
            return read_revision(connection, card_id, number)

    def of(self, card_id: str) -> list[Revision]:
        """Every revision of a card, the newest first; `HubMissingError` for no such card."""
        with self._database.reading() as connection:
            return read_revisions(connection, card_id)

    def image(self, digest: str) -> bytes | None:
        """The bytes of an image of any card or draft, for whoever may see all of them."""
        query = select(objects.c.data).where(
            objects.c.hash == digest, objects.c.kind == EntryKind.ATTACHMENT
        )
        with self._database.reading() as connection:
            data: bytes | None = connection.scalar(query)
        return data
