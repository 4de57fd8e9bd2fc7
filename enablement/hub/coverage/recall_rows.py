"""What was recalled, as laptops are told: to those alone who received the card."""

from collections.abc import Sequence
from datetime import datetime

from pydantic import Field, ValidationError
from sqlalchemy import Connection, delete, select

from enablement.hub.bulk import portions
from enablement.hub.models import recalls, revisions
from enablement.hub.shared_objects import NOTHING, write_shared
from enablement.hub.shelf import CardState, Recipient, ShelfCard
from enablement.sync.policies import RECALLS, Recall, Recalls, SharedMessage
from enablement.sync.protocol import EntryKind


class KeptRecall(Recall):
    """A recall with whom the card was for, which no laptop is told."""

    teams: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    language: str = ""

    def reaches(self, card_id: str, recipient: Recipient) -> bool:
        """Whether a recipient received the card."""
        card = ShelfCard(
            card_id=card_id,
            state=CardState.PUBLISHED,
            source="",
            revision=self.revision,
            content_hash="",
            title=self.title,
            language=self.language,
            teams=self.teams,
            regions=self.regions,
            attachments=(),
        )
        return recipient.receives(card)


class KeptRecalls(SharedMessage):
    """All recalls as the hub keeps them."""

    cards: dict[str, KeptRecall] = Field(default_factory=dict)


def share_recalls(data: bytes, recipient: Recipient) -> bytes:
    """The object for a recipient: of cards that were never theirs they do not even learn the names."""
    try:
        kept = KeptRecalls.from_bytes(data)
    except ValidationError:  # nothing was ever recalled
        return NOTHING
    told = {
        card_id: Recall(title=one.title, reason=one.reason, revision=one.revision, at=one.at)
        for card_id, one in kept.cards.items()
        if one.reaches(card_id, recipient)
    }
    return Recalls(cards=told).to_bytes()


def read_recalls(connection: Connection) -> dict[str, KeptRecall]:
    """Every card that was recalled and is not published again, the newest first."""
    query = (
        select(
            recalls.c.card_id, recalls.c.reason, recalls.c.revision, recalls.c.at,
            revisions.c.title, revisions.c.teams, revisions.c.regions, revisions.c.language,
        )
        .join(
            revisions,
            (revisions.c.card_id == recalls.c.card_id)
            & (revisions.c.number == recalls.c.revision),
        )
        .order_by(recalls.c.at.desc(), recalls.c.card_id)
    )  # fmt: skip
    return {
        row.card_id: KeptRecall(
            title=row.title, reason=row.reason, revision=row.revision, at=row.at,
            teams=tuple(row.teams), regions=tuple(row.regions), language=row.language,
        )
        for row in connection.execute(query)
    }  # fmt: skip


def renew_recalls(connection: Connection, now: datetime) -> None:
    """Bring what laptops are told to what the rows say, within the transaction of a publication."""
    data = KeptRecalls(cards=read_recalls(connection)).to_bytes()
    write_shared(connection, EntryKind.POLICY, RECALLS, data, now)


def lift_recalls(connection: Connection, card_ids: Sequence[str], now: datetime) -> None:
    """Cards that are published again are recalled no more."""
    lifted = 0
    for portion in portions(card_ids):
        lifted += connection.execute(delete(recalls).where(recalls.c.card_id.in_(portion))).rowcount
    if lifted:
        renew_recalls(connection, now)
