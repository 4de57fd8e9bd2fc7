"""Translations beside their original: block by block, and whether the original changed since."""

from dataclasses import dataclass

from sqlalchemy import Connection, select

from enablement.cards.blocks import Block
from enablement.hub.database import Database
from enablement.hub.drafting.card_revisions import Revision, read_revision, read_revisions
from enablement.hub.drafting.differences import Difference, compare
from enablement.hub.drafting.fields import BODY, fields_of_card
from enablement.hub.models import cards, revisions
from enablement.hub.shelf import CardState

_SAID = ("title", "summary", "says", BODY)
"""What a translation says in its own words; the other fields are the card's in any language."""


@dataclass(frozen=True)
class Translation:
    """A card in another language, and what its original says differently since it was written.

    `since` is the revision of the original that the translation was written from.
    """

    revision: Revision
    since: int
    difference: Difference

    @property
    def behind(self) -> bool:
        """Whether the original changed since."""
        return self.difference.count > 0


@dataclass(frozen=True)
class Pair:
    """Two blocks that say the same; one of them may be missing."""

    original: Block | None
    translation: Block | None


class Translations:
    """Reads what belongs together."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def original(self, card_id: str) -> Revision | None:
        """The newest revision of a card that another one says it translates, if the hub has it."""
        with self._database.reading() as connection:
            return _there(connection, card_id)

    def of(self, card_id: str) -> list[Translation]:
        """The published translations of a card, by language."""
        newest = (revisions.c.card_id == cards.c.card_id) & (revisions.c.number == cards.c.revision)
        query = (
            select(cards.c.card_id)
            .join(revisions, newest)
            .where(revisions.c.translation_of == card_id, cards.c.state == CardState.PUBLISHED)
            .order_by(revisions.c.language, cards.c.card_id)
        )
        with self._database.reading() as connection:
            original = read_revisions(connection, card_id)
            names = connection.scalars(query).all()
            return [_translation(read_revisions(connection, name), original) for name in names]

    def beside(self, card_id: str) -> tuple[Revision, Translation] | None:
        """The original of a card and the card as its translation; `None` when it has no original."""
        with self._database.reading() as connection:
            own = read_revisions(connection, card_id)
            found = _there(connection, own[0].translation_of)
            if found is None:
                return None
            return found, _translation(own, read_revisions(connection, found.card_id))


def _there(connection: Connection, card_id: str) -> Revision | None:
    there = select(cards.c.card_id).where(cards.c.card_id == card_id)
    return read_revision(connection, card_id) if card_id and connection.scalar(there) else None


def _said(revision: Revision) -> dict[str, str]:
    fields = fields_of_card(revision.card)
    return {name: fields[name] for name in _SAID}


def _translation(own: list[Revision], original: list[Revision]) -> Translation:
    """Compare what the original says now with what it said when the translation was written."""
    newest = own[0]
    words = _said(newest)
    # A date that was moved is no new translation: the words count from when they were written.
    written = newest.created_at
    for revision in own[1:]:
        if _said(revision) != words:
            break
        written = revision.created_at
    before = [one for one in original if one.created_at <= written]
    base = before[0] if before else original[-1]
    return Translation(newest, base.number, compare(_said(base), _said(original[0])))


def pair_blocks(original: tuple[Block, ...], translation: tuple[Block, ...]) -> list[Pair]:
    """The blocks side by side: by what they are, and sections of one's own by their order."""
    known = {block.key: block for block in translation if block.known}
    own = [block for block in translation if not block.known]
    pairs: list[Pair] = []
    for block in original:
        if block.known:
            pairs.append(Pair(block, known.pop(block.key, None)))
        else:
            pairs.append(Pair(block, own.pop(0) if own else None))
    left = [block for block in translation if block.key in known or block in own]
    return [*pairs, *(Pair(None, block) for block in left)]
