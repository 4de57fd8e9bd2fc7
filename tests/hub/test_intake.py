"""Intake: committed before it is answered, once however often it is sent, and never blocked."""

import json
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from enablement.errors import HubDataError
from enablement.hub.database import Database
from enablement.hub.devices import Device
from enablement.hub.hub import Hub
from enablement.hub.intake import TAKEN_ELSEWHERE
from enablement.hub.models import events, rejected_events, usage
from enablement.hub.refusals import RefusedError
from enablement.sync.protocol import EventReceipt, EventStatus, sha256

ACCEPTED, DUPLICATE, REJECTED = EventStatus.ACCEPTED, EventStatus.DUPLICATE, EventStatus.REJECTED
ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.text(), inside, max_size=3),
    max_leaves=8,
)


def event(number: int, *, name: str = "event", **payload: Any) -> dict[str, Any]:
    fields = {"card_id": "price", "revision": 1, "outcome": "worked", **payload}
    return {
        "event_id": f"{name}-{number}",
        "device_seq": number,
        "kind": "usage",
        "occurred_at": "2026-11-23T18:00:00Z",
        "payload": fields,
    }


def send(hub: Hub, device: Device, *raw: Any, epoch: str = "any") -> EventReceipt:
    return hub.intake.take(device, json.dumps({"epoch": epoch, "events": raw}).encode())


def statuses(receipt: EventReceipt) -> list[EventStatus]:
    return [result.status for result in receipt.results]


def test_a_batch_is_taken_in_and_answered(hub: Hub, device: Device, database: Database) -> None:
    body = json.dumps({"epoch": "x", "events": [event(1), event(2, outcome="fell_flat")]}).encode()
    receipt = hub.intake.take(device, body)
    assert (receipt.hub_id, receipt.epoch) == (hub.hub_id, hub.status().epoch)
    assert (receipt.digest, receipt.through) == (sha256(body), 2)
    assert [result.event_id for result in receipt.results] == ["event-1", "event-2"]
    assert statuses(receipt) == [ACCEPTED, ACCEPTED]
    with database.reading() as connection:
        rows = connection.execute(select(usage).order_by(usage.c.event_id)).all()
    assert [(row.card_id, row.revision, row.outcome) for row in rows] == [
        ("price", 1, "worked"), ("price", 1, "fell_flat"),
    ]  # fmt: skip
    assert (rows[0].rep_name, rows[0].team, rows[0].region) == ("Ana Ruiz", "midmarket", "emea")


def test_sending_again_changes_nothing(hub: Hub, device: Device) -> None:
    send(hub, device, event(1), event(2))
    again = send(hub, device, event(1), event(2), event(3), event(3))
    assert statuses(again) == [DUPLICATE, DUPLICATE, ACCEPTED, DUPLICATE]
    assert again.through == 3
    assert (hub.status().events, hub.status().usage) == (3, 3)


def test_what_is_held_is_a_duplicate_whatever_it_says_now(hub: Hub, device: Device) -> None:
    send(hub, device, event(1))
    assert statuses(send(hub, device, event(1, outcome="splendid"))) == [DUPLICATE]
    assert hub.status().rejected == 0


def test_one_bad_event_does_not_hold_up_the_others(
    hub: Hub, device: Device, database: Database
) -> None:
    receipt = send(hub, device, event(1), event(2, note="x" * 5000), event(3))
    assert statuses(receipt) == [ACCEPTED, REJECTED, ACCEPTED]
    assert "4000 at most" in receipt.results[1].reason
    assert receipt.through == 3
    with database.reading() as connection:
        row = connection.execute(select(rejected_events)).one()
    assert (row.event_id, row.device_seq, row.device) == ("event-2", 2, device.device)
    assert json.loads(row.raw)["payload"]["note"] == "x" * 5000
    again = send(hub, device, event(2, note="x" * 5000), event(2, note="x" * 5000))
    assert statuses(again) == [REJECTED, REJECTED]
    assert hub.status().rejected == 1


def test_an_id_of_another_laptop_is_refused(
    hub: Hub, device: Device, enroll: Callable[..., str]
) -> None:
    other = hub.devices.recognise(enroll("Tom"))
    send(hub, device, event(1))
    receipt = send(hub, other, event(1, outcome="neutral"), event(2))
    assert statuses(receipt) == [REJECTED, ACCEPTED]
    assert (receipt.results[0].reason, receipt.through) == (TAKEN_ELSEWHERE, 2)


def test_a_laptop_that_enrolled_again_is_not_counted_twice(
    hub: Hub, device: Device, enroll: Callable[..., str]
) -> None:
    again = hub.devices.recognise(enroll("Ana Ruiz"))
    send(hub, device, event(1), event(2))
    receipt = send(hub, again, {**event(2), "device_seq": 1}, {**event(3), "device_seq": 2})
    assert statuses(receipt) == [DUPLICATE, ACCEPTED]
    assert (receipt.through, hub.status().usage, hub.status().rejected) == (2, 3, 0)


def test_a_kind_of_a_newer_laptop_is_kept_as_it_came(
    hub: Hub, device: Device, database: Database
) -> None:
    question = {**event(1), "kind": "gesture", "payload": {"words": ["why", 1, None]}}
    assert statuses(send(hub, device, question)) == [ACCEPTED]
    with database.reading() as connection:
        row = connection.execute(select(events)).one()
    assert (row.kind, row.payload) == ("gesture", {"words": ["why", 1, None]})
    assert hub.status().usage == 0


