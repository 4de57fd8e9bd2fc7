"""Telling those who asked for a card that it is there: the end of a content gap."""

import logging
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, RowMapping, select, update

from enablement.errors import HubDataError
from enablement.hub.database import Database
from enablement.hub.inbox.answering import Word, say_in
from enablement.hub.inbox.card_words import CardWords
from enablement.hub.inbox.gap_groups import REQUEST, ToGroup
from enablement.hub.inbox.gap_marks import GapState, being_written
from enablement.hub.inbox.thread_rows import lock_groups, read_titles
from enablement.hub.models import cards, gap_marks, requests, revisions, threads
from enablement.hub.shelf import CardState
from enablement.sync.threads import Fate
from enablement.translation import _, n_

_log = logging.getLogger(__name__)
THERE_NOW = n_("You asked for this, and there is a card for it now: “{title}”.")


@dataclass(frozen=True)
class _Written:
    """A card that is published, and the keys of the gaps that it was written for."""

    card_id: str
    revision: int
    keys: frozenset[str]


def close_gaps(database: Database, now: datetime) -> None:
    """Answer the gaps whose card was being written and is published by now.

    Whoever asked finds in their thread which revision of which card came of it. It is done after the
    publication, since grouping what was asked takes a while, and again whenever it was left undone:
    never raises what a person can act on.
    """
    try:
        with database.reading() as connection:
            due = _due(connection)
            found = ToGroup.read(connection, now, CardWords()) if due else None
        if found is None:
            return
        groups = found.grouped().groups
        with database.writing() as connection:
            for written in due:
                asked = [
                    ask.event_id
                    for group in groups
                    if not written.keys.isdisjoint(group.keys)
                    for ask in group.asks
                    if ask.kind == REQUEST
                ]
                _close(connection, now, written, asked)
    except HubDataError as error:
        _log.error("%s", error)


def _due(connection: Connection) -> list[_Written]:
    """The cards that were written for gaps and published after that."""
    newest = (revisions.c.card_id == cards.c.card_id) & (revisions.c.number == cards.c.revision)
    query = select(cards.c.card_id, cards.c.revision, revisions.c.created_at).join(
        revisions, newest
    )
    begun = being_written(connection)
    query = query.where(cards.c.card_id.in_(sorted(begun)), cards.c.state == CardState.PUBLISHED)
    found: list[_Written] = []
    for row in connection.execute(query) if begun else ():
        keys = {key for key, at in begun[row.card_id].items() if at <= row.created_at}
        if keys:
            found.append(_Written(row.card_id, row.revision, frozenset(keys)))
    return found


def _close(
    connection: Connection, now: datetime, written: _Written, event_ids: Collection[str]
) -> None:
    """Mark a card's gaps as answered and tell who asked, unless another process was first."""
    mine = gap_marks.c.gap_key.in_(sorted(written.keys)) & (gap_marks.c.state == GapState.WRITING)
    if not connection.scalars(select(gap_marks.c.gap_key).where(mine)).all():
        return
    # The threads are locked before the marks, as they are where a marketer answers a gap.
    tell_requesters(connection, now, event_ids, written.card_id, written.revision)
    values = {"state": GapState.ANSWERED, "card_id": written.card_id, "at": now}
    connection.execute(update(gap_marks).where(mine).values(values))


def tell_requesters(
    connection: Connection,
    now: datetime,
    event_ids: Collection[str],
    card_id: str,
    revision: int,
    text: str = "",
    name: str = "",
) -> int:
    """Tell those whose requests these are which card came of them; how many threads were told.

    Who asks for it in a search has no thread, and finds the card. Without a `text` each is told in the
    language they asked in; who was told of that very card before is not told again.
    """
    rows = _lock(connection, event_ids)
    asking = [row for row in rows if not _knows(row, card_id)]
    title = read_titles(connection, [card_id]).get(card_id, card_id)
    languages = _languages(connection, [row["thread_id"] for row in asking])
    for row in asking:
        language = languages.get(row["thread_id"]) or "en"
        words = text or _(THERE_NOW, language).format(title=title)
        say_in(connection, now, [row], Word(words, Fate.CHANGED, card_id, revision), name)
    return len(asking)


def decline_requesters(
    connection: Connection, now: datetime, event_ids: Collection[str], reason: str, name: str
) -> int:
    """Tell those whose requests these are, and who have had no word, why no card comes of them."""
    rows = _lock(connection, event_ids)
    waiting = [row for row in rows if row["waiting_since"] is not None]
    say_in(connection, now, waiting, Word(reason, Fate.DECLINED), name)
    return len(waiting)


def _lock(connection: Connection, event_ids: Collection[str]) -> list[RowMapping]:
    """The threads of these requests; one of before there were threads has none."""
    query = select(threads.c.thread_id).where(threads.c.thread_id.in_(list(event_ids)))
    there = list(connection.scalars(query)) if event_ids else []
    return lock_groups(connection, there) if there else []


def _knows(row: RowMapping, card_id: str) -> bool:
    told = row["fate"] == Fate.CHANGED and row["changed_card"] == card_id
    return bool(told and row["waiting_since"] is None)


def _languages(connection: Connection, event_ids: list[str]) -> dict[str, str]:
    query = select(requests.c.event_id, requests.c.language)
    rows = connection.execute(query.where(requests.c.event_id.in_(event_ids)))
    return {row.event_id: row.language for row in rows}
