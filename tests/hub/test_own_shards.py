"""What is for one laptop alone: who its rep is and their threads, and nobody else's."""

import json
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import event
from sqlalchemy.engine import Engine

from enablement.hub.access.members import OPERATOR
from enablement.hub.access.person_words import PersonWords
from enablement.hub.database import Database
from enablement.hub.devices import Device
from enablement.hub.hub import Hub
from enablement.hub.own_shards import OwnShards
from enablement.sync.policies import REP, RepNow
from enablement.sync.protocol import EntryKind, Shard, sha256, split_stream
from enablement.sync.threads import Thread


def ask(hub: Hub, device: Device, name: str, number: int) -> str:
    payload = {"card_id": "price", "revision": 1, "text": f"Since when, {name}?"}
    raw = {
        "event_id": name, "device_seq": number, "kind": "question",
        "occurred_at": "2026-11-23T18:00:00Z", "payload": payload,
    }  # fmt: skip
    hub.intake.take(device, json.dumps({"epoch": "", "events": [raw]}).encode())
    return name


def own(hub: Hub, device: Device) -> dict[str, tuple[int, str]]:
    """The revision and hash of each thread in a laptop's own shard."""
    digest = json.loads(hub.delivery.root(device).signed)["own"]
    data = hub.delivery.shard(device, digest)
    assert data is not None
    assert sha256(data) == digest
    entries = Shard.model_validate_json(data).entries
    assert {entry.kind for entry in entries} <= {EntryKind.POLICY, EntryKind.THREAD}
    return {
        entry.id: (entry.revision, entry.hash)
        for entry in entries
        if entry.kind == EntryKind.THREAD
    }


def rep_hash(hub: Hub, device: Device) -> str:
    """The hash of what the shard says of the rep."""
    digest = json.loads(hub.delivery.root(device).signed)["own"]
    data = hub.delivery.shard(device, digest)
    assert data is not None
    (entry,) = [
        one for one in Shard.model_validate_json(data).entries if one.kind == EntryKind.POLICY
    ]
    assert entry.id == REP
    return entry.hash


def test_the_shard_says_who_the_rep_is_now(hub: Hub, enroll: Callable[..., str]) -> None:
    token = enroll("Ana Ruiz", team="midmarket", region="emea", languages=("es", "en"))
    device = hub.devices.recognise(token)
    before = rep_hash(hub, device)
    data = hub.delivery.object(device, before)
    assert data is not None
    assert RepNow.from_bytes(data) == RepNow(
        name="Ana Ruiz", team="midmarket", region="emea", languages=("es", "en")
    )
    words = PersonWords("Ana Vega", team="enterprise", region="emea")
    hub.people.change(OPERATOR, device.person_id, words)
    changed = hub.polls.answer(token, None)
    device = hub.devices.recognise(token)
    assert json.loads(changed.signed)["own"] == json.loads(hub.delivery.root(device).signed)["own"]
    ((header, data),) = split_stream(hub.delivery.stream(device, [rep_hash(hub, device)]))
    assert not header.missing
    assert RepNow.from_bytes(data) == RepNow(name="Ana Vega", team="enterprise", region="emea")
    assert hub.delivery.object(device, before) is None


def test_the_shard_names_the_threads_by_how_much_was_said(hub: Hub, device: Device) -> None:
    assert own(hub, device) == {}
    for number, name in enumerate(("one", "two"), 1):
        ask(hub, device, name, number)
    before = own(hub, device)
    assert {name: revision for name, (revision, _hash) in before.items()} == {"one": 1, "two": 1}
    hub.threads.answer("one", "Since May.", "Rosa")
    after = own(hub, device)
    assert after["two"] == before["two"]
    assert after["one"][0] == 2
    data = hub.delivery.object(device, after["one"][1])
    assert data is not None
    assert Thread.from_bytes(data) == hub.threads.get("one").thread
    assert hub.delivery.object(device, before["one"][1]) is None


def test_a_hash_of_anothers_thread_is_not_a_key(
    hub: Hub, device: Device, enroll: Callable[..., str], folder: Path,
    write_card: Callable[..., Path],
) -> None:  # fmt: skip
    write_card("price")
    hub.publish(folder)
    ask(hub, device, "one", 1)
    other = hub.devices.recognise(enroll("Ana Ruiz", team="midmarket", region="emea"))
    ((_revision, digest),) = own(hub, device).values()
    shard = json.loads(hub.delivery.root(device).signed)["own"]
    assert own(hub, other) == {}
    assert hub.delivery.object(other, digest) is None
    assert hub.delivery.shard(other, shard) is None
    ((header, data),) = split_stream(hub.delivery.stream(other, [digest]))
    assert (header.missing, data) == (True, b"")
    ((header, data),) = split_stream(hub.delivery.stream(device, [digest]))
    assert (header.missing, Thread.from_bytes(data).thread_id) == (False, "one")


def test_a_poll_with_nothing_new_reads_no_message(hub: Hub, device: Device) -> None:
    for number in range(1, 31):
        ask(hub, device, f"thread-{number}", number)
    own(hub, device)
    said: list[str] = []

    def note(*execution: object) -> None:
        said.append(str(execution[2]))

    event.listen(Engine, "before_cursor_execute", note)
    hub.delivery.root(device)
    event.remove(Engine, "before_cursor_execute", note)
    assert said
    assert not any("thread_messages" in statement for statement in said)


def test_an_answer_reads_one_thread_again(hub: Hub, device: Device) -> None:
    for number in range(1, 6):
        ask(hub, device, f"thread-{number}", number)
    own(hub, device)
    hub.threads.answer("thread-3", "Since May.")
    said: list[str] = []

    def note(*execution: object) -> None:
        said.append(str(execution[2]))

    event.listen(Engine, "before_cursor_execute", note)
    hub.delivery.root(device)
    event.remove(Engine, "before_cursor_execute", note)
    assert sum("FROM thread_messages" in statement for statement in said) == 1


def test_shards_are_kept_for_a_number_of_laptops(
    hub: Hub, device: Device, enroll: Callable[..., str], database: Database
) -> None:
    ask(hub, device, "one", 1)
    shards = OwnShards(most=1)
    other = hub.devices.recognise(enroll("Bea"))
    with database.reading() as connection:
        first = shards.of(connection, "epoch", device)
        assert shards.of(connection, "epoch", device) is first
        assert [*shards.of(connection, "epoch", other).objects.values()] == [b'{"name":"Bea"}']
        again = shards.of(connection, "epoch", device)
        assert again is not first
        assert again == first
        assert shards.of(connection, "restored", device) is not again


def test_another_process_answers_and_nothing_is_stale(
    hub: Hub, reopen: Callable[[], Hub], device: Device
) -> None:
    ask(hub, device, "one", 1)
    before = own(hub, device)
    reopen().threads.answer("one", "Since May.")
    assert own(hub, device) != before
