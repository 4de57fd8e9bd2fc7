"""Records what a laptop of this version and its hub say to each other, for hubs of later versions.

`python -m tests.hub.routes.recorded.record FILE`; README.md beside this says when, and what it holds.
"""

import base64
import json
import re
import sys
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx2

from enablement.errors import WipedError
from enablement.hub.access.members import OPERATOR
from enablement.hub.hub import Hub
from enablement.hub.server import HubServer
from enablement.hub.synonym_file import read_synonyms
from enablement.library.keys import KeyPlace, KeyRecord
from enablement.library.library import Library
from enablement.search.index import SearchIndex
from enablement.sync.client import HubClient
from enablement.sync.connection import HubConnection
from enablement.sync.engine import SyncEngine
from enablement.sync.protocol import (
    Contradiction,
    Opened,
    Outcome,
    Question,
    Reading,
    Reply,
    Request,
    Search,
    Usage,
    sha256,
    split_stream,
)

_PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
_CARD = """---
id: price
kind: objection
title: It costs too much
language: en
summary: Turn the price into dollars a day.
says: [too expensive]
audience: {teams: [midmarket], regions: []}
verify_by: 2999-12-31
---
## Say this

{say}

![A pixel](a.png)
"""
_STORY = """---
id: freezer
kind: story
title: A freezer was saved
summary: A call at two in the morning.
---
## Situation

A freezer failed at night.
"""
_SYNONYMS = "- {language: en, words: [sso, single sign-on]}\n"
FIRST = {
    "price.md": _CARD.replace("{say}", "It is 13 dollars a day."), "freezer.md": _STORY,
    "a.png": _PIXEL, "synonyms.yaml": _SYNONYMS,
}  # fmt: skip
SECOND = {**FIRST, "price.md": _CARD.replace("{say}", "It is 11 dollars a day.")}
WHOM = {"name": "Ana Ruiz", "team": "midmarket", "region": "emea", "languages": ["en"]}

_HASH = re.compile(r"[0-9a-f]{64}")
_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d.*")


class Recorder:
    """Writes exchanges down, with a name in the place of each value that another hub makes anew."""

    def __init__(self) -> None:
        self.steps: list[dict[str, Any]] = []
        self._names: dict[str, str] = {}
        self._hashes = 0

    def name(self, value: str, name: str) -> None:
        """Call a value by a name from now on."""
        self._names[value] = f"${name}"

    def do(self, deed: str, **with_what: Any) -> None:
        """Note what marketing does at the hub."""
        self.steps.append({"do": deed, **with_what})

    def connect(self, url: str, token: str | None) -> HubConnection:
        """The connector of the laptop."""
        client = HubClient(url, token)
        # What passes is heard below all that this version makes of it.
        client._client.event_hooks = {"response": [self._hear]}
        return client

    def _hear(self, response: httpx2.Response) -> None:
        data, asked = response.read(), response.request
        path = asked.url.path
        if path.startswith("/v1/shards/"):
            self._hear_shard(data)
        elif path == "/v1/objects":
            self._hear_objects(asked.content, data)
        else:
            answer = self._plain("", json.loads(data))
            self._ask(asked, path, response.status_code, answer)

    def _ask(self, asked: httpx2.Request, path: str, status: int, answer: Any) -> None:
        step: dict[str, Any] = {"ask": f"{asked.method} {path}"}
        if "authorization" in asked.headers:
            step["token"] = self._named(asked.headers["authorization"].removeprefix("Bearer "))
        if "x-enablement-generation" in asked.headers:
            held = asked.headers["x-enablement-generation"]
            step["headers"] = {"X-Enablement-Generation": "$generation" if int(held) else held}
        if asked.content:
            step["body"] = self._named(asked.content.decode())
        self.steps.append({**step, "status": status, "answer": answer})

    def _hear_shard(self, data: bytes) -> None:
        """All of them together are one step: which entry is in which is nothing that must hold."""
        if "entries" not in self.steps[-1]:
            self.steps.append({"ask": "each shard", "entries": []})
        found = [self._plain("", entry) for entry in json.loads(data)["entries"]]
        entries = [*self.steps[-1]["entries"], *found]
        self.steps[-1]["entries"] = sorted(entries, key=lambda one: (one["kind"], one["id"]))

    def _hear_objects(self, asked: bytes, data: bytes) -> None:
        objects: dict[str, Any] = {}
        for header, content in split_stream([data]):
            name = self._named(header.hash)
            try:
                objects[name] = self._plain("", json.loads(content))
            except ValueError:
                objects[name] = base64.b64encode(content).decode()
        self.steps.append({"ask": "objects", "hashes": [*objects], "objects": objects})

    def _plain(self, key: str, value: Any) -> Any:
        """A value with names, or a sign of its kind, for what another hub makes anew."""
        if isinstance(value, dict):
            return {name: self._plain(name, one) for name, one in value.items()}
        if key == "shards":
            return "$shards"
        if isinstance(value, list):
            return [self._plain(key, one) for one in value]
        if key in ("generation", "mass_removal") and isinstance(value, int):
            return f"${key}"
        return self._plain_text(key, value) if isinstance(value, str) else value

    def _plain_text(self, key: str, text: str) -> Any:
        if key == "signed":
            return {"$signed": self._plain("", json.loads(text))}
        if key in ("signature", "digest", "sentence", "reason"):
            return f"${key}"
        if key in ("hub_id", "epoch", "device", "token", "public_key"):
            self.name(text, key)
            if key == "token":
                self.name(sha256(text.encode()), "former")
        if _MOMENT.fullmatch(text):
            return "$moment"
        if _HASH.fullmatch(text) and text not in self._names:
            self._hashes += 1
            self.name(text, f"hash.{self._hashes}")
        return self._named(text)

    def _named(self, text: str) -> str:
        for value, name in self._names.items():
            text = text.replace(value, name)
        return text


