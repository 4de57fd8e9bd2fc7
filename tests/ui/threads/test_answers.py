"""An answer is new until the rep has seen it, and again when more is done."""

from datetime import UTC, datetime

import pytest

from enablement.sync.threads import Fate, Side, Thread, ThreadKind, ThreadMessage
from enablement.ui.threads.answers import fate_words, unseen, weight_of

AT = datetime(2026, 11, 25, 12, tzinfo=UTC)


def thread(fate: Fate, *sides: Side) -> Thread:
    messages = tuple(ThreadMessage(side=side, text="words", at=AT) for side in sides)
    return Thread(thread_id="t1", kind=ThreadKind.QUESTION, fate=fate, messages=messages)


@pytest.mark.parametrize(
    ("told", "weight"),
    [
        (thread(Fate.RECEIVED, Side.REP), 0),
        (thread(Fate.ANSWERED, Side.REP, Side.MARKETING), 1),
        (thread(Fate.ANSWERED, Side.REP, Side.MARKETING, Side.REP), 1),
        (thread(Fate.CHANGED, Side.REP), 1),
        (thread(Fate.DECLINED, Side.REP, Side.MARKETING), 2),
    ],
)
def test_everything_that_marketing_does_counts(told: Thread, weight: int) -> None:
    assert weight_of(told) == weight
    assert unseen((told,), {}) == ([told] if weight else [])
    assert unseen((told,), {"t1": weight}) == []


def test_each_fate_has_its_words() -> None:
    assert len({fate_words(fate) for fate in Fate}) == len(Fate)
