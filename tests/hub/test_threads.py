"""Marketing's side of the threads: what waits, what was said, and who said it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from enablement.errors import HubDataError
from enablement.hub.database import Database
from enablement.hub.devices import Device
from enablement.hub.hub import Hub
from enablement.hub.models import audit_log
from enablement.sync.protocol import EventStatus
from enablement.sync.threads import MAX_SAID, Fate, Side

Say = Callable[..., str]
ASKED = {"card_id": "price", "revision": 1, "text": "Since when?"}


@pytest.fixture
def say(hub: Hub, clock: Any) -> Say:
    """Send one event a minute after the last; its id."""

    def send(device: Device, kind: str = "question", **payload: Any) -> str:
        clock.move(minutes=1)
        number = hub.status().events + 1
        event = {
            "event_id": f"event-{number}", "device_seq": number, "kind": kind,
            "occurred_at": "2026-11-23T18:00:00Z", "payload": payload or ASKED,
        }  # fmt: skip
        body = json.dumps({"epoch": "", "events": [event]}).encode()
        assert hub.intake.take(device, body).results[0].status is EventStatus.ACCEPTED
        return str(event["event_id"])

    return send


def order(hub: Hub) -> list[str]:
    return [row.thread.thread_id for row in hub.threads.list()]


def test_those_that_wait_come_first_and_the_longest_before_the_others(
    hub: Hub, device: Device, say: Say, clock: Any
) -> None:
    assert hub.threads.list() == []
    first, second, third = say(device), say(device), say(device)
    assert order(hub) == [first, second, third]
    clock.move(minutes=1)
    hub.threads.answer(first, "Since May.")
    clock.move(minutes=1)
    hub.threads.decline(second, "We do not tell.")
    assert order(hub) == [third, second, first]
    assert [row.open for row in hub.threads.list()] == [True, False, False]
    say(device, "reply", thread_id=first, text="May of which year?")
    assert order(hub) == [third, first, second]
    say(device, "reply", thread_id=first, text="Please.")
    assert order(hub) == [third, first, second]


def test_a_thread_tells_who_asked_about_what(
    hub: Hub, device: Device, say: Say, folder: Path, write_card: Callable[..., Path]
) -> None:
    write_card("price", title="It costs too much")
    hub.publish(folder)
    thread_id = say(device)
    row = hub.threads.get(thread_id)
    assert (row.rep_name, row.team, row.region) == ("Ana Ruiz", "midmarket", "emea")
    assert (row.title, row.thread.card_id, row.thread.revision) == ("It costs too much", "price", 1)
    assert hub.threads.list() == [row]
    told = row.as_json()
    assert (told["rep"], told["fate"], told["open"]) == ("Ana Ruiz", "received", True)
    assert told["messages"][0]["text"] == "Since when?"
    json.dumps(told)


def test_a_request_is_a_thread_and_an_empty_search_is_none(
    hub: Hub, device: Device, say: Say
) -> None:
    thread_id = say(device, "request", text="door alarms")
    say(device, "search", text="door alarms")
    assert order(hub) == [thread_id]
    assert hub.threads.get(thread_id).title == ""


def test_each_word_is_kept_with_its_name_and_in_the_audit_log(
    hub: Hub, device: Device, say: Say, folder: Path, write_card: Callable[..., Path],
    database: Database, clock: Any,
) -> None:  # fmt: skip
    write_card("price")
    hub.publish(folder)
    thread_id = say(device)
    hub.threads.answer(thread_id, " Since\0 May. ", " Rosa  Gil ")
    row = hub.threads.changed(thread_id, "price", 1, "It says so now.")
    said = [(one.side, one.name, one.text) for one in row.thread.messages[1:]]
    assert said == [
        (Side.MARKETING, "Rosa Gil", "Since May."), (Side.MARKETING, "", "It says so now."),
    ]  # fmt: skip
    assert (row.thread.fate, row.thread.changed_card, row.thread.changed_to) == (
        Fate.CHANGED, "price", 1,
    )  # fmt: skip
    with database.reading() as connection:
        logged = connection.execute(
            select(audit_log).where(audit_log.c.subject == thread_id).order_by(audit_log.c.id)
        ).all()
    assert [(line.who, line.action, line.details) for line in logged] == [
        ("Rosa Gil", "thread-answered", {}),
        ("command line", "thread-changed", {"card": "price", "revision": 1}),
    ]
    assert {line.at for line in logged} == {clock()}


def test_one_more_word_does_not_undo_a_change_and_a_change_of_mind_does(
    hub: Hub, device: Device, say: Say, folder: Path, write_card: Callable[..., Path]
) -> None:
    write_card("price")
    hub.publish(folder)
    thread_id = say(device)
    hub.threads.changed(thread_id, "price", 1, "Mended.")
    assert hub.threads.answer(thread_id, "You are welcome.").thread.fate is Fate.CHANGED
    declined = hub.threads.decline(thread_id, "It was right after all.").thread
    assert (declined.fate, declined.changed_card, declined.changed_to) == (Fate.DECLINED, "", 0)
    assert hub.threads.answer(thread_id, "Or not.").thread.fate is Fate.ANSWERED


@pytest.mark.parametrize(
    ("act", "sentence"),
    [
        (lambda hub, _id: hub.threads.answer("nothing", "Yes."), "no thread “nothing”"),
        (lambda hub, _id: hub.threads.get("nothing"), "no thread “nothing”"),
        (lambda hub, an_id: hub.threads.answer(an_id, " \n "), "nothing to say"),
        (lambda hub, an_id: hub.threads.decline(an_id, "x" * (MAX_SAID + 1)), "4000 fit"),
        (
            lambda hub, an_id: hub.threads.changed(an_id, "price", 2, "Yes."),
            "no published revision",
        ),
        (lambda hub, an_id: hub.threads.changed(an_id, "gone", 1, "Yes."), "no published revision"),
        (lambda hub, an_id: hub.threads.changed(an_id, "", 0, "Yes."), "no published revision"),
    ],
)
def test_what_cannot_be_said_is_a_sentence_and_changes_nothing(
    hub: Hub, device: Device, say: Say, folder: Path, write_card: Callable[..., Path],
    act: Callable[[Hub, str], object], sentence: str,
) -> None:  # fmt: skip
    write_card("price")
    write_card("gone")
    hub.publish(folder)
    hub.retire("gone")
    thread_id = say(device)
    before = hub.threads.get(thread_id)
    with pytest.raises(HubDataError, match=sentence):
        act(hub, thread_id)
    assert hub.threads.get(thread_id) == before
