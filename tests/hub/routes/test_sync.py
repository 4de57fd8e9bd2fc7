"""The protocol over a real port: what a laptop asks, and every way it is told no."""

import base64
import json
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx2
import pytest

from enablement.hub.access.members import OPERATOR
from enablement.hub.hub import Hub
from enablement.hub.shelf import ShelfCard, read_shelf
from enablement.sync.protocol import (
    Enrolment,
    EventReceipt,
    HubGreeting,
    Refusal,
    Shard,
    SignedRoot,
    sha256,
    split_stream,
)

Connect = Callable[..., httpx2.Client]
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def refusal(response: httpx2.Response) -> tuple[int, str]:
    assert response.headers["content-type"] == "application/json"
    return response.status_code, Refusal.model_validate_json(response.content).code


@pytest.fixture
def laptop(connect: Connect, enroll: Callable[..., str]) -> httpx2.Client:
    return connect(enroll(team="midmarket"))


@pytest.fixture
def image(hub: Hub, folder: Path, write_card: Callable[..., Path]) -> str:
    """The hash of an image that is published."""
    (folder / "a.png").write_bytes(PIXEL)
    write_card("price", "![A pixel](a.png)")
    hub.publish(folder)
    return sha256(PIXEL)


def test_a_laptop_goes_the_whole_way(
    hub: Hub, connect: Connect, folder: Path, write_card: Callable[..., Path]
) -> None:
    write_card("price")
    hub.publish(folder)
    nobody = connect()
    greeting = HubGreeting.model_validate_json(nobody.get("/v1/hub").content)
    assert (greeting.hub_id, greeting.name) == (hub.hub_id, "Field team")
    code = {"code": hub.invite("Ana").code.lower(), "device_name": "Ana's laptop"}
    answer = nobody.post("/v1/enroll", json=code)
    enrolment = Enrolment.model_validate_json(answer.content)
    laptop = connect(enrolment.token)
    signed = SignedRoot.model_validate_json(laptop.get("/v1/root").content)
    root = signed.verify(enrolment.public_key)
    shards = [laptop.get(f"/v1/shards/{digest}").content for digest in (*root.shards, root.own)]
    assert [sha256(data) for data in shards] == [*root.shards, root.own]
    entries = [entry for data in shards for entry in Shard.model_validate_json(data).entries]
    (entry,) = [entry for entry in entries if entry.kind == "card"]
    assert [one.id for one in entries if one is not entry] == ["rep"]
    asked = {"hashes": [entry.hash, "0" * 64]}
    with laptop.stream("POST", "/v1/objects", json=asked) as stream:
        (first, data), (second, nothing) = split_stream(stream.iter_bytes())
    assert (first.hash, sha256(data)) == (entry.hash, entry.hash)
    assert (second.missing, nothing) == (True, b"")
    event = {
        "event_id": "one", "device_seq": 1, "kind": "usage", "occurred_at": "2026-11-24T08:00:00Z",
        "payload": {"card_id": "price", "revision": 1, "outcome": "worked"},
    }  # fmt: skip
    body = json.dumps({"epoch": root.epoch, "events": [event]}).encode()
    receipt = EventReceipt.model_validate_json(laptop.post("/v1/events", content=body).content)
    assert (receipt.hub_id, receipt.epoch, receipt.digest) == (hub.hub_id, root.epoch, sha256(body))
    assert receipt.through == 1
    assert hub.usage()[0].worked == 1


@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", "/v1/root"), ("GET", "/v1/shards/x"), ("GET", "/v1/objects/x"),
     ("POST", "/v1/objects"), ("POST", "/v1/events")],
)  # fmt: skip
def test_everything_needs_a_token(
    connect: Connect, hub: Hub, enroll: Callable[..., str], method: str, path: str
) -> None:
    for headers in ({}, {"Authorization": "Bearer made-up"}, {"Authorization": "Basic eDp5"}):
        answer = connect().request(method, path, headers=headers)
        assert refusal(answer) == (401, "device-unknown")
        assert answer.headers["x-enablement-hub"] == hub.hub_id
        assert answer.headers["www-authenticate"] == "Bearer"
    token = enroll()
    hub.laptops.revoke(OPERATOR, hub.devices.recognise(token).device)
    assert refusal(connect(token).request(method, path)) == (403, "device-revoked")


