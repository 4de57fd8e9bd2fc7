"""A real hub on a free port and real laptops enrolled with it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from enablement.hub.hub import Hub
from enablement.hub.server import HubServer
from enablement.library.keys import KeyPlace, KeyRecord
from enablement.library.library import Library
from enablement.search.index import SearchIndex
from enablement.search.query import SearchQuery
from enablement.sync.client import HubClient
from enablement.sync.connection import Connector
from enablement.sync.engine import SyncEngine
from enablement.sync.protocol import Outcome, Usage

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
