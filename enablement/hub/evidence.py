"""Telling laptops what the field's logs say of each card, without telling whose logs they are."""

import threading
from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import Connection, case, func, select

from enablement.clock import Clock
from enablement.hub.database import Database
from enablement.hub.identity import read_identity, write_generation
from enablement.hub.insight import ENOUGH_LOGS
from enablement.hub.models import cards, shared_objects, usage
from enablement.hub.shared_objects import write_shared
from enablement.hub.shelf import CardState
from enablement.sync.policies import USAGE, CardEvidence, Evidence
from enablement.sync.protocol import EntryKind, Outcome

LEAST_REPS = 3
"""Logs of fewer reps than this stay hidden, so that nobody's own record can be read from them."""

RENEWED_EVERY = timedelta(hours=1)


def sum_up(connection: Connection) -> Evidence:
    """What each published card's current revision did, for cards with logs and reps enough."""
    columns = [func.sum(case((usage.c.outcome == one, 1), else_=0)) for one in Outcome]
    current = (cards.c.card_id == usage.c.card_id) & (cards.c.revision == usage.c.revision)
    query = (
        select(usage.c.card_id, usage.c.revision, *columns)
        .join(cards, current)
        .where(cards.c.state == CardState.PUBLISHED)
        .group_by(usage.c.card_id, usage.c.revision)
        .having(func.count() >= ENOUGH_LOGS, func.count(usage.c.rep_name.distinct()) >= LEAST_REPS)
    )
    names = [outcome.value for outcome in Outcome]
    return Evidence(
        cards={
            card_id: CardEvidence(revision=revision, **dict(zip(names, counts, strict=True)))
            for card_id, revision, *counts in connection.execute(query)
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
    write_shared(connection, EntryKind.EVIDENCE, USAGE, sum_up(connection).to_bytes(), now)


class EvidenceRenewal:
    """Sums up again when laptops ask for the root, at most once an hour, as a publication if new."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._turn = threading.Lock()

    def renew_if_due(self) -> None:
        """Renew; of several threads or processes that find it due, one does."""
        if not self._turn.acquire(blocking=False):
            return
        try:
            self._renew(self._clock())
        finally:
            self._turn.release()

    def _renew(self, now: datetime) -> None:
        with self._database.reading() as connection:
            if not _due(connection, now):
                return
            # Outside the write lock: with many logs it takes a while.
            data = sum_up(connection).to_bytes()
        with self._database.writing() as connection:
            identity = read_identity(connection, lock=True)
            if _due(connection, now) and write_shared(
                connection, EntryKind.EVIDENCE, USAGE, data, now
            ):
                write_generation(connection, identity.generation + 1, identity.mass_removal)


def _due(connection: Connection, now: datetime) -> bool:
    """Whether it was last summed up an hour ago, or, by a clock that was set back, in the future."""
    checked: datetime | None = connection.scalar(
        select(shared_objects.c.checked_at).where(
            shared_objects.c.kind == EntryKind.EVIDENCE, shared_objects.c.id == USAGE
        )
    )
    return checked is None or not timedelta() <= now - checked < RENEWED_EVERY
