"""Serving: ready when it says so, on a port that is known, and gone when it was stopped."""

import socket
import threading

import httpx2
import pytest

from enablement.errors import HubDataError
from enablement.hub.hub import Hub
from enablement.hub.server import HubServer


def ask(url: str) -> int:
    return httpx2.get(f"{url}/v1/hub", trust_env=False).status_code


def test_it_answers_once_started_and_not_once_stopped(hub: Hub) -> None:
    server = HubServer(hub)
    server.start()
    assert server.port > 0
    assert ask(server.url) == 200
    server.stop()
    server.stop()
    with pytest.raises(httpx2.ConnectError):
        ask(server.url)


def test_it_comes_back_on_the_same_port(hub: Hub) -> None:
    first = HubServer(hub)
    first.start()
    with httpx2.Client(trust_env=False) as client:
        client.get(f"{first.url}/v1/hub")  # a connection that is kept alive
        first.stop()
        second = HubServer(hub, port=first.port)
        second.start()
        assert client.get(f"{second.url}/v1/hub").status_code == 200
        second.stop()


def test_a_taken_port_is_a_sentence(hub: Hub) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(HubDataError, match=str(port)) as raised:
            HubServer(hub, port=port).start()
        assert "--port" in raised.value.how_to_mend()


@pytest.mark.parametrize(("host", "port"), [("no-such-host.invalid", 0), ("127.0.0.1", 99999)])
def test_an_address_that_is_none_is_a_sentence(hub: Hub, host: str, port: int) -> None:
    with pytest.raises(HubDataError, match="cannot listen"):
        HubServer(hub, host, port).start()


@pytest.mark.parametrize(
    ("host", "url"),
    [("127.0.0.1", "http://127.0.0.1:80"), ("0.0.0.0", "http://127.0.0.1:80"),
     ("::", "http://[::1]:80"), ("::1", "http://[::1]:80"), ("", "http://127.0.0.1:80"),
     ("hub.example.com", "http://hub.example.com:80")],
)  # fmt: skip
def test_the_address_is_one_that_a_browser_takes(hub: Hub, host: str, url: str) -> None:
    assert HubServer(hub, host, 80).url == url


def test_requests_under_way_are_finished(hub: Hub) -> None:
    """Stopping while laptops ask: each request is answered or never accepted, none is torn."""
    server = HubServer(hub)
    server.start()
    begun = threading.Event()
    torn: list[str] = []

    def ask_on() -> None:
        with httpx2.Client(trust_env=False) as client:
            while True:
                try:
                    assert client.get(f"{server.url}/sign-in").status_code == 200
                except (httpx2.ConnectError, httpx2.RemoteProtocolError, httpx2.ReadError) as end:
                    torn.append(str(end)) if "incomplete" in str(end) else None
                    return
                begun.set()

    threads = [threading.Thread(target=ask_on) for _ in range(4)]
    for thread in threads:
        thread.start()
    begun.wait()
    server.stop()
    for thread in threads:
        thread.join()
    assert torn == []
