"""Logs that eight laptops send at once, beside the same rows written by the bare database driver.

`python -m bench.hub.ingest URL` reads lines of JSON, a laptop's token and the batches that it sends,
and prints the seconds that it took; a process of its own, so that it takes no time from the hub's.
"""

import json
import random
import statistics
import subprocess
import sys
import uuid
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any

import httpx2
import psycopg
from psycopg.types.json import Json
from sqlalchemy import select
from sqlcipher3 import dbapi2 as sqlite

from bench.hub.logs import made_log
from bench.hub.serving import Served, stopwatch
from bench.hub.size import Rep
from enablement.hub.models import cards, devices
from enablement.hub.places import HubPlace

LAPTOPS, BATCH, _BATCHES, _ROUNDS = 8, 200, 8, 7
_EVENT_COLUMNS = (
    "event_id", "occurred_at", "received_at", "device", "device_seq", "kind", "payload"
)  # fmt: skip
_USAGE_COLUMNS = (
    "event_id", "occurred_at", "received_at", "card_id", "revision", "block", "outcome", "note",
    "account", "words", "stage", "person_id", "rep_name", "team", "region",
)  # fmt: skip
_Batch = list[dict[str, Any]]


class Laptops:
    """Make up what the laptops log next, each with its own numbers and no event twice."""

    def __init__(self, place: HubPlace, reps: Sequence[Rep]) -> None:
        self.reps = list(reps[:LAPTOPS])
        self._drawn = random.Random(11)
        engine = place.engine()
        try:
            with engine.connect() as connection:
                self._cards = list(connection.scalars(select(cards.c.card_id)))
                query = select(devices.c.device, devices.c.received)
                self._numbers = {row.device: row.received for row in connection.execute(query)}
        finally:
            engine.dispose()

    def batches(self) -> dict[str, list[_Batch]]:
        """So many batches of events for each laptop."""
        return {rep.device: [self._batch(rep.device) for _ in range(_BATCHES)] for rep in self.reps}

    def _batch(self, device: str) -> _Batch:
        now = datetime.now(UTC).isoformat()
        made = []
        for _ in range(BATCH):
            self._numbers[device] += 1
            said = made_log(self._drawn, self._drawn.choice(self._cards), 1)
            made.append(
                {"event_id": str(uuid.uuid4()), "device_seq": self._numbers[device], "kind": "usage",
                 "occurred_at": now, "payload": said}
            )  # fmt: skip
        return made


def send(url: str, laptops: Sequence[tuple[str, list[bytes]]]) -> float:
    """Send each laptop's batches one after the other, all laptops at once; the seconds."""

    def run(laptop: tuple[str, list[bytes]]) -> None:
        token, bodies = laptop
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        with httpx2.Client(base_url=url, headers=headers, timeout=120) as client:
            for body in bodies:
                answer = client.post("/v1/events", content=body)
                if answer.status_code != 200 or b"rejected" in answer.content:
                    raise RuntimeError(answer.text[:300])

    with stopwatch() as took, ThreadPoolExecutor(LAPTOPS) as pool:
        list(pool.map(run, laptops))
    return took[0]


def _through_hub(hub: Served, laptops: Laptops) -> tuple[float, float]:
    """The seconds, and those of the hub's processors."""
    made = laptops.batches()
    lines = [
        json.dumps({"token": rep.token, "bodies": [_body(batch) for batch in made[rep.device]]})
        for rep in laptops.reps
    ]
    command = (sys.executable, "-m", "bench.hub.ingest", hub.url)
    worked = hub.processor_seconds()
    told = subprocess.run(
        command, input="\n".join(lines), check=True, stdout=subprocess.PIPE, text=True
    ).stdout
    return float(told), hub.processor_seconds() - worked


def _body(batch: _Batch) -> str:
    return json.dumps({"epoch": "", "events": batch})


