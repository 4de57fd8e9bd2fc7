"""Marketing comes by a provider of sign-in, and long names are not cut: in a real browser."""

import pytest
from playwright.sync_api import Browser, Page, expect

from enablement.hub.access.oidc import Provider
from enablement.hub.hub import Hub
from enablement.hub.server import HubServer
from tests.hub.access.provider import SmallProvider

pytestmark = pytest.mark.parametrize("engine", ["sqlite"])
EMAIL, PASSWORD = "marketing@example.com", "open-sesame"


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
