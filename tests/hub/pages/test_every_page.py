"""Every page of a hub with a past: reachable, accessible, no wider than its screen, and silent."""

from collections.abc import Iterator

import httpx2
import pytest
from playwright.sync_api import ViewportSize

from bench.hub_faults import faults, too_wide
from bench.hub_pages import PAGES, crawl, shape
from bench.hub_stage import Stage
from enablement.hub.access.roles import Role
from enablement.hub.drafting.listing import CardFilter
from enablement.hub.navigation import PLACES
from enablement.hub.routes.parts import SESSION_COOKIE
from tests.hub.pages.conftest import DESKTOP, PHONE, Read

TABLET = ViewportSize(width=768, height=900)
WAYS = {
    "en": ((DESKTOP, "light"), (PHONE, "dark")),
    "es": ((DESKTOP, "dark"), (PHONE, "light")),
}
"""Ways of looking at a page, by language, so that each pair of their kinds comes once."""


@pytest.mark.parametrize("language", WAYS)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_can_be_used_by_everyone(read: Read, name: str, language: str) -> None:
    """In Spanish without scripts; bench.hub_shots --axe looks in all eight ways, at whole pages."""
    reader = read(name, language)
    page = reader.page
    open_it = reader.open if language == "en" else reader.open_without_scripts
    answer = open_it(PAGES[name])
    if name == "missing":
        reader.wrong.clear()  # the browser complains of the status that is asked for here
    assert answer.status == (404 if name == "missing" else 200)
    assert page.locator("html").get_attribute("lang") == language
    for size, theme in WAYS[language]:
        page.set_viewport_size(size)
        page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
        assert list(faults(page)) == [], (size, theme)
    page.set_viewport_size(TABLET)
    assert too_wide(page) == []
    assert reader.wrong == []


@pytest.mark.parametrize("path", [place.path for place in PLACES])
def test_every_place_of_the_bar_is_looked_at(path: str) -> None:
    assert path in PAGES.values()


def card_ids(stage: Stage) -> Iterator[str]:
    """Of every card that the hub ever had."""
    after = ""
    while True:
        page = stage.hub.cards.page(CardFilter(state="all"), after)
        yield from (row.card_id for row in page.rows)
        after = page.after
        if not after:
            return


def test_every_link_leads_to_a_page_that_is_looked_at(stage: Stage) -> None:
    cards = frozenset(card_ids(stage))
    with httpx2.Client(base_url=stage.url, trust_env=False) as browser:
        browser.cookies.set(SESSION_COOKIE, stage.session(Role.ADMIN))
        found = dict(crawl(browser, "/review", cards))
    assert {path: status for path, status in found.items() if status != 200} == {}
    looked_at = {shape(stage.path(path), cards) for path in PAGES.values()}
    assert {shape(path, cards) for path in found} - looked_at == set()
