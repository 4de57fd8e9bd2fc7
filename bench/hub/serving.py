"""A real hub process over HTTP for measuring, and what its processors did meanwhile."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx2

from bench.hub.stock import ADMIN, PASSWORD
from enablement.hub.places import HubPlace

_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Served:
    """A hub that answers at `url`, in the process `pid`."""

    url: str
    pid: int

    def processor_seconds(self) -> float:
        """How long the processors have worked for its process."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS

    @contextmanager
    def browser(self) -> Iterator[httpx2.Client]:
        """A client that has signed in as the admin."""
        with httpx2.Client(base_url=self.url, timeout=120, follow_redirects=False) as client:
            client.get("/sign-in")
            form = {"csrf": client.cookies["enablement_csrf"], "email": ADMIN}
            answer = client.post("/sign-in", data={**form, "password": PASSWORD})
            if answer.status_code != 303:
                raise RuntimeError(f"the hub let nobody in: {answer.status_code}")
            yield client


@contextmanager
def served(place: HubPlace) -> Iterator[Served]:
    """A hub in a process of its own, as `enablement hub serve` makes it."""
    named = str(place.folder) if place.url is None else place.url.set(drivername="postgresql")
    data = named if isinstance(named, str) else named.render_as_string(hide_password=False)
    command = [sys.executable, "-m", "enablement", "hub", "serve", "--data", data, "--port", "0",
               "--json"]  # fmt: skip
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        if not line:
            raise RuntimeError("the hub did not start")
        yield Served(json.loads(line)["url"], process.pid)
    finally:
        process.terminate()
        process.communicate()


@contextmanager
def stopwatch() -> Iterator[list[float]]:
    """Puts the seconds that its block took into the list."""
    told: list[float] = []
    began = time.perf_counter()
    yield told
    told.append(time.perf_counter() - began)


def percentile(values: list[float], share: float) -> float:
    """The smallest value that so large a share of them does not exceed."""
    ordered = sorted(values)
    place = max(0, min(len(ordered) - 1, -(-int(share * 1000) * len(ordered) // 1000) - 1))
    return ordered[place]
