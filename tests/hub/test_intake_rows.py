"""What was read: counted by day, card and revision, and never more than a laptop may say."""

import json
from typing import Any

import pytest
from sqlalchemy import select

from enablement.hub.database import Database
from enablement.hub.devices import Device
from enablement.hub.hub import Hub
from enablement.hub.models import events, readings
from enablement.sync.protocol import EventStatus


def read(hub: Hub, device: Device, number: int, cards: Any, day: Any = "2026-11-23") -> str:
    event = {
        "event_id": f"reading-{number}", "device_seq": number, "kind": "reading",
        "occurred_at": "2026-11-24T08:00:00Z", "payload": {"day": day, "cards": cards},
    }  # fmt: skip
    receipt = hub.intake.take(device, json.dumps({"epoch": "", "events": [event]}).encode())
    (result,) = receipt.results
    return result.reason if result.status is EventStatus.REJECTED else result.status.value


def counted(database: Database) -> list[tuple[Any, ...]]:
    columns = readings.c
    query = select(columns.day, columns.card_id, columns.revision, columns.opens, columns.team)
    with database.reading() as connection:
        rows = connection.execute(query.order_by(columns.day, columns.card_id, columns.revision))
        return [(str(row.day), *row[1:]) for row in rows]


def test_a_day_is_counted_once_and_a_second_word_on_it_is_added(
    hub: Hub, device: Device, database: Database
) -> None:
    price = {"price": {"revision": 2, "opens": 3}}
    assert read(hub, device, 1, price) == "accepted"
    assert read(hub, device, 1, price) == "duplicate"
    both = {"price": {"revision": 2, "opens": 1}, "late": {"revision": 1, "opens": 1}}
    assert read(hub, device, 2, both) == "accepted"
    assert read(hub, device, 3, price, day="2026-11-24") == "accepted"
    assert counted(database) == [
        ("2026-11-23", "late", 1, 1, "midmarket"),
        ("2026-11-23", "price", 2, 4, "midmarket"),
        ("2026-11-24", "price", 2, 3, "midmarket"),
    ]


@pytest.mark.parametrize("engine", ["sqlite"])
@pytest.mark.parametrize(
    ("cards", "day", "reason"),
    [
        ({"price": {"revision": -1, "opens": 1}}, "2026-11-23", "revision: out of range"),
        ({"price": {"revision": 1, "opens": 0}}, "2026-11-23", "opens: out of range"),
        ({"": {"revision": 1, "opens": 1}}, "2026-11-23", "cards: no usable card_id"),
        ({"x" * 201: {"revision": 1, "opens": 1}}, "2026-11-23", "cards: no usable card_id"),
        ({f"c{n}": {"revision": 1, "opens": 1} for n in range(1001)}, "2026-11-23", "1000 at most"),
        ({"price": {"revision": 1}}, "2026-11-23", "Field required"),
        ({"price": {"revision": 1, "opens": 1}}, "yesterday", "day: "),
    ],
)
def test_what_makes_no_sense_is_refused_and_blocks_nothing(
    hub: Hub, device: Device, database: Database, cards: Any, day: Any, reason: str
) -> None:
    assert reason in read(hub, device, 1, cards, day)
    assert not counted(database)
    with database.reading() as connection:
        assert not connection.execute(select(events)).all()
    assert read(hub, device, 2, {"price": {"revision": 1, "opens": 1}}) == "accepted"
