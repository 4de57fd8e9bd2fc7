"""An approver in a real browser without scripts: a budget, what to retire first, and an urgent recall."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from enablement.hub.access.members import Member
from enablement.hub.access.roles import Role
from enablement.hub.hub import Hub
from enablement.hub.routes.parts import SESSION_COOKIE
from enablement.hub.server import HubServer

pytestmark = pytest.mark.parametrize("engine", ["sqlite"])


@pytest.fixture
def approver(chromium: Browser, server: HubServer, join: Callable[..., Member]) -> Page:
    """An approver's browser in which no script runs."""
    join(Role.APPROVER)
    context = chromium.new_context(java_script_enabled=False, base_url=server.url)
    context.add_cookies([{"name": SESSION_COOKIE, "value": "approver-session", "url": server.url}])
    return context.new_page()


def test_a_budget_and_a_recall(
    approver: Page,
    hub: Hub,
    folder: Path,
    write_card: Callable[..., Path],
    enroll: Callable[..., str],
) -> None:
    write_card("price", verify_by="2026-01-31", audience="{teams: [midmarket]}")
    write_card("later")
    hub.publish(folder)
    device = hub.devices.recognise(enroll("Ana Ruiz", team="midmarket"))
    hub.devices.note_contact(device, 1)
    page = approver
    page.goto("/audiences")
    page.get_by_role("link", name="Name an audience").first.click()
    page.get_by_label("Name", exact=True).fill("Midmarket")
    page.get_by_role("checkbox", name="midmarket").check()
    page.get_by_label("Most cards on one laptop").fill("1")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("2 of 1 cards on its fullest laptop")).to_be_visible()
    expect(page.get_by_text("Unverified since 2026-01-31.")).to_be_visible()
    page.goto("/coverage/price")
    page.get_by_role("link", name="Recall…").click()
    page.get_by_label("Why is it taken back?").fill("The figure is wrong.")
    page.get_by_role("button", name="Recall it now").click()
    expect(page.get_by_role("status")).to_contain_text("The card is recalled.")
    expect(page.get_by_text("1 of 1 laptops holds it still")).to_be_visible()
    hub.devices.note_contact(device, hub.status().generation)
    page.goto("/coverage")
    expect(page.get_by_text("No laptop holds it any more")).to_be_visible()
    expect(page.get_by_text("The figure is wrong.")).to_be_visible()
    page.goto("/audiences")
    expect(page.get_by_text("1 of 1 cards on its fullest laptop")).to_be_visible()
    expect(page.get_by_text("Within its budget")).to_be_visible()
    page.context.close()
