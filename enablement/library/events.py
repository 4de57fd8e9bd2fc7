"""What the rep recorded: written before anything is sent, numbered when first sent, kept after.

An event is waiting until a batch takes it. Then it gets the next number of this device and is on
its way: from there on it can no longer be changed, because the hub may have it. The hub's word on
it ends that; a laptop that is killed in between sends the same event under the same number again.
"""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

import uuid_utils
from sqlalchemy import Connection, Row, Select, bindparam, delete, func, insert, select, update

from enablement.clock import Clock
from enablement.library.database import Database
from enablement.library.payloads import check_size, kind_of, payload_of
from enablement.library.said_anew import note_said_anew, read_said_anew
from enablement.library.tables import enrolment, events
from enablement.sync.protocol import (
    MAX_BATCH_BYTES,
    MAX_BATCH_EVENTS,
    Contradiction,
    Event,
    EventResult,
    EventStatus,
    Message,
    Question,
    Reply,
    Request,
    Search,
    Usage,
)

_ENVELOPE_BYTES = 512
"""Room in a batch for its own fields and the separators."""


class EventState(StrEnum):
    """Where an event is on its way to the hub."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    REJECTED = "rejected"


OUTBOX = (EventState.WAITING, EventState.SENDING)


@dataclass(frozen=True)
class LoggedEvent:
    """One thing that was recorded; `device_seq` is `None` until it is first sent.

    `position` orders what is recorded here, `acknowledged_at` is when the hub's word on it came.
    """

    event_id: str
    kind: str
    occurred_at: datetime
    payload: dict[str, Any]
    state: EventState
    device_seq: int | None
    reason: str
    acknowledged_at: datetime | None = None
    position: int = 0


class EventLog:
    """All that was recorded about the rep on this laptop, and the outbox as a part of it."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def log_usage(self, usage: Usage) -> LoggedEvent:
        """Record that a revision was used, and what it did; committed when this returns."""
        return self.record(usage)

    def log_request(self, request: Request) -> LoggedEvent:
        """Record that the rep needed something and found nothing; of a long text, its beginning."""
        return self.record(request)

    def log_search(self, search: Search) -> LoggedEvent:
        """Record that a search found nothing; of a long text, its beginning."""
        return self.record(search)

    def log_question(self, question: Question) -> LoggedEvent:
        """Record a question to marketing about a card; it begins a thread of the event's id."""
        return self.record(question)

    def log_contradiction(self, contradiction: Contradiction) -> LoggedEvent:
        """Record that a buyer proved a card wrong; it begins a thread of the event's id."""
        return self.record(contradiction)

    def log_reply(self, reply: Reply) -> LoggedEvent:
        """Record what the rep says further in a thread."""
        return self.record(reply)

    def record(self, said: Message) -> LoggedEvent:
        """Record a message as an event of its kind; committed when this returns.

        Raises `LibraryError` for one that is too long to be sent; `TypeError` for one of no kind.
        """
        with self._database.writing() as connection:
            return self.add(connection, said)

    def add(self, connection: Connection, said: Message) -> LoggedEvent:
        """Record a message in the caller's transaction."""
        payload = payload_of(said)
        check_size(payload)
        event = LoggedEvent(
            event_id=str(uuid_utils.uuid7()),
            kind=kind_of(said),
            occurred_at=self._clock(),
            payload=payload,
            state=EventState.WAITING,
            device_seq=None,
            reason="",
        )
        row = {name: value for name, value in vars(event).items() if name != "position"}
        made = connection.execute(insert(events).values(**row, device=""))
        return replace(event, position=made.lastrowid)

    def say_anew(self, event_id: str, said: Message) -> bool:
        """Record this in the place of an event that the hub refused; `False` when it may not be.

        The hub never takes the same event twice. It is done once, and not while the hub is asked
        about the event again, or what was said would be counted twice.
        """
        refused = (events.c.event_id == event_id) & (events.c.state == EventState.REJECTED)
        with self._database.writing() as connection:
            found = connection.scalar(select(events.c.position).where(refused))
            if found is None or event_id in read_said_anew(connection):
                return False
            self.add(connection, said)
            note_said_anew(connection, event_id)
        return True

    def said_anew(self) -> frozenset[str]:
        """The events that the hub refused and that were recorded anew."""
        with self._database.reading() as connection:
            return read_said_anew(connection)

    def change(self, event_id: str, said: Message) -> bool:
        """Say something else in an event that waits; `False` when it is on its way or unknown.

        What is said must be of the kind that the event is of.
        """
        payload = payload_of(said)
        check_size(payload)
        with self._database.writing() as connection:
            changed = connection.execute(
                update(events)
                .where(events.c.event_id == event_id, events.c.state == EventState.WAITING)
                .values(payload=payload)
            )
            return changed.rowcount == 1

    def remove(self, event_id: str) -> bool:
        """Take back an event that is still waiting; `False` when it is on its way or unknown."""
        with self._database.writing() as connection:
            gone = connection.execute(
                delete(events).where(
                    events.c.event_id == event_id, events.c.state == EventState.WAITING
                )
            )
            return gone.rowcount == 1

    def take_back(self, connection: Connection, event_ids: Collection[str]) -> bool:
        """Take all of these back, in the caller's transaction; `False` when one is on its way.

        Then none of them is: what was said together is never counted in part and said again.
        """
        these = events.c.event_id.in_(event_ids) & (events.c.state == EventState.WAITING)
        query = select(func.count()).select_from(events).where(these)
        if connection.scalar(query) != len(set(event_ids)):
            return False
        connection.execute(delete(events).where(these))
        return True

    def restore(self, event: LoggedEvent) -> bool:
        """Put an event that was taken back where it was; `False` when it is there already."""
        if event.state is not EventState.WAITING:
            return False
        there = select(events.c.position).where(events.c.event_id == event.event_id)
        with self._database.writing() as connection:
            if connection.scalar(there) is not None:
                return False
            connection.execute(insert(events), {**vars(event), "device": ""})
        return True

    def get(self, event_id: str) -> LoggedEvent | None:
        """The event of that id, if it is here."""
        with self._database.reading() as connection:
            found = _read(connection, _all().where(events.c.event_id == event_id))
        return found[0] if found else None

    def page(
        self,
        limit: int,
        *,
        before: int = 0,
        states: Collection[EventState] = (),
        kinds: Collection[str] = (),
        event_ids: Collection[str] | None = None,
    ) -> list[LoggedEvent]:
        """The newest events before a position (0: the newest of all), newest first.

        Of certain states, kinds or ids only, when they are given.
        """
        query = _all().order_by(None).order_by(events.c.position.desc()).limit(limit)
        if before:
            query = query.where(events.c.position < before)
        if states:
            query = query.where(events.c.state.in_(states))
        if kinds:
            query = query.where(events.c.kind.in_(kinds))
        if event_ids is not None:
            query = query.where(events.c.event_id.in_(event_ids))
        with self._database.reading() as connection:
            return _read(connection, query)

    def waiting(self) -> list[LoggedEvent]:
        """The outbox: what the hub has not acknowledged, oldest first."""
        with self._database.reading() as connection:
            return _read(connection, _all().where(events.c.state.in_(OUTBOX)))

    def waiting_count(self) -> int:
        """How many events the hub has not acknowledged."""
        query = select(func.count()).where(events.c.state.in_(OUTBOX))
        with self._database.reading() as connection:
            return connection.scalar(query) or 0

    def recent(self, limit: int = 200) -> list[LoggedEvent]:
        """The newest events, sent or not, newest first."""
        query = _all().order_by(None).order_by(events.c.position.desc()).limit(limit)
        with self._database.reading() as connection:
            return _read(connection, query)

    def take_batch(self, device: str) -> list[Event]:
        """The next events to send, oldest first, within the limits of one batch.

        Events that get their number here are committed as on their way before this returns, so that
        a number is never given twice. There are none for a device that this laptop no longer is.
        """
        with self._database.writing() as connection:
            if connection.scalar(select(enrolment.c.device)) not in (None, device):
                return []
            sending = select(*_columns()).where(events.c.state == EventState.SENDING)
            waiting = _all().where(events.c.state == EventState.WAITING)
            # After a restore there may be thousands on their way, of which one batch is read.
            rows = _read(connection, sending.order_by(events.c.device_seq).limit(MAX_BATCH_EVENTS))
            rows += _read(connection, waiting.limit(MAX_BATCH_EVENTS))
            anew = read_said_anew(connection)
            numbered = _fit(rows, first=_last_number(connection, device) + 1, anew=anew)
            for event in numbered:
                connection.execute(
                    update(events)
                    .where(events.c.event_id == event.event_id)
                    .values(state=EventState.SENDING, device=device, device_seq=event.device_seq)
                )
        return numbered

    def acknowledge(self, results: Iterable[EventResult]) -> int:
        """Note the hub's word on events that were on their way; how many of them it refused."""
        rejected, now = 0, self._clock()
        with self._database.writing() as connection:
            for result in results:
                refused = result.status is EventStatus.REJECTED
                rejected += refused
                connection.execute(
                    update(events)
                    .where(
                        events.c.event_id == result.event_id,
                        events.c.state == EventState.SENDING,
                    )
                    .values(
                        state=EventState.REJECTED if refused else EventState.SENT,
                        reason=result.reason,
                        acknowledged_at=now,
                    )
                )
        return rejected

    def send_again_after(self, connection: Connection, device: str, received: int) -> None:
        """A restored hub holds this device's events up to a number: those after it go again.

        Those that were refused, too: the hub may have lost that it did, and keeps them apart again.
        """
        connection.execute(
            update(events)
            .where(events.c.device == device, events.c.device_seq > received)
            .values(state=EventState.SENDING)
        )

    def move_to(self, connection: Connection, device: str, *, restored: bool) -> None:
        """The laptop is another device from now on: what has no word of the hub goes as its own.

        It stays on its way, since the hub may have it. A hub that was `restored` from a backup may
        have lost anything, so all goes again; it knows by their ids those that it still has.
        """
        if restored:
            again = events.c.state != EventState.WAITING
        else:
            again = events.c.state == EventState.SENDING
        query = select(events.c.position).where(again).order_by(events.c.position)
        numbered = [
            {"a_position": position, "a_number": number}
            for number, position in enumerate(connection.scalars(query), start=1)
        ]
        if numbered:
            this = update(events).where(events.c.position == bindparam("a_position"))
            values = {"state": EventState.SENDING, "device": device}
            connection.execute(this.values(**values, device_seq=bindparam("a_number")), numbered)


