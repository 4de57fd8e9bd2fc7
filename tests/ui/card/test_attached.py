"""Attachments by name and words; a copy is written only where one asks for it."""

from pathlib import Path
from typing import Any

import pytest

from enablement.errors import EnablementError
from enablement.library.library import Library
from enablement.ui.card.attached import Attachment, attached, read_attachment, save_copy

CHART, SHEET = "c" * 64, "d" * 64
PNG = b"\x89PNG\r\n\x1a\n rest"


@pytest.fixture
def card(library: Library, deck: Any) -> Any:
    body = "## Proof\n\n![it falls](../images/the%20chart.png)\n"
    names = {"more/prices.xlsx": SHEET, "../images/the%20chart.png": CHART}
    card = deck.freezer.model_copy(update={"body": body, "attachments": names})
    deck.put(library, (card,), {CHART: PNG, SHEET: b"PK"})
    return card


def test_those_of_the_text_come_first_with_their_words(card: Any) -> None:
    assert attached(card) == (
        Attachment(CHART, "the chart.png", "it falls"),
        Attachment(SHEET, "prices.xlsx"),
    )


def test_a_picture_is_told_from_another_file(card: Any, library: Library) -> None:
    assert read_attachment(library, CHART) == (PNG, True)
    assert read_attachment(library, SHEET) == (b"PK", False)


def test_what_is_not_here_yet_says_so(library: Library) -> None:
    with pytest.raises(EnablementError, match="not on the laptop yet"):
        read_attachment(library, "e" * 64)


def test_a_copy_is_the_same_file(card: Any, library: Library, tmp_path: Path) -> None:
    path = tmp_path / "copy.png"
    assert save_copy(library, CHART, path) == path
    assert path.read_bytes() == PNG


def test_a_folder_that_takes_no_copy_is_told(card: Any, library: Library, tmp_path: Path) -> None:
    with pytest.raises(EnablementError, match="cannot be saved"):
        save_copy(library, CHART, tmp_path / "missing" / "copy.png")
