"""A real hub in a folder of its own, with a clock that tests can set, cheap passwords, and cards."""

import json
import shutil
import ssl
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx2
import pytest
import uuid_utils
from argon2 import PasswordHasher
from sqlalchemy import insert

from bench.cluster import HOW_TO_GET_IT, Cluster, server_programs
from enablement.hub.access.members import Member
from enablement.hub.access.roles import Role
from enablement.hub.codes import hash_secret
from enablement.hub.database import Database
from enablement.hub.devices import Device
from enablement.hub.hub import Hub
from enablement.hub.models import people, web_sessions
from enablement.hub.places import HubPlace
from enablement.hub.server import HubServer
from enablement.sync.protocol import EventStatus

EMAIL, PASSWORD = "marketing@example.com", "open-sesame"
START = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
Say = Callable[..., str]
Reps = Callable[..., Device]
ASKED = {"card_id": "price", "revision": 1, "block": "say_this", "text": "Since when?"}


class SetClock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.moment = START

    def __call__(self) -> datetime:
        return self.moment

    def move(self, **by: float) -> None:
        """Move the clock, back too."""
        self.moment += timedelta(**by)


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture(scope="session")
def hasher() -> PasswordHasher:
    return PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


class Engines:
    """A new hub on either engine: made once, copied for each test."""

    def __init__(self, make: Callable[[HubPlace], None], folders: Callable[[str], Path]) -> None:
        self._make = make
        self._folders = folders
        self._folder: Path | None = None
        self._cluster: Cluster | None = None
        self._template = ""

    @contextmanager
    def copy(self, engine: str, folder: Path) -> Iterator[HubPlace]:
        """A hub of the test's own."""
        if engine == "sqlite":
            yield self._copy_folder(folder / "hub")
            return
        cluster = self._started()
        name = cluster.create(self._template)
        yield HubPlace.of(cluster.address(name))
        cluster.drop(name)

    @contextmanager
    def empty(self) -> Iterator[HubPlace]:
        """An empty database of PostgreSQL."""
        cluster = self._started()
        name = cluster.create()
        yield HubPlace.of(cluster.address(name))
        cluster.drop(name)

    def _copy_folder(self, folder: Path) -> HubPlace:
        if self._folder is None:
            self._folder = self._folders("made")
            self._make(HubPlace.of(self._folder))
        shutil.copytree(self._folder, folder)
        return HubPlace.of(folder)

    def _started(self) -> Cluster:
        if server_programs() is None:
            pytest.skip(HOW_TO_GET_IT)
        if self._cluster is None:
            # A socket's path may be 107 bytes long, and pytest's folders are longer.
            folder = Path(tempfile.mkdtemp(prefix="enablement-"))
            self._cluster = Cluster(folder)
            self._template = self._cluster.create()
            self._make(HubPlace.of(self._cluster.address(self._template)))
        return self._cluster

    def stop(self) -> None:
        """Stop the server, if one was started."""
        if self._cluster is not None:
            self._cluster.stop()
            shutil.rmtree(self._cluster.folder)


@pytest.fixture(scope="session")
def engines(tmp_path_factory: pytest.TempPathFactory, hasher: PasswordHasher) -> Iterator[Engines]:
    """Hubs to copy, on both engines; PostgreSQL starts with the first test that needs it."""

    def make(place: HubPlace) -> None:
        hub, _password = Hub.create(
            place,
            name="Field team",
            email=EMAIL,
            password=PASSWORD,
            clock=SetClock(),
            hasher=hasher,
        )
        hub.close()

    engines = Engines(make, tmp_path_factory.mktemp)
    yield engines
    engines.stop()


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest) -> str:
    """Which engine a test's hub is on: each such test runs on both."""
    name: str = request.param
    return name


@pytest.fixture
def place(engines: Engines, engine: str, tmp_path: Path) -> Iterator[HubPlace]:
    """Where the test's hub lies."""
    with engines.copy(engine, tmp_path) as place:
        yield place


@pytest.fixture
def empty_database(engines: Engines) -> Iterator[HubPlace]:
    """A database of PostgreSQL in which there is nothing."""
    with engines.empty() as place:
        yield place


@pytest.fixture
def reopen(place: HubPlace, clock: SetClock, hasher: PasswordHasher) -> Iterator[Callable[[], Hub]]:
    """Open the same hub again, as another process would."""
    opened: list[Hub] = []

    def open_it() -> Hub:
        opened.append(Hub.open(place, clock, hasher=hasher))
        return opened[-1]

    yield open_it
    for hub in opened:
        hub.close()


@pytest.fixture
def hub(reopen: Callable[[], Hub]) -> Hub:
    return reopen()


@pytest.fixture
def database(hub: Hub, place: HubPlace) -> Iterator[Database]:
    """The hub's tables, to look into."""
    database = Database.at(place)
    yield database
    database.close()


