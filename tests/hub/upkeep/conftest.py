"""A hub with something in each kind of table, and all that its tables hold."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from enablement.hub.database import Database
from enablement.hub.devices import Device
from enablement.hub.hub import Hub
from enablement.hub.models import metadata
from enablement.hub.places import HubPlace
from enablement.hub.upkeep.backup import LEFT_OUT
from enablement.sync.policies import SynonymPolicy, SynonymRule

Rows = dict[str, list[dict[str, Any]]]
Send = Callable[..., None]


@pytest.fixture
def send(hub: Hub) -> Send:
    """Send events as a laptop does; one that is no event becomes a dead letter."""

    def send_them(device: Device, *payloads: dict[str, Any], kind: str = "usage") -> None:
        events = [
            {
                "event_id": f"{device.device}-{kind}-{number}",
                "device_seq": number,
                "kind": kind,
                "occurred_at": "2026-11-23T18:00:00Z",
                "payload": payload,
            }
            for number, payload in enumerate(payloads, 1)
        ]
        hub.intake.take(device, json.dumps({"epoch": "any", "events": events}).encode())

    return send_them


@pytest.fixture
def filled(
    hub: Hub, write_card: Callable[..., Path], folder: Path, device: Device, send: Send
) -> Hub:
    """A hub with cards, synonyms, logs with odd words, and a dead letter."""
    write_card("price")
    write_card("later", body="Accents: ñ, and a line\u2028separator.")
    hub.publish(folder)
    hub.synonyms.replace(SynonymPolicy(rules=(SynonymRule(language="en", words=("a", "b")),)))
    used = {"card_id": "price", "revision": 1, "outcome": "worked"}
    send(device, {**used, "note": "“quoted”\n\\ ñ"}, {"nonsense": "\0 \ud800"})
    hub.usage()  # which counts the log
    return hub


def rows_of(place: HubPlace) -> Rows:
    """All that a hub's tables hold, but for what no backup has."""
    database = Database.at(place)
    with database.reading() as connection:
        found = {
            table.name: sorted(
                (dict(row) for row in connection.execute(sa.select(table)).mappings()), key=repr
            )
            for table in metadata.sorted_tables
            if table.name not in LEFT_OUT
        }
    database.close()
    return found
