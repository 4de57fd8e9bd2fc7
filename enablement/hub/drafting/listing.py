"""The list of cards as marketing looks through it: status, owner, dates, audience, trust, and drafts."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    RowMapping,
    Select,
    Text,
    cast,
    or_,
    select,
    tuple_,
)

from enablement.clock import Clock
from enablement.hub.database import Database
from enablement.hub.drafting.verification import FIRST_NOTICE
from enablement.hub.drafting.workflow import DraftState
from enablement.hub.models import cards, devices, drafts, revisions
from enablement.hub.shelf import CardState

CARDS_A_PAGE = 50


class Trust(StrEnum):
    """Whether reps may rely on a card today, by its dates."""

    VERIFIED = "verified"
    SOON = "soon"
    UNVERIFIED = "unverified"
    EXPIRED = "expired"
    WAITING = "waiting"
    UNDATED = "undated"


@dataclass(frozen=True)
class CardFilter:
    """What of the list is asked for; empty fields ask for all. `words` are of title, id or owner."""

    words: str = ""
    state: str = ""
    language: str = ""
    trust: str = ""
    team: str = ""


@dataclass(frozen=True)
class CardRow:
    """A card in the list; `draft_id` and `draft_state` are empty when nobody is writing at it."""

    card_id: str
    title: str
    kind: str
    language: str
    state: str
    revision: int
    source: str
    owner: str
    teams: tuple[str, ...]
    regions: tuple[str, ...]
    translation_of: str
    verify_by: date | None
    valid_from: date | None
    expires: date | None
    trust: Trust
    draft_id: str
    draft_state: str


@dataclass(frozen=True)
class CardPage:
    """A page of the list, and what to ask for to have the next one; empty at the end."""

    rows: tuple[CardRow, ...]
    after: str


@dataclass(frozen=True)
class Choices:
    """What the list can be filtered by."""

    languages: tuple[str, ...]
    teams: tuple[str, ...]


def trust_of(
    verify_by: date | None, valid_from: date | None, expires: date | None, today: date
) -> Trust:
    """Whether a card with these dates may be relied on that day."""
    if expires is not None and expires <= today:
        return Trust.EXPIRED
    if valid_from is not None and valid_from > today:
        return Trust.WAITING
    if verify_by is None:
        return Trust.UNDATED
    if verify_by < today:
        return Trust.UNVERIFIED
    return Trust.SOON if verify_by - today <= timedelta(days=FIRST_NOTICE) else Trust.VERIFIED


class CardList:
    """Reads the list, a page at a time."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def page(self, asked: CardFilter, after: str = "", most: int = CARDS_A_PAGE) -> CardPage:
        """A page of the cards that fit, by title; `after` is what the page before it said."""
        today = self._clock().date()
        query = _cards().where(*_conditions(asked, today)).limit(most + 1)
        if (last := _last(after)) is not None:
            query = query.where(tuple_(revisions.c.title, cards.c.card_id) > tuple_(*last))
        with self._database.reading() as connection:
            rows = connection.execute(query).mappings().all()
            written = _drafts(connection, [row["card_id"] for row in rows[:most]])
        shown = tuple(_row(row, written, today) for row in rows[:most])
        return CardPage(shown, _mark(shown[-1]) if len(rows) > most else "")

    def choices(self) -> Choices:
        """The languages and teams that there are."""
        languages = (
            select(revisions.c.language)
            .join(cards, _newest())
            .distinct()
            .order_by(revisions.c.language)
        )
        teams = select(devices.c.team).where(devices.c.team != "").distinct()
        with self._database.reading() as connection:
            return Choices(
                tuple(connection.scalars(languages)),
                tuple(connection.scalars(teams.order_by(devices.c.team))),
            )


def _newest() -> ColumnElement[bool]:
    return (revisions.c.card_id == cards.c.card_id) & (revisions.c.number == cards.c.revision)


def _cards() -> Select[Any]:
    return (
        select(
            cards.c.card_id, cards.c.state, cards.c.revision, cards.c.source, revisions.c.title,
            revisions.c.kind, revisions.c.language, revisions.c.owner, revisions.c.teams,
            revisions.c.regions, revisions.c.translation_of, revisions.c.verify_by,
            revisions.c.valid_from, revisions.c.expires,
        )
        .join(revisions, _newest())
        .order_by(revisions.c.title, cards.c.card_id)
    )  # fmt: skip


def _conditions(asked: CardFilter, today: date) -> Iterable[ColumnElement[bool]]:
    for word in asked.words.split():
        yield or_(
            revisions.c.title.icontains(word, autoescape=True),
            cards.c.card_id.icontains(word, autoescape=True),
            revisions.c.owner.icontains(word, autoescape=True),
        )
    if asked.state in set(CardState):
        yield cards.c.state == asked.state
    if asked.language:
        yield revisions.c.language == asked.language
    if asked.team:
        named = cast(revisions.c.teams, Text)
        yield or_(named == "[]", named.contains(json.dumps(asked.team), autoescape=True))
    if asked.trust in set(Trust):
        yield _trusted(Trust(asked.trust), today)


def _trusted(trust: Trust, today: date) -> ColumnElement[bool]:
    """The cards of which `trust_of` says the same."""
    verify_by, valid_from, expires = (
        revisions.c.verify_by, revisions.c.valid_from, revisions.c.expires,
    )  # fmt: skip
    expired = expires.is_not(None) & (expires <= today)
    waiting = valid_from.is_not(None) & (valid_from > today)
    now = or_(expires.is_(None), expires > today) & or_(valid_from.is_(None), valid_from <= today)
    soon = today + timedelta(days=FIRST_NOTICE)
    return {
        Trust.EXPIRED: expired,
        Trust.WAITING: waiting & or_(expires.is_(None), expires > today),
        Trust.UNDATED: now & verify_by.is_(None),
        Trust.UNVERIFIED: now & (verify_by < today),
        Trust.SOON: now & (verify_by >= today) & (verify_by <= soon),
        Trust.VERIFIED: now & (verify_by > soon),
    }[trust]


def _drafts(connection: Connection, card_ids: list[str]) -> dict[str, tuple[str, str]]:
    query = select(drafts.c.card_id, drafts.c.draft_id, drafts.c.state).where(
        drafts.c.card_id.in_(card_ids), drafts.c.ended_at.is_(None)
    )
    return {row.card_id: (row.draft_id, row.state) for row in connection.execute(query)}


def _row(row: RowMapping, written: Mapping[str, tuple[str, str]], today: date) -> CardRow:
    same = (
        "card_id", "title", "kind", "language", "state", "revision", "source", "owner",
        "translation_of", "verify_by", "valid_from", "expires",
    )  # fmt: skip
    draft_id, state = written.get(row["card_id"], ("", ""))
    return CardRow(
        **{name: row[name] for name in same},
        teams=tuple(row["teams"]),
        regions=tuple(row["regions"]),
        trust=trust_of(row["verify_by"], row["valid_from"], row["expires"], today),
        draft_id=draft_id,
        draft_state=DraftState(state).value if state else "",
    )


def _mark(row: CardRow) -> str:
    return json.dumps([row.title, row.card_id], ensure_ascii=False)


def _last(after: str) -> tuple[str, str] | None:
    """The last card of the page before; `None` for a mark that is none of ours."""
    try:
        title, card_id = json.loads(after)
        whole = f"{title}{card_id}".encode()  # JSON can spell halves of characters
    except (ValueError, TypeError, RecursionError):
        return None
    if not isinstance(title, str) or not isinstance(card_id, str) or b"\0" in whole:
        return None
    return title, card_id
