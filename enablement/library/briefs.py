"""The rep's briefs: the cards gathered for a meeting, in the rep's order, with the rep's own notes.

A brief names cards by their id and never keeps their words: what is shown, printed or shared is
always the revision that is approved then.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, TypedDict, Unpack

import uuid_utils
from sqlalchemy import Connection, delete, insert, select, update

from enablement.clock import Clock
from enablement.library.database import Database
from enablement.library.tables import brief_cards, briefs


@dataclass(frozen=True)
class BriefCard:
    """One card of a brief, and what the rep noted about it."""

    card_id: str
    note: str = ""


@dataclass(frozen=True)
class Brief:
    """One brief; `meeting` is the id of a meeting in the rep's calendar, empty when there is none.

    `closed_at` is set once the rep has said what the cards did, or wants the brief out of the way.
    """

    brief_id: str
    title: str
    account: str
    stage: str
    note: str
    meeting: str
    starts_at: datetime | None
    changed_at: datetime
    closed_at: datetime | None
    cards: tuple[BriefCard, ...] = ()

    @property
    def card_ids(self) -> tuple[str, ...]:
        """The ids of its cards, in the rep's order."""
        return tuple(card.card_id for card in self.cards)

    def note_on(self, card_id: str) -> str:
        """What the rep noted about a card."""
        return next((card.note for card in self.cards if card.card_id == card_id), "")


class BriefDetails(TypedDict, total=False):
    """What a brief may have beside its title."""

    account: str
    stage: str
    note: str
    meeting: str
    starts_at: datetime | None


class BriefFields(BriefDetails, total=False):
    """What of a brief can be changed by name."""

    title: str


