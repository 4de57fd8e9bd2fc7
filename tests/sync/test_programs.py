"""Acting on a hub by a token: whatever answers, it becomes one of our errors in words."""

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from enablement.errors import HubOfflineError, HubRefusedError, NotAHubError
from enablement.sync.programs import HubPrograms

Answering = Callable[[int, bytes], HubPrograms]


@pytest.fixture
def answering() -> Iterator[Answering]:
    """Something on a port that answers everything alike, and a program that asks it."""
    opened: list[tuple[HTTPServer, HubPrograms]] = []

    def start(status: int, body: bytes) -> HubPrograms:
        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                self.rfile.read(int(self.headers["Content-Length"]))
                self.send_response(status)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_words: object) -> None: ...

        server = HTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        opened.append((server, HubPrograms(f"127.0.0.1:{server.server_port}", "token")))
        return opened[-1][1]

    yield start
    for server, programs in opened:
        programs.close()
        server.shutdown()
        server.server_close()


def refusal(code: str, sentence: str) -> bytes:
    return json.dumps({"hub_id": "h", "code": code, "sentence": sentence}).encode()


@pytest.mark.parametrize(
    ("status", "body"), [(200, b"<html>"), (200, b"[]"), (302, b""), (404, b"<html>"), (502, b"")]
)
def test_what_is_no_hub_is_told_so(answering: Answering, status: int, body: bytes) -> None:
    with pytest.raises(NotAHubError, match="is not a hub"):
        answering(status, body).publish(b"", {})


def test_a_refusal_is_the_hubs_own_sentence(answering: Answering) -> None:
    with pytest.raises(HubRefusedError, match=r"“price” was edited {since}\."):
        answering(409, refusal("conflict", "“price” was edited {since}.")).publish(b"", {})
    with pytest.raises(HubRefusedError, match="does not know this token"):
        answering(401, refusal("not-signed-in", "x")).publish(b"", {})


def test_nobody_answers() -> None:
    programs = HubPrograms("http://127.0.0.1:9", "token")
    with pytest.raises(HubOfflineError, match="--dry-run"):
        programs.publish(b"", {"source": "s", "dry_run": True})
    programs.close()


def test_a_token_does_not_travel_unencrypted() -> None:
    with pytest.raises(NotAHubError, match="not encrypted"):
        HubPrograms("http://hub.example.com", "token")
