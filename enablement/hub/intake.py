"""Taking in what laptops send: judged, stored once, committed, and only then acknowledged."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from pydantic import ValidationError
from sqlalchemy import Connection, select, true, union, update

from enablement.clock import Clock
from enablement.hub.bulk import among, insert_rows
from enablement.hub.database import Database
from enablement.hub.devices import Device, add_formers
from enablement.hub.intake_rows import IntakeRows
from enablement.hub.judging import Bad, Good, NotABatchError, judge, read_batch
from enablement.hub.models import devices, events, hub, rejected_events
from enablement.hub.refusals import RefusedError
from enablement.hub.thread_intake import ThreadGathering
from enablement.sync.protocol import (
    MAX_BATCH_BYTES,
    MAX_BATCH_EVENTS,
    Event,
    EventReceipt,
    EventStatus,
    sha256,
)

TAKEN_ELSEWHERE = "event_id: another laptop has sent another event of this id"


@dataclass(frozen=True)
class _Holder:
    """The device that an event came from, and what it said."""

    device: str
    kind: str
    occurred_at: datetime
    payload: dict[str, Any]

    def same(self, judged: Good | Bad) -> bool:
        """Whether it is this event: a laptop that enrolled again sends what was unanswered.

        It is held, whether or not the hub would take it today.
        """
        try:
            event = judged.event if isinstance(judged, Good) else Event.model_validate(judged.raw)
        except ValidationError:
            return False
        return (self.kind, self.occurred_at, self.payload) == (
            event.kind,
            event.occurred_at,
            event.payload,
        )


@dataclass
class _Gathering:
    """What a batch adds to the tables, in the order of its events, and the hub's word on each."""

    device: Device
    now: datetime
    holders: dict[str, _Holder]
    buried: dict[str, str]
    """Events that were refused before, and why."""

    threads: ThreadGathering
    kept: set[str] = field(default_factory=set)
    """Events that this batch brought, and the hub took."""

    results: list[dict[str, str]] = field(default_factory=list)
    """The fields of an `EventResult` each: the receipt makes them all at once."""

    rows: IntakeRows = field(default_factory=IntakeRows)
    dead: list[dict[str, Any]] = field(default_factory=list)
    elsewhere: set[int] = field(default_factory=set)
    """Numbers of this device whose events are held, or kept apart, under the device it was before."""

    def take(self, judged: Good | Bad) -> None:
        """Decide on one event; one that is held already is a duplicate, whatever it says now."""
        event_id = judged.event_id
        holder = self.holders.get(event_id)
        own = holder is not None and holder.device == self.device.device
        if own or event_id in self.kept:
            self._answer(event_id, EventStatus.DUPLICATE)
        elif holder is not None and holder.same(judged):
            self._hold_elsewhere(judged.device_seq)
            self.threads.formers.add(holder.device)
            self._answer(event_id, EventStatus.DUPLICATE)
        elif reason := self.buried.get(event_id, ""):
            # Whatever the hub would take today: its word on an event is always the same.
            self._hold_elsewhere(judged.device_seq)
            self._answer(event_id, EventStatus.REJECTED, reason)
        elif isinstance(judged, Bad):
            self._bury(judged)
        elif judged.event.refused:
            # The rep has said it anew since it was refused: taking it now would count it twice.
            self._bury(judged.refused(judged.event.refused))
        elif holder is not None:
            self._bury(judged.refused(TAKEN_ELSEWHERE))
        elif reason := self.threads.refuse(judged.said):
            self._bury(judged.refused(reason))
        else:
            self._keep(judged)

    def _answer(self, event_id: str, status: EventStatus, reason: str = "") -> None:
        self.results.append({"event_id": event_id, "status": status, "reason": reason})

    def _hold_elsewhere(self, number: int | None) -> None:
        if number is not None:
            self.elsewhere.add(number)

    def _bury(self, bad: Bad) -> None:
        self._answer(bad.event_id, EventStatus.REJECTED, bad.reason)
        if bad.event_id:
            self.buried[bad.event_id] = bad.reason
        self.dead.append(
            {
                "device": self.device.device,
                "event_id": bad.event_id,
                "device_seq": bad.device_seq,
                "reason": bad.reason,
                "raw": bad.text,
                "received_at": self.now,
            }
        )

    def _keep(self, good: Good) -> None:
        event = good.event
        self.kept.add(event.event_id)
        self._answer(event.event_id, EventStatus.ACCEPTED)
        self.rows.add(self.device, good, self.now)
        self.threads.take(event.event_id, event.kind, good.said)