def _rows(rep: Rep, batch: _Batch, now: datetime) -> tuple[list[Any], list[Any]]:
    """The rows that the hub makes of a batch, as the driver takes them."""
    shared = {"received_at": now, "device": rep.device, **rep.row()}
    whole = [{**one, **shared, "occurred_at": now} for one in batch]
    logs = [{**one, **one["payload"]} for one in whole]
    return (
        [tuple(one[name] for name in _EVENT_COLUMNS) for one in whole],
        [tuple(one[name] for name in _USAGE_COLUMNS) for one in logs],
    )


def _statement(table: str, columns: Sequence[str], mark: str) -> str:
    marks = ", ".join([mark] * len(columns))
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})"


def _bare(place: HubPlace, laptops: Laptops) -> float:
    """The same batches, a transaction each, by the driver alone; the seconds."""
    made, now = laptops.batches(), datetime.now(UTC)
    rows = [[_rows(rep, batch, now) for batch in made[rep.device]] for rep in laptops.reps]
    if place.url is None:
        return _bare_sqlite(place, [batch for some in rows for batch in some])
    address = place.url.set(drivername="postgresql").render_as_string(hide_password=False)
    statements = [
        _statement("events", _EVENT_COLUMNS, "%s"), _statement("usage", _USAGE_COLUMNS, "%s"),
    ]  # fmt: skip

    def run(batches: list[tuple[list[Any], list[Any]]]) -> None:
        with psycopg.connect(address) as connection:
            for batch in batches:
                said = [(*row[:-1], Json(row[-1])) for row in batch[0]]
                with connection.transaction(), connection.cursor() as cursor:
                    cursor.executemany(statements[0], said)
                    cursor.executemany(statements[1], batch[1])

    with stopwatch() as took, ThreadPoolExecutor(LAPTOPS) as pool:
        list(pool.map(run, rows))
    return took[0]


def _bare_sqlite(place: HubPlace, batches: list[tuple[list[Any], list[Any]]]) -> float:
    """SQLite has one writer: the batches one after the other."""
    connection = sqlite.connect(str(place.file), isolation_level=None)
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
        connection.execute(f"PRAGMA {pragma}")
    with stopwatch() as took:
        for said, logs in batches:
            plain = [(*map(_plain, row[:-1]), json.dumps(row[-1])) for row in said]
            connection.execute("BEGIN IMMEDIATE")
            connection.executemany(_statement("events", _EVENT_COLUMNS, "?"), plain)
            used = [tuple(map(_plain, row)) for row in logs]
            connection.executemany(_statement("usage", _USAGE_COLUMNS, "?"), used)
            connection.execute("COMMIT")
    connection.close()
    return took[0]


def _plain(value: Any) -> Any:
    return value.strftime("%Y-%m-%d %H:%M:%S.%f") if isinstance(value, datetime) else value


def measure(place: HubPlace, hub: Served, reps: list[Rep]) -> dict[str, Any]:
    """Logs a second of both, medians of rounds in turn, and the `ratio` of ours to the bare.

    The ratio is the median of each round's own: whatever else the machine does falls on both.
    """
    laptops = Laptops(place, reps)
    count = LAPTOPS * BATCH * _BATCHES
    ours: list[float] = []
    bare: list[float] = []
    worked: list[float] = []
    for _round in range(_ROUNDS):
        bare.append(_bare(place, laptops))
        seconds, processor = _through_hub(hub, laptops)
        ours.append(seconds)
        worked.append(processor)
    return {
        "a_second": count / statistics.median(ours),
        "bare_a_second": count / statistics.median(bare),
        "ratio": statistics.median(one / other for one, other in zip(bare, ours, strict=True)),
        "processor_ms_a_batch": 1000 * statistics.median(worked) / (LAPTOPS * _BATCHES),
    }


if __name__ == "__main__":
    told = [json.loads(line) for line in sys.stdin]
    sent = [(one["token"], [body.encode() for body in one["bodies"]]) for one in told]
    print(send(sys.argv[1], sent))
