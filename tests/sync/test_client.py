"""What answers and is not the hub: each in one sentence, and never believed."""

import json
import socket
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from enablement.errors import EnablementError, HubOfflineError, HubRefusedError, NotAHubError
from enablement.hub.server import HubServer
from enablement.sync.client import HubClient, hub_address
from enablement.sync.protocol import EnrolRequest
from tests.sync.answering import Answer

PORTAL = b"<html><title>Welcome to AirportWiFi</title>Please sign in</html>"


@pytest.fixture
def answering() -> Iterator[Callable[..., HubClient]]:
    opened: list[Answer] = []
    clients: list[HubClient] = []

    def answer(status: int = 200, body: bytes = b"", **headers: str) -> HubClient:
        opened.append(Answer(status, body, headers))
        clients.append(HubClient(opened[-1].url, "secret"))
        return clients[-1]

    yield answer
    for client in clients:
        client.close()
    for one in opened:
        one.close()


def calls(client: HubClient) -> list[Callable[[], object]]:
    return [
        client.greeting,
        client.root,
        lambda: client.enroll(EnrolRequest(code="x")),
        lambda: client.send(b"{}"),
        lambda: list(client.objects(["0" * 64])),
    ]


def check_each(client: HubClient, kind: type[EnablementError], words: str) -> None:
    for call in calls(client):
        with pytest.raises(kind, match=words):
            call()


def test_a_captive_portals_page_is_not_a_hub(answering: Callable[..., HubClient]) -> None:
    check_each(answering(200, PORTAL), NotAHubError, "is not a hub")


def test_a_redirect_to_a_portal_is_not_followed(answering: Callable[..., HubClient]) -> None:
    client = answering(302, b"", Location="https://portal.example.com/")
    check_each(client, NotAHubError, "is not a hub")


def test_another_service_is_not_a_hub(answering: Callable[..., HubClient]) -> None:
    check_each(answering(200, b'{"status": "ok"}'), NotAHubError, "is not a hub")
    check_each(answering(404, b"not found"), NotAHubError, "is not a hub")


def test_a_gateway_without_its_hub_is_offline(answering: Callable[..., HubClient]) -> None:
    check_each(answering(502, b"<h1>Bad gateway</h1>"), HubOfflineError, "trouble of its own")


def test_nothing_there_is_offline() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    client = HubClient(f"127.0.0.1:{port}")
    check_each(client, HubOfflineError, "does not answer")
    client.close()


def test_the_hubs_no_is_told_in_our_words(answering: Callable[..., HubClient]) -> None:
    for code, words in (("code-used", "used already"), ("device-revoked", "ended by marketing")):
        body = json.dumps({"hub_id": "h", "code": code, "sentence": "no"}).encode()
        check_each(answering(403, body), HubRefusedError, words)


def test_a_no_of_a_newer_hub_is_passed_on(answering: Callable[..., HubClient]) -> None:
    body = json.dumps({"hub_id": "h", "code": "moon-phase", "sentence": "Not today."}).encode()
    check_each(answering(403, body), HubRefusedError, r"Not today\.")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("https://hub.example.com/", "https://hub.example.com"),
        ("hub.example.com", "https://hub.example.com"),
        ("  hub.example.com:8443/enablement ", "https://hub.example.com:8443/enablement"),
        ("127.0.0.1:8765", "http://127.0.0.1:8765"),
        ("localhost:8765", "http://localhost:8765"),
        ("http://[::1]:8765", "http://[::1]:8765"),
    ],
)
def test_addresses_as_people_type_them(typed: str, meant: str) -> None:
    assert hub_address(typed) == meant


@pytest.mark.parametrize(
    "typed", ["", "   ", "ftp://hub.example.com", "https://", "my hub", "h:no"]
)
def test_what_is_no_address_is_said(typed: str) -> None:
    with pytest.raises(NotAHubError, match="is not an address"):
        hub_address(typed)


def test_a_token_never_travels_in_clear() -> None:
    with pytest.raises(NotAHubError, match="not encrypted"):
        hub_address("http://hub.example.com")


@pytest.mark.parametrize("status", [429, 502, 503])
@pytest.mark.parametrize("body", [b"<h1>Busy</h1>", b'{"hub_id":"h","code":"busy"}'])
@pytest.mark.parametrize(
    ("said", "wait"), [({"Retry-After": "30"}, 30), ({"Retry-After": "1000000"}, 900), ({}, None)]
)
def test_who_asks_to_be_left_alone_says_for_how_long(
    answering: Callable[..., HubClient],
    status: int,
    body: bytes,
    said: dict[str, str],
    wait: float | None,
) -> None:
    with pytest.raises((HubOfflineError, HubRefusedError)) as raised:
        answering(status, body, **said).root()
    error = raised.value
    assert isinstance(error, HubOfflineError | HubRefusedError)
    assert error.retry_after == wait


def test_a_moment_to_come_back_is_meant_by_the_hubs_own_clock(
    answering: Callable[..., HubClient],
) -> None:
    moment = format_datetime(datetime.now(UTC) + timedelta(seconds=100), usegmt=True)
    client = answering(503, b"", **{"Retry-After": moment})
    with pytest.raises(HubOfflineError) as raised:
        client.root()
    assert 98 <= (raised.value.retry_after or 0) <= 100


def test_the_hub_itself_asks_who_guesses_codes_to_wait(server: HubServer) -> None:
    client = HubClient(server.url)
    for _ in range(11):
        with pytest.raises(HubRefusedError) as raised:
            client.enroll(EnrolRequest(code="guessed"))
    client.close()
    assert "Too many tries" in str(raised.value)
    assert 1 <= (raised.value.retry_after or 0) <= 61
