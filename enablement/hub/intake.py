"""Taking in what laptops send: judged, stored once, committed, and only then acknowledged."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select, union, update

from enablement.clock import Clock
from enablement.hub.database import Database
from enablement.hub.devices import Device, add_formers
from enablement.hub.identity import read_identity
from enablement.hub.judging import Bad, Good, NotABatchError, judge, read_batch
from enablement.hub.models import devices, events, rejected_events, requests, usage
from enablement.hub.refusals import RefusedError
from enablement.hub.thread_intake import ThreadGathering
from enablement.sync.protocol import (
    MAX_BATCH_BYTES,
    MAX_BATCH_EVENTS,
    Event,
    EventReceipt,
    EventResult,
    EventStatus,
    Request,
    Search,
    Usage,
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

    def same(self, event: Event) -> bool:
        """Whether it is this event: a laptop that enrolled again sends what was unanswered."""
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
    buried: set[str]
    threads: ThreadGathering
    results: list[EventResult] = field(default_factory=list)
    events: list[dict[str, Any]] = field(default_factory=list)
    usage: list[dict[str, Any]] = field(default_factory=list)
    requests: list[dict[str, Any]] = field(default_factory=list)
    dead: list[dict[str, Any]] = field(default_factory=list)
    elsewhere: set[int] = field(default_factory=set)
    """Numbers of this device whose events are held under the device it was before."""

    def take(self, judged: Good | Bad) -> None:
        """Decide on one event; one that is held already is a duplicate, whatever it says now."""
        holder = self.holders.get(judged.event_id)
        if holder is not None and holder.device == self.device.device:
            self._answer(judged.event_id, EventStatus.DUPLICATE)
        elif holder is not None and isinstance(judged, Good) and holder.same(judged.event):
            self.elsewhere.add(judged.event.device_seq)
            self.threads.formers.add(holder.device)
            self._answer(judged.event_id, EventStatus.DUPLICATE)
        elif isinstance(judged, Bad):
            self._bury(judged)
        elif holder is not None:
            self._bury(judged.refused(TAKEN_ELSEWHERE))
        elif reason := self.threads.refuse(judged.said):
            self._bury(judged.refused(reason))
        else:
            event = judged.event
            self.holders[judged.event_id] = _Holder(
                self.device.device, event.kind, event.occurred_at, event.payload
            )
            self._keep(judged)

    def _answer(self, event_id: str, status: EventStatus, reason: str = "") -> None:
        self.results.append(EventResult(event_id=event_id, status=status, reason=reason))

    def _bury(self, bad: Bad) -> None:
        self._answer(bad.event_id, EventStatus.REJECTED, bad.reason)
        if bad.event_id in self.buried:
            return
        if bad.event_id:
            self.buried.add(bad.event_id)
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
        self._answer(event.event_id, EventStatus.ACCEPTED)
        shared = {
            "event_id": event.event_id,
            "occurred_at": event.occurred_at,
            "received_at": self.now,
        }
        self.events.append(
            {
                **shared,
                "device": self.device.device,
                "device_seq": event.device_seq,
                "kind": event.kind,
                "payload": event.payload,
            }
        )
        rep = {
            "rep_name": self.device.rep_name,
            "team": self.device.team,
            "region": self.device.region,
        }
        if isinstance(good.said, Usage):
            self.usage.append({**shared, **good.said.model_dump(mode="json"), **rep})
        elif isinstance(good.said, Request | Search):
            asked = {"corrected": "", "note": "", **good.said.model_dump(exclude={"results"})}
            place = {"kind": event.kind, "device": self.device.device}
            self.requests.append({**shared, **asked, **place, **rep})
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
            received = _lock_device(connection, device)
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
            epoch, hub_id = _epoch(connection)
        return EventReceipt(
            hub_id=hub_id,
            epoch=epoch,
            digest=sha256(body),
            results=tuple(gathering.results),
            through=through,
        )


def _epoch(connection: Connection) -> tuple[str, str]:
    identity = read_identity(connection)
    return identity.epoch, identity.hub_id


def _lock_device(connection: Connection, device: Device) -> int:
    """Let one batch of a device in at a time: the number up to which nothing is missing."""
    query = select(devices.c.received).where(devices.c.device == device.device)
    received: int = connection.scalars(query.with_for_update()).one()
    return received


def _ids(judged: Iterable[Good | Bad]) -> list[str]:
    return [one.event_id for one in judged if one.event_id]


def _holders(connection: Connection, judged: Iterable[Good | Bad]) -> dict[str, _Holder]:
    """The events of these ids that were sent before, by whichever device."""
    columns = (events.c.device, events.c.kind, events.c.occurred_at, events.c.payload)
    query = select(events.c.event_id, *columns).where(events.c.event_id.in_(_ids(judged)))
    return {event_id: _Holder(*rest) for event_id, *rest in connection.execute(query)}


def _buried(connection: Connection, device: Device, judged: Iterable[Good | Bad]) -> set[str]:
    """The events of these ids that this device has among the dead letters already."""
    query = select(rejected_events.c.event_id).where(
        rejected_events.c.device == device.device, rejected_events.c.event_id.in_(_ids(judged))
    )
    return set(connection.scalars(query))


def _store(connection: Connection, gathering: _Gathering) -> None:
    for table, rows in (
        (events, gathering.events),
        (usage, gathering.usage),
        (requests, gathering.requests),
        (rejected_events, gathering.dead),
    ):
        if rows:
            connection.execute(insert(table), rows)
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
        if number != through + 1:
            break
        through = number
    if through != received:
        same = devices.c.device == device.device
        connection.execute(update(devices).where(same).values(received=through))
    return through
