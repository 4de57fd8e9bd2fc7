"""Logs by the dozen: written as the intake leaves them, of whom and when a test likes."""

from collections.abc import Callable
from datetime import datetime
from itertools import count
from typing import Any

import pytest
from sqlalchemy import insert

from enablement.hub.database import Database
from enablement.hub.devices import Device
from enablement.hub.hub import Hub
from enablement.hub.models import events, usage

AddLogs = Callable[..., None]


@pytest.fixture
def add_logs(hub: Hub, database: Database, device: Device, clock: Any) -> AddLogs:
    """Add one log for each outcome, W, N or F, in turn of the reps named."""
    numbers = count(1)
    outcomes = {"W": "worked", "N": "neutral", "F": "fell_flat"}

    def add(
        said: str, reps: str = "abc", card: str = "price", revision: int = 1,
        at: datetime | None = None, **more: str,
    ) -> None:  # fmt: skip
        moment = at or clock()
        rows: list[dict[str, Any]] = []
        for place, letter in enumerate(said):
            rep = reps[place % len(reps)]
            number = next(numbers)
            rows.append(
                {
                    "event_id": f"log-{number:06}", "card_id": card, "revision": revision,
                    "block": "", "outcome": outcomes[letter], "note": "", "account": "",
                    "words": "", "stage": "", "person_id": rep, "rep_name": f"Rep {rep}",
                    "team": "midmarket", "region": "emea", "occurred_at": moment,
                    "received_at": moment, **more,
                }
            )  # fmt: skip
        sent = [
            {
                "event_id": row["event_id"], "device": device.device, "kind": "usage",
                "device_seq": int(row["event_id"][4:]), "occurred_at": moment,
                "received_at": moment, "payload": {},
            }
            for row in rows
        ]  # fmt: skip
        with database.writing() as connection:
            connection.execute(insert(events), sent)
            connection.execute(insert(usage), rows)

    return add