@pytest.fixture
def join(database: Database, clock: SetClock) -> Callable[..., Member]:
    """Let somebody join marketing with a role and a session; the member, whose csrf opens it too."""

    def bring_in(role: Role = Role.MARKETER, name: str = "") -> Member:
        name = name or role.value.title()
        token, email = f"{name.casefold()}-session", f"{name.casefold()}@example.com"
        member = Member(str(uuid_utils.uuid7()), email, name, role, csrf=f"{name}-csrf")
        account = {
            "person_id": member.person_id, "email": email, "name": name, "role": role.value,
            "password_hash": "", "created_at": clock(),
        }  # fmt: skip
        session = {
            "token_hash": hash_secret(token), "person_id": member.person_id, "csrf": member.csrf,
            "created_at": clock(), "expires_at": clock() + timedelta(days=365),
        }  # fmt: skip
        with database.writing() as connection:
            connection.execute(insert(people), account)
            connection.execute(insert(web_sessions), session)
        return member

    return bring_in


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    cards = tmp_path / "cards"
    cards.mkdir()
    return cards


@pytest.fixture
def write_card(folder: Path) -> Callable[..., Path]:
    """Write a good card file; keyword arguments are its front matter."""

    def write(card_id: str, body: str = "One calm answer.", **front: Any) -> Path:
        fields = {"kind": "objection", "title": card_id.title(), "says": "[too much]", **front}
        lines = "".join(f"{name}: {value}\n" for name, value in fields.items())
        place = folder / f"{card_id}.md"
        place.write_text(
            f"---\nid: {card_id}\nsummary: A line.\n{lines}---\n## Say this\n\n{body}\n", "utf-8"
        )
        return place

    return write


@pytest.fixture
def enroll(hub: Hub) -> Callable[..., str]:
    """Invite and enrol a laptop; its token."""

    def bring_in(name: str = "Ana Ruiz", **whom: Any) -> str:
        return hub.enrolments.enroll(hub.invite(name, **whom).code, "laptop").token

    return bring_in


@pytest.fixture
def device(hub: Hub, enroll: Callable[..., str]) -> Device:
    return hub.devices.recognise(enroll(team="midmarket", region="emea"))


@pytest.fixture(scope="session")
def stopping() -> Iterator[list[threading.Thread]]:
    """Servers on their way out: each takes a moment, in which the next test may begin."""
    threads: list[threading.Thread] = []
    yield threads
    for thread in threads:
        thread.join()


@pytest.fixture
def server(hub: Hub, stopping: list[threading.Thread]) -> Iterator[HubServer]:
    """The hub behind a real port."""
    server = HubServer(hub)
    server.start()
    yield server
    stopping.append(threading.Thread(target=server.stop))
    stopping[-1].start()


@pytest.fixture(scope="session")
def certificates() -> ssl.SSLContext:
    """Read once, since it takes longer than a test."""
    return ssl.create_default_context()


@pytest.fixture
def connect(
    server: HubServer, certificates: ssl.SSLContext
) -> Iterator[Callable[..., httpx2.Client]]:
    """Clients of the served hub, as a laptop with a token or as nobody."""
    opened: list[httpx2.Client] = []

    def open_it(token: str = "") -> httpx2.Client:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        opened.append(
            httpx2.Client(
                base_url=server.url, headers=headers, trust_env=False, verify=certificates
            )
        )
        return opened[-1]

    yield open_it
    for client in opened:
        client.close()


@pytest.fixture
def browser(connect: Callable[..., httpx2.Client]) -> httpx2.Client:
    """A browser that has not signed in."""
    return connect()


@pytest.fixture
def marketer(browser: httpx2.Client) -> httpx2.Client:
    """A browser that is signed in to the review."""
    browser.get("/sign-in")
    form = {"csrf": browser.cookies["enablement_csrf"], "email": EMAIL, "password": PASSWORD}
    assert browser.post("/sign-in", data=form).status_code == 303
    return browser


@pytest.fixture
def visit(connect: Callable[..., httpx2.Client]) -> Callable[[Member], httpx2.Client]:
    """A browser in which somebody who joined is signed in."""

    def open_it(member: Member) -> httpx2.Client:
        browser = connect()
        browser.cookies.set("enablement_session", f"{member.name.casefold()}-session")
        return browser

    return open_it


@pytest.fixture
def rep(hub: Hub, enroll: Callable[..., str]) -> Reps:
    """A rep's laptop by the name, made when it is first asked for."""
    known: dict[str, Device] = {}

    def laptop(name: str, **whom: Any) -> Device:
        if name not in known:
            known[name] = hub.devices.recognise(enroll(name, **whom))
        return known[name]

    return laptop


@pytest.fixture
def say(hub: Hub, rep: Reps, clock: SetClock) -> Say:
    """Have a rep send one event; its id, which is the thread's that it begins."""
    sent: dict[str, int] = {}

    def send(name: str, kind: str = "question", **payload: Any) -> str:
        clock.move(minutes=1)
        device = rep(name)
        sent[name] = sent.get(name, 0) + 1
        event = {
            "event_id": f"{name}-{sent[name]}", "device_seq": sent[name], "kind": kind,
            "occurred_at": "2026-11-23T18:00:00Z",
            "payload": {**(ASKED if kind == "question" else {}), **payload},
        }  # fmt: skip
        body = json.dumps({"epoch": "", "events": [event]}).encode()
        (result,) = hub.intake.take(device, body).results
        assert result.status is EventStatus.ACCEPTED, result
        return str(event["event_id"])

    return send


@pytest.fixture
def price(hub: Hub, folder: Path, write_card: Callable[..., Path]) -> None:
    """A published card to ask about."""
    write_card("price", title="It costs too much")
    hub.publish(folder, source="cards")


@pytest.fixture
def rosa(join: Callable[..., Member]) -> Member:
    return join(Role.MARKETER, "Rosa")
