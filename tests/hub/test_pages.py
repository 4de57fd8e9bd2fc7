"""Pages: addresses that keep what was chosen, figures in the reader's language, files that last."""

from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from enablement.hub.pages import Pages, block_name, moment, number, percent, with_changes
from enablement.settings import shipped_folder
from enablement.translation import speaking


def test_an_address_keeps_what_is_not_changed() -> None:
    kept = {"card": "a&b", "page": "3"}
    assert with_changes("/review", kept, {"page": 4}) == "/review?card=a%26b&page=4"
    assert with_changes("/review", kept, {"page": "", "card": ""}) == "/review"


def test_figures_are_written_as_the_language_does() -> None:
    assert (percent(0.735), number(12345), block_name("say_this")) == ("74%", "12,345", "Say this")
    with speaking("es"):
        assert percent(0.005) == "1\N{NO-BREAK SPACE}%"
        assert (number(12345), block_name("say_this")) == ("12.345", "Di esto")
    assert block_name("our-own") == "our-own"


def test_moments_are_utc() -> None:
    there = timezone(timedelta(hours=-5))
    assert moment(datetime(2026, 11, 24, 22, 30, tzinfo=there)) == "2026-11-25 03:30"


def test_a_static_file_is_named_by_its_content() -> None:
    pages = Pages(shipped_folder("resources") / "pages")
    assert pages.static_file("pages.css") is None
    names = [name for name in pages._files if name.endswith(".css")]
    assert len(names) == 1
    found = pages.static_file(names[0])
    assert found is not None
    assert found.media_type == "text/css"


@pytest.mark.parametrize("path", sorted((shipped_folder("resources") / "pages").rglob("*.html")))
def test_no_template_asks_for_what_the_policy_forbids(path: Path) -> None:
    text = path.read_text("utf-8")
    for word in ("<script", " style=", "<style", "javascript:", "|safe", "http://", "https://"):
        assert word not in text