@pytest.mark.parametrize(
    ("method", "path", "expected"),
    [("GET", "/v1/nothing", (404, "not-found")), ("GET", "/v1", (404, "not-found")),
     ("DELETE", "/v1/root", (405, "not-so")), ("POST", "/v1/hub", (405, "not-so"))],
)  # fmt: skip
def test_other_addresses_are_refused_in_json(
    connect: Connect, hub: Hub, method: str, path: str, expected: tuple[int, str]
) -> None:
    answer = connect().request(method, path)
    assert refusal(answer) == expected
    assert answer.headers["x-enablement-hub"] == hub.hub_id


@pytest.mark.parametrize("body", [b"", b"<html>", b"{}", b'{"code": 7}', b"\xff", b"[" * 50_000])
def test_an_enrolment_that_is_malformed_is_refused(connect: Connect, body: bytes) -> None:
    assert refusal(connect().post("/v1/enroll", content=body)) == (422, "malformed")


def test_a_code_is_refused_with_its_reason(connect: Connect, hub: Hub, clock: Any) -> None:
    client = connect()

    def enroll(code: str) -> tuple[int, str]:
        return refusal(client.post("/v1/enroll", json={"code": code}))

    used, old = hub.invite("Ana").code, hub.invite("Tom").code
    assert client.post("/v1/enroll", json={"code": used}).status_code == 200
    clock.move(days=20)
    assert enroll(used) == (403, "code-used")
    assert enroll(old) == (403, "code-expired")
    assert enroll("\N{GRINNING FACE}" * 300) == (403, "code-wrong")
    assert enroll("") == (403, "code-wrong")


def test_guessing_codes_is_slowed_down_and_enrolling_an_office_is_not(
    connect: Connect, hub: Hub
) -> None:
    client = connect()
    for number in range(15):
        code = hub.invite(f"Rep {number}").code
        assert client.post("/v1/enroll", json={"code": code}).status_code == 200
    for _ in range(10):
        answer = client.post("/v1/enroll", json={"code": "AAAA-BBBB-CCCC"})
        assert refusal(answer) == (403, "code-wrong")
    answer = client.post("/v1/enroll", json={"code": hub.invite("Late").code})
    assert refusal(answer) == (429, "too-many-tries")
    assert 1 <= int(answer.headers["retry-after"]) <= 61