def _log_of_each_kind(library: Library) -> str:
    """Record one event of each kind, and one that is refused; the id of the question."""
    log = library.events
    used = Usage(card_id="price", revision=1, outcome=Outcome.WORKED, block="say_this",
                 note="They nodded.", account="Harbour Bistro", words="too dear", stage="proposal")  # fmt: skip
    day = library.today() - timedelta(days=7)
    with library.writing() as writer:
        log.add(writer, used)
        asked = log.add(writer, Question(card_id="price", revision=1, text="Since when?"))
        said = Contradiction(card_id="price", revision=1, text="It is 12.", words="We pay 12")
        log.add(writer, said)
        log.add(writer, Reply(thread_id=asked.event_id, text="For one store?"))
        log.add(writer, Request(text="door alarm", language="en", note="for a hospital"))
        log.add(writer, Search(text="night alarm", language="en"))
        log.add(writer, Reading(day=day, cards={"price": Opened(revision=1, opens=2)}))
        log.add(writer, used.model_copy(update={"note": "x" * 20_000}))
    return asked.event_id


def publish(hub: Hub, files: dict[str, str], folder: Path) -> None:
    """Lay the files out and publish them, with the synonyms among them."""
    for name, text in files.items():
        data = base64.b64decode(text) if name.endswith(".png") else text.encode()
        (folder / name).write_bytes(data)
    hub.synonyms.replace(read_synonyms(folder / "synonyms.yaml"))
    (folder / "synonyms.yaml").unlink()
    hub.publish(folder, source="recorded")


def record(folder: Path) -> list[dict[str, Any]]:
    """Everything that is recorded, in order."""
    hub, _password = Hub.create(folder / "hub", name="Field team", password="secret of the tests")
    server = HubServer(hub)
    server.start()
    library = Library.open(folder / "laptop", KeyRecord(folder / "laptop").create(KeyPlace.FILE))
    notes = Recorder()
    engine = SyncEngine(library, SearchIndex(library), notes.connect)
    cards = folder / "cards"
    cards.mkdir()
    publish(hub, FIRST, cards)
    notes.do("publish", files=FIRST)
    whom: dict[str, Any] = {**WHOM, "languages": tuple(WHOM["languages"])}
    code = hub.invite(**whom).code
    notes.name(code, "code")
    notes.do("invite", whom=WHOM)
    engine.enroll(server.url, code, "Ana’s laptop")
    engine.sync()
    thread = _log_of_each_kind(library)
    engine.sync()
    hub.threads.answer(thread, "Since May.", "Rosa")
    notes.do("answer", thread=thread, text="Since May.", who="Rosa")
    publish(hub, SECOND, cards)
    notes.do("publish", files=SECOND)
    engine.sync()
    held = library.enrolment.get()
    assert held is not None
    hub.laptops.ask_wipe(OPERATOR, held.device)
    notes.do("ask wipe")
    library.events.log_usage(Usage(card_id="price", revision=2, outcome=Outcome.FELL_FLAT))
    try:
        engine.sync()
    except WipedError:
        server.stop()
        hub.close()
    return notes.steps


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        text = json.dumps(record(Path(made)), ensure_ascii=False, indent=1)
    Path(sys.argv[1]).write_text(text + "\n", "utf-8")
