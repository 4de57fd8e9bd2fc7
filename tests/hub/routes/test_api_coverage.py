"""Coverage for programs: figures by team, and nobody's name."""

from collections.abc import Callable
from pathlib import Path

import httpx2
import pytest

from enablement.hub.access.members import Member
from enablement.hub.access.roles import Role
from enablement.hub.hub import Hub

pytestmark = pytest.mark.parametrize("engine", ["sqlite"])


def test_what_laptops_hold(
    hub: Hub,
    connect: Callable[..., httpx2.Client],
    join: Callable[..., Member],
    folder: Path,
    write_card: Callable[..., Path],
    enroll: Callable[..., str],
) -> None:
    for words in ("First.", "Second."):
        write_card("price", words)
        hub.publish(folder)
    for number, held in enumerate((1, 1, 2)):
        device = hub.devices.recognise(enroll(f"Rep {number}", team="mid"))
        hub.devices.note_contact(device, held)
    client = connect(hub.tokens.make(join(Role.MARKETER), "test").token)
    whole = client.get("/api/v1/coverage").json()
    assert (whole["laptops"], whole["current"], whole["behind"]) == (3, 1, 2)
    (lagging,) = whole["lagging"]
    assert lagging["holding"]["older"] == [{"revision": 1, "laptops": 2}]
    answer = client.get("/api/v1/coverage/price")
    assert [team["team"] for team in answer.json()["teams"]] == ["mid"]
    assert "Rep 0" not in answer.text
    assert client.get("/api/v1/coverage/nothing").status_code == 404
    assert client.post("/api/v1/coverage/price/recall", json={"reason": "x"}).status_code == 403
