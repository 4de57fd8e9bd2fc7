"""What programs ask about the hub and about themselves: counts, whose token it is, and its end."""

from collections.abc import Callable

import httpx2
import pytest

from enablement.hub.hub import Hub
from tests.hub.conftest import EMAIL, PASSWORD

pytestmark = pytest.mark.parametrize("engine", ["sqlite"])
Connect = Callable[..., httpx2.Client]


@pytest.fixture
def program(hub: Hub, connect: Connect) -> httpx2.Client:
    member = hub.sessions.find(hub.accounts.sign_in(EMAIL, PASSWORD))
    assert member is not None
    return connect(hub.tokens.make(member, "website").token)


def test_what_the_hub_holds(hub: Hub, program: httpx2.Client) -> None:
    answer = program.get("/api/v1/status")
    assert answer.status_code == 200
    assert answer.json() == hub.status().as_json()


def test_whose_token_it_is(program: httpx2.Client) -> None:
    answer = program.get("/api/v1/account").json()
    assert (answer["email"], answer["role"]) == (EMAIL, "admin")


def test_a_program_can_end_its_own_token(program: httpx2.Client) -> None:
    (token,) = program.get("/api/v1/account/tokens").json()
    assert (token["name"], token["revoked_at"]) == ("website", None)
    assert "token_hash" not in token
    assert program.delete(f"/api/v1/account/tokens/{token['token_id']}").status_code == 204
    answer = program.get("/api/v1/account")
    assert (answer.status_code, answer.json()["code"]) == (401, "not-signed-in")


def test_a_token_of_nobody_is_missing(program: httpx2.Client) -> None:
    answer = program.delete("/api/v1/account/tokens/none")
    assert (answer.status_code, answer.json()["code"]) == (404, "not-found")
