"""Delivery: a laptop is given what is its own now, signed, and nothing else."""

import base64
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from enablement.cards.model import Card
from enablement.hub.database import Database
from enablement.hub.delivery import ROOT_LIFETIME, ViewCache
from enablement.hub.devices import Device
from enablement.hub.hub import Hub
from enablement.hub.identity import read_identity
from enablement.hub.shelf import Recipient
from enablement.sync.policies import REP
from enablement.sync.protocol import EntryKind, Root, Shard, sha256, shard_of, split_stream

WriteCard = Callable[..., Path]
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def root_of(hub: Hub, device: Device, database: Database) -> Root:
    with database.reading() as connection:
        key = read_identity(connection).public_key
    return hub.delivery.root(device).verify(key)


def entries(hub: Hub, device: Device, root: Root) -> dict[tuple[str, str], str]:
    """What the shards of a root name, by kind and id."""
    found = {}
    for number, digest in enumerate(root.shards):
        data = hub.delivery.shard(device, digest)
        assert data is not None
        assert sha256(data) == digest
        for entry in Shard.model_validate_json(data).entries:
            assert shard_of(entry.kind, entry.id) == number
            found[entry.kind, entry.id] = entry.hash
    return found


def test_a_root_names_what_the_laptop_should_hold(
    hub: Hub, database: Database, device: Device, folder: Path, write_card: WriteCard, clock: Any
) -> None:
    (folder / "a.png").write_bytes(PIXEL)
    write_card("price", "![A pixel](a.png)")
    write_card("mine", audience="{teams: [midmarket], regions: [emea]}")
    write_card("theirs", audience="{teams: [enterprise], regions: []}")
    write_card("gone")
    hub.publish(folder)
    hub.retire("gone")
    root = root_of(hub, device, database)
    assert (root.hub_id, root.device, root.generation) == (hub.hub_id, device.device, 2)
    assert (root.count, root.mass_removal, root.received) == (2, 0, 0)
    assert (root.issued, root.expires) == (clock(), clock() + ROOT_LIFETIME)
    found = entries(hub, device, root)
    pixel = sha256(PIXEL)
    assert set(found) == {
        (EntryKind.CARD, "price"), (EntryKind.CARD, "mine"), (EntryKind.ATTACHMENT, pixel),
    }  # fmt: skip
    assert hub.delivery.object(device, pixel) == PIXEL
    data = hub.delivery.object(device, found[EntryKind.CARD, "mine"])
    assert data is not None
    assert Card.from_bytes(data).id == "mine"
    own = hub.delivery.shard(device, root.own)
    assert own is not None
    assert [entry.id for entry in Shard.model_validate_json(own).entries] == [REP]


def test_languages_choose_cards(
    hub: Hub, database: Database, enroll: Callable[..., str], folder: Path, write_card: WriteCard
) -> None:
    write_card("price")
    write_card("precio", language="es-mx")
    hub.publish(folder)
    for languages, count in ((("es",), 1), (("es", "en"), 2), ((), 2), (("de",), 0)):
        device = hub.devices.recognise(enroll(languages=languages))
        assert root_of(hub, device, database).count == count


def test_a_hash_is_not_a_key(
    hub: Hub, database: Database, enroll: Callable[..., str], folder: Path, write_card: WriteCard
) -> None:
    write_card("secret", audience="{teams: [enterprise], regions: []}")
    hub.publish(folder)
    theirs = hub.devices.recognise(enroll(team="enterprise"))
    other = hub.devices.recognise(enroll(team="midmarket"))
    root = root_of(hub, theirs, database)
    ((_name, digest),) = entries(hub, theirs, root).items()
    assert hub.delivery.object(theirs, digest)
    assert hub.delivery.object(other, digest) is None
    shard = root.shards[shard_of("card", "secret")]
    assert hub.delivery.shard(theirs, shard)
    assert hub.delivery.shard(other, shard) is None
    ((header, data),) = split_stream(hub.delivery.stream(other, [digest]))
    assert (header.missing, data) == (True, b"")


def test_a_retired_card_and_an_old_revision_are_refused(
    hub: Hub, database: Database, device: Device, folder: Path, write_card: WriteCard
) -> None:
    write_card("price")
    write_card("later")
    hub.publish(folder)
    old = entries(hub, device, root_of(hub, device, database))
    write_card("price", "Better.")
    hub.publish(folder)
    hub.retire("later")
    assert hub.delivery.object(device, old["card", "price"]) is None
    assert hub.delivery.object(device, old["card", "later"]) is None
    assert root_of(hub, device, database).count == 1


def test_another_process_publishes_and_nothing_is_stale(
    hub: Hub,
    reopen: Callable[[], Hub],
    database: Database,
    device: Device,
    folder: Path,
    write_card: WriteCard,
) -> None:
    write_card("price")
    hub.publish(folder)
    before = root_of(hub, device, database)
    old = entries(hub, device, before)
    write_card("price", "Better.")
    reopen().publish(folder)
    after = root_of(hub, device, database)
    assert (before.generation, after.generation) == (1, 2)
    assert entries(hub, device, after) != old


def test_a_stream_answers_each_once_in_order(
    hub: Hub, database: Database, device: Device, folder: Path, write_card: WriteCard
) -> None:
    for number in range(8):  # more than is read at once
        write_card(f"card-{number}", f"{number} " + "words " * 50_000)
    hub.publish(folder)
    digests = list(entries(hub, device, root_of(hub, device, database)).values())
    asked = [digests[3], "f" * 64, *digests, digests[3]]
    answered = list(split_stream(hub.delivery.stream(device, asked)))
    assert [header.hash for header, _data in answered] == list(dict.fromkeys(asked))
    assert [header.hash for header, _data in answered if header.missing] == ["f" * 64]
    assert all(sha256(data) == header.hash for header, data in answered if not header.missing)


def test_views_are_made_once_and_bounded(
    hub: Hub, database: Database, folder: Path, write_card: WriteCard
) -> None:
    write_card("price")
    hub.publish(folder)
    cache = ViewCache(most=2)
    teams = [Recipient.of(team, "", ()) for team in ("a", "b", "c")]
    with database.reading() as connection:
        identity = read_identity(connection)
        first = cache.view(connection, identity, teams[0])
        assert cache.view(connection, identity, Recipient.of("A ", "", ())) is first
        for team in teams[1:]:
            cache.view(connection, identity, team)
        assert cache.view(connection, identity, teams[0]) is not first


def test_a_root_is_signed_anew_each_time(
    hub: Hub, database: Database, device: Device, clock: Any
) -> None:
    first = root_of(hub, device, database)
    clock.move(days=3)
    second = root_of(hub, device, database)
    assert second.issued - first.issued == timedelta(days=3)
    with pytest.raises(ValueError, match="not signed"):
        hub.delivery.root(device).verify(base64.b64encode(b"0" * 32).decode())
