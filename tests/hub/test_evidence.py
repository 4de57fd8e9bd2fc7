"""Evidence: summed up for current revisions, never of small groups, renewed once an hour."""

import json
import threading
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from enablement.hub.database import Database
from enablement.hub.devices import Device
from enablement.hub.evidence import share_of, sum_up
from enablement.hub.hub import Hub
from enablement.hub.review.counting import count_new
from enablement.sync.policies import CardEvidence, Evidence
from enablement.sync.protocol import EntryKind, Root, Shard, shard_of

WriteCard = Callable[..., Path]
Log = Callable[..., None]


@pytest.fixture
def log(hub: Hub, enroll: Callable[..., str]) -> Log:
    """Log outcomes of a card as a rep of that name."""
    devices: dict[str, Device] = {}
    sent: Counter[str] = Counter()

    def send(rep: str, *outcomes: str, card: str = "price", revision: int = 1) -> None:
        if rep not in devices:
            devices[rep] = hub.devices.recognise(enroll(rep))
        for outcome in outcomes:
            sent[rep] += 1
            payload = {"card_id": card, "revision": revision, "outcome": outcome}
            event = {
                "event_id": f"{rep}-{sent[rep]}", "device_seq": sent[rep], "kind": "usage",
                "occurred_at": "2026-11-23T18:00:00Z", "payload": payload,
            }  # fmt: skip
            body = json.dumps({"epoch": "", "events": [event]}).encode()
            hub.intake.take(devices[rep], body)

    return send


def enough(log: Log, **which: Any) -> None:
    """Five logs of three reps."""
    log("Ana", "worked", "worked", **which)
    log("Bea", "worked", "neutral", **which)
    log("Cleo", "fell_flat", **which)


def told(hub: Hub, device: Device) -> dict[str, CardEvidence]:
    """What a laptop is told of."""
    root = Root.model_validate_json(hub.delivery.root(device).signed)
    digest = root.shards[shard_of("evidence", "usage")]
    shard = Shard.model_validate_json(hub.delivery.shard(device, digest) or b"")
    told_of = [one.hash for one in shard.entries if one.kind == EntryKind.EVIDENCE]
    datas = [hub.delivery.object(device, digest) or b"" for digest in told_of]
    return Evidence.from_bytes(datas[0]).cards if datas else {}


def test_small_groups_stay_hidden(
    hub: Hub, database: Database, folder: Path, write_card: WriteCard, log: Log
) -> None:
    for card_id in ("price", "few-logs", "few-reps", "one-rep", "gone"):
        write_card(card_id)
    hub.publish(folder)
    for card_id in ("price", "gone"):
        enough(log, card=card_id)
    for rep in ("Ana", "Bea", "Cleo", "Dora"):
        log(rep, "worked", card="few-logs")
    log("Ana", *["worked"] * 9, card="few-reps")
    log("Bea", "neutral", card="few-reps")
    log("Ana", *["worked"] * 9, card="one-rep")
    enough(log, card="unknown")
    hub.retire("gone")
    count_new(database)
    with database.reading() as connection:
        assert sum_up(connection).cards == {
            "price": CardEvidence(revision=1, worked=3, neutral=1, fell_flat=1)
        }


def test_a_rep_with_many_laptops_is_one_rep(
    hub: Hub, database: Database, enroll: Callable[..., str], folder: Path, write_card: WriteCard
) -> None:
    write_card("price")
    hub.publish(folder)
    for number in range(6):
        device = hub.devices.recognise(enroll("Ana"))
        payload = {"card_id": "price", "revision": 1, "outcome": "worked"}
        event = {
            "event_id": f"e-{number}", "device_seq": 1, "kind": "usage",
            "occurred_at": "2026-11-23T18:00:00Z", "payload": payload,
        }  # fmt: skip
        hub.intake.take(device, json.dumps({"epoch": "", "events": [event]}).encode())
    with database.reading() as connection:
        assert sum_up(connection).cards == {}


def test_a_new_revision_begins_again_at_once(
    hub: Hub, device: Device, folder: Path, write_card: WriteCard, log: Log
) -> None:
    write_card("price")
    hub.publish(folder)
    enough(log)
    write_card("later")
    hub.publish(folder)
    assert told(hub, device)["price"].worked == 3
    write_card("price", "Better.")
    hub.publish(folder)
    assert told(hub, device) == {}
    enough(log, revision=2)
    log("Ana", "worked", revision=1)
    hub.retire("later")
    assert told(hub, device)["price"] == CardEvidence(revision=2, worked=3, neutral=1, fell_flat=1)


def test_it_is_renewed_once_an_hour_and_only_when_it_changed(
    hub: Hub, device: Device, folder: Path, write_card: WriteCard, log: Log, clock: Any
) -> None:
    write_card("price")
    hub.publish(folder)
    enough(log)
    assert told(hub, device) == {}
    assert hub.status().generation == 1
    clock.move(minutes=61)
    assert told(hub, device)["price"].n == 5
    assert hub.status().generation == 2
    log("Ana", "worked")
    clock.move(minutes=59)
    assert told(hub, device)["price"].n == 5
    clock.move(minutes=2)
    assert told(hub, device)["price"].n == 6
    clock.move(hours=5)
    told(hub, device)
    assert hub.status().generation == 3


def test_a_clock_that_was_set_back_does_not_stop_it(
    hub: Hub, device: Device, folder: Path, write_card: WriteCard, log: Log, clock: Any
) -> None:
    write_card("price")
    hub.publish(folder)
    enough(log)
    clock.move(days=-30)
    assert told(hub, device)["price"].n == 5


def test_nobody_is_told_of_cards_that_are_not_theirs(
    hub: Hub, enroll: Callable[..., str], folder: Path, write_card: WriteCard, log: Log
) -> None:
    write_card("price")
    write_card("secret", audience="{teams: [enterprise], regions: []}")
    hub.publish(folder)
    enough(log)
    enough(log, card="secret")
    write_card("later")
    hub.publish(folder)
    small = hub.devices.recognise(enroll("Small", team="midmarket"))
    big = hub.devices.recognise(enroll("Big", team="enterprise"))
    assert set(told(hub, small)) == {"price"}
    assert set(told(hub, big)) == {"price", "secret"}


def test_a_share_of_nothing_is_nothing() -> None:
    whole = Evidence(cards={"price": CardEvidence(revision=1, worked=5)})
    assert share_of(whole.to_bytes(), {"later"}) == Evidence().to_bytes()


def test_many_laptops_and_two_processes_at_once_renew_it_once(
    hub: Hub, reopen: Callable[[], Hub], device: Device, folder: Path, write_card: WriteCard,
    log: Log, clock: Any,
) -> None:  # fmt: skip
    write_card("price")
    hub.publish(folder)
    enough(log)
    clock.move(hours=2)
    hubs = [hub, reopen()]
    threads = [
        threading.Thread(target=hubs[number % 2].delivery.root, args=(device,))
        for number in range(12)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert hub.status().generation == 2
    assert told(hub, device)["price"].n == 5
