"""Networks that count, that want a sign-in, that go and come back: handled quietly."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from socketserver import StreamRequestHandler, TCPServer
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtNetwork import QNetworkInformation

from enablement.hub.hub import Hub
from enablement.hub.server import HubServer
from enablement.library.library import Library
from enablement.ui.sync.network import Network

Key = Qt.Key


class _Hotel(TCPServer):
    """Knows in what manner it stands in the way: the status that it answers with."""

    allow_reuse_address = True
    manner = 200


class _SignIn(StreamRequestHandler):
    """Answers everything as a hotel's network does."""

    def handle(self) -> None:
        """Read what is asked, and answer something else."""
        length = 0
        while line := self.rfile.readline().strip():
            if line.lower().startswith(b"content-length:"):
                length = int(line.split(b":")[1])
        self.rfile.read(length)
        manner = self.server.manner if isinstance(self.server, _Hotel) else 200
        page = b"<html><h1>Welcome to our hotel</h1></html>"
        head = (
            f"HTTP/1.1 {manner} Hello\r\nContent-Type: text/html\r\n"
            f"Location: http://sign-in.example.com/\r\nConnection: close\r\n"
            f"Content-Length: {len(page)}\r\n\r\n"
        )
        self.wfile.write(head.encode() + page)


class Portal:
    """A sign-in page in the place of the hub."""

    def __init__(self, port: int, manner: int) -> None:
        self._server = _Hotel(("127.0.0.1", port), _SignIn)
        self._server.manner = manner
        self._thread = threading.Thread(target=self._server.serve_forever)
        self._thread.start()

    def stop(self) -> None:
        """Let the network through."""
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Hub]:
    made, _password = Hub.create(tmp_path / "hub", name="Test hub", password="a secret for tests")
    folder = tmp_path / "cards"
    folder.mkdir()
    (folder / "price.md").write_text(
        '---\nid: price\nkind: objection\ntitle: "too expensive"\n---\n## Say this\n\nNo.\n'
    )
    made.publish(folder)
    yield made
    made.close()


@pytest.mark.parametrize("manner", [200, 302, 403, 511])
def test_a_sign_in_page_is_told_and_the_sync_goes_on_when_the_network_does(
    hub: Hub, open_desk: Callable[[], Any], library: Library, manner: int
) -> None:
    server = HubServer(hub)
    server.start()
    rep = open_desk()
    rep.paste(f"{server.url} {hub.invite('Ana').code}")
    rep.press(Key.Key_Return)
    rep.settle()
    server.stop()
    portal = Portal(server.port, manner)
    rep.type("too expensive")
    rep.press(Key.Key_F2)
    rep.press(Key.Key_F5)
    rep.settle()
    portal.stop()
    line = rep.window.sync_line
    assert line.words == "This network asks you to sign in first · 1 waiting"
    assert line.detail == "Open a browser and sign in; everything waits here."
    assert library.events.waiting_count() == 1
    assert rep.page()
    back = HubServer(hub, port=server.port)
    back.start()
    rep.desktop.rounds.reconnect()
    assert rep.desktop.rounds.timer.remainingTime() <= 2_100
    rep.bot.waitUntil(lambda: line.words == "Synced just now", timeout=20_000)
    assert library.events.waiting_count() == 0
    back.stop()


def test_on_a_metered_network_it_syncs_less_often_and_says_so(
    hub: Hub, open_desk: Callable[[], Any]
) -> None:
    server = HubServer(hub)
    server.start()
    rep = open_desk()
    rep.paste(f"{server.url} {hub.invite('Ana').code}")
    rep.press(Key.Key_Return)
    rep.settle()
    rounds, line = rep.desktop.rounds, rep.window.sync_line
    rounds.meter(on=True)
    assert line.detail == "On a metered network: syncing less often"
    rep.type("too expensive")
    rep.press(Key.Key_F2)
    assert 60_000 <= rounds.timer.remainingTime() <= 90_600
    rep.press(Key.Key_F5)
    assert line.words == "Synced just now"
    assert rounds.timer.remainingTime() > 1_300_000
    rounds.meter(on=False)
    assert rounds.timer.remainingTime() <= 300_600
    assert line.detail == "1 card on this laptop"
    server.stop()


def test_a_network_that_comes_back_is_tried_soon(rep: Any) -> None:
    rounds = rep.desktop.rounds
    assert rep.window.sync_line.words == "Offline"
    network = Network(rounds, rep.window)
    if network.listen():
        told = QNetworkInformation.instance()
        assert told is not None
        rounds.timer.start(60_000)
        told.reachabilityChanged.emit(QNetworkInformation.Reachability.Disconnected)
        assert rounds.timer.remainingTime() > 2_100
        told.reachabilityChanged.emit(QNetworkInformation.Reachability.Online)
    else:
        rounds.reconnect()
    assert rounds.timer.remainingTime() <= 2_100


def test_before_the_invitation_the_network_begins_nothing(open_desk: Callable[[], Any]) -> None:
    rep = open_desk()
    rep.desktop.rounds.reconnect()
    rep.desktop.rounds.meter(on=True)
    assert not rep.desktop.rounds.timer.isActive()
    assert rep.window.shows_first_run
