"""Seeded schedules of faults for what a rep records: in the end each thing that was said counts once.

Statements of the database fail at random on both sides, as if the process had died there; answers get
lost, the hub comes back from backups, the laptop enrols again, and the rep corrects, takes back and
says anew what was refused. `ENABLEMENT_SEEDS=100-2000` runs other schedules than these.
"""

import contextlib
import os
import random
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event, select

from enablement.errors import EnablementError, HubOfflineError, HubRefusedError
from enablement.hub import judging
from enablement.hub.database import Database
from enablement.hub.models import rejected_events, usage
from enablement.library.events import EventState
from enablement.sync.protocol import EventReceipt, Outcome, Request, Search, SignedRoot, Usage
from enablement.translation import n_

FIRST, _, LAST = os.environ.get("ENABLEMENT_SEEDS", "0-25").partition("-")
SEEDS = range(int(FIRST), int(LAST))
SHORT, LONG = "short", "a note that is too long"


class DiedError(Exception):
    """The process ended here."""


class Storm:
    """Decides by a seeded chance what breaks."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.network = self.statement = 0.0

    def strike(self) -> None:
        """Break the network, or not."""
        if self.chance.random() < self.network:
            raise HubOfflineError(n_("The hub at {url} does not answer."), url="the test")

    def on_statement(self, *_what: object) -> None:
        """Die before a statement, or not."""
        if self.statement and self.chance.random() < self.statement:
            raise DiedError


class StormyConnector:
    """Opens conversations with the site that break before or after anything."""

    def __init__(self, site: Any, storm: Storm) -> None:
        self._site, self._storm = site, storm

    def __call__(self, url: str, token: str | None) -> Any:
        calm, storm = self._site.connect(url, token), self._storm
        root, send = calm.root, calm.send

        def stormy_root(held: int = 0) -> SignedRoot:
            storm.strike()
            signed: SignedRoot = root(held)
            return signed

        def stormy_send(body: bytes) -> EventReceipt:
            storm.strike()
            receipt: EventReceipt = send(body)
            storm.strike()
            return receipt

        calm.root, calm.send = stormy_root, stormy_send
        return calm


class Schedule:
    """One laptop, one hub, and what a rep does between the faults."""

    def __init__(self, site: Any, laptop: Any, storm: Storm) -> None:
        self.site, self.laptop, self.storm = site, laptop, storm
        self.said = 0
        self.saved = False

    @property
    def log(self) -> Any:
        return self.laptop.library.events

    def usage(self, name: str, note: str) -> Usage:
        return Usage(card_id="price", revision=1, outcome=Outcome.WORKED, account=name, note=note)

    def record(self) -> None:
        self.said += 1
        note = LONG if self.storm.chance.random() < 0.4 else SHORT
        self.log.log_usage(self.usage(f"said {self.said}", note))

    def correct(self) -> None:
        found = self._one_of(EventState.WAITING)
        if found is not None:
            self.log.change(found.event_id, self.usage(found.payload["account"], SHORT))

    def take_back(self) -> None:
        found = self._one_of(EventState.WAITING, EventState.SENDING)
        if found is not None:
            self.log.remove(found.event_id)

    def say_anew(self) -> None:
        found = self._one_of(EventState.REJECTED)
        if found is not None:
            self.log.say_anew(found.event_id, self.usage(found.payload["account"], SHORT))

    def ask(self) -> None:
        self.said += 1
        noted = self.log.log_search(Search(text=f"asked {self.said}")).event_id
        with self.laptop.library.writing() as writer:
            self.log.take_back(writer, [noted])
            self.log.add(writer, Request(text=f"asked {self.said}"))

    def sync(self) -> None:
        self.laptop.engine.sync()

    def enroll(self) -> None:
        self.laptop.engine.enroll(self.site.url, self.site.hub.invite("Ana").code)

    def back_up(self) -> None:
        with self._calm():
            self.site.back_up()
            self.saved = True

    def restore(self) -> None:
        if self.saved:
            with self._calm():
                self.site.restore()

    def learn(self) -> None:
        judging._OF_USAGE["note"] = len(LONG) if self.storm.chance.random() < 0.5 else len(SHORT)

    @contextlib.contextmanager
    def _calm(self) -> Iterator[None]:
        before, self.storm.statement = self.storm.statement, 0.0
        yield
        self.storm.statement = before

    def _one_of(self, *states: EventState) -> Any:
        found = self.log.page(500, states=states, kinds=("usage",))
        return self.storm.chance.choice(found) if found else None

    def run(self, steps: int) -> None:
        acts: dict[Callable[[], None], int] = {
            self.record: 8, self.sync: 8, self.correct: 2, self.take_back: 2, self.say_anew: 3,
            self.ask: 1, self.back_up: 2, self.restore: 2, self.enroll: 1, self.learn: 2,
        }  # fmt: skip
        for _step in range(steps):
            (act,) = self.storm.chance.choices([*acts], [*acts.values()])
            with contextlib.suppress(DiedError, EnablementError):
                act()

    def heal(self) -> None:
        """The weather is fine again: whatever is left goes through."""
        self.storm.network = self.storm.statement = 0.0
        try:
            self.sync()
        except HubRefusedError:
            self.enroll()
        self.sync()
        self.sync()


@pytest.fixture
def storm(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Storm]:
    made = Storm(request.param)
    monkeypatch.setitem(judging._OF_USAGE, "note", len(SHORT))
    event.listen(Engine, "before_cursor_execute", made.on_statement)
    yield made
    made.statement = 0.0
    event.remove(Engine, "before_cursor_execute", made.on_statement)


@pytest.fixture
def schedule(site: Any, laptop_at: Any, storm: Storm) -> Schedule:
    laptop_at.connect = StormyConnector(site, storm)
    laptop_at.engine = type(laptop_at.engine)(laptop_at.library, laptop_at.index, laptop_at.connect)
    storm.network, storm.statement = 0.2, 0.01
    return Schedule(site, laptop_at, storm)


@pytest.mark.parametrize("storm", SEEDS, indirect=True)
def test_after_any_storm_each_thing_counts_once(schedule: Schedule, tmp_path: Path) -> None:
    schedule.run(50)
    schedule.heal()
    log = schedule.log.recent(1000)
    state = {one.event_id: one.state for one in log}
    assert {*state.values()} <= {EventState.SENT, EventState.REJECTED}
    database = Database.at(tmp_path / "hub")
    with database.reading() as connection:
        counted = Counter(connection.scalars(select(usage.c.account)))
        letters = Counter(connection.scalars(select(rejected_events.c.event_id)))
        taken = {*connection.scalars(select(usage.c.event_id))}
    database.close()
    logs = [one for one in log if one.kind == "usage"]
    assert taken == {one.event_id for one in logs if one.state is EventState.SENT}
    assert letters == Counter(one for one in state if state[one] is EventState.REJECTED)
    said = {one.payload["account"] for one in logs if one.state is EventState.SENT}
    assert counted == Counter(said), "each thing that was said counts once"
    asked = Counter(one.payload["text"] for one in log if one.kind in ("search", "request"))
    assert set(asked.values()) <= {1}, "a request takes the place of its note"
