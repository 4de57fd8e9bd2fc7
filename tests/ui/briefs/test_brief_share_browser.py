"""The customer opens the file in a real browser: it shows, reaches for nothing, and fits a phone."""

from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from enablement.cards.model import Card
from enablement.cards.reader import read_card_file
from enablement.settings import shipped_folder
from enablement.ui.briefs.brief_share import share


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Every sample card for customers, and one that tries to reach out, in one file."""
    content = shipped_folder("content")
    found = (read_card_file(path, content).card for path in sorted(content.glob("*/*.md")))
    cards = [card for card in found if card is not None and card.shareable]
    sly = Card.model_validate({
        "id": "sly", "kind": "story", "title": "Sly", "shareable": True,
        "body": "## Result\n\n![x](https://example.com/x.png) <img src='//example.com/y.png'>"
        "<script>fetch('https://example.com')</script><style>@import 'https://example.com'</style>"
        "<p style='background:url(https://example.com/z.png)'>Still here.</p>"
        "[a link](https://example.com/) [bad](javascript:alert(1))\n",
    })  # fmt: skip
    data = [path.read_bytes() for path in (content / "images").glob("*.png")]
    pictures = {sha256(one).hexdigest(): one for one in data}
    made = share([*cards, sly], pictures, "For Larkhaven Logistics", "Ana Ruiz", date(2026, 11, 26))
    path = tmp_path / made.name
    path.write_text(made.html, "utf-8")
    return path


def open_file(browser: Browser, file: Path, width: int) -> tuple[Page, list[str]]:
    """The page, and whatever it asked for or complained of."""
    page = browser.new_page(viewport={"width": width, "height": 800})
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("request", lambda request: said.append(request.url))
    page.goto(file.as_uri())
    return page, [words for words in said if not words.startswith(("file:", "data:image/"))]


def test_it_shows_and_reaches_for_nothing(chromium: Browser, file: Path) -> None:
    page, said = open_file(chromium, file, 1280)
    assert said == []
    expect(page.get_by_role("heading", level=1)).to_have_text("For Larkhaven Logistics")
    expect(page.get_by_text("Still here.")).to_be_visible()
    widths = page.evaluate("[...document.images].map(image => image.naturalWidth)")
    assert len(widths) >= 2
    assert all(width > 0 for width in widths)
    assert page.evaluate("getComputedStyle(document.querySelector('article')).borderTopWidth") == (
        "1px"
    ), "the style is let in by the page's own rule"
    assert page.get_by_role("link", name="bad").count() == 0
    page.close()


@pytest.mark.parametrize("width", [375, 1280])
def test_it_fits_its_window(chromium: Browser, file: Path, width: int) -> None:
    page, _said = open_file(chromium, file, width)
    wide, inner = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    assert wide <= inner
    page.close()


def test_its_contents_lead_to_its_parts(chromium: Browser, file: Path) -> None:
    page, _said = open_file(chromium, file, 1280)
    last = page.get_by_role("navigation").get_by_role("link").last
    last.click()
    assert page.evaluate("location.hash").startswith("#part-")
    expect(page.locator("article").last).to_be_in_viewport()
    page.close()
