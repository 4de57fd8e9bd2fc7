"""The search while it is being prepared: it says how far it is, and finds more as it goes."""

from collections.abc import Callable
from typing import Any

import pytest

from enablement.cards.model import Card, CardKind
from enablement.library.library import Library
from enablement.search.storage import MANIFEST

COUNT = 1500


@pytest.fixture
def unprepared(library: Library, deck: Any) -> Library:
    """A library with many cards whose index was lost."""
    cards = tuple(
        Card(
            id=f"card-{number:04}", kind=CardKind.OBJECTION, title=f"Invoice {number}",
            summary="An invoice.", body="## Say this\n\nYour invoice comes on the first.\n",
        )
        for number in range(COUNT)
    )  # fmt: skip
    deck.put(library, cards)
    deck.enrol(library)
    library.index_files.remove(MANIFEST)
    return library


def test_it_says_how_far_it_is_and_shows_all_in_the_end(
    unprepared: Library, open_desk: Callable[[], Any]
) -> None:
    rep = open_desk()
    preparing = rep.window.head.preparing
    assert preparing.text().startswith("Preparing the search: ")
    rep.bot.waitUntil(preparing.isHidden, timeout=60_000)
    rep.settle()
    assert rep.window.head.count.text() == f"All {COUNT} cards"
    rep.type("invoice")
    assert rep.window.head.count.text() == f"{COUNT} cards found"
