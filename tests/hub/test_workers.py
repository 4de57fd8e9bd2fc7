"""Several real processes that serve one hub: no laptop and no browser can tell which one answers."""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import httpx2
import pytest

from enablement.hub.hub import Hub
from enablement.hub.places import HubPlace
from enablement.sync.protocol import Outcome, Question, Usage
from tests.hub.conftest import EMAIL, PASSWORD
from tests.hub.round_robin import RoundRobin
from tests.sync.conftest import Laptop

LAPTOPS, ROUNDS = 10, 2
OPENING = threading.Lock()
"""Alembic makes one database of a process at a time; each laptop is a process of its own elsewhere."""

pytestmark = [
    pytest.mark.parametrize("engine", ["postgresql"]),
    pytest.mark.timeout(300),  # processes take their time to start where the machine is busy
]


@contextmanager
def serving(place: HubPlace, *options: str) -> Iterator[int]:
    """`enablement hub serve` in a process of its own; the port it took."""
    assert place.url is not None
    address = place.url.render_as_string(hide_password=False)
    command = [
        sys.executable,
        "-m",
        "enablement",
        "hub",
        "serve",
        "--json",
        "--port",
        "0",
        *options,
    ]
    process = subprocess.Popen(
        command, env={**os.environ, "ENABLEMENT_HUB_DATA": address}, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    try:
        line = process.stdout.readline()
        assert line, process.communicate()[1]
        yield int(json.loads(line)["url"].rpartition(":")[2])
    finally:
        process.send_signal(signal.SIGINT)
        _out, errors = process.communicate(timeout=30)
        assert "Traceback" not in errors, errors
        assert "ERROR" not in errors, errors


@pytest.fixture
def hub(place: HubPlace, hasher: Any) -> Iterator[Hub]:
    """The hub by the clock that the processes have."""
    opened = Hub.open(place, hasher=hasher)
    yield opened
    opened.close()


@contextmanager
def signed_in(url: str) -> Iterator[httpx2.Client]:
    with httpx2.Client(base_url=url, trust_env=False, timeout=90) as browser:
        browser.get("/sign-in")
        form = {"csrf": browser.cookies["enablement_csrf"], "email": EMAIL, "password": PASSWORD}
        assert browser.post("/sign-in", data=form).status_code == 303
        yield browser


def rep_day(folder: Path, url: str, code: str, name: str, publish: Callable[[], None]) -> list[str]:
    """A laptop that enrols, then logs and syncs; the ids of what it logged."""
    with OPENING:
        laptop = Laptop(folder)
    try:
        laptop.engine.enroll(url, code, name)
        said = []
        for number in range(ROUNDS):
            laptop.engine.sync()
            for outcome in Outcome:
                usage = Usage(card_id="price", revision=1, outcome=outcome, note=f"{name} {number}")
                said.append(laptop.library.events.log_usage(usage).event_id)
            asked = Question(card_id="price", revision=1, text=f"{name} asks")
            said.append(laptop.library.events.log_question(asked).event_id)
            publish()
            report = laptop.engine.sync()
            assert (report.rejected, report.waiting) == (0, 0)
        laptop.engine.sync()
        assert laptop.library.cards.get("price") is not None
        return said
    finally:
        laptop.close()


def test_two_processes_serve_laptops_and_browsers_as_one(
    place: HubPlace, hub: Hub, tmp_path: Path, write_card: Callable[..., Path], folder: Path
) -> None:
    write_card("price")
    hub.publish(folder)
    published = 1
    turn = threading.Lock()

    def publish() -> None:
        """Every few rounds somebody publishes another card, while the others sync."""
        nonlocal published
        with turn:
            published += 1
            if published % 5 == 0:
                write_card(f"card-{published}")
                hub.publish(folder)

    pages: list[int] = []
    done = threading.Event()

    def read_pages(url: str) -> None:
        with signed_in(url) as browser:
            while not done.is_set():
                for path in ("/review", "/cards", "/cards/price"):
                    pages.append(browser.get(path).status_code)

    codes = [hub.invite(f"Rep {number}").code for number in range(LAPTOPS)]
    options = ("--proxy", "127.0.0.1")
    with serving(place, *options) as one, serving(place, *options) as two:
        robin = RoundRobin(one, two)
        with robin as url, ThreadPoolExecutor(LAPTOPS + 1) as pool:
            reading = pool.submit(read_pages, url)
            days = [
                pool.submit(rep_day, tmp_path / f"laptop-{n}", url, code, f"Rep {n}", publish)
                for n, code in enumerate(codes)
            ]
            try:
                said = [event for day in days for event in day.result()]
            finally:
                done.set()
            reading.result()
    assert len(said) == LAPTOPS * ROUNDS * (len(Outcome) + 1) == len(set(said))
    status = hub.status()
    assert (status.events, status.rejected) == (len(said), 0)
    assert status.usage == LAPTOPS * ROUNDS * len(Outcome)
    assert len(pages) > 10
    assert set(pages) == {200}
    assert min(robin.handed.values()) > LAPTOPS * ROUNDS


def test_workers_share_a_port_and_count_together(
    place: HubPlace, hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ENABLEMENT_METRICS_OPEN", "1")
    with serving(place, "--workers", "2") as port:
        url = f"http://127.0.0.1:{port}"
        for _ in range(20):  # each over a connection of its own, which either worker may take
            assert httpx2.get(f"{url}/healthz", trust_env=False, timeout=90).status_code == 200
        text = httpx2.get(f"{url}/metrics", trust_env=False, timeout=90).text
        assert 'requests_total{method="GET",route="/healthz",status="200"} 20.0' in text
        assert "enablement_generation 0.0" in text
    with suppress(httpx2.TransportError):
        httpx2.get(url, trust_env=False)
        pytest.fail("the workers still answer")
