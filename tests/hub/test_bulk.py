"""Many rows at once: whatever they hold comes back as it was, on both engines."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, delete, select

from enablement.errors import HubDataError
from enablement.hub.bulk import among, insert_rows
from enablement.hub.database import Database
from enablement.hub.devices import Device
from enablement.hub.models import events

WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20)
SAID = st.dictionaries(WORDS, WORDS | st.integers(-(2**40), 2**40) | st.none(), max_size=3)


def row(device: Device, place: int, said: Any) -> dict[str, Any]:
    moment = datetime(2026, 11, 23, 8, place % 60, tzinfo=UTC)
    return {
        "event_id": f"e-{place}", "device": device.device, "device_seq": place, "kind": "usage",
        "occurred_at": moment, "received_at": moment, "payload": said,
    }  # fmt: skip


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(said=st.lists(SAID, max_size=20))
def test_what_is_written_comes_back(database: Database, device: Device, said: list[Any]) -> None:
    rows = [row(device, place, one) for place, one in enumerate(said)]
    with database.writing() as connection:
        connection.execute(delete(events))
        insert_rows(connection, events, rows)
    with database.reading() as connection:
        query = select(events).order_by(events.c.device_seq)
        assert [dict(found) for found in connection.execute(query).mappings()] == rows


def _write_and_fail(connection: Connection, rows: list[dict[str, Any]]) -> None:
    insert_rows(connection, events, rows)
    raise HubDataError("no")


def test_rows_are_gone_when_the_transaction_is_undone(database: Database, device: Device) -> None:
    rows = [row(device, place, {}) for place in range(20)]
    with pytest.raises(HubDataError), database.writing() as connection:
        _write_and_fail(connection, rows)
    with database.reading() as connection:
        assert not connection.execute(select(events)).all()


@pytest.mark.parametrize("engine", ["postgresql"])
def test_what_the_database_refuses_is_said_in_words(database: Database, device: Device) -> None:
    with pytest.raises(HubDataError, match="may not be written"), database.reading() as connection:
        insert_rows(connection, events, [row(device, place, {}) for place in range(20)])


def test_one_of_many_values_is_found(database: Database, device: Device) -> None:
    with database.writing() as connection:
        insert_rows(connection, events, [row(device, place, {}) for place in range(12)])
    with database.reading() as connection:
        for wanted in (["e-3", "e-11", "e-99"], []):
            query = select(events.c.event_id).where(among(connection, events.c.event_id, wanted))
            found = set(connection.scalars(query))
            assert found == set(wanted) - {"e-99"}
