"""Days without a network: everything goes on, and a card never outlives its own last day."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt

from enablement.library.library import Library

Key, CTRL = Qt.Key, Qt.KeyboardModifier.ControlModifier


class Days:
    """A clock that is moved on by days."""

    def __init__(self) -> None:
        self.passed = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.passed


@pytest.fixture
def days() -> Days:
    return Days()


@pytest.fixture
def clock(days: Days) -> Days:
    return days


@pytest.fixture
def away(deck: Any, library: Library, open_desk: Callable[[], Any]) -> Any:
    """A rep on the way, with a card that is good for two more days."""
    last = library.today() + timedelta(days=2)
    deck.put(library, (deck.expensive.model_copy(update={"expires": last}), deck.freezer))
    deck.enrol(library)
    return open_desk()


def test_for_days_everything_goes_on_and_nothing_is_lost(away: Any, days: Days) -> None:
    outcomes = []
    for key, outcome in (
        (Key.Key_F2, "worked"),
        (Key.Key_F3, "neutral"),
        (Key.Key_F4, "fell_flat"),
    ):
        away.type("saint orrin")
        away.press(key)
        outcomes.append(outcome)
        away.press(Key.Key_F5)
        away.window.search.clear_all()
        days.passed += timedelta(days=1)
    assert [log["outcome"] for log in away.logs()] == outcomes
    assert away.window.sync_line.words.startswith("Offline · 3 waiting")


def test_an_open_card_goes_on_the_day_it_expires(away: Any, days: Days) -> None:
    away.type("too expensive")
    away.press(Key.Key_Return)
    assert away.window.pane.shows_card
    days.passed += timedelta(days=3)
    away.press(Key.Key_F5)
    away.settle()
    assert not away.window.pane.shows_card
    assert away.window.pane.message.title == "This card has expired"
    assert "It costs too much" not in away.titles()
    away.press(Key.Key_F2)
    assert away.logs() == []
