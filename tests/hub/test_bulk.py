"""Many rows at once: whatever they hold comes back as it was, on both engines."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, delete, select

from enablement.errors import HubDataError
from enablement.hub.bulk import among, insert_rows, portions
from enablement.hub.database import Database
from enablement.hub.devices import Device
from enablement.hub.models import events, readings, rejected_events

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


@pytest.mark.parametrize("engine", ["postgresql"])
@pytest.mark.parametrize("separated", [(), ("a\x1fb", "a\x1eb")])
def test_what_means_something_to_copy_is_only_text(
    database: Database, device: Device, separated: tuple[str, ...]
) -> None:
    texts = ["", '"', "\\.", "a\n\\.\nb", "\\N", "\r", "a\r\nb", "é,\t;", "NULL", " ", '",', "\\"]
    texts += [*separated]
    rows = [
        {"device": device.device, "day": date(2026, 11, 23), "card_id": text, "revision": place,
         "opens": 1, "person_id": "p", "team": text, "region": ""}
        for place, text in enumerate(texts)
    ]  # fmt: skip
    with database.writing() as connection:
        insert_rows(connection, readings, rows)
    with database.reading() as connection:
        found = connection.execute(select(readings).order_by(readings.c.revision)).mappings()
        assert [dict(one) for one in found] == rows


def test_a_value_that_is_absent_stays_so(database: Database, device: Device) -> None:
    numbers = [None, 2, *[None] * 10]
    rows = [
        {"device": device.device, "event_id": "", "device_seq": number, "reason": "", "raw": "[]",
         "received_at": datetime(2026, 11, 23, tzinfo=UTC)}
        for number in numbers
    ]  # fmt: skip
    with database.writing() as connection:
        insert_rows(connection, rejected_events, rows)
    with database.reading() as connection:
        query = select(rejected_events.c.device_seq).order_by(rejected_events.c.id)
        assert list(connection.scalars(query)) == numbers


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
        for wanted in (["e-3", "e-11", "e-99"], ["e-3", "", "e-3\x1fe-4"], [""], []):
            query = select(events.c.event_id).where(among(connection, events.c.event_id, wanted))
            found = set(connection.scalars(query))
            assert found == set(wanted) & {"e-3", "e-11"}


@given(st.lists(st.integers()), st.integers(1, 7))
def test_portions_are_the_values_in_order_and_none_too_large(
    values: list[int], at_once: int
) -> None:
    some = list(portions(iter(values), at_once))
    assert [one for portion in some for one in portion] == values
    assert all(0 < len(portion) <= at_once for portion in some)
