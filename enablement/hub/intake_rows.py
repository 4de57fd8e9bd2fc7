"""The rows that accepted events become: of what came in a batch, and of a history made up."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.dialects import postgresql, sqlite

from enablement.hub.bulk import insert_rows
from enablement.hub.devices import Device
from enablement.hub.judging import Good
from enablement.hub.models import events, readings, requests, usage
from enablement.sync.protocol import Reading, Request, Search, Usage

_Rows = list[dict[str, Any]]


@dataclass
class IntakeRows:
    """The rows by table, in the order of their events."""

    events: _Rows = field(default_factory=list)
    usage: _Rows = field(default_factory=list)
    requests: _Rows = field(default_factory=list)
    readings: _Rows = field(default_factory=list)

    def add(self, device: Device, good: Good, received_at: datetime) -> None:
        """Add what an event of a device says, whatever its kind."""
        event = good.event
        shared = {
            "event_id": event.event_id,
            "occurred_at": event.occurred_at,
            "received_at": received_at,
        }
        self.events.append(
            {
                **shared,
                "device": device.device,
                "device_seq": event.device_seq,
                "kind": event.kind,
                "payload": event.payload,
            }
        )
        group = {"person_id": device.person_id, "team": device.team, "region": device.region}
        rep = {**group, "rep_name": device.rep_name}
        if isinstance(good.said, Usage):
            self.usage.append({**shared, **vars(good.said), **rep})
        elif isinstance(good.said, Request | Search):
            asked = {"corrected": "", "note": "", **good.said.model_dump(exclude={"results"})}
            place = {"kind": event.kind, "device": device.device}
            self.requests.append({**shared, **asked, **place, **rep})
        elif isinstance(good.said, Reading):
            day = {"device": device.device, "day": good.said.day, **group}
            self.readings += (
                {**day, "card_id": card_id, "revision": one.revision, "opens": one.opens}
                for card_id, one in good.said.cards.items()
            )

    def store(self, connection: Connection) -> None:
        """Write them all."""
        for table, rows in ((events, self.events), (usage, self.usage), (requests, self.requests)):
            insert_rows(connection, table, rows)
        _add_readings(connection, self.readings)


def _add_readings(connection: Connection, rows: Sequence[dict[str, Any]]) -> None:
    """Count them: of one day a laptop that enrolled anew in between may tell twice."""
    if not rows:
        return
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    statement = dialect.insert(readings)
    opens = {"opens": readings.c.opens + statement.excluded.opens}
    counted = statement.on_conflict_do_update(index_elements=list(readings.primary_key), set_=opens)
    connection.execute(counted, rows)
