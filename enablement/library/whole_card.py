"""Everything the laptop holds about one card, read in one look: opening a card happens while typing."""

import logging
from dataclasses import dataclass
from datetime import datetime

from pydantic import ValidationError
from sqlalchemy import Connection, Integer, LargeBinary, String, bindparam, func, select, text

from enablement.cards.model import Card
from enablement.library.cards import HeldCard
from enablement.library.changes import CardChange, change_of
from enablement.library.events import EventState, LoggedEvent
from enablement.library.tables import UtcDateTime, changes, entries, events, objects
from enablement.sync.policies import USAGE, CardEvidence
from enablement.sync.protocol import EntryKind
from enablement.sync.threads import Thread

_log = logging.getLogger(__name__)

# As text, since a keystroke has no time for composing it.
_CARDS = text(
    """
    SELECT cards.card_id, cards.revision, cards.hash, objects.data
    FROM cards JOIN objects ON objects.hash = cards.hash
    WHERE cards.original = (SELECT original FROM cards WHERE card_id = :card_id)
    ORDER BY cards.card_id
    """
).columns(card_id=String(), revision=Integer(), hash=String(), data=LargeBinary())
_AROUND = text(
    """
    SELECT
      (SELECT last_issued FROM enrolment) AS last_issued,
      (SELECT json_extract(CAST(objects.data AS TEXT), :path)
       FROM entries JOIN objects ON objects.hash = entries.hash
       WHERE entries.kind = :evidence AND entries.id = :usage
         AND json_valid(CAST(objects.data AS TEXT))) AS evidence,
      EXISTS (SELECT 1 FROM changes WHERE card_id = :card_id) AS changed,
      EXISTS (SELECT 1 FROM entries WHERE kind = :thread) AS threads,
      EXISTS (SELECT 1 FROM events WHERE kind IN ('question', 'contradiction')) AS said
    """
).columns(last_issued=UtcDateTime(), evidence=String())
_THREADS = text(
    """
    SELECT entries.id, objects.data
    FROM entries JOIN objects ON objects.hash = entries.hash
    WHERE entries.kind = :thread AND instr(CAST(objects.data AS TEXT), :named) > 0
    """
).columns(id=String(), data=LargeBinary())
_PICTURES = (
    select(objects.c.hash, objects.c.data)
    .join(entries, entries.c.hash == objects.c.hash)
    .where(entries.c.kind == "attachment", entries.c.hash.in_(bindparam("hashes", expanding=True)))
)
_SAID = (
    select(events.c.event_id, events.c.kind, events.c.occurred_at, events.c.payload,
           events.c.state, events.c.device_seq, events.c.reason)
    .where(events.c.kind.in_(("question", "contradiction")))
    .where(func.json_extract(events.c.payload, "$.card_id") == bindparam("card_id"))
    .where(events.c.state != EventState.REJECTED)
    .order_by(events.c.position)
)  # fmt: skip


@dataclass(frozen=True)
class WholeCard:
    """A card and all that stands around it.

    `others` are its translations, `pictures` the bytes of its attachments by hash, `evidence` of
    this revision alone, `change` the newest one, seen or not, `threads` the rep's own about it,
    the one written to last first, `said` the questions and contradictions about it that were recorded
    here and not refused, oldest first; `last_issued` is the hub's last signed time.
    """

    held: HeldCard
    others: tuple[HeldCard, ...]
    pictures: dict[str, bytes]
    evidence: CardEvidence | None
    change: CardChange | None
    threads: tuple[Thread, ...]
    said: tuple[LoggedEvent, ...]
    last_issued: datetime | None


def read_whole_card(connection: Connection, card_id: str) -> WholeCard | None:
    """All about a card as a connection's transaction sees it; `None` when it is not held."""
    rows = connection.execute(_CARDS, {"card_id": card_id}).all()
    found = [HeldCard(Card.from_bytes(row.data), row.revision, row.hash) for row in rows]
    held = next((one for one in found if one.card.id == card_id), None)
    if held is None:
        return None
    asked = {
        "card_id": card_id, "path": f'$.cards."{card_id}"', "evidence": EntryKind.EVIDENCE.value,
        "usage": USAGE, "thread": EntryKind.THREAD.value,
    }  # fmt: skip
    around = connection.execute(_AROUND, asked).one()
    return WholeCard(
        held=held,
        others=tuple(one for one in found if one is not held),
        pictures=_pictures(connection, held.card),
        evidence=_evidence(around.evidence, held.revision),
        change=_change(connection, card_id) if around.changed else None,
        threads=_threads(connection, card_id) if around.threads else (),
        said=_said(connection, card_id) if around.said else (),
        last_issued=around.last_issued,
    )


def _pictures(connection: Connection, card: Card) -> dict[str, bytes]:
    hashes = sorted(set(card.attachments.values()))
    if not hashes:
        return {}
    rows = connection.execute(_PICTURES, {"hashes": hashes})
    return {digest: bytes(data) for digest, data in rows}


def _evidence(found: str | None, revision: int) -> CardEvidence | None:
    """The evidence, unless it is of another revision or needs a newer version."""
    if found is None:
        return None
    try:
        evidence = CardEvidence.model_validate_json(found)
    except ValidationError:
        return None
    return evidence if evidence.revision == revision else None


def _change(connection: Connection, card_id: str) -> CardChange:
    row = connection.execute(select(changes).where(changes.c.card_id == card_id)).mappings().one()
    return change_of(dict(row))


def _threads(connection: Connection, card_id: str) -> tuple[Thread, ...]:
    """Only those that name the card are taken apart: a rep may have had many threads."""
    rows = connection.execute(
        _THREADS, {"thread": EntryKind.THREAD.value, "named": f'"{card_id}"'}
    ).all()
    found = [thread for row in rows if (thread := _thread(row.id, row.data)) is not None]
    named = [one for one in found if card_id in (one.card_id, one.changed_card)]
    return tuple(sorted(named, key=_last, reverse=True))


def _thread(thread_id: str, data: bytes) -> Thread | None:
    try:
        return Thread.from_bytes(bytes(data))
    except ValidationError:
        _log.info("The thread “%s” needs a newer version and is left out.", thread_id)
        return None


def _last(thread: Thread) -> tuple[str, str]:
    last = thread.messages[-1].at.isoformat() if thread.messages else ""
    return last, thread.thread_id


def _said(connection: Connection, card_id: str) -> tuple[LoggedEvent, ...]:
    rows = connection.execute(_SAID, {"card_id": card_id}).all()
    return tuple(LoggedEvent(**{**row._asdict(), "state": EventState(row.state)}) for row in rows)
