"""Pages on paper: what was found, of which hub and when, in light colours, and no way of finding it."""

import pytest
from playwright.sync_api import expect

from bench.hub_pages import PAGES
from tests.hub.pages.conftest import Look

_PRINTED = {
    "review": PAGES["review"],
    "narrowed": "/review?weeks=4&who=region:emea",
    "review_card": PAGES["review_card"],
    "review_revisions": PAGES["review_revisions"],
    "cards": PAGES["cards"],
    "audit": PAGES["audit"],
    "card": PAGES["card"],
    "card_revision": PAGES["card_revision"],
}
_NARROWED = {"review": "All cards, all logs", "narrowed": "the last 4 weeks", "review_card": "Card"}


@pytest.mark.parametrize("name", _PRINTED)
def test_paper_has_what_was_found_and_no_means_of_finding_it(look: Look, name: str) -> None:
    looker = look(dark=True)
    looker.open(_PRINTED[name])
    page = looker.page
    page.emulate_media(media="print")
    head = page.locator(".on-paper").first
    expect(head).to_be_visible()
    expect(head).to_have_text("Field team · As of 2026-11-26 13:40 UTC")
    if name in _NARROWED:
        expect(
            page.locator(".on-paper, .filter-chips").filter(has_text=_NARROWED[name])
        ).to_be_visible()
    expect(page.locator("header.top")).to_be_hidden()
    for control in ("button", "form input", "form select", "nav"):
        expect(page.locator(f"{control}:visible")).to_have_count(0)
    assert page.locator("h1").is_visible()
    tables = page.locator("table")
    assert [one.locator("thead").is_visible() for one in tables.all()] == [True] * tables.count()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def test_what_is_folded_on_the_screen_is_open_on_paper(look: Look) -> None:
    looker = look()
    looker.open(PAGES["audit"])
    page = looker.page
    expect(page.locator("td pre").first).to_be_hidden()
    page.emulate_media(media="print")
    expect(page.locator("td pre").first).to_be_visible()
    expect(page.locator("td summary").first).to_be_hidden()


def test_plots_stand_above_their_tables_and_no_link_spills_its_address(look: Look) -> None:
    looker = look()
    looker.open(PAGES["review"])
    page = looker.page
    plot, table = page.locator(".plot img"), page.locator(".plot-and-table table")
    plot.scroll_into_view_if_needed()  # they load when they come near
    expect(plot).not_to_have_js_property("naturalHeight", value=0)
    page.emulate_media(media="print")
    above, below = plot.bounding_box(), table.bounding_box()
    assert above is not None
    assert below is not None
    assert above["height"] > 100
    assert above["y"] + above["height"] <= below["y"]
    behind = "all => all.map(one => getComputedStyle(one, '::after').content)"
    assert set(page.locator("main a").evaluate_all(behind)) == {"none"}
