"""An admin in a real browser without scripts: an approver joins, a rep enrols, is revoked and wiped."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from enablement.errors import HubRefusedError, WipedError
from enablement.hub.access.oidc import Provider
from enablement.hub.hub import Hub
from enablement.hub.server import HubServer
from enablement.library.keys import KeyPlace, KeyRecord
from enablement.library.library import Library
from enablement.search.index import SearchIndex
from enablement.sync.client import HubClient
from enablement.sync.engine import SyncEngine
from enablement.sync.invitation import read_invitation
from enablement.sync.protocol import Outcome, Usage
from tests.hub.access.provider import SmallProvider

pytestmark = pytest.mark.parametrize("engine", ["sqlite"])
EMAIL, PASSWORD = "marketing@example.com", "open-sesame"


@pytest.fixture
def admin(chromium: Browser, server: HubServer) -> Iterator[Page]:
    """The admin's browser, signed in, with no script on any page."""
    context = chromium.new_context(java_script_enabled=False, base_url=server.url)
    page = context.new_page()
    page.goto("/people")
    page.get_by_label("E-mail").fill(EMAIL)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    yield page
    context.close()


@pytest.fixture
def laptop(tmp_path: Path) -> Iterator[Library]:
    """A real library, as a rep's laptop has it."""
    folder = tmp_path / "laptop"
    library = Library.open(folder, KeyRecord(folder).create(KeyPlace.FILE))
    yield library
    library.close()


def invite(page: Page, role: str, name: str, email: str, team: str = "") -> str:
    """Invite somebody through the form: what they are given."""
    page.goto("/people")
    page.get_by_role("link", name="Invite somebody").click()
    page.get_by_role("radio", name=role).check()
    page.get_by_label("Name").fill(name)
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Team").fill(team)
    page.get_by_role("button", name="Make the invitation").click()
    expect(page.get_by_role("heading", name="The invitation is made")).to_be_visible()
    return page.get_by_label("The invitation’s link").input_value()


def test_an_approver_is_invited_joins_and_signs_in(
    chromium: Browser, admin: Page, server: HubServer
) -> None:
    link = invite(admin, "Approver", "Inés Vega", "ines@example.com")
    context = chromium.new_context(java_script_enabled=False, base_url=server.url)
    page = context.new_page()
    page.goto(link)
    expect(page.get_by_role("heading", name="Welcome, Inés Vega")).to_be_visible()
    page.get_by_label("Password", exact=True).fill("a few words of mine")
    page.get_by_label("Password once more").fill("a few words of mine")
    page.get_by_role("button", name="Join").click()
    page.goto("/account")
    expect(page.get_by_text("ines@example.com, Approver")).to_be_visible()
    page.goto("/people")
    expect(page.get_by_role("heading", name="Your role does not allow this.")).to_be_visible()
    context.clear_cookies()
    page.goto("/account")
    page.get_by_label("E-mail").fill("ines@example.com")
    page.get_by_label("Password").fill("a few words of mine")
    page.get_by_role("button", name="Sign in").click()
    expect(page).to_have_url(f"{server.url}/account")
    context.close()
    admin.goto("/people")
    row = admin.get_by_role("row", name="Inés Vega")
    expect(row).to_contain_text("Active")
    expect(row).to_contain_text("Approver")


def test_a_rep_is_invited_seen_revoked_and_wiped(
    hub: Hub, admin: Page, laptop: Library, write_card: Callable[..., Any], folder: Path
) -> None:
    write_card("price")
    hub.publish(folder)
    line = invite(admin, "Rep", "Ana Ruiz", "ana@example.com", "midmarket")
    invitation = read_invitation(line)
    engine = SyncEngine(laptop, SearchIndex(laptop), HubClient)
    engine.enroll(invitation.address, invitation.code, "Ana’s laptop")
    engine.sync()
    engine.sync()
    admin.goto("/people")
    row = admin.get_by_role("row", name="Ana Ruiz")
    expect(row).to_contain_text("Up to date")
    write_card("later")
    hub.publish(folder)
    admin.goto("/people")
    expect(row).to_contain_text("1 publication behind")
    row.get_by_role("link").click()
    expect(admin.get_by_text("holds generation 1")).to_be_visible()
    laptop.events.log_usage(Usage(card_id="price", revision=1, outcome=Outcome.WORKED))
    admin.get_by_label("End the access of Ana’s laptop…").click()
    admin.get_by_role("button", name="End the access").click()
    expect(admin.get_by_role("status")).to_have_text("The laptop’s access has ended.")
    with pytest.raises(HubRefusedError, match="ended by marketing"):
        engine.sync()
    admin.get_by_label("Erase Ana’s laptop…").click()
    admin.get_by_role("button", name="Erase the library").click()
    expect(admin.get_by_text("To be erased")).to_be_visible()
    with pytest.raises(WipedError):
        engine.sync()
    assert hub.status().usage == 1
    admin.reload()
    expect(admin.get_by_text("erased on")).to_be_visible()
    assert {path.name for path in laptop.folder.iterdir()} == {"wiped.json"}


def test_a_marketer_comes_by_the_provider(hub: Hub, chromium: Browser) -> None:
    """Through real redirects, which the pages' own rules must let pass."""
    provider = SmallProvider()
    provider.start()
    server = HubServer(hub, provider=Provider(provider.settings))
    server.start()
    context = chromium.new_context(java_script_enabled=False, base_url=server.url)
    page = context.new_page()
    page.goto("/sign-in?next=/people")
    page.get_by_label("E-mail").fill(EMAIL)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    link = invite(page, "Marketer", "Inés Vega", "ines@example.com")
    context.clear_cookies()
    page.goto(link)
    page.get_by_role("link", name="Go on with Example ID").click()
    page.goto("/account")
    expect(page.get_by_text("ines@example.com, Marketer")).to_be_visible()
    expect(page.get_by_role("heading", name="Set a password")).to_be_visible()
    context.close()
    server.stop()
    provider.stop()


@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_is_cut(chromium: Browser, hub: Hub, server: HubServer, width: int) -> None:
    hub.invite("A very long name of a rep " * 6, email=f"{'long' * 20}@example.com", team="t" * 80)
    token = hub.accounts.sign_in(EMAIL, PASSWORD)
    assert token is not None
    context = chromium.new_context(viewport={"width": width, "height": 800})
    context.add_cookies([{"name": "enablement_session", "value": token, "url": server.url}])
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(f"{server.url}/people")
    rep = page.get_by_role("link", name="A very long name").get_attribute("href")
    for path in ("/people", "/people/invite", str(rep), "/account", "/join", "/sign-in"):
        page.goto(server.url + path)
        wide, inner = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
        assert wide <= inner, path
    assert said == []
    context.close()
