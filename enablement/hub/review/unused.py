"""What lies idle: cards that nobody used, that no laptop opened, and old revisions that live on."""

from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Exists, Select, exists, func, select

from enablement.hub.models import card_weeks, cards, readings, revisions
from enablement.hub.review.privacy import LEAST_REPS
from enablement.hub.shelf import CardState


@dataclass(frozen=True)
class IdleCard:
    """A published card that lies idle, since its current revision was published."""

    card_id: str
    title: str
    revision: int
    since: datetime


@dataclass(frozen=True)
class Superseded:
    """How often revisions before the current one were used in the weeks after it was published."""

    card_id: str
    title: str
    revision: int
    n: int


@dataclass(frozen=True)
class Idle:
    """Counts, and the first of each; `told_openings` is false while no laptop told of any."""

    never_used: tuple[IdleCard, ...]
    never_used_count: int
    never_opened: tuple[IdleCard, ...]
    never_opened_count: int
    told_openings: bool


def idle(connection: Connection, most: int) -> Idle:
    """What lies idle now, at most so many of each kind, the oldest first."""
    used = exists().where(card_weeks.c.card_id == cards.c.card_id)
    opened = exists().where(readings.c.card_id == cards.c.card_id)
    told = connection.scalar(select(readings.c.day).limit(1)) is not None
    never_used, unused_count = _without(connection, used, most)
    never_opened, unopened_count = _without(connection, opened, most) if told else ((), 0)
    return Idle(
        never_used=never_used,
        never_used_count=unused_count,
        never_opened=never_opened,
        never_opened_count=unopened_count,
        told_openings=told,
    )


def _without(connection: Connection, there: Exists, most: int) -> tuple[tuple[IdleCard, ...], int]:
    current = (revisions.c.card_id == cards.c.card_id) & (revisions.c.number == cards.c.revision)
    published = (cards.c.state == CardState.PUBLISHED) & ~there
    count = connection.scalar(select(func.count()).select_from(cards).where(published)) or 0
    query = (
        select(cards.c.card_id, revisions.c.title, cards.c.revision, revisions.c.created_at)
        .join(revisions, current)
        .where(published)
        .order_by(revisions.c.created_at, cards.c.card_id)
        .limit(most)
    )
    return tuple(IdleCard(*row) for row in connection.execute(query)), count


def most_superseded(connection: Connection, most: int) -> list[Superseded]:
    """Cards that old revisions of were used most, as far as it tells of no single rep."""
    rows = connection.execute(_superseded())
    shown = (row for row in rows if row.reps.bit_count() >= LEAST_REPS)
    return [Superseded(row.card_id, row.title, row.revision, row.n) for row in islice(shown, most)]


def _superseded() -> Select[Any]:
    """Logs of older revisions in the whole weeks after the current one was published."""
    current = (revisions.c.card_id == cards.c.card_id) & (revisions.c.number == cards.c.revision)
    n = func.sum(card_weeks.c.worked + card_weeks.c.neutral + card_weeks.c.fell_flat)
    return (
        select(cards.c.card_id, revisions.c.title, cards.c.revision, n.label("n"),
               func.bit_or(card_weeks.c.reps).label("reps"))
        .join(revisions, current)
        .join(card_weeks, card_weeks.c.card_id == cards.c.card_id)
        .where(
            cards.c.state == CardState.PUBLISHED,
            card_weeks.c.revision < cards.c.revision,
            card_weeks.c.week > revisions.c.created_at,
        )
        .group_by(cards.c.card_id, revisions.c.title, cards.c.revision)
        .order_by(n.desc(), cards.c.card_id)
    )  # fmt: skip
