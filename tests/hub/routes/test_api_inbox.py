"""The inbox and the gaps for programs, with a token and nothing else."""

from collections.abc import Callable
from typing import Any

import httpx2
import pytest

from enablement.hub.access.members import Member
from enablement.hub.hub import Hub
from tests.hub.conftest import Say

pytestmark = pytest.mark.parametrize("engine", ["sqlite"])


@pytest.fixture
def program(hub: Hub, connect: Callable[..., httpx2.Client], rosa: Member) -> httpx2.Client:
    return connect(hub.tokens.make(rosa, "test").token)


def test_threads(program: httpx2.Client, say: Say, rosa: Member, price: None) -> None:
    one, two, other = say("Ana"), say("Ben", text="When, since?"), say("Cleo", text="Why?")
    base = "/api/v1/threads"
    page = program.get(base, params={"most": 2}).json()
    assert [row["thread_id"] for row in page["threads"]] == [one, two]
    rest = program.get(base, params={"most": 2, "after": page["after"]}).json()
    assert ([row["thread_id"] for row in rest["threads"]], rest["after"]) == ([other], "")
    assert program.get(f"{base}/{one}/suggestions").json()[0]["thread_id"] == two
    assert program.post(f"{base}/{one}/merge", json={"other": two}).json() == {"told": 0}
    to = {"person_id": rosa.person_id}
    assert program.post(f"{base}/{one}/assign", json=to).json()["assignee"] == "Rosa"
    said = {"text": "It says so.", "fate": "changed", "card_id": "price", "revision": 1}
    assert program.post(f"{base}/{two}/answer", json=said).json() == {"told": 2}
    group: dict[str, Any] = program.get(f"{base}/{two}").json()
    assert [thread["thread_id"] for thread in group["threads"]] == [one, two]
    assert {thread["changed_to"] for thread in group["threads"]} == {1}
    assert group["threads"][0]["messages"][-1]["name"] == "Rosa"
    assert len(program.post(f"{base}/{two}/split").json()["threads"]) == 1
    assert program.post(f"{base}/{one}/answer", json={"text": " "}).status_code == 422
    assert program.get(f"{base}/none").status_code == 404
    times = program.get("/api/v1/answer-times").json()
    assert times == {"answered": 2, "median_seconds": None, "waiting_longer": 0}


def test_gaps(program: httpx2.Client, say: Say, price: None) -> None:
    say("Ana", "request", text="door alarms", language="en")
    say("Ana", "request", text="okta", language="en")
    listed = program.get("/api/v1/gaps").json()
    assert [gap["text"] for gap in listed["gaps"]] == ["okta", "door alarms"]
    okta, doors = (f"/api/v1/gaps/{gap['key']}" for gap in listed["gaps"])
    begun = program.post(f"{okta}/write").json()
    assert program.get(okta).json()["draft_id"] == begun["draft_id"]
    assert program.post(f"{okta}/write").status_code == 409
    answered = program.post(f"{doors}/answer", json={"card_id": "price"}).json()
    assert (answered["told"], answered["gap"]["state"]) == (1, "answered")
    assert program.post(f"{doors}/reopen").json()["state"] == "open"
    dismissed = program.post(f"{doors}/dismiss", json={"reason": "No."}).json()
    assert (dismissed["told"], dismissed["gap"]["reason"]) == (0, "No.")
    assert program.get("/api/v1/gaps", params={"state": "dismissed"}).json()["gaps"]
    assert program.get("/api/v1/gaps/none").status_code == 404
