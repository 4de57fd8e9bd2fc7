"""A card that has been before the rep for four seconds counts as opened, unless that is switched off."""

from collections.abc import Callable
from typing import Any

import pytest

from enablement.library.library import Library
from enablement.ui.card.counting import Counting


@pytest.fixture
def counting(rep: Any) -> Counting:
    found = rep.desktop.features.counting
    assert isinstance(found, Counting)
    found.wait_ms(0)
    return found


def opened(library: Library) -> dict[str, int]:
    days = library.desk_state.get("opened", {})
    return {card_id: one["opens"] for cards in days.values() for card_id, one in cards.items()}


@pytest.fixture
def wait_for(qtbot: Any, rep: Any, library: Library) -> Callable[[dict[str, int]], None]:
    def wait(expected: dict[str, int]) -> None:
        qtbot.waitUntil(lambda: opened(library) == expected, timeout=5000)
        rep.settle()

    return wait


def test_a_card_that_is_read_counts_once(
    rep: Any, counting: Counting, library: Library, wait_for: Callable[[dict[str, int]], None]
) -> None:
    rep.type("too expensive")
    wait_for({"too-expensive": 1})
    rep.session.search_again()
    rep.settle()
    assert opened(library) == {"too-expensive": 1}, "it is the same card, read anew"


def test_whoever_switches_it_off_is_not_counted(
    rep: Any, counting: Counting, library: Library, wait_for: Callable[[dict[str, int]], None]
) -> None:
    action = rep.window.actions_.readings
    assert action.isChecked()
    rep.type("too expensive")
    wait_for({"too-expensive": 1})
    action.trigger()
    wait_for({})
    rep.type(" now")
    rep.settle()
    assert opened(library) == {}