class BriefShelf:
    """Keeps the briefs; every change answers with the brief as it is then, `None` when it is gone."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def create(
        self, title: str, card_ids: Iterable[str] = (), **fields: Unpack[BriefDetails]
    ) -> Brief:
        """Begin a brief with these cards."""
        cards = tuple(BriefCard(card_id) for card_id in dict.fromkeys(card_ids))
        empty = Brief(
            str(uuid_utils.uuid7()), title, "", "", "", "", None, self._clock(), None, cards
        )
        brief = replace(empty, **fields)
        with self._database.writing() as connection:
            _write(connection, brief)
        return brief

    def get(self, brief_id: str) -> Brief | None:
        """The brief of that id."""
        with self._database.reading() as connection:
            return _get(connection, brief_id)

    def all(self) -> list[Brief]:
        """Every brief, that of the newest meeting first; without one, by its last change."""
        with self._database.reading() as connection:
            return sorted(_read(connection), key=_newest, reverse=True)

    def of_meeting(self, meeting: str, starts_at: datetime | None) -> Brief | None:
        """The brief of a meeting; the meetings of a series have one id, and differ in their time."""
        of_it = (one for one in self.all() if one.meeting == meeting)
        return next((one for one in of_it if one.starts_at == starts_at), None)

    def change(self, brief_id: str, **fields: Unpack[BriefFields]) -> Brief | None:
        """Change what is named, and leave the rest."""
        with self._database.writing() as connection:
            return self._touch(connection, brief_id, dict(fields))

    def close(self, connection: Connection, brief_id: str) -> Brief | None:
        """The meeting is dealt with; in the transaction of what was said of it."""
        return self._touch(connection, brief_id, {"closed_at": self._clock()})

    def reopen(self, connection: Connection, brief_id: str) -> Brief | None:
        """The meeting is not dealt with after all; in the transaction that takes the logs back."""
        return self._touch(connection, brief_id, {"closed_at": None})

    def delete(self, brief_id: str) -> Brief | None:
        """Remove a brief; what it was, so that it can be restored."""
        with self._database.writing() as connection:
            brief = _get(connection, brief_id)
            _erase(connection, brief_id)
        return brief

    def restore(self, brief: Brief) -> Brief:
        """Bring a deleted brief back as it was."""
        with self._database.writing() as connection:
            _erase(connection, brief.brief_id)
            _write(connection, brief)
        return brief

    def add(self, brief_id: str, card_ids: Iterable[str], at: int | None = None) -> Brief | None:
        """Put cards in at a place, else at the end; those that it has already stay where they are."""
        with self._database.writing() as connection:
            brief = _get(connection, brief_id)
            if brief is None:
                return None
            wanted = dict.fromkeys(card_ids)
            new = [BriefCard(one) for one in wanted if one not in brief.card_ids]
            place = len(brief.cards) if at is None else at
            return self._arrange(
                connection, brief, [*brief.cards[:place], *new, *brief.cards[place:]]
            )

    def remove(self, brief_id: str, card_id: str) -> Brief | None:
        """Take a card out, with its note."""
        with self._database.writing() as connection:
            brief = _get(connection, brief_id)
            if brief is None:
                return None
            left = [card for card in brief.cards if card.card_id != card_id]
            return self._arrange(connection, brief, left)

    def put_back(self, brief_id: str, card: BriefCard, at: int) -> Brief | None:
        """Put a card that was taken out back to its place, with its note."""
        with self._database.writing() as connection:
            brief = _get(connection, brief_id)
            if brief is None or card.card_id in brief.card_ids:
                return brief
            cards = list(brief.cards)
            cards.insert(at, card)
            return self._arrange(connection, brief, cards)

    def move(self, brief_id: str, card_id: str, to: int) -> Brief | None:
        """Put a card to another place among the others, counted from 0."""
        with self._database.writing() as connection:
            brief = _get(connection, brief_id)
            if brief is None or card_id not in brief.card_ids:
                return brief
            cards = list(brief.cards)
            card = cards.pop(brief.card_ids.index(card_id))
            cards.insert(max(0, to), card)
            return self._arrange(connection, brief, cards)

    def note_card(self, brief_id: str, card_id: str, note: str) -> Brief | None:
        """Note something about a card of this brief."""
        this = (brief_cards.c.brief_id == brief_id) & (brief_cards.c.card_id == card_id)
        with self._database.writing() as connection:
            connection.execute(update(brief_cards).where(this).values(note=note))
            return self._touch(connection, brief_id, {})

    def _arrange(
        self, connection: Connection, brief: Brief, cards: Sequence[BriefCard]
    ) -> Brief | None:
        connection.execute(delete(brief_cards).where(brief_cards.c.brief_id == brief.brief_id))
        _write_cards(connection, brief.brief_id, cards)
        return self._touch(connection, brief.brief_id, {})

    def _touch(self, connection: Connection, brief_id: str, values: dict[str, Any]) -> Brief | None:
        this = briefs.c.brief_id == brief_id
        changed = values | {"changed_at": self._clock()}
        connection.execute(update(briefs).where(this).values(changed))
        return _get(connection, brief_id)


def _newest(brief: Brief) -> tuple[datetime, str]:
    return brief.starts_at or brief.changed_at, brief.brief_id


def _get(connection: Connection, brief_id: str) -> Brief | None:
    found = _read(connection, brief_id)
    return found[0] if found else None


def _read(connection: Connection, brief_id: str | None = None) -> list[Brief]:
    heads = select(briefs)
    rows = select(brief_cards).order_by(brief_cards.c.position)
    if brief_id is not None:
        heads = heads.where(briefs.c.brief_id == brief_id)
        rows = rows.where(brief_cards.c.brief_id == brief_id)
    cards: dict[str, list[BriefCard]] = {}
    for row in connection.execute(rows):
        cards.setdefault(row.brief_id, []).append(BriefCard(row.card_id, row.note))
    return [
        Brief(**head, cards=tuple(cards.get(head["brief_id"], ())))
        for head in connection.execute(heads).mappings()
    ]


def _write(connection: Connection, brief: Brief) -> None:
    values = {name: value for name, value in vars(brief).items() if name != "cards"}
    connection.execute(insert(briefs).values(values))
    _write_cards(connection, brief.brief_id, brief.cards)


def _write_cards(connection: Connection, brief_id: str, cards: Sequence[BriefCard]) -> None:
    rows = [
        {"brief_id": brief_id, "card_id": card.card_id, "position": place, "note": card.note}
        for place, card in enumerate(cards)
    ]
    if rows:
        connection.execute(insert(brief_cards), rows)


def _erase(connection: Connection, brief_id: str) -> None:
    connection.execute(delete(brief_cards).where(brief_cards.c.brief_id == brief_id))
    connection.execute(delete(briefs).where(briefs.c.brief_id == brief_id))
