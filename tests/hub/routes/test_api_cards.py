"""Cards for programs: a card is written, approved and published by tokens alone."""

import base64
from collections.abc import Callable
from typing import Any

import httpx2
import pytest

from enablement.hub.access.members import Member
from enablement.hub.access.roles import Role
from enablement.hub.hub import Hub
from enablement.hub.programs.document import build_document
from enablement.hub.routes.api import ROUTERS

Connect = Callable[..., httpx2.Client]
PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture
def program(
    hub: Hub, connect: Connect, join: Callable[..., Member]
) -> Callable[[Role], httpx2.Client]:
    """A program of somebody of a role."""

    def open_it(role: Role) -> httpx2.Client:
        return connect(hub.tokens.make(join(role), "test").token)

    return open_it


def step(client: httpx2.Client, draft: dict[str, Any], name: str, **more: Any) -> httpx2.Response:
    address = f"/api/v1/drafts/{draft['draft_id']}/steps/{name}"
    return client.post(address, json={"version": draft["version"], **more})


def test_a_card_goes_its_whole_way(program: Callable[[Role], httpx2.Client]) -> None:
    writer, approver = program(Role.MARKETER), program(Role.APPROVER)
    fields = {"title": "Price", "says": "too much", "summary": "A line."}
    draft = writer.post("/api/v1/drafts", json={"fields": fields}).json()
    address = f"/api/v1/drafts/{draft['draft_id']}"
    picture = PNG + bytes(4 * 1024 * 1024)
    sent = {"name": "a.png", "data": base64.b64encode(picture).decode()}
    path = writer.post(f"{address}/images", json=sent).json()["path"]
    text = draft["text"].replace("## Say this", f"## Say this\n\nIt pays. ![x]({path})")
    saved = writer.put(address, json={"version": draft["version"], "text": text}).json()
    stale = writer.put(address, json={"version": draft["version"], "text": text + "more"})
    assert stale.status_code == 409
    checked = writer.get(f"{address}/check").json()
    assert checked["good"]
    assert {"field": "body", "code": "empty-section"}.items() <= checked["findings"][0].items()
    assert step(writer, saved, "submit").json()["state"] == "in_review"
    assert step(writer, saved, "approve").status_code == 403
    made = approver.post(f"{address}/comments", json={"block": "say_this", "text": "Sure?"})
    assert step(approver, saved, "approve").status_code == 422
    resolved = f"{address}/comments/{made.json()['id']}/resolve"
    assert writer.post(resolved).status_code == 204
    assert writer.get(f"{address}/comments").json()[0]["resolved_at"] is not None
    assert step(approver, saved, "approve").json()["approver"] == "Approver"
    assert step(approver, saved, "publish").json()["state"] == "published"
    card = writer.get("/api/v1/cards/price").json()
    assert (card["number"], card["author"], card["text"]) == (1, "Marketer", text)
    listed = writer.get("/api/v1/cards", params={"words": "pric"}).json()
    assert [one["card_id"] for one in listed["cards"]] == ["price"]


@pytest.mark.parametrize("engine", ["sqlite"])
def test_revisions_are_compared_verified_and_retired(
    program: Callable[[Role], httpx2.Client], hub: Hub, write_card: Callable[..., Any], folder: Any
) -> None:
    write_card("price", verify_by="2026-12-31")
    write_card("precio", language="es", translation_of="price")
    hub.publish(folder)
    approver, marketer = program(Role.APPROVER), program(Role.MARKETER)
    asked = {"revision": 1, "until": "2027-06-30"}
    assert marketer.post("/api/v1/cards/price/still-right", json=asked).status_code == 403
    assert approver.post("/api/v1/cards/price/still-right", json=asked).json() == {"revision": 2}
    address = "/api/v1/cards/price/revisions"
    assert [one["number"] for one in marketer.get(address).json()] == [2, 1]
    found = marketer.get(f"{address}/2/difference").json()
    assert [one["key"] for one in found["fields"]] == ["verify_by"]
    assert marketer.get(f"{address}/1").json()["verify_by"] == "2026-12-31"
    assert len(marketer.get(f"{address}/1/difference").json()["blocks"]) == 1
    [translated] = marketer.get("/api/v1/cards/price/translations").json()
    assert (translated["card_id"], translated["behind"]) == ("precio", False)
    assert approver.post("/api/v1/cards/price/retire", json={"reason": ""}).status_code == 422
    retired = approver.post("/api/v1/cards/price/retire", json={"reason": "Old."}).json()
    assert retired == {"generation": 3}
    assert marketer.get("/api/v1/cards", params={"state": "retired"}).json()["cards"]


@pytest.mark.parametrize("engine", ["sqlite"])
def test_what_is_not_there_and_who_may_not(
    program: Callable[[Role], httpx2.Client], connect: Connect
) -> None:
    marketer = program(Role.MARKETER)
    for address in (
        "cards/none", "cards/none/revisions", "cards/none/revisions/1", "drafts/none",
        "cards/none/translations", "drafts/none/comments", f"images/{'0' * 64}",
    ):  # fmt: skip
        assert marketer.get(f"/api/v1/{address}").status_code == 404
    wrong = {"name": "x.png", "data": "no base64!"}
    draft = marketer.post("/api/v1/drafts", json={"fields": {"title": "T"}}).json()
    address = f"/api/v1/drafts/{draft['draft_id']}"
    assert marketer.post(f"{address}/images", json=wrong).status_code == 422
    assert step(marketer, draft, "no-step").status_code == 422
    assert connect().get("/api/v1/cards").status_code == 401
    assert program(Role.REP).get("/api/v1/cards").status_code == 403
    assert marketer.get("/api/v1/notices").json() == []
    assert marketer.post("/api/v1/notices/none/put-aside").status_code == 404


def test_the_document_says_what_a_card_and_a_revision_hold() -> None:
    schemas = build_document(ROUTERS)["components"]["schemas"]
    card, revision = schemas["CardOut"], schemas["RevisionOut"]
    assert list(card["properties"]) == [
        "card_id", "title", "kind", "language", "state", "revision", "source", "owner", "teams",
        "regions", "translation_of", "verify_by", "valid_from", "expires", "trust", "draft_id",
        "draft_state",
    ]  # fmt: skip
    assert list(revision["properties"]) == [
        "card_id", "number", "title", "language", "owner", "translation_of", "verify_by", "expires",
        "created_at", "note", "author", "approver", "state", "source", "current", "text",
    ]  # fmt: skip
    for one, words in ((card, "A card in the list; "), (revision, "A revision and its file; ")):
        assert one["required"] == list(one["properties"])
        assert one["description"].startswith(words)
