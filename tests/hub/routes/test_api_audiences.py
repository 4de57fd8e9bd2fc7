"""The audiences for programs: made, read, changed and taken away by whoever may."""

from collections.abc import Callable
from pathlib import Path

import httpx2
import pytest

from enablement.hub.access.members import Member
from enablement.hub.access.roles import Role
from enablement.hub.hub import Hub

pytestmark = pytest.mark.parametrize("engine", ["sqlite"])


def test_an_audience_by_a_token(
    hub: Hub,
    connect: Callable[..., httpx2.Client],
    join: Callable[..., Member],
    folder: Path,
    write_card: Callable[..., Path],
) -> None:
    reader, writer = (
        connect(hub.tokens.make(join(role), "test").token)
        for role in (Role.MARKETER, Role.APPROVER)
    )
    write_card("price")
    hub.publish(folder)
    asked = {"name": "Mid", "teams": ["midmarket"], "most_active": 0}
    assert reader.post("/api/v1/audiences", json=asked).status_code == 403
    made = writer.post("/api/v1/audiences", json=asked)
    assert made.status_code == 201
    audience = made.json()["audience"]
    assert (audience["active"], audience["over"], made.json()["cards"]) == (1, True, ["price"])
    address = f"/api/v1/audiences/{audience['audience_id']}"
    changed = writer.put(address, json={"name": "Mid", "most_active": 5}).json()["audience"]
    assert (changed["teams"], changed["over"]) == ([], False)
    assert reader.get("/api/v1/audiences").json()["audiences"] == [changed]
    assert writer.post("/api/v1/audiences", json={"name": "Mid"}).status_code == 409
    assert (
        writer.post("/api/v1/audiences", json={"name": "N", "languages": ["?"]}).status_code == 422
    )
    assert writer.delete(address).status_code == 204
    assert reader.get(address).status_code == 404
