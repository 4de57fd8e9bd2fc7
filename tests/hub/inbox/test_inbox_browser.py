"""Content gaps in a real browser without a script, and the reps’ real laptops hear of what becomes of them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from enablement.hub.access.members import Member
from enablement.hub.hub import Hub
from enablement.hub.routes.parts import SESSION_COOKIE
from enablement.hub.server import HubServer
from enablement.library.keys import KeyPlace, KeyRecord
from enablement.library.library import Library
from enablement.search.index import SearchIndex
from enablement.sync.client import HubClient
from enablement.sync.engine import SyncEngine
from enablement.sync.protocol import Question, Request
from enablement.sync.threads import Fate, Thread

pytestmark = pytest.mark.parametrize("engine", ["sqlite"])


class Laptop:
    """A rep's laptop: its library, and an engine that talks to the hub over the network."""

    def __init__(self, folder: Path) -> None:
        self.library = Library.open(folder, KeyRecord(folder).create(KeyPlace.FILE))
        self.engine = SyncEngine(self.library, SearchIndex(self.library), HubClient)

    def thread(self, thread_id: str) -> Thread:
        """A thread as it is held here."""
        found = self.library.threads.get(thread_id)
        assert found is not None
        return found

    def ask(self, text: str) -> str:
        """Ask about the card, and sync."""
        asked = Question(card_id="price", revision=1, block="say_this", text=text)
        thread_id = self.library.events.log_question(asked).event_id
        self.engine.sync()
        return thread_id


@pytest.fixture
def laptops(hub: Hub, server: HubServer, price: None, tmp_path: Path) -> Iterator[list[Laptop]]:
    """Two reps' laptops that hold the card."""
    made: list[Laptop] = []
    for name in ("Ana", "Ben"):
        folder = tmp_path / name
        folder.mkdir()
        laptop = Laptop(folder)
        laptop.engine.enroll(server.url, hub.invite(name, team="midmarket").code)
        laptop.engine.sync()
        made.append(laptop)
    yield made
    for laptop in made:
        laptop.library.close()


@pytest.fixture
def page(chromium: Browser, server: HubServer, rosa: Member) -> Iterator[Page]:
    context: BrowserContext = chromium.new_context(java_script_enabled=False)
    context.add_cookies(
        [{"name": SESSION_COOKIE, "value": f"{rosa.name.casefold()}-session", "url": server.url}]
    )
    yield context.new_page()
    context.close()


def test_a_gap_becomes_a_draft_and_another_is_dismissed(
    server: HubServer, laptops: list[Laptop], page: Page
) -> None:
    ana, ben = laptops
    wish = ana.library.events.record(Request(text="door alarms", language="en")).event_id
    odd = ben.library.events.record(Request(text="gift cards", language="en")).event_id
    ben.library.events.record(Request(text="alarm for doors", language="en"))
    for laptop in laptops:
        laptop.engine.sync()
    page.goto(f"{server.url}/inbox/gaps")
    expect(page.locator("tbody tr")).to_have_count(2)
    expect(page.locator("tbody tr").first).to_contain_text("alarm")
    page.get_by_role("link", name="gift cards").click()
    page.get_by_label("Reason").fill("Nobody sells these.")
    page.get_by_role("button", name="Dismiss it").click()
    expect(page.get_by_role("status")).to_contain_text("1 rep who asked hears why")
    page.goto(f"{server.url}/inbox/gaps")
    page.get_by_role("button", name="Write this card").click()
    expect(page.get_by_label("Title")).to_have_value("Door alarms")
    page.goto(f"{server.url}/inbox/gaps?state=writing")
    expect(page.get_by_role("link", name="Open the draft")).to_be_visible()
    page.goto(f"{server.url}/inbox/{wish}")
    page.get_by_role("link", name="Open the content gap").click()
    page.get_by_label("Card’s id").fill("price")
    page.get_by_role("button", name="Say that it answers this").click()
    expect(page.get_by_role("status")).to_contain_text("2 reps who asked hear of the card")
    for laptop in laptops:
        laptop.engine.sync()
    assert ben.thread(odd).fate is Fate.DECLINED
    assert (ana.thread(wish).fate, ana.thread(wish).changed_card) == (Fate.CHANGED, "price")
    assert "It costs too much" in ana.thread(wish).messages[-1].text
