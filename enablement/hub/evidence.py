"""Telling laptops what the field's logs say of each card, without telling whose logs they are."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import Connection, select

from enablement.clock import Clock
from enablement.hub.database import Database
from enablement.hub.models import card_totals, cards
from enablement.hub.renewal import Renewal, Renewed
from enablement.hub.review.counting import count_new, count_within
from enablement.hub.review.privacy import LEAST_REPS
from enablement.hub.review.tallies import ENOUGH_LOGS
from enablement.hub.shared_objects import write_shared
from enablement.hub.shelf import CardState
from enablement.sync.policies import USAGE, CardEvidence, Evidence
from enablement.sync.protocol import EntryKind, Outcome

RENEWED_EVERY = timedelta(hours=1)
_LOOKED_EVERY = timedelta(minutes=1)


def sum_up(connection: Connection) -> Evidence:
    """What each published card's current revision did, for cards with logs and reps enough.

    Of the logs that are counted: whoever calls has had the new ones counted before.
    """
    found = card_totals.c
    columns = [found[outcome.value] for outcome in Outcome]
    current = (cards.c.card_id == found.card_id) & (cards.c.revision == found.revision)
    query = (
        select(found.card_id, found.revision, found.reps, *columns)
        .join(cards, current)
        .where(cards.c.state == CardState.PUBLISHED, found.part == "")
    )
    names = [outcome.value for outcome in Outcome]
    return Evidence(
        cards={
            card_id: CardEvidence(revision=revision, **dict(zip(names, counts, strict=True)))
            for card_id, revision, reps, *counts in connection.execute(query)
            if sum(counts) >= ENOUGH_LOGS and reps.bit_count() >= LEAST_REPS
        }
    )


def share_of(data: bytes, card_ids: Collection[str]) -> bytes:
    """The object for those who receive these cards: of others they do not even learn the names."""
    whole = Evidence.from_bytes(data)
    return Evidence(
        cards={card_id: one for card_id, one in whole.cards.items() if card_id in card_ids}
    ).to_bytes()


def renew_evidence(connection: Connection, now: datetime) -> None:
    """Sum up again within the transaction of a publication, which counts the generation itself."""
    count_within(connection)
    write_shared(connection, EntryKind.EVIDENCE, USAGE, sum_up(connection).to_bytes(), now)


def evidence_renewal(database: Database, clock: Clock) -> Renewal:
    """Sums up again at most once an hour, the logs that are new counted before."""
    what = Renewed(
        EntryKind.EVIDENCE,
        USAGE,
        RENEWED_EVERY,
        _LOOKED_EVERY,
        lambda connection, _now: sum_up(connection).to_bytes(),
        count_new,
    )
    return Renewal(database, clock, what)