def test_of_many_enrolments_at_once_one_wins(connect: Connect, hub: Hub) -> None:
    code = hub.invite("Ana").code
    clients = [connect() for _ in range(8)]
    start = threading.Barrier(len(clients))
    answers: list[int] = []

    def try_it(client: httpx2.Client) -> None:
        start.wait()
        answers.append(client.post("/v1/enroll", json={"code": code}).status_code)

    threads = [threading.Thread(target=try_it, args=(client,)) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [200] + [403] * 7


def test_a_laptop_may_say_what_it_holds(
    hub: Hub, connect: Connect, enroll: Callable[..., str], clock: Any
) -> None:
    token = enroll()
    for held in ("4", "many", "-1", "9" * 30, ""):
        answer = connect(token).get("/v1/root", headers={"X-Enablement-Generation": held})
        assert answer.status_code == 200
    device = hub.devices.recognise(token)
    assert (device.held_generation, device.last_contact) == (4, clock())


def test_what_another_team_holds_is_missing(
    hub: Hub, laptop: httpx2.Client, folder: Path, write_card: Callable[..., Path]
) -> None:
    write_card("secret", audience="{teams: [enterprise], regions: []}")
    place = write_card("price")
    hub.publish(folder)
    digests = {card.card_id: card.content_hash for card in _shelf(hub)}
    assert laptop.get(f"/v1/objects/{digests['price']}").status_code == 200
    assert refusal(laptop.get(f"/v1/objects/{digests['secret']}")) == (404, "missing")
    place.unlink()
    hub.publish(folder)
    assert refusal(laptop.get(f"/v1/objects/{digests['price']}")) == (404, "missing")
    with laptop.stream("POST", "/v1/objects", json={"hashes": list(digests.values())}) as stream:
        assert [header.missing for header, _data in split_stream(stream.iter_bytes())] == [True] * 2
    assert refusal(laptop.get(f"/v1/shards/{'0' * 64}")) == (404, "missing")


def _shelf(hub: Hub) -> list[ShelfCard]:
    with hub._database.reading() as connection:
        return list(read_shelf(connection).values())


@pytest.mark.parametrize(
    ("asked", "status", "part"),
    [
        ("", 200, slice(None)),
        ("bytes=0-9", 206, slice(0, 10)),
        ("bytes=10-", 206, slice(10, None)),
        ("bytes=-7", 206, slice(-7, None)),
        ("bytes=60-9999", 206, slice(60, None)),
        ("bytes=-9999", 206, slice(None)),
        ("bytes=9-3", 200, slice(None)),
        ("bytes=0-1,4-5", 200, slice(None)),
        ("bytes=-", 200, slice(None)),
        ("lines=1-2", 200, slice(None)),
        ("bytes=9999-", 416, slice(0)),
        ("bytes=-0", 416, slice(0)),
    ],
)
def test_a_torn_download_goes_on(
    laptop: httpx2.Client, image: str, asked: str, status: int, part: slice
) -> None:
    headers = {"Range": asked} if asked else {}
    answer = laptop.get(f"/v1/objects/{image}", headers=headers)
    assert (answer.status_code, answer.content) == (status, PIXEL[part])
    assert answer.headers["accept-ranges"] == "bytes"
    assert answer.headers["etag"] == f'"{image}"'
    if status == 206:
        first = PIXEL.index(answer.content)
        said = f"bytes {first}-{first + len(answer.content) - 1}/{len(PIXEL)}"
        assert answer.headers["content-range"] == said
    if status == 416:
        assert answer.headers["content-range"] == f"bytes */{len(PIXEL)}"


def test_too_much_is_refused(laptop: httpx2.Client) -> None:
    many = {"hashes": ["0" * 64] * 257}
    assert refusal(laptop.post("/v1/objects", json=many)) == (422, "malformed")
    assert refusal(laptop.post("/v1/objects", content=b"x" * 70_000)) == (413, "too-large")
    assert refusal(laptop.post("/v1/events", content=b" " * 600_000)) == (413, "too-large")
    assert refusal(laptop.post("/v1/events", content=b"<html>")) == (422, "malformed")
    assert laptop.get("/v1/root").status_code == 200


def test_twenty_laptops_sync_at_once(
    hub: Hub, connect: Connect, enroll: Callable[..., str], folder: Path,
    write_card: Callable[..., Path],
) -> None:  # fmt: skip
    write_card("price")
    hub.publish(folder)
    laptops = [connect(enroll(f"Rep {number}")) for number in range(20)]
    start = threading.Barrier(20)
    answers: list[int] = []

    def act(number: int) -> None:
        start.wait()
        for seq in range(1, 6):
            event = {
                "event_id": f"{number}-{seq}", "device_seq": seq, "kind": "usage",
                "occurred_at": "2026-11-24T08:00:00Z",
                "payload": {"card_id": "price", "revision": 1, "outcome": "worked"},
            }  # fmt: skip
            batch = {"epoch": "", "events": [event]}
            answers.append(laptops[number].post("/v1/events", json=batch).status_code)
            answers.append(laptops[number].get("/v1/root").status_code)

    threads = [threading.Thread(target=act, args=(number,)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [200] * 200
    assert hub.usage()[0].worked == 100
