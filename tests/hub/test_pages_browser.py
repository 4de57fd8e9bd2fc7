"""Marketing in a real browser: signing in, reading the review, with no script on the page."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from enablement.hub.hub import Hub
from enablement.hub.server import HubServer


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    hub, _password = Hub.create(tmp_path / "hub", name="Field team", password="a long password")
    server = HubServer(hub)
    server.start()
    yield server.url
    server.stop()
    hub.close()


def sign_in(page: Page, address: str, password: str) -> None:
    page.goto(f"{address}/review")
    page.get_by_label("E-mail").fill("marketing@example.com")
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()


def test_signing_in_leads_to_the_review(chromium: Browser, address: str) -> None:
    page = chromium.new_page(java_script_enabled=False)
    sign_in(page, address, "not the password")
    expect(page).not_to_have_url(f"{address}/review")
    sign_in(page, address, "a long password")
    expect(page).to_have_url(f"{address}/review")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.get_by_text("Account", exact=True).click()
    page.get_by_role("button", name="Sign out").click()
    page.goto(f"{address}/review")
    expect(page.get_by_label("Password")).to_be_visible()
    page.close()


def test_nothing_on_the_page_breaks_its_own_rules(chromium: Browser, address: str) -> None:
    page = chromium.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("requestfailed", lambda request: said.append(request.url))
    sign_in(page, address, "a long password")
    expect(page).to_have_url(f"{address}/review")
    assert said == []
    width, inner = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    assert width <= inner
    page.set_viewport_size({"width": 375, "height": 800})
    width, inner = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    assert width <= inner
    page.close()
