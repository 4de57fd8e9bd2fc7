"""Which threads ask the same: our own search's analysis over what reps said and about which card."""

import threading
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, or_, select

from enablement.clock import Clock
from enablement.hub.database import Database
from enablement.hub.identity import read_identity
from enablement.hub.inbox.card_words import CardWords
from enablement.hub.inbox.concepts import Concepts, Meant
from enablement.hub.inbox.gap_groups import read_rules
from enablement.hub.inbox.grouping import Weights
from enablement.hub.inbox.thread_rows import excerpt, find_thread, read_titles
from enablement.hub.models import thread_messages, threads
from enablement.sync.threads import Fate, ThreadKind

LOOKED_BACK = timedelta(days=180)
MOST_THREADS = 500
"""So many threads are looked at, those that were written to last."""

LIKELY = 0.35
_CARDS_SHARE = 0.2
"""How much of the likeness is which card they are about; the rest is the words."""


@dataclass(frozen=True)
class Suggestion:
    """A thread that may ask the same, and how alike it is, from 0 to 1."""

    thread_id: str
    kind: ThreadKind
    fate: Fate
    card_id: str
    title: str
    text: str
    rep_name: str
    team: str
    opened_at: datetime
    waiting: bool
    alike: float


class _Meanings:
    """What the threads are about, read once while cards and synonyms stay what they are.

    What begins a thread is never altered. Two threads at once may find the same, which harms nothing.
    """

    def __init__(self, concepts: Concepts) -> None:
        self._concepts = concepts
        self._said: dict[str, Meant] = {}
        self._titles: dict[str, Meant] = {}

    def said(self, thread_id: str, text: str) -> Meant:
        """What a thread's first words are about."""
        if thread_id not in self._said:
            self._said[thread_id] = self._concepts.of(text, "")
        return self._said[thread_id]

    def title(self, title: str) -> Meant:
        """What a card's title is about."""
        if title not in self._titles:
            self._titles[title] = self._concepts.of(title, "")
        return self._titles[title]


class Suggestions:
    """Finds the threads that may be merged with one."""

    def __init__(self, database: Database, clock: Clock, words: CardWords) -> None:
        self._database = database
        self._clock = clock
        self._words = words
        self._lock = threading.Lock()
        self._held: tuple[tuple[str, int], _Meanings] | None = None

    def of(self, thread_id: str, most: int = 5) -> list[Suggestion]:
        """The threads that are most alike, the likeliest first; `HubMissingError` for no such."""
        with self._database.reading() as connection:
            row = find_thread(connection, thread_id)
            lead = row["merged_into"] or thread_id
            rows = _candidates(connection, lead, self._clock() - LOOKED_BACK)
            titles = read_titles(connection, {one.card_id for one in rows})
            meanings = self._meanings(connection)
        return _likely(meanings, rows, lead, titles)[:most]

    def _meanings(self, connection: Connection) -> _Meanings:
        identity = read_identity(connection)
        key = identity.epoch, identity.generation
        with self._lock:
            if self._held is None or self._held[0] != key:
                concepts = Concepts(read_rules(connection), self._words.read(connection))
                self._held = key, _Meanings(concepts)
            return self._held[1]


def _candidates(connection: Connection, lead: str, since: datetime) -> list[Row[Any]]:
    """The threads that stand for themselves, with their first words; the lead is one of them."""
    c = threads.c
    query = (
        select(c.thread_id, c.kind, c.fate, c.card_id, c.rep_name, c.team, c.opened_at,
               c.waiting_since, thread_messages.c.text)
        .join(thread_messages, thread_messages.c.thread_id == c.thread_id)
        .where(thread_messages.c.position == 1, c.merged_into == "")
    )  # fmt: skip
    lately = or_(c.changed_at >= since, c.waiting_since.is_not(None))
    others = query.where(lately, c.thread_id != lead)
    others = others.order_by(c.changed_at.desc(), c.thread_id).limit(MOST_THREADS)
    own = connection.execute(query.where(c.thread_id == lead)).all()
    return [*own, *connection.execute(others)]


def _likely(
    meanings: _Meanings, rows: list[Row[Any]], lead: str, titles: dict[str, str]
) -> list[Suggestion]:
    about = {row.thread_id: meanings.said(row.thread_id, row.text) for row in rows}
    named = {card_id: meanings.title(title) for card_id, title in titles.items()}
    weights, own = Weights(about.values()), rows[0]
    found: list[Suggestion] = []
    for row in rows:
        if row.thread_id == lead:
            continue
        words = weights.alike(about[lead], about[row.thread_id])
        if words == 0:
            continue
        of_card = float(own.card_id == row.card_id)
        if not of_card:
            of_card = weights.alike(named.get(own.card_id, ()), named.get(row.card_id, ()))
        alike = (1 - _CARDS_SHARE) * words + _CARDS_SHARE * of_card
        if alike >= LIKELY:
            found.append(_suggestion(row, titles, alike))
    return sorted(found, key=lambda one: (-one.alike, one.thread_id))


def _suggestion(row: Row[Any], titles: dict[str, str], alike: float) -> Suggestion:
    return Suggestion(
        thread_id=row.thread_id,
        kind=ThreadKind(row.kind),
        fate=Fate(row.fate),
        card_id=row.card_id,
        title=titles.get(row.card_id, ""),
        text=excerpt(row.text),
        rep_name=row.rep_name,
        team=row.team,
        opened_at=row.opened_at,
        waiting=row.waiting_since is not None,
        alike=alike,
    )
