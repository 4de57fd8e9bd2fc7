"""What lies idle: cards that nobody used, that no laptop opened, and old revisions that live on."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Exists, Select, exists, func, select

from enablement.hub.models import card_totals, card_weeks, cards, readings, revisions
from enablement.hub.review.privacy import LEAST_REPS
from enablement.hub.shelf import CardState

_AT_ONCE = 200


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
    used = exists().where(card_totals.c.part == "", card_totals.c.card_id == cards.c.card_id)
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
    query = (
        select(cards.c.card_id, revisions.c.title, cards.c.revision, revisions.c.created_at,
               func.count().over())
        .join(revisions, current)
        .where(published)
        .order_by(revisions.c.created_at, cards.c.card_id)
        .limit(most)
    )  # fmt: skip
    rows = connection.execute(query).all()
    return tuple(IdleCard(*row[:4]) for row in rows), rows[0][4] if rows else 0


def most_superseded(connection: Connection, most: int) -> list[Superseded]:
    """Cards that old revisions of were used most, as far as it tells of no single rep.

    Looked for among the cards whose old revisions were used most at any time, some at once, until
    none that is left can have as many logs since.
    """
    found: list[Superseded] = []
    possible = connection.execute(_of_old_revisions()).all()
    for start in range(0, len(possible), _AT_ONCE):
        if len(found) == most and found[-1].n > possible[start].n:
            break
        some = [row.card_id for row in possible[start : start + _AT_ONCE]]
        rows = connection.execute(_superseded(some))
        found += [
            Superseded(row.card_id, row.title, row.revision, row.n)
            for row in rows
            if row.reps.bit_count() >= LEAST_REPS
        ]
        found = sorted(found, key=lambda one: (-one.n, one.card_id))[:most]
    return found


def _of_old_revisions() -> Select[Any]:
    """How many logs the older revisions of each published card have, whenever they came."""
    n = func.sum(card_totals.c.worked + card_totals.c.neutral + card_totals.c.fell_flat)
    older = (card_totals.c.card_id == cards.c.card_id) & (card_totals.c.revision < cards.c.revision)
    return (
        select(cards.c.card_id, n.label("n"))
        .join(card_totals, older & (card_totals.c.part == ""))
        .where(cards.c.state == CardState.PUBLISHED)
        .group_by(cards.c.card_id)
        .order_by(n.desc())
    )


def _superseded(card_ids: Collection[str]) -> Select[Any]:
    """Logs of older revisions in the whole weeks after the current one was published."""
    current = (revisions.c.card_id == cards.c.card_id) & (revisions.c.number == cards.c.revision)
    n = func.sum(card_weeks.c.worked + card_weeks.c.neutral + card_weeks.c.fell_flat)
    return (
        select(cards.c.card_id, revisions.c.title, cards.c.revision, n.label("n"),
               func.bit_or(card_weeks.c.reps).label("reps"))
        .join(revisions, current)
        .join(card_weeks, card_weeks.c.card_id == cards.c.card_id)
        .where(
            cards.c.card_id.in_(card_ids),
            card_weeks.c.revision < cards.c.revision,
            card_weeks.c.week > revisions.c.created_at,
        )
        .group_by(cards.c.card_id, revisions.c.title, cards.c.revision)
    )  # fmt: skip
