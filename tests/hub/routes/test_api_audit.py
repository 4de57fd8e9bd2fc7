"""The audit log and the dead letters for programs of admins."""

from collections.abc import Callable

import httpx2
import pytest

from enablement.hub.devices import Device
from enablement.hub.hub import Hub
from tests.hub.conftest import EMAIL, PASSWORD
from tests.hub.upkeep.conftest import Send, send

__all__ = ["send"]
pytestmark = pytest.mark.parametrize("engine", ["sqlite"])


@pytest.fixture
def program(hub: Hub, connect: Callable[..., httpx2.Client]) -> httpx2.Client:
    member = hub.sessions.find(hub.accounts.sign_in(EMAIL, PASSWORD))
    assert member is not None
    return connect(hub.tokens.make(member, "test").token)


def test_the_log_is_paged(hub: Hub, program: httpx2.Client) -> None:
    for number in range(5):
        hub.invite(f"Rep {number}")
    whole = program.get("/api/v1/audit?most=200").json()
    assert whole["before"] == 0
    numbers = [line["number"] for line in whole["lines"]]
    first = program.get("/api/v1/audit?most=3").json()
    second = program.get(f"/api/v1/audit?most=3&before={first['before']}").json()
    assert [line["number"] for line in first["lines"] + second["lines"]] == numbers[:6]
    assert program.get("/api/v1/audit?since=2100-01-01").json()["lines"] == []
    assert program.get("/api/v1/audit?until=9999-12-31").status_code == 200


def test_dead_letters(program: httpx2.Client, device: Device, send: Send) -> None:
    send(device, {"note": "my customer"})
    found = program.get("/api/v1/dead-letters").json()
    assert len(found["letters"]) == found["reasons"][0]["count"] == 1
    assert "my customer" not in found["letters"][0]["shape"]
