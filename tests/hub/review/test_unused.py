"""What lies idle: the old revisions used most are found without looking at every card."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from enablement.hub.hub import Hub
from enablement.hub.review import unused

AddLogs = Callable[..., None]


def test_the_old_revisions_used_most_are_found_among_many(
    hub: Hub, folder: Path, write_card: Callable[..., Path], add_logs: AddLogs, clock: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    cards = [f"card-{number}" for number in range(7)]
    for body in ("One.", "Two."):
        for card in cards:
            write_card(card, body)
        hub.publisher.publish(folder)
    hub.retire("card-6")
    later = clock() + timedelta(weeks=1)
    # Logs before the current revision are many where those since are few, and the other way about;
    # those of card-5 since then are of two reps.
    for number, card in enumerate(cards):
        add_logs("W" * (30 - 4 * number), "abc", card=card)
        add_logs("N" * (3 + number // 2), "ab" if number == 5 else "abc", card=card, at=later)
        add_logs("W" * 9, "abc", card=card, revision=2, at=later)
    whole = [(one.card_id, one.n) for one in hub.review.superseded(9)]
    assert whole == [
        ("card-4", 5), ("card-2", 4), ("card-3", 4), ("card-0", 3), ("card-1", 3),
    ]  # fmt: skip
    for at_once in (1, 2, 5):
        monkeypatch.setattr(unused, "_AT_ONCE", at_once)
        for most in range(1, 6):
            found = [(one.card_id, one.n) for one in hub.review.superseded(most)]
            assert found == whole[:most]
