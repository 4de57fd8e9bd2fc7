"""What a batch of events says in threads: each thread begun once, each message kept once."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update

from enablement.hub.devices import Device
from enablement.hub.judging import Bad, Good
from enablement.hub.models import thread_messages, threads
from enablement.sync.protocol import Contradiction, Question, Reply, Request
from enablement.sync.threads import Fate, Side, opening_text

NOT_THIS_LAPTOPS = "thread_id: no thread of this laptop"
Opening = Question | Contradiction | Request


@dataclass
class _Open:
    """A thread as the batch goes on with it; `waiting_since` is the rep's first unanswered word."""

    device: str
    person_id: str
    messages: int
    waiting_since: datetime | None
    said: bool = False


@dataclass
class ThreadGathering:
    """What a batch adds to threads, in the order of its events; `known` are those it speaks of."""

    device: Device
    now: datetime
    known: dict[str, _Open]
    begun: list[dict[str, Any]] = field(default_factory=list)
    messages: list[dict[str, Any]] = field(default_factory=list)
    formers: set[str] = field(default_factory=set)
    """Devices that the laptop turns out, in this batch, to have been before."""

    @classmethod
    def for_batch(
        cls, connection: Connection, device: Device, now: datetime, judged: Iterable[Good | Bad]
    ) -> "ThreadGathering":
        """Read and lock the threads that the replies of a batch go on with."""
        replies = (one.said for one in judged if isinstance(one, Good))
        wanted = {said.thread_id for said in replies if isinstance(said, Reply)}
        query = (
            select(
                threads.c.thread_id,
                threads.c.device,
                threads.c.person_id,
                threads.c.messages,
                threads.c.waiting_since,
            )
            .where(threads.c.thread_id.in_(wanted))
            .order_by(threads.c.thread_id)
            .with_for_update()
        )
        rows = connection.execute(query).all() if wanted else []
        known = {
            row.thread_id: _Open(row.device, row.person_id, row.messages, row.waiting_since)
            for row in rows
        }
        return cls(device, now, known)

    def refuse(self, said: object) -> str:
        """Why this cannot be said; empty when it can."""
        if not isinstance(said, Reply):
            return ""
        thread = self.known.get(said.thread_id)
        return "" if thread is not None and self._owns(thread) else NOT_THIS_LAPTOPS

    def take(self, event_id: str, kind: str, said: object) -> None:
        """Keep what an accepted event says, if it begins a thread or goes on with one."""
        if isinstance(said, Question | Contradiction | Request):
            self._begin(event_id, kind, said)
            self._say(event_id, event_id, opening_text(said))
        elif isinstance(said, Reply):
            self._say(said.thread_id, event_id, said.text.strip())

    def store(self, connection: Connection) -> None:
        """Write it all: the threads, their messages, then how many each has."""
        for table, rows in ((threads, self.begun), (thread_messages, self.messages)):
            if rows:
                connection.execute(insert(table), rows)
        counted = [
            {"an_id": thread_id, "n": one.messages, "since": one.waiting_since, "at": self.now}
            for thread_id, one in self.known.items()
            if one.said
        ]
        if counted:
            this = threads.c.thread_id == bindparam("an_id")
            counting = (
                update(threads)
                .where(this)
                .values(
                    messages=bindparam("n"),
                    waiting_since=bindparam("since"),
                    changed_at=bindparam("at"),
                )
            )
            connection.execute(counting, counted)

    def _owns(self, thread: _Open) -> bool:
        if thread.device in self.device.names:
            return True
        return thread.device in self.formers and thread.person_id == self.device.person_id

    def _begin(self, thread_id: str, kind: str, said: Opening) -> None:
        about = {"card_id": "", "revision": 0, "block": ""}
        if not isinstance(said, Request):
            about = said.model_dump(include=set(about))
        self.known[thread_id] = _Open(self.device.device, self.device.person_id, 0, None)
        self.begun.append(
            {
                **about,
                "thread_id": thread_id,
                "kind": kind,
                "device": self.device.device,
                "person_id": self.device.person_id,
                "rep_name": self.device.rep_name,
                "team": self.device.team,
                "region": self.device.region,
                "fate": Fate.RECEIVED,
                "changed_card": "",
                "changed_to": 0,
                "opened_at": self.now,
                "changed_at": self.now,
                "waiting_since": self.now,
                "messages": 0,
            }
        )

    def _say(self, thread_id: str, event_id: str, text: str) -> None:
        thread = self.known[thread_id]
        thread.messages += 1
        thread.waiting_since = thread.waiting_since or self.now
        thread.said = True
        self.messages.append(
            {
                "thread_id": thread_id,
                "position": thread.messages,
                "side": Side.REP,
                "name": self.device.rep_name,
                "text": text,
                "at": self.now,
                "event_id": event_id,
            }
        )
