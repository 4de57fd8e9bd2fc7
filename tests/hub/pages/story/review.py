"""Chapter 4: what the messages did, in views that can be sent, taken away and printed."""

import io
from urllib.parse import urlsplit

import pyarrow.parquet
from playwright.sync_api import expect

from tests.hub.pages.story.cards import TIME
from tests.hub.pages.story.company import Company


def a_view_is_narrowed_and_sent(company: Company) -> None:
    """Its address is the view: whoever opens it sees the same figures."""
    mara = company.desk("Mara")
    mara.open("/review")
    mara.reads("9 logs in this view", "When could we begin?")
    mara.follow("All cards")
    expect(mara.row("It takes too long")).to_contain_text("67%")
    expect(mara.row("It takes too long")).to_contain_text("35% to 88%")
    mara.page.get_by_text("Narrow the view").click()
    mara.page.get_by_label("Team or region").select_option("team:midmarket")
    mara.page.get_by_label("Card", exact=True).fill(TIME)
    mara.press("Show")
    address = urlsplit(mara.page.url)
    assert f"card={TIME}" in address.query
    omar = company.desk("Omar")
    omar.open(f"{address.path}?{address.query}")
    for desk in (mara, omar):
        expect(desk.row("It takes too long")).to_contain_text("9")
        expect(desk.page.get_by_role("link", name="Take away the filter Card")).to_be_visible()
    picture = mara.page.locator("img[src*='plot.svg']").first
    picture.scroll_into_view_if_needed()
    expect(picture).to_have_js_property("complete", value=True)
    assert picture.evaluate("one => one.naturalWidth") > 300


def a_figure_leads_to_its_logs(company: Company) -> None:
    """Card, revision, log: the words, and never whose they were."""
    mara = company.desk("Mara")
    mara.open("/review/figures")
    mara.follow("It takes too long")
    mara.reads("By revision", "By block", "heard 6 times")
    mara.follow("The card’s log")
    expect(mara.page.locator("tbody tr")).to_have_count(9)
    mara.reads("“Too slow.”", "Fell flat")
    mara.misses("Cleo")


def the_figures_are_taken_away(company: Company) -> None:
    """As a table for a sheet, as one for a program, and on paper."""
    mara = company.desk("Mara")
    mara.open("/review/log")
    lines = mara.download("CSV").decode("utf-8-sig").splitlines()
    assert len(lines) == 10
    assert lines[0].startswith("received")
    table = pyarrow.parquet.read_table(io.BytesIO(mara.download("Parquet")))
    assert table.num_rows == 9
    mara.page.emulate_media(media="print")
    expect(mara.page.locator("header.top")).to_be_hidden()
    expect(mara.page.get_by_role("table")).to_be_visible()
    mara.page.emulate_media(media="screen")
