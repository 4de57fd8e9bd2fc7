"""Killing the laptop's process at any point loses nothing and doubles nothing."""

import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from enablement.hub.hub import Hub

SCRIPT = Path(__file__).parent / "dying_laptop.py"
POINTS = (
    "after the log",
    "before the batch",
    "before the acknowledgement",
    "after the acknowledgement",
    "in the middle of the objects",
    "after the swap",
)


@pytest.mark.parametrize("point", POINTS)
def test_a_killed_laptop_loses_and_doubles_nothing(
    hub: Hub, cards: Any, new_laptop: Callable[..., Any], point: str
) -> None:
    for number in range(4):
        cards.write(f"card-{number}")
    hub.publish(cards.path)
    laptop = new_laptop()
    laptop.engine.sync()
    for number in range(4):
        cards.write(f"card-{number}", text=f"New words, number {number}.")
    cards.write("card-new", "a brand new one")
    hub.publish(cards.path)
    killed = subprocess.run(
        [sys.executable, str(SCRIPT), str(laptop.folder), point], check=False, timeout=60
    )
    assert killed.returncode == -signal.SIGKILL
    reopened = type(laptop)(laptop.folder)
    reopened.engine.sync()
    reopened.engine.sync()
    (row,) = hub.usage()
    assert (row.card_id, row.revision, row.worked) == ("card-0", 1, 1)
    assert hub.status().usage == 1
    assert reopened.library.events.waiting_count() == 0
    assert reopened.found("brand new")[0] == "card-new"
    assert {held.revision for held in reopened.library.cards.all()} == {1, 2}
    reopened.close()
