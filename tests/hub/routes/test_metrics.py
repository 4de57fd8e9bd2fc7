"""Health and figures by HTTP: who may read them, and that every request is counted by its pattern."""

from collections.abc import Callable

import httpx2
import pytest

from enablement.hub.hub import Hub
from enablement.hub.server import HubServer
from tests.hub.conftest import EMAIL, PASSWORD

pytestmark = pytest.mark.parametrize("engine", ["sqlite"])
Connect = Callable[..., httpx2.Client]


@pytest.fixture
def token(hub: Hub) -> str:
    member = hub.sessions.find(hub.accounts.sign_in(EMAIL, PASSWORD))
    assert member is not None
    return hub.tokens.make(member, "prometheus").token


def test_alive_and_ready(browser: httpx2.Client, hub: Hub) -> None:
    assert browser.get("/healthz").json() == {"status": "ok", "hub_id": hub.hub_id}
    assert browser.get("/readyz").json() == {"status": "ready", "hub_id": hub.hub_id}


def test_nobody_reads_the_figures_unasked(browser: httpx2.Client, connect: Connect) -> None:
    answer = browser.get("/metrics")
    assert (answer.status_code, answer.json()["code"]) == (401, "not-signed-in")
    assert connect("wrong").get("/metrics").status_code == 401


def test_an_admin_reads_them(connect: Connect, token: str, marketer: httpx2.Client) -> None:
    program = connect(token)
    program.get("/cards/no-such-card")
    program.get("/nowhere/at/all")
    answer = program.get("/metrics")
    assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
    assert 'route="/cards/{card_id}"' in answer.text
    assert "no-such-card" not in answer.text
    assert 'route="unknown",status="404"' in answer.text
    assert marketer.get("/metrics").status_code == 200


def test_they_are_open_where_it_was_said(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ENABLEMENT_METRICS_OPEN", "1")
    server = HubServer(hub)
    server.start()
    assert httpx2.get(f"{server.url}/metrics", trust_env=False).status_code == 200
    server.stop()


def test_who_asks_is_whom_a_trusted_proxy_names(hub: Hub) -> None:
    """And nobody else's word counts: the same header from a caller that is no proxy says nothing."""
    said = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.7"}
    for proxies, secure in (((), False), (("127.0.0.1",), True), (("192.0.2.1",), False)):
        server = HubServer(hub, proxies=proxies)
        server.start()
        answer = httpx2.get(f"{server.url}/sign-in", headers=said, trust_env=False)
        assert ("secure" in answer.headers["set-cookie"].lower()) is secure
        server.stop()
