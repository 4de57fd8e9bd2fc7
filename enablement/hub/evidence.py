"""Telling laptops what the field's logs say of each card, without telling whose logs they are."""

import threading
from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import Connection, func, select

from enablement.clock import Clock
from enablement.hub.database import Database
from enablement.hub.identity import read_identity, write_generation
from enablement.hub.models import card_weeks, cards, shared_objects
from enablement.hub.review.counting import count_new, count_within
from enablement.hub.review.privacy import LEAST_REPS
from enablement.hub.review.usage import ENOUGH_LOGS
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
    found = card_weeks.c
    columns = [func.sum(found[outcome.value]) for outcome in Outcome]
    current = (cards.c.card_id == found.card_id) & (cards.c.revision == found.revision)
    query = (
        select(found.card_id, found.revision, func.bit_or(found.reps), *columns)
        .join(cards, current)
        .where(cards.c.state == CardState.PUBLISHED)
        .group_by(found.card_id, found.revision)
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


class EvidenceRenewal:
    """Sums up again when laptops ask for the root, at most once an hour, as a publication if new."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._turn = threading.Lock()
        self._looked: datetime | None = None

    def renew_if_due(self) -> None:
        """Renew; of several threads or processes that find it due, one does.

        Asking more often than once a minute costs nothing.
        """
        now = self._clock()
        if _within(self._looked, now, _LOOKED_EVERY) or not self._turn.acquire(blocking=False):
            return
        try:
            self._looked = now
            self._renew(now)
        finally:
            self._turn.release()

    def _renew(self, now: datetime) -> None:
        with self._database.reading() as connection:
            if not _due(connection, now):
                return
        count_new(self._database)
        with self._database.reading() as connection:
            # Outside the write lock: with many cards it takes a while.
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
    return not _within(checked, now, RENEWED_EVERY)


def _within(before: datetime | None, now: datetime, span: timedelta) -> bool:
    """Whether a moment lies so short a time back; a clock that was set back counts as long ago."""
    return before is not None and timedelta() <= now - before < span
