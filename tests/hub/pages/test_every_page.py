"""Every page of a hub with a past: reachable, accessible, no wider than its screen, and silent."""

import httpx2
import pytest
from playwright.sync_api import ViewportSize

from bench.hub_pages import FOR_STRANGERS, PAGES, crawl, shape
from bench.hub_stage import Stage
from enablement.hub.access.roles import Role
from enablement.hub.navigation import PLACES
from enablement.hub.routes.parts import SESSION_COOKIE
from enablement.settings import shipped_folder
from tests.hub.pages.conftest import PHONE, Look

TABLET = ViewportSize(width=768, height=900)


@pytest.mark.parametrize("way", ["desktop-light-en", "phone-dark-es"])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_can_be_used_by_everyone(look: Look, name: str, way: str) -> None:
    size, theme, language = way.split("-")
    role = None if name in FOR_STRANGERS else Role.ADMIN
    looker = look(role, phone=size == "phone", dark=theme == "dark", language=language)
    answer = looker.open(PAGES[name])
    if name == "missing":
        looker.wrong.clear()  # the browser complains of the status that is asked for here
    assert answer.status == (404 if name == "missing" else 200)
    assert looker.page.locator("h1").count() == 1
    assert looker.page.locator("html").get_attribute("lang") == language
    assert looker.grave_faults() == []
    assert looker.too_wide() == []
    looker.page.set_viewport_size(TABLET if size == "phone" else PHONE)
    assert looker.too_wide() == []


@pytest.mark.parametrize("path", [place.path for place in PLACES])
def test_every_place_of_the_bar_is_looked_at(path: str) -> None:
    assert path in PAGES.values()


def test_every_link_leads_to_a_page_that_is_looked_at(stage: Stage) -> None:
    cards = frozenset(path.stem for path in shipped_folder("content").rglob("*.md"))
    with httpx2.Client(base_url=stage.url, trust_env=False) as browser:
        browser.cookies.set(SESSION_COOKIE, stage.session(Role.ADMIN))
        found = dict(crawl(browser, "/review", cards))
    assert {path: status for path, status in found.items() if status != 200} == {}
    looked_at = {shape(stage.path(path), cards) for path in PAGES.values()}
    assert {shape(path, cards) for path in found} - looked_at == set()
