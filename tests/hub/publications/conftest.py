"""Cards written on the pages, and exports, without the pages."""

from collections.abc import Callable
from pathlib import Path

import pytest

from enablement.cards.packing import lay_out
from enablement.cards.reader import read_card_file
from enablement.clock import Clock
from enablement.hub.database import Database
from enablement.hub.drafting.publication import publish_revision
from enablement.hub.hub import Hub
from enablement.hub.identity import read_identity
from enablement.hub.shelving import Written

Export = Callable[..., None]
Edit = Callable[..., None]


@pytest.fixture
def export(hub: Hub) -> Export:
    """Export the cards into a folder."""

    def write(folder: Path, source: str | None = None) -> None:
        folder.mkdir(exist_ok=True)
        lay_out(dict(hub.exporter.files(hub.exporter.export(source))), folder)

    return write


@pytest.fixture
def card_text() -> Callable[[str, str], str]:
    """The text of a good card's file."""

    def write(card_id: str, body: str) -> str:
        front = f"id: {card_id}\nkind: objection\ntitle: T\nsummary: S.\nsays: [much]"
        return f"---\n{front}\n---\n## Say this\n\n{body}\n"

    return write


@pytest.fixture
def edit(database: Database, clock: Clock, tmp_path: Path) -> Edit:
    """Publish a text as the pages do, once two people stand behind it."""

    def publish(name: str, text: str, *, kept: bool = True) -> None:
        place = tmp_path / "typed.md"
        place.write_text(text, "utf-8")
        card = read_card_file(place, tmp_path).card
        assert card is not None
        written = Written(text if kept else "", name, "writer", "approver")
        with database.writing() as connection:
            identity = read_identity(connection, lock=True)
            publish_revision(connection, identity, clock(), card, written)

    return publish
