"""What a laptop of an earlier version and its hub once said is said again: it must still be answered so.

This reads the answers by itself, with nothing of the laptop's own code, which may change with the hub's.
"""

import base64
import hashlib
import json
import re
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx2
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from enablement.hub.access.laptops import LaptopState
from enablement.hub.access.members import OPERATOR
from enablement.hub.access.people import PeopleFilter
from enablement.hub.hub import Hub
from tests.hub.routes.recorded.record import publish

RECORDED = sorted((Path(__file__).parent / "recorded").glob("laptop-*.json"))
HASH = re.compile(r"[0-9a-f]{64}")
TEXTS = {"$signature", "$sentence", "$reason"}
NUMBERS = {"$generation", "$mass_removal"}


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


class Told:
    """Holds answers against what was recorded; a name stands for the same value wherever it is."""

    def __init__(self) -> None:
        self.names: dict[str, Any] = {}

    def put_in(self, text: str) -> str:
        """The text with the values in the place of their names."""
        longest_first = sorted(self.names, key=len, reverse=True)
        for name in longest_first:
            text = text.replace(name, str(self.names[name]))
        return text

    def hold(self, recorded: Any, answer: Any) -> None:
        """The answer says all that was recorded; it may say more."""
        if isinstance(recorded, dict) and "$signed" in recorded:
            self.hold(recorded["$signed"], json.loads(answer))
        elif isinstance(recorded, dict):
            assert recorded.keys() <= answer.keys()
            for key, value in recorded.items():
                self.hold(value, answer[key])
            if "signature" in recorded:
                self._verify(answer)
        elif isinstance(recorded, list):
            assert len(recorded) == len(answer)
            for one, other in zip(recorded, answer, strict=True):
                self.hold(one, other)
        elif isinstance(recorded, str) and recorded.startswith("$"):
            self._hold_named(recorded, answer)
        else:
            assert recorded == answer
            assert type(recorded) is type(answer)

    def _hold_named(self, name: str, answer: Any) -> None:
        if name in NUMBERS:
            assert type(answer) is int
            self.names[name] = answer
        elif name in TEXTS:
            assert type(answer) is str
        elif name == "$moment":
            assert datetime.fromisoformat(answer).tzinfo is not None
        elif name == "$shards":
            assert len(answer) == 64
            assert all(HASH.fullmatch(one) for one in answer)
            self.names[name] = answer
        else:
            assert self.names.setdefault(name, answer) == answer, name
            assert type(answer) is str
            if name == "$token":
                self.names["$former"] = sha256(answer.encode())

    def _verify(self, answer: dict[str, str]) -> None:
        key = Ed25519PublicKey.from_public_bytes(base64.b64decode(self.names["$public_key"]))
        key.verify(base64.b64decode(answer["signature"]), answer["signed"].encode())


class Player:
    """Does again what was recorded, against a hub."""

    def __init__(self, hub: Hub, connect: Callable[..., httpx2.Client], folder: Path) -> None:
        self._hub, self._connect, self._folder = hub, connect, folder
        self.told = Told()
        self._own = ""

    def play(self, step: dict[str, Any]) -> None:
        """One step."""
        if "do" in step:
            self._do(step)
        elif step["ask"] == "each shard":
            self._ask_shards(step["entries"])
        elif step["ask"] == "objects":
            self._ask_objects(step)
        else:
            self._ask(step)

    def _do(self, step: dict[str, Any]) -> None:
        if step["do"] == "publish":
            publish(self._hub, step["files"], self._folder)
        elif step["do"] == "invite":
            self.told.names["$code"] = self._hub.invite(**step["whom"]).code
        elif step["do"] == "answer":
            self._hub.threads.answer(step["thread"], step["text"], step["who"])
        else:
            assert step["do"] == "ask wipe"
            self._hub.laptops.ask_wipe(OPERATOR, self.told.names["$device"])

    def _laptop(self, token: str = "$token") -> httpx2.Client:
        return self._connect(self.told.put_in(token))

    def _ask(self, step: dict[str, Any]) -> None:
        method, _space, path = step["ask"].partition(" ")
        client = self._laptop(step["token"]) if "token" in step else self._connect()
        body = self.told.put_in(step.get("body", "")).encode()
        headers = {name: self.told.put_in(one) for name, one in step.get("headers", {}).items()}
        if body:
            headers["Content-Type"] = "application/json"
        self.told.names["$digest"] = sha256(body)
        answer = client.request(method, path, content=body, headers=headers)
        assert answer.status_code == step["status"], answer.text
        said = answer.json()
        self.told.hold(step["answer"], said)
        if "signed" in said:
            self._own = json.loads(said["signed"]).get("own", "")

    def _ask_shards(self, recorded: list[dict[str, Any]]) -> None:
        client, found = self._laptop(), dict[tuple[str, str], dict[str, Any]]()
        for digest in {*self.told.names["$shards"], self._own}:
            data = client.get(f"/v1/shards/{digest}").content
            assert sha256(data) == digest
            found |= {(one["kind"], one["id"]): one for one in json.loads(data)["entries"]}
        for entry in recorded:
            there = {key: one for key, one in found.items() if key[0] == entry["kind"]}
            if entry["id"].startswith("$"):
                (one,) = there.values()
            else:
                one = there[entry["kind"], entry["id"]]
            self.told.hold(entry, one)

    def _ask_objects(self, step: dict[str, Any]) -> None:
        body = {"hashes": [self.told.names[name] for name in step["hashes"]]}
        answer = self._laptop().post("/v1/objects", json=body)
        assert answer.status_code == 200
        objects = dict(_apart(answer.content))
        for name, recorded in step["objects"].items():
            data = objects[self.told.names[name]]
            assert sha256(data) == self.told.names[name]
            if isinstance(recorded, str):
                assert base64.b64encode(data).decode() == recorded
            else:
                self.told.hold(recorded, json.loads(data))


def _apart(stream: bytes) -> Iterator[tuple[str, bytes]]:
    """The objects of a streamed answer: a line of JSON, then so many bytes."""
    while stream:
        line, _end, stream = stream.partition(b"\n")
        header = json.loads(line)
        assert header["missing"] is False
        yield header["hash"], stream[: header["size"]]
        stream = stream[header["size"] :]


@pytest.mark.parametrize("recorded", RECORDED, ids=lambda path: path.stem)
def test_a_laptop_of_an_earlier_version_is_answered_as_ever(
    hub: Hub, connect: Callable[..., httpx2.Client], folder: Path, recorded: Path
) -> None:
    player = Player(hub, connect, folder)
    for step in json.loads(recorded.read_text("utf-8")):
        player.play(step)
    status = hub.status()
    assert (status.usage, status.rejected) == (2, 1)
    assert len(hub.threads.list()) == 3
    (ana,) = hub.people.page(PeopleFilter(role="rep")).rows
    assert ana.laptops[0].state is LaptopState.WIPED


def test_there_is_a_recording() -> None:
    assert RECORDED


@pytest.mark.parametrize(
    ("recorded", "answer"),
    [
        ({"a": 1}, {"b": 1}), ({"a": 1}, {"a": "1"}), ({"a": 1}, {"a": True}), ([1], [1, 2]),
        (["$x", "$x"], ["a", "b"]), ("$moment", "2026-11-24T09:00:00"), ("$shards", ["a"] * 64),
        ("$generation", "1"), ("$reason", 3),
    ],
)  # fmt: skip
def test_an_answer_that_says_less_or_otherwise_is_seen(recorded: Any, answer: Any) -> None:
    with pytest.raises(AssertionError):
        Told().hold(recorded, answer)