def _columns() -> list[Any]:
    return [
        events.c.event_id,
        events.c.kind,
        events.c.occurred_at,
        events.c.payload,
        events.c.state,
        events.c.device_seq,
        events.c.reason,
        events.c.acknowledged_at,
        events.c.position,
    ]


def _all() -> Select[Any]:
    return select(*_columns()).order_by(events.c.position)


def _read(connection: Connection, query: Select[Any]) -> list[LoggedEvent]:
    return [_event(row) for row in connection.execute(query)]


def _event(row: Row[*tuple[Any, ...]]) -> LoggedEvent:
    event_id, kind, occurred_at, payload, state, *rest = row
    return LoggedEvent(event_id, kind, occurred_at, payload, EventState(state), *rest)


def _last_number(connection: Connection, device: str) -> int:
    return (
        connection.scalar(select(func.max(events.c.device_seq)).where(events.c.device == device))
        or 0
    )


def _fit(rows: list[LoggedEvent], first: int, anew: Collection[str]) -> list[Event]:
    """As many events as one batch may carry, those without a number numbered from `first`.

    Those that were refused and said `anew` tell so, and are not counted beside what was said.
    """
    batch: list[Event] = []
    size = _ENVELOPE_BYTES
    for row in rows[:MAX_BATCH_EVENTS]:
        number = row.device_seq
        if number is None:
            number, first = first, first + 1
        event = Event(
            event_id=row.event_id,
            device_seq=number,
            kind=row.kind,
            occurred_at=row.occurred_at,
            payload=row.payload,
            refused=row.reason if row.event_id in anew else "",
        )
        size += len(json.dumps(event.model_dump(mode="json")).encode()) + 1
        if batch and size > MAX_BATCH_BYTES:
            break
        batch.append(event)
    return batch
