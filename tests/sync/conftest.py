"""A real hub on a free port and real laptops enrolled with it."""

import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from sqlalchemy import update

from enablement.errors import HubRefusedError, WipeAskedError
from enablement.hub.database import Database
from enablement.hub.hub import Hub
from enablement.hub.models import hub as hub_table
from enablement.hub.refusals import RefusedError
from enablement.hub.server import HubServer
from enablement.library.keys import KeyPlace, KeyRecord
from enablement.library.library import Library
from enablement.search.index import SearchIndex
from enablement.search.query import SearchQuery
from enablement.sync.client import HubClient
from enablement.sync.connection import Connector
from enablement.sync.engine import SyncEngine
from enablement.sync.protocol import (
    Enrolment,
    EnrolRequest,
    EventReceipt,
    Hash,
    HubGreeting,
    ObjectHeader,
    Outcome,
    SignedRoot,
    Usage,
    split_stream,
)
from enablement.sync.wipe_order import SignedWipeOrder, WipeReceipt
from enablement.translation import n_

CARD = """---
id: {id}
kind: objection
title: "{title}"
language: en
summary: What to say about {title}.
says: ["{title}"]
{extra}
---
## Say this

{text}
"""


class CardFolder:
    """The folder that marketing publishes from."""

    def __init__(self, folder: Path) -> None:
        self.path = folder
        folder.mkdir(parents=True, exist_ok=True)

    def write(self, card_id: str, title: str = "", text: str = "Yes.", extra: str = "") -> None:
        """Write or change a card."""
        title = title or card_id.replace("-", " ")
        file = self.path / f"{card_id}.md"
        file.write_text(CARD.format(id=card_id, title=title, text=text, extra=extra), "utf-8")

    def remove(self, card_id: str) -> None:
        """Take a card away."""
        (self.path / f"{card_id}.md").unlink()


@dataclass
class Laptop:
    """A rep's laptop: a profile folder and what is open on it."""

    folder: Path
    library: Library = field(init=False)
    connect: Connector = HubClient

    def __post_init__(self) -> None:
        record = KeyRecord(self.folder)
        key = record.load() if record.place else record.create(KeyPlace.FILE)
        self.library = Library.open(self.folder, key)
        self.index = SearchIndex(self.library)
        self.engine = SyncEngine(self.library, self.index, self.connect)

    def log(self, card_id: str, outcome: Outcome = Outcome.WORKED) -> None:
        """Log the revision that is held now."""
        held = self.library.cards.get(card_id)
        assert held is not None
        usage = Usage(card_id=card_id, revision=held.revision, outcome=outcome)
        self.library.events.log_usage(usage)

    def found(self, text: str) -> list[str]:
        """The ids that a search finds."""
        return [hit.card_id for hit in self.index.search(SearchQuery(text=text)).hits]

    def revision(self, card_id: str) -> int:
        """The revision held."""
        held = self.library.cards.get(card_id)
        return held.revision if held else 0

    def close(self) -> None:
        """Shut the laptop."""
        self.library.close()


CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


class Site:
    """A hub that laptops reach without a network, so that a schedule takes no time on the wire."""

    url = "http://127.0.0.1:9"

    def __init__(self, folder: Path) -> None:
        self._folder, self._restored = folder, 0
        self.hub = self._open()

    def _open(self) -> Hub:
        return Hub.open(self._folder / "hub", hasher=CHEAP)

    def back_up(self) -> None:
        """Keep the hub as it is now."""
        self.hub.close()
        shutil.rmtree(self._folder / "backup", ignore_errors=True)
        shutil.copytree(self._folder / "hub", self._folder / "backup")
        self.hub = self._open()

    def restore(self) -> None:
        """Bring back what was kept, with an epoch of its own."""
        self.hub.close()
        shutil.rmtree(self._folder / "hub")
        shutil.copytree(self._folder / "backup", self._folder / "hub")
        self._restored += 1
        database = Database.at(self._folder / "hub")
        with database.writing() as connection:
            connection.execute(update(hub_table).values(epoch=f"restored {self._restored}"))
        database.close()
        self.hub = self._open()

    def connect(self, url: str, token: str | None) -> "Direct":
        """The connector of its laptops."""
        return Direct(self, token)


