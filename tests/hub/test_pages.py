"""Pages: addresses that keep what was chosen, figures in the reader's language, files that last."""

import json
import re
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from enablement.hub.pages import (
    Pages,
    block_name,
    moment,
    number,
    percent,
    points,
    spoken,
    with_changes,
)
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


def test_differences_have_their_sign() -> None:
    assert (points(0.125), points(-0.046), points(0.001), points(0)) == ("+13", "−5", "0", "0")


def test_moments_are_utc() -> None:
    there = timezone(timedelta(hours=-5))
    assert moment(datetime(2026, 11, 24, 22, 30, tzinfo=there)) == "2026-11-25 03:30"


def test_a_static_file_is_named_by_its_content() -> None:
    pages = Pages(shipped_folder("resources"))
    assert pages.static_file("pages.css") is None
    (name,) = [name for name in pages._files if re.fullmatch(r"pages-[0-9a-f]{12}\.css", name)]
    found = pages.static_file(name)
    assert found is not None
    assert found.media_type == "text/css"


def test_a_style_links_to_fonts_by_the_names_they_have() -> None:
    pages = Pages(shipped_folder("resources"))
    (name,) = [name for name in pages._files if name.startswith("pages-")]
    found = pages.static_file(name)
    assert found is not None
    links = re.findall(r'url\("(/static/([^"]+))"\)', found.data.decode())
    assert len(links) == 4
    for _address, font in links:
        linked = pages.static_file(font)
        assert linked is not None
        assert (linked.media_type, linked.data[:4]) == ("font/otf", b"OTTO")


@pytest.mark.parametrize("path", sorted((shipped_folder("resources") / "pages").rglob("*.html")))
def test_no_template_asks_for_what_the_policy_forbids(path: Path) -> None:
    text = re.sub(r"<script src=\"\{\{ static\('[\w.]+'\) \}\}\"", "", path.read_text("utf-8"))
    for word in ("<script", " style=", "<style", "javascript:", "|safe", "http://", "https://"):
        assert word not in text


def tokens(theme: str) -> dict[str, str]:
    """The colours of a theme, as the style names them."""
    css = (shipped_folder("resources") / "pages" / "static" / "pages.css").read_text("utf-8")
    light, dark = re.findall(r":root \{(.*?)\}", css, re.DOTALL)[:2]
    found = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", light))
    return found | (
        dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", dark)) if theme == "dark" else {}
    )


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(
    ("text", "behind", "least"),
    [
        ("text", "page", 4.5), ("text", "panel", 4.5), ("text", "raised", 4.5),
        ("quiet", "page", 4.5), ("quiet", "panel", 4.5), ("quiet", "raised", 4.5),
        ("accent", "panel", 4.5), ("accent-strong", "accent-soft", 4.5),
        ("on-accent", "accent", 4.5), ("on-accent", "accent-strong", 4.5),
        ("warn-text", "warn-soft", 4.5), ("problem-text", "problem-soft", 4.5),
        ("text", "good-soft", 4.5), ("problem-text", "panel", 4.5),
        ("on-problem", "problem-strong", 4.5), ("problem-strong", "panel", 3),
        ("worked", "panel", 3), ("neutral", "panel", 3), ("fell-flat", "panel", 3),
        ("field-line", "panel", 3),
    ],
)  # fmt: skip
def test_everything_can_be_read(theme: str, text: str, behind: str, least: float) -> None:
    colours = tokens(theme)
    darker, lighter = sorted(luminance(colours[name]) for name in (text, behind))
    assert (lighter + 0.05) / (darker + 0.05) >= least


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_pages_and_desktop_share_their_colours(theme: str) -> None:
    path = shipped_folder("resources") / "styles" / "tokens.json"
    desktop = json.loads(path.read_text("utf-8"))[theme]
    same = {
        "page": "window", "panel": "surface", "line": "line", "line-strong": "line_strong",
        "text": "text", "quiet": "text_muted", "accent": "accent", "accent-strong": "accent_text",
        "on-accent": "on_accent", "worked": "worked", "neutral": "neutral", "fell-flat": "flat",
    }  # fmt: skip
    mine = tokens(theme)
    assert {name: mine[name] for name in same} == {
        name: desktop[other].lower() for name, other in same.items()
    }


def test_words_kept_in_each_language_are_read_in_ones_own() -> None:
    kept = {"en": "The id is taken.", "es": "El id está ocupado."}
    assert (spoken(kept), spoken("as it is")) == ("The id is taken.", "as it is")
    with speaking("es"):
        assert spoken(kept) == "El id está ocupado."
