"""What is for one laptop alone: who its rep is and their threads, as a shard of its own."""

import threading
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Row, bindparam, select

from enablement.hub.devices import Device
from enablement.hub.inbox.thread_rows import read_thread
from enablement.hub.models import threads
from enablement.sync.policies import REP, RepNow
from enablement.sync.protocol import Entry, EntryKind, Hash, Shard, sha256

_LAPTOPS_KEPT = 1000
_STATE = (
    threads.c.thread_id, threads.c.messages, threads.c.fate, threads.c.changed_card,
    threads.c.changed_to, threads.c.changed_at,
)  # fmt: skip
_STATES = (
    select(*_STATE)
    .where(threads.c.device.in_(bindparam("names", expanding=True)))
    .order_by(threads.c.thread_id)
)
_State = Row[Any, Any, Any, Any, Any, Any]


@dataclass(frozen=True)
class OwnShard:
    """The shard's bytes and name, and the objects that it names."""

    data: bytes = field(repr=False)
    hash: Hash
    objects: dict[Hash, bytes] = field(repr=False)

    @classmethod
    def of(cls, rep: RepNow, states: Mapping[_State, bytes]) -> "OwnShard":
        """The shard of a rep and these threads, each by the state that its row is in."""
        named = rep.to_bytes()
        entries = [Entry(kind=EntryKind.POLICY, id=REP, hash=sha256(named))]
        entries += [
            Entry(
                kind=EntryKind.THREAD,
                id=state.thread_id,
                revision=state.messages,
                hash=sha256(data),
            )
            for state, data in states.items()
        ]
        shard = Shard(entries=tuple(entries)).to_bytes()
        objects = zip(entries, (named, *states.values()), strict=True)
        return cls(shard, sha256(shard), {entry.hash: data for entry, data in objects})


@dataclass(frozen=True)
class _Made:
    """What was last made for a laptop, of which rep and states."""

    epoch: str
    rep: RepNow
    states: dict[_State, bytes]
    shard: OwnShard


class OwnShards:
    """Makes the shards anew only when the rep or a row of their threads has changed.

    Nothing said in a thread is ever altered, so that a state of its row has the same bytes: a poll
    with nothing new is one short question, and an answer reads one thread.
    """

    def __init__(self, most: int = _LAPTOPS_KEPT) -> None:
        self._most = most
        self._made: OrderedDict[tuple[str, ...], _Made] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, connection: Connection, epoch: str, device: Device) -> OwnShard:
        """The shard of a laptop, whatever it was enrolled as before."""
        states = connection.execute(_STATES, {"names": device.names}).all()
        with self._lock:
            made = self._made.get(device.names)
        known = made.states if made is not None and made.epoch == epoch else {}
        rep = device.rep
        if made is None or (made.epoch, made.rep) != (epoch, rep) or [*known] != states:
            data = {
                state: known.get(state) or read_thread(connection, state.thread_id).to_bytes()
                for state in states
            }
            made = _Made(epoch, rep, data, OwnShard.of(rep, data))
        with self._lock:
            self._made[device.names] = made
            self._made.move_to_end(device.names)
            while len(self._made) > self._most:
                self._made.popitem(last=False)
        return made.shard
