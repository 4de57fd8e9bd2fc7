"""Laptops that ask whether there is anything new, and there is not: how long one waits, how many a second.

`python -m bench.hub.polls URL SECONDS TOKEN...` asks by one connection a token, kept open, and prints
how many answers came; it runs as a process of its own so that it takes no time from the hub's.
"""

import json
import selectors
import socket
import subprocess
import sys
import time
from typing import Any
from urllib.parse import urlsplit

from bench.hub.serving import Served, percentile
from bench.hub.size import Rep

_ALONE, _CONNECTIONS, _SECONDS = 300, 16, 6.0
_END = b"\r\n\r\n"


class Laptop:
    """A connection that is kept open and asks the same again and again."""

    def __init__(self, url: str, token: str) -> None:
        place = urlsplit(url)
        assert place.hostname is not None
        self.socket = socket.create_connection((place.hostname, place.port or 80))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._request = (
            f"GET /v1/root HTTP/1.1\r\nHost: {place.hostname}\r\nAuthorization: Bearer {token}\r\n"
            "X-Enablement-Generation: 4\r\n\r\n"
        ).encode()
        self._held = b""

    def ask(self) -> None:
        """Send the request."""
        self.socket.sendall(self._request)

    def heard(self) -> bool:
        """Read on; whether the answer has come whole."""
        self._held += self.socket.recv(65536)
        head, end, body = self._held.partition(_END)
        if not end:
            return False
        if not head.startswith((b"HTTP/1.1 200", b"HTTP/1.1 304")):
            raise RuntimeError(self._held.decode(errors="replace"))
        if len(body) < _length(head):
            return False
        self._held = b""
        return True

    def poll(self) -> float:
        """Ask once and wait; the milliseconds."""
        began = time.perf_counter()
        self.ask()
        while not self.heard():
            pass
        return 1000 * (time.perf_counter() - began)


def _length(head: bytes) -> int:
    for line in head.split(b"\r\n"):
        if line.lower().startswith(b"content-length:"):
            return int(line.partition(b":")[2])
    return 0


def storm(url: str, seconds: float, tokens: list[str]) -> int:
    """Ask by all connections at once, each again as soon as it was answered; how many answers came."""
    answers = 0
    with selectors.DefaultSelector() as waiting:
        for token in tokens:
            laptop = Laptop(url, token)
            waiting.register(laptop.socket, selectors.EVENT_READ, laptop)
            laptop.ask()
        end = time.perf_counter() + seconds
        while time.perf_counter() < end:
            for key, _events in waiting.select(timeout=1):
                laptop = key.data
                if laptop.heard():
                    answers += 1
                    laptop.ask()
    return answers


def _first(url: str, token: str) -> float:
    laptop = Laptop(url, token)
    took = laptop.poll()
    laptop.socket.close()
    return took


def measure(hub: Served, reps: list[Rep]) -> dict[str, Any]:
    """`ms` of one laptop alone, polls `a_second` from many, and the hub's processor time for one."""
    tokens = [rep.token for rep in reps[:_CONNECTIONS]]
    # The first question after a publication has the shards made for all who receive the same cards.
    first = max(_first(hub.url, token) for token in tokens)
    alone = Laptop(hub.url, reps[0].token)
    for _ in range(20):
        alone.poll()
    worked = hub.processor_seconds()
    waits = [alone.poll() for _ in range(_ALONE)]
    lonely = 1000 * (hub.processor_seconds() - worked) / _ALONE
    alone.socket.close()
    command = (sys.executable, "-m", "bench.hub.polls", hub.url, str(_SECONDS), *tokens)
    worked = hub.processor_seconds()
    told = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    answers, took = json.loads(told)["answers"], hub.processor_seconds() - worked
    return {
        "first_ms": first,
        "ms": percentile(waits, 0.5),
        "p95": percentile(waits, 0.95),
        "processor_ms": lonely,
        "a_second": answers / _SECONDS,
        "a_processor_second": answers / took if took else 0.0,
    }


if __name__ == "__main__":
    print(json.dumps({"answers": storm(sys.argv[1], float(sys.argv[2]), sys.argv[3:])}))
