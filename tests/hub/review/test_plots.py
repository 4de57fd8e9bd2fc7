"""Plots: text that stays text, the colours of either screen, and nothing that was written becomes markup or a formula."""

import re
from datetime import date, timedelta
from xml.etree import ElementTree

import pytest

from enablement.hub.review.comparisons import compare
from enablement.hub.review.plots import DARK, LIGHT, NARROW, WIDE, Paper, Plots
from enablement.hub.review.tallies import Tallies, Tally
from enablement.translation import speaking

WEEKS = [Tally((date(2026, 6, 1) + timedelta(weeks=n),), 3 + n, 2, 1, 7) for n in range(20)]
SVG = "{http://www.w3.org/2000/svg}"


def texts(drawn: bytes) -> list[str]:
    root = ElementTree.fromstring(drawn)  # our own drawing
    return ["".join(one.itertext()).strip() for one in root.iter(f"{SVG}text")]


@pytest.mark.parametrize("paper", [WIDE, NARROW])
def test_weeks_have_their_days_beside_them(paper: Paper) -> None:
    drawn = Plots().trend(WEEKS, paper)
    assert "2026-10-12" in texts(drawn)
    with speaking("es"):
        assert "Registros" in texts(Plots().trend(WEEKS, paper))


def test_every_colour_is_one_of_the_screen_s_theme() -> None:
    drawn = Plots().trend(WEEKS).decode()
    sheet, picture = re.findall(r"<style>(:root.*?)</style>(.*)", drawn, re.DOTALL)[0]
    light, dark = sheet.split("@media (prefers-color-scheme: dark)")
    assert f"--accent:{LIGHT.accent};" in light
    assert f"--accent:{DARK.accent};" in dark
    assert "stroke: var(--accent)" in picture
    assert re.findall(r"#[0-9a-f]{6}\b", picture) == []


def test_rows_have_their_names_and_n_beside_them() -> None:
    rows = [Tally(("a",), 30, 10, 10, 7), Tally(("b",), 3, 1, 1, 7)]
    found = texts(Plots().shares(rows, ["$x$ <b>&", "x" * 90]))
    assert "$x$ <b>&  (n = 50)" in found or "$x$ <b>& (n = 50)" in found
    assert any(text.startswith("xxx") and "…" in text and "(n = 5)" in text for text in found)


def test_differences_are_drawn_about_nothing() -> None:
    rows = Tallies.of([("a", 1, 80, 10, 10, 7), ("a", 2, 20, 40, 40, 7)])
    drawn = Plots().differences(compare(rows, {"a": 2}), ["A"])
    assert b": var(--fell_flat)" in drawn
    assert "A" in texts(drawn)


def test_nothing_can_be_drawn() -> None:
    plots = Plots()
    for drawn in (
        plots.trend([]),
        plots.shares([], []),
        plots.differences([], []),
    ):
        assert drawn.startswith(b"<?xml")


def test_the_same_numbers_make_the_same_picture() -> None:
    assert Plots().trend(WEEKS) == Plots().trend(WEEKS)
