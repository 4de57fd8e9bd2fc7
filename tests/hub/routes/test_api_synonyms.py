"""The synonyms for programs: read, tried, and replaced without losing anybody else's change."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx2
import pytest

from enablement.hub.hub import Hub
from tests.hub.conftest import EMAIL, PASSWORD

pytestmark = pytest.mark.parametrize("engine", ["sqlite"])
RULE = {"language": "en", "words": ["sso", "single sign-on"], "finds": []}


@pytest.fixture
def program(hub: Hub, connect: Callable[..., httpx2.Client]) -> httpx2.Client:
    """A program of the first admin's."""
    member = hub.sessions.find(hub.accounts.sign_in(EMAIL, PASSWORD))
    assert member is not None
    return connect(hub.tokens.make(member, "test").token)


def test_they_are_read_tried_and_replaced(
    hub: Hub, program: httpx2.Client, write_card: Callable[..., Path], folder: Path
) -> None:
    write_card("access", body="Single sign-on is there from day one.")
    hub.publish(folder)
    found: dict[str, Any] = program.get("/api/v1/synonyms").json()
    assert found["rules"] == []
    asked = {"version": found["version"], "rules": [RULE]}
    tried = program.post("/api/v1/synonyms/preview", json=asked).json()
    assert [(one["text"], one["gained"]) for one in tried["differences"]] == [("sso", ["access"])]
    changed = program.put("/api/v1/synonyms", json=asked).json()
    assert (changed["added"], changed["generation"]) == ([RULE], 2)
    assert program.get("/api/v1/synonyms").json()["rules"] == [RULE]
    late = program.put("/api/v1/synonyms", json={**asked, "rules": []})
    assert late.status_code == 409
    assert program.get("/api/v1/synonyms").json()["rules"] == [RULE]


def test_what_is_no_rule_is_refused(program: httpx2.Client) -> None:
    lonely = {"rules": [{"language": "en", "words": ["sso"]}]}
    answer = program.put("/api/v1/synonyms", json=lonely)
    assert answer.status_code == 422
    assert "stands alone" in answer.json()["sentence"]
