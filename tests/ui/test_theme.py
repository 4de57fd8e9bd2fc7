"""The look: contrast in both schemes, an icon for every name, text that grows."""

import re
from collections.abc import Iterator

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from enablement.settings import shipped_folder
from enablement.ui.theme import Scheme, Theme, Tokens, read_tokens

STYLES = shipped_folder("resources") / "styles"
GROUNDS = ("window", "surface", "hover", "selected", "panel")
TEXT_PAIRS = [
    *((text, ground) for text in ("text", "text_soft", "text_muted") for ground in GROUNDS),
    *((text, ground) for text in ("accent_text", "worked_text", "neutral_text", "flat_text")
      for ground in ("window", "surface", "selected", "hover")),
    ("text", "accent_soft"), ("accent_text", "accent_soft"), ("text_muted", "accent_soft"),
    ("text", "worked_soft"), ("worked_text", "worked_soft"), ("text_muted", "worked_soft"),
    ("text", "neutral_soft"), ("neutral_text", "neutral_soft"),
    ("text", "flat_soft"), ("flat_text", "flat_soft"), ("text_muted", "flat_soft"),
    ("mark_text", "mark"), ("on_accent", "accent"), ("toast_text", "toast"),
    ("toast_muted", "toast"), ("toast_action", "toast"), ("text", "raised"),
    ("text_muted", "line"), ("text_muted", "raised"),
]  # fmt: skip
SHAPE_PAIRS = [(name, ground) for name in ("accent", "worked", "neutral", "flat")
               for ground in ("window", "surface")]  # fmt: skip


def luminance(colour: str) -> float:
    """Relative luminance, as WCAG 2.2 defines it."""
    parts = (int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    """The contrast ratio of two colours."""
    lighter, darker = sorted((luminance(first), luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.fixture(params=list(Scheme))
def tokens(request: pytest.FixtureRequest) -> Tokens:
    return read_tokens(STYLES, request.param)


def test_the_formula_is_right() -> None:
    assert round(contrast("#000000", "#FFFFFF"), 1) == 21.0


@pytest.mark.parametrize(("text", "ground"), TEXT_PAIRS, ids=str)
def test_text_can_be_read(tokens: Tokens, text: str, ground: str) -> None:
    assert contrast(tokens[text], tokens[ground]) >= 4.5


@pytest.mark.parametrize(("shape", "ground"), SHAPE_PAIRS, ids=str)
def test_shapes_can_be_seen(tokens: Tokens, shape: str, ground: str) -> None:
    assert contrast(tokens[shape], tokens[ground]) >= 3.0


def test_both_schemes_name_the_same_colours() -> None:
    light, dark = (read_tokens(STYLES, scheme).colours for scheme in Scheme)
    assert light.keys() == dark.keys()
    assert all(
        re.fullmatch(r"#[0-9A-F]{6}", colour) for colour in (*light.values(), *dark.values())
    )


def test_every_icon_can_be_drawn(theme: Theme) -> None:
    names = theme.icons.names()
    assert len(names) > 25
    for name in names:
        drawn = theme.icons.pixmap(name, "#C2255C", 24, 2.0)
        assert (drawn.width(), drawn.devicePixelRatio()) == (48, 2.0)
        image = drawn.toImage()
        seen = (image.pixelColor(x, y).alpha() for x in range(48) for y in range(48))
        assert any(seen), name


@pytest.fixture
def own_theme(theme: Theme) -> Iterator[Theme]:
    yield theme
    theme.use(Scheme.LIGHT)
    theme.zoom(0)


def test_the_scheme_changes_palette_and_style_at_once(own_theme: Theme, qapp: QApplication) -> None:
    own_theme.use(Scheme.DARK)
    assert qapp.palette().window().color() == QColor(own_theme.tokens["window"])
    assert own_theme.tokens["window"] in qapp.styleSheet()
    assert "$" not in qapp.styleSheet()


def test_text_grows_to_twice_its_size_and_no_further(own_theme: Theme) -> None:
    for _ in range(20):
        own_theme.zoom(1)
    assert own_theme.scale == 2.0
    assert own_theme.size("card") == 32
    own_theme.zoom(0)
    assert own_theme.scale == 1.0
