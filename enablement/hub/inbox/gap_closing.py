"""Telling those who asked for a card that it is there: the end of a content gap."""

from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy import Connection, RowMapping, select, update

from enablement.hub.inbox.answering import Word, say_in
from enablement.hub.inbox.gap_groups import REQUEST, read_groups
from enablement.hub.inbox.gap_marks import GapState, being_written
from enablement.hub.inbox.thread_rows import lock_groups, read_titles
from enablement.hub.models import gap_marks, requests, threads
from enablement.hub.shelf import CardState, ShelfCard
from enablement.sync.threads import Fate
from enablement.translation import _, n_

THERE_NOW = n_("You asked for this, and there is a card for it now: “{title}”.")


def close_gaps(connection: Connection, now: datetime, touched: Iterable[ShelfCard]) -> None:
    """Answer the gaps that a card was being written for, of the cards that are published now.

    Within the transaction of the publication. Whoever asked finds in their thread which revision of
    which card came of it.
    """
    published = {card.card_id: card for card in touched if card.state is CardState.PUBLISHED}
    written = being_written(connection) if published else {}
    keys = {card_id: written[card_id] for card_id in published if card_id in written}
    if not keys:
        return
    groups = read_groups(connection, now)
    for card_id, marked in keys.items():
        card = published[card_id]
        mine = gap_marks.c.gap_key.in_(sorted(marked))
        values = {"state": GapState.ANSWERED, "card_id": card_id, "at": now}
        connection.execute(update(gap_marks).where(mine).values(values))
        asked = [
            ask.event_id
            for group in groups
            if not marked.isdisjoint(group.keys)
            for ask in group.asks
            if ask.kind == REQUEST
        ]
        tell_requesters(connection, now, asked, card_id, card.revision)


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
