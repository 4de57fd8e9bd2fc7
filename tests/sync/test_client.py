"""What answers and is not the hub: each in one sentence, and never believed."""

import json
import socket
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from enablement.errors import EnablementError, HubOfflineError, HubRefusedError, NotAHubError
from enablement.sync.client import HubClient, hub_address
from enablement.sync.protocol import EnrolRequest

PORTAL = b"<html><title>Welcome to AirportWiFi</title>Please sign in</html>"


class Answer:
    """A server that answers everything in one way, as things between a laptop and its hub do."""

    def __init__(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        def answer(request: BaseHTTPRequestHandler) -> None:
            request.rfile.read(int(request.headers.get("Content-Length") or 0))
            request.send_response(status)
            for name, value in headers.items():
                request.send_header(name, value)
            request.send_header("Content-Length", str(len(body)))
            request.end_headers()
            request.wfile.write(body)

        def stay_quiet(*_line: object) -> None:
            """Write nothing to the terminal."""

        parts = {"do_GET": answer, "do_POST": answer, "log_message": stay_quiet}
        handler = type("Handler", (BaseHTTPRequestHandler,), parts)
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.thread = threading.Thread(
            target=self.server.serve_forever, kwargs={"poll_interval": 0.02}
        )
        self.thread.start()
        self.url = f"http://127.0.0.1:{self.server.server_port}"

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


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