class Intake:
    """Receives batches of events; sending one again, in any order, changes nothing."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def take(self, device: Device, body: bytes) -> EventReceipt:
        """Take a batch in, as the exact bytes that came, and answer once it is committed.

        Raises `RefusedError`: `too-large` (413), or `malformed` (422) when it is no batch at all;
        single events that cannot be taken are answered as rejected and kept as dead letters.
        """
        if len(body) > MAX_BATCH_BYTES:
            raise RefusedError(413, "too-large", f"A batch has at most {MAX_BATCH_BYTES} bytes.")
        try:
            raw_events = read_batch(body)
        except NotABatchError as error:
            raise RefusedError(422, "malformed", str(error)) from error
        if len(raw_events) > MAX_BATCH_EVENTS:
            raise RefusedError(413, "too-large", f"A batch has at most {MAX_BATCH_EVENTS} events.")
        judged = [judge(raw) for raw in raw_events]
        with self._database.writing() as connection:
            received, epoch, hub_id = _lock_device(connection, device)
            now = self._clock()
            gathering = _Gathering(
                device,
                now,
                _holders(connection, judged),
                _buried(connection, device, judged),
                ThreadGathering.for_batch(connection, device, now, judged),
            )
            for one in judged:
                gathering.take(one)
            _store(connection, gathering)
            through = _advance(connection, device, received, gathering.elsewhere)
        return EventReceipt.model_validate(
            {
                "hub_id": hub_id,
                "epoch": epoch,
                "digest": sha256(body),
                "results": gathering.results,
                "through": through,
            }
        )


def _lock_device(connection: Connection, device: Device) -> tuple[int, str, str]:
    """Let one batch of a device in at a time: up to which number nothing is missing, and the hub."""
    query = (
        select(devices.c.received, hub.c.epoch, hub.c.hub_id)
        .join_from(devices, hub, true())
        .where(devices.c.device == device.device)
        .with_for_update(of=devices)
    )
    received, epoch, hub_id = connection.execute(query).one()
    return received, epoch, hub_id


def _ids(judged: Iterable[Good | Bad]) -> list[str]:
    return [one.event_id for one in judged if one.event_id]


def _holders(connection: Connection, judged: Iterable[Good | Bad]) -> dict[str, _Holder]:
    """The events of these ids that were sent before, by whichever device."""
    columns = (events.c.device, events.c.kind, events.c.occurred_at, events.c.payload)
    query = select(events.c.event_id, *columns)
    query = query.where(among(connection, events.c.event_id, _ids(judged)))
    return {event_id: _Holder(*rest) for event_id, *rest in connection.execute(query)}


def _buried(connection: Connection, device: Device, judged: Iterable[Good | Bad]) -> dict[str, str]:
    """The events of these ids that the rep's laptops have among the dead letters, and why.

    Of all of them: a laptop that enrolled again sends what was refused under another device.
    """
    reps = select(devices.c.device).where(devices.c.person_id == device.person_id)
    letters = rejected_events.c
    query = select(letters.event_id, letters.reason).where(
        among(connection, letters.event_id, _ids(judged)), letters.device.in_(reps)
    )
    return {row.event_id: row.reason for row in connection.execute(query)}


def _store(connection: Connection, gathering: _Gathering) -> None:
    gathering.rows.store(connection)
    insert_rows(connection, rejected_events, gathering.dead)
    gathering.threads.store(connection)
    if gathering.threads.formers:
        add_formers(connection, gathering.device, gathering.threads.formers)


def _advance(connection: Connection, device: Device, received: int, elsewhere: set[int]) -> int:
    """Move on over the numbers that are there without a gap; dead letters count as received."""
    through = received
    numbers = union(
        *(
            select(table.c.device_seq).where(
                table.c.device == device.device, table.c.device_seq > received
            )
            for table in (events, rejected_events)
        )
    )
    for number in sorted(elsewhere.union(connection.scalars(numbers))):
        if number > through + 1:
            break
        through = max(through, number)
    if through != received:
        same = devices.c.device == device.device
        connection.execute(update(devices).where(same).values(received=through))
    return through