def test_logs_keep_naming_the_revision_they_saw(
    hub: Hub, device: Device, folder: Path, write_card: Callable[..., Path]
) -> None:
    write_card("price")
    hub.publish(folder)
    write_card("price", "Better.")
    hub.publish(folder)
    hub.retire("price")
    unknown = event(3, card_id="never-here", revision=9)
    assert statuses(send(hub, device, event(1), event(2, revision=2), unknown)) == [ACCEPTED] * 3
    found = {(row.card_id, row.revision): row.n for row in hub.usage()}
    assert found == {("price", 1): 1, ("price", 2): 1, ("never-here", 9): 1}


def test_through_stops_at_the_first_gap(hub: Hub, enroll: Callable[..., str]) -> None:
    device = hub.devices.recognise(enroll())
    assert send(hub, device, event(2), event(4)).through == 0
    assert send(hub, device, event(1)).through == 2
    assert send(hub, device, event(5), event(6)).through == 2
    assert send(hub, device, event(3)).through == 6
    assert send(hub, device).through == 6


def test_limits_are_refused_whole(hub: Hub, device: Device) -> None:
    assert len(send(hub, device, *map(event, range(1, 201))).results) == 200
    for body in (
        json.dumps({"epoch": "", "events": list(map(event, range(1, 202)))}).encode(),
        b'{"epoch": "", "events": []}' + b" " * 512 * 1024,
    ):
        with pytest.raises(RefusedError) as raised:
            hub.intake.take(device, body)
        assert (raised.value.status, raised.value.code) == (413, "too-large")
    with pytest.raises(RefusedError) as raised:
        hub.intake.take(device, b"<html>")
    assert (raised.value.status, raised.value.code) == (422, "malformed")


def test_nothing_is_answered_that_is_not_committed(
    hub: Hub, device: Device, database: Database
) -> None:
    """When the tables fail half way, all of the batch is as if it had never come."""
    with database.writing() as connection:
        connection.exec_driver_sql("ALTER TABLE usage RENAME TO hidden")
    with pytest.raises(DBAPIError):
        send(hub, device, event(1), event(2))
    with database.writing() as connection:
        connection.exec_driver_sql("ALTER TABLE hidden RENAME TO usage")
    assert (hub.status().events, hub.status().usage) == (0, 0)
    assert statuses(send(hub, device, event(1), event(2))) == [ACCEPTED, ACCEPTED]


@pytest.mark.parametrize("engine", ["sqlite"])
def test_a_full_disk_refuses_the_batch_whole(hub: Hub, device: Device) -> None:
    """The laptop keeps its logs; once there is room they are taken."""

    def allow(pages: int) -> None:
        with hub._database.writing() as connection:
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")

    allow(1)  # that is: no more than there are
    batch = [event(number, note="x" * 4000) for number in range(1, 40)]
    with pytest.raises(HubDataError, match="disk is full"):
        send(hub, device, *batch)
    assert (hub.status().events, hub.status().usage) == (0, 0)
    allow(1_000_000)
    assert statuses(send(hub, device, *batch)) == [ACCEPTED] * 39


def test_twenty_laptops_at_once(hub: Hub, enroll: Callable[..., str]) -> None:
    """Each sends its batches twice, at the same time as the others; nothing fails or doubles."""
    laptops = [hub.devices.recognise(enroll(f"Rep {number}")) for number in range(20)]
    start = threading.Barrier(20)
    failures: list[BaseException] = []

    def act(number: int) -> None:
        name = f"laptop-{number}"
        try:
            start.wait()
            for first in (1, 1, 6, 6):
                batch = [event(seq, name=name) for seq in range(first, first + 5)]
                send(hub, laptops[number], *batch)
                hub.delivery.root(laptops[number])
        except BaseException as error:
            failures.append(error)
            raise

    threads = [threading.Thread(target=act, args=(number,)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert (hub.status().events, hub.status().usage) == (200, 200)
    assert {hub.intake.take(one, b'{"events": []}').through for one in laptops} == {10}


@settings(
    max_examples=120,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    raw=st.lists(
        ANY_JSON
        | st.fixed_dictionaries({}, optional=dict.fromkeys(event(1), ANY_JSON))
        | st.builds(
            lambda name, value: {**event(1, name="odd"), name: value},
            st.sampled_from(sorted(event(1))), ANY_JSON,
        ),
        max_size=5,
    ),
    place=st.integers(0, 5),
)  # fmt: skip
def test_any_json_is_answered_and_the_good_ones_get_through(
    hub: Hub, device: Device, raw: list[Any], place: int
) -> None:
    good = event(hub.status().events + 1, name=f"good-{hub.status().events}-{len(raw)}-{place}")
    good["event_id"] += f"-{hub.status().rejected}-{threading.get_ident()}"
    batch = [*raw[:place], good, *raw[place:]]
    receipt = send(hub, device, *batch)
    assert len(receipt.results) == len(batch)
    answer = receipt.results[min(place, len(raw))]
    assert (answer.event_id, answer.status) == (good["event_id"], ACCEPTED)
    assert statuses(send(hub, device, good)) == [DUPLICATE]


def test_what_is_sent_again_does_not_hold_up_the_count(hub: Hub, device: Device) -> None:
    refused = event(1, revision=-1)
    assert send(hub, device, refused).through == 1
    again = send(hub, device, refused, event(2))
    assert (statuses(again), again.through) == ([REJECTED, ACCEPTED], 2)
