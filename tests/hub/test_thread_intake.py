"""Threads from what laptops send: begun once, gone on with by their own laptop alone."""

import json
import threading
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from enablement.hub.database import Database
from enablement.hub.devices import Device
from enablement.hub.hub import Hub
from enablement.hub.models import requests, thread_messages, threads
from enablement.hub.thread_intake import NOT_THIS_LAPTOPS
from enablement.sync.protocol import EventStatus
from enablement.sync.threads import Side

ACCEPTED, DUPLICATE, REJECTED = EventStatus.ACCEPTED, EventStatus.DUPLICATE, EventStatus.REJECTED


def event(number: int, kind: str, **payload: Any) -> dict[str, Any]:
    return {
        "event_id": f"event-{number}", "device_seq": number, "kind": kind,
        "occurred_at": "2026-11-23T18:00:00Z", "payload": payload,
    }  # fmt: skip


def question(number: int, text: str = "Since when?") -> dict[str, Any]:
    return event(number, "question", card_id="price", revision=1, text=text)


def reply(number: int, to: int, text: str = "Soon, please.") -> dict[str, Any]:
    return event(number, "reply", thread_id=f"event-{to}", text=text)


def send(hub: Hub, device: Device, *raw: Any) -> list[EventStatus]:
    receipt = hub.intake.take(device, json.dumps({"epoch": "", "events": raw}).encode())
    return [result.status for result in receipt.results]


def texts(hub: Hub) -> dict[str, list[str]]:
    return {
        row.thread.thread_id: [one.text for one in row.thread.messages]
        for row in hub.threads.list()
    }


def test_a_thread_is_begun_and_gone_on_with_in_one_batch(hub: Hub, device: Device) -> None:
    batch = [question(1), reply(2, to=1), question(3, "And why?"), reply(4, to=1, text="Now.")]
    assert send(hub, device, *batch) == [ACCEPTED] * 4
    assert texts(hub) == {
        "event-1": ["Since when?", "Soon, please.", "Now."], "event-3": ["And why?"],
    }  # fmt: skip
    assert send(hub, device, *batch) == [DUPLICATE] * 4
    assert send(hub, device, batch[0], batch[0]) == [DUPLICATE] * 2
    assert texts(hub)["event-1"] == ["Since when?", "Soon, please.", "Now."]


def test_a_reply_is_refused_where_there_is_no_thread_of_this_laptop(
    hub: Hub, device: Device, enroll: Callable[..., str]
) -> None:
    send(hub, device, question(1))
    other = hub.devices.recognise(enroll("Bea"))
    raw = {**reply(1, to=1), "event_id": "of-bea"}
    receipt = hub.intake.take(other, json.dumps({"epoch": "", "events": [raw]}).encode())
    (result,) = receipt.results
    assert (result.status, result.reason) == (REJECTED, NOT_THIS_LAPTOPS)
    assert send(hub, device, reply(2, to=9)) == [REJECTED]
    assert texts(hub) == {"event-1": ["Since when?"]}


def test_what_began_no_thread_takes_no_reply(hub: Hub, device: Device) -> None:
    usage = event(1, "usage", card_id="price", revision=1, outcome="worked")
    bad = event(2, "question", card_id="price", revision=1, text=" ")
    statuses = send(hub, device, usage, bad, reply(3, to=1), reply(4, to=2))
    assert statuses == [ACCEPTED, REJECTED, REJECTED, REJECTED]
    assert texts(hub) == {}


def test_a_request_is_a_gap_and_a_thread(hub: Hub, device: Device, database: Database) -> None:
    send(hub, device, event(1, "request", text="door alarms"), event(2, "search", text="doors"))
    assert texts(hub) == {"event-1": ["door alarms"]}
    with database.reading() as connection:
        assert connection.scalar(select(func.count()).select_from(requests)) == 2


def test_two_at_once_keep_every_word_in_order(hub: Hub, device: Device, database: Database) -> None:
    send(hub, device, question(1))
    began = threading.Barrier(2)

    def replies() -> None:
        began.wait()
        for number in range(2, 22):
            send(hub, device, reply(number, to=1, text=f"{number}"))

    def answers() -> None:
        began.wait()
        for number in range(20):
            hub.threads.answer("event-1", f"answer {number}")

    workers = [threading.Thread(target=work) for work in (replies, answers)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    with database.reading() as connection:
        rows = connection.execute(
            select(thread_messages).order_by(thread_messages.c.position)
        ).all()
        counted = connection.scalar(select(threads.c.messages))
    assert [row.position for row in rows] == list(range(1, 42))
    assert counted == 41
    assert [row.text for row in rows if row.side == Side.REP][1:] == [str(n) for n in range(2, 22)]


@settings(
    max_examples=20, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(batches=st.lists(st.lists(st.integers(1, 6), min_size=1, max_size=4), max_size=6))
def test_whatever_is_sent_again_is_said_once(
    reopen: Callable[[], Hub], batches: list[list[int]]
) -> None:
    hub = reopen()
    device = hub.devices.recognise(hub.enrolments.enroll(hub.invite("Ana").code, "x").token)
    prefix = device.device[-12:]
    script = {1: question(1), 2: reply(2, to=1), 3: question(3), 4: reply(4, to=3),
              5: reply(5, to=1), 6: reply(6, to=1)}  # fmt: skip
    for raw in script.values():
        raw["event_id"] = f"{prefix}-{raw['event_id']}"
        if "thread_id" in raw["payload"]:
            raw["payload"]["thread_id"] = f"{prefix}-{raw['payload']['thread_id']}"
    for batch in [[1], [3], *batches, [1, 2, 3, 4, 5, 6]]:
        send(hub, device, *(script[number] for number in batch))
    found = {
        thread_id: said for thread_id, said in texts(hub).items() if thread_id.startswith(prefix)
    }
    assert {name: len(said) for name, said in found.items()} == {
        f"{prefix}-event-1": 4, f"{prefix}-event-3": 2,
    }  # fmt: skip
    hub.close()


@pytest.mark.parametrize("former", ["", "f" * 64, "no hash", "\0" * 64])
def test_a_former_name_that_is_none_is_passed_over(hub: Hub, former: str) -> None:
    answer = hub.enrolments.enroll(hub.invite("Ana").code, "laptop", former)
    assert hub.devices.recognise(answer.token).formers == ()