class Direct:
    """A conversation with the hub of a site; satisfies `HubConnection`."""

    url = Site.url

    def __init__(self, site: Site, token: str | None) -> None:
        self._site, self._token = site, token or ""

    def greeting(self) -> HubGreeting:
        return HubGreeting(hub_id=self._site.hub.hub_id)

    def enroll(self, request: EnrolRequest) -> Enrolment:
        with _refusals():
            hub = self._site.hub
            return hub.enrolments.enroll(request.code, request.device_name, request.former)

    def root(self, held: int = 0) -> SignedRoot:
        with _refusals():
            return self._site.hub.delivery.root(self._site.hub.devices.recognise(self._token))

    def shard(self, digest: Hash) -> bytes:
        with _refusals():
            hub = self._site.hub
            return hub.delivery.shard(hub.devices.recognise(self._token), digest) or b""

    def objects(self, digests: Iterable[Hash]) -> Iterator[tuple[ObjectHeader, bytes]]:
        with _refusals():
            hub = self._site.hub
            stream = hub.delivery.stream(hub.devices.recognise(self._token), digests)
        return split_stream(stream)

    def send(self, body: bytes) -> EventReceipt:
        with _refusals():
            return self._site.hub.intake.take(
                self._site.hub.devices.recognise_sender(self._token), body
            )

    def wipe_order(self) -> SignedWipeOrder:
        with _refusals():
            hub = self._site.hub
            order = hub.delivery.wipe_order(hub.devices.recognise_sender(self._token))
        assert order is not None
        return order

    def wiped(self, former: Hash) -> WipeReceipt:
        with _refusals():
            self._site.hub.laptops.confirm_wiped(former)
        return WipeReceipt(hub_id=self._site.hub.hub_id)

    def close(self) -> None:
        pass


@contextmanager
def _refusals() -> Iterator[None]:
    try:
        yield
    except RefusedError as error:
        sentence = n_("The hub said no: {sentence}")
        kind = WipeAskedError if error.code == "device-wipe" else HubRefusedError
        raise kind(sentence, sentence=error.sentence) from error


@pytest.fixture(scope="session")
def made_hub(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A hub's folder with one card, made once."""
    folder = tmp_path_factory.mktemp("made")
    hub, _password = Hub.create(folder / "hub", name="Test hub", password="secret of the tests")
    CardFolder(folder / "cards").write("price", "too expensive")
    hub.publish(folder / "cards")
    hub.close()
    return folder / "hub"


@pytest.fixture
def site(tmp_path: Path, made_hub: Path) -> Iterator[Site]:
    shutil.copytree(made_hub, tmp_path / "hub")
    made = Site(tmp_path)
    yield made
    made.hub.close()


@pytest.fixture
def laptop_at(site: Site, tmp_path: Path) -> Iterator[Laptop]:
    """A laptop enrolled at the site, with its card."""
    laptop = Laptop(tmp_path / "laptop", site.connect)
    laptop.engine.enroll(site.url, site.hub.invite("Ana").code)
    laptop.engine.sync()
    yield laptop
    laptop.close()


@pytest.fixture
def cards(tmp_path: Path) -> CardFolder:
    return CardFolder(tmp_path / "cards")


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Hub]:
    made, _password = Hub.create(tmp_path / "hub", name="Test hub", password="secret of the tests")
    yield made
    made.close()


@pytest.fixture
def server(hub: Hub) -> Iterator[HubServer]:
    running = HubServer(hub)
    running.start()
    yield running
    running.stop()


@pytest.fixture
def new_laptop(tmp_path: Path, hub: Hub, server: HubServer) -> Iterator[Callable[..., Laptop]]:
    """Enrol a laptop; keywords are those of an invitation."""
    opened: list[Laptop] = []

    def make(name: str = "Ana", **invitation: object) -> Laptop:
        laptop = Laptop(tmp_path / f"laptop-{name}")
        opened.append(laptop)
        code = hub.invite(name, **invitation).code  # type: ignore[arg-type]
        laptop.engine.enroll(server.url, code, name)
        return laptop

    yield make
    for laptop in opened:
        laptop.close()
