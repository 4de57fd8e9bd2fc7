"""Today's laptop and a hub of the future, over a real port: what it does not know yet is passed over."""

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest

from enablement.errors import HubRefusedError
from enablement.hub import delivery, own_shards
from enablement.hub import server as serving
from enablement.hub.app import create_app
from enablement.hub.hub import Hub
from enablement.hub.server import HubServer
from enablement.sync.protocol import (
    Entry,
    ObjectHeader,
    Request,
    Root,
    build_shards,
    sha256,
)

NewLaptop = Callable[..., Any]
NEW = b'{"a": "kind of thing that this version has never heard of"}'


class FutureRoot(Root):
    """Says more than today's."""

    sealed_by: tuple[str, ...] = ("a second key",)
    shard_count: int = 64


class FutureEntry(Entry):
    """Says more than today's."""

    weight: float = 0.5


class FutureHeader(ObjectHeader):
    """Says more than today's."""

    encoding: str = "identity"


def with_more(app: Any) -> Any:
    """Let each answer in JSON say more; an `app` of ASGI around another."""

    async def serve(scope: Any, receive: Any, send: Any) -> None:
        held: list[Any] = []

        async def send_more(message: Any) -> None:
            held.append(message)
            if message["type"] != "http.response.body" or message.get("more_body"):
                return
            start, *bodies = held
            body = b"".join(one.get("body", b"") for one in bodies)
            if scope["path"] in SAYS_MORE or start["status"] >= 400:
                said = json.loads(body)
                body = json.dumps({"of_the_future": [{"deep": 1}], **said}).encode()
                start["headers"] = [
                    (name, str(len(body)).encode() if name == b"content-length" else value)
                    for name, value in start["headers"]
                ]
            await send(start)
            await send({"type": "http.response.body", "body": body})

        await app(scope, receive, send_more if scope["type"] == "http" else send)

    return serve


SAYS_MORE = {"/v1/hub", "/v1/enroll", "/v1/root", "/v1/events"}


@pytest.fixture
def server(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> Iterator[HubServer]:
    """It says more everywhere, and names a kind of thing that no laptop knows."""
    monkeypatch.setattr(serving, "create_app", lambda *asked: with_more(create_app(*asked)))

    def build_more(entries: Iterable[Entry]) -> list[bytes]:
        more = [FutureEntry(**vars(one)) for one in entries]
        new = FutureEntry(kind="of-the-future", id="new", revision=1, hash=sha256(NEW))
        return build_shards([*more, new])

    monkeypatch.setattr(delivery, "build_shards", build_more)
    monkeypatch.setattr(delivery, "Root", FutureRoot)
    monkeypatch.setattr(delivery, "ObjectHeader", FutureHeader)
    monkeypatch.setattr(own_shards, "Entry", FutureEntry)
    running = HubServer(hub)
    running.start()
    yield running
    running.stop()


def test_it_enrols_fetches_sends_and_is_refused_as_ever(
    hub: Hub, cards: Any, new_laptop: NewLaptop
) -> None:
    cards.write("price", "too expensive")
    hub.publish(cards.path)
    laptop = new_laptop("Ana", team="north")
    assert laptop.library.enrolment.get().rep.team == "north"
    assert laptop.engine.sync().added == ("price",)
    assert laptop.found("too expensive") == ["price"]
    laptop.log("price")
    laptop.library.events.log_request(Request(text="door alarm"))
    report = laptop.engine.sync()
    assert (report.sent, report.rejected, report.waiting) == (2, 0, 0)
    assert hub.status().usage == 1
    noted = {one.kind: one for one in laptop.library.cards.entries()}["of-the-future"]
    assert (noted.id, noted.hash) == ("new", sha256(NEW))
    assert laptop.library.cards.missing([noted.hash]) == [noted.hash], "its object is not fetched"
    cards.write("price", "too expensive", text="Another word.")
    hub.publish(cards.path)
    assert laptop.engine.sync().changed == ("price",)
    with pytest.raises(HubRefusedError, match="does not know this code"):
        laptop.engine.enroll(laptop.library.enrolment.get().hub_url, "guessed")
