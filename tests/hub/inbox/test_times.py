"""How soon marketing answers: an honest median, told to laptops once a day."""

import json
from datetime import timedelta
from statistics import median
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enablement.hub.access.members import Member
from enablement.hub.hub import Hub
from enablement.hub.inbox.answering import Word
from enablement.hub.inbox.times import waits
from enablement.sync.policies import AnswerTimes
from enablement.sync.protocol import EntryKind, Shard
from tests.hub.conftest import Reps, Say

SPANS = st.lists(st.integers(0, 5000).map(lambda minutes: timedelta(minutes=minutes)), max_size=30)


@given(SPANS, SPANS)
def test_what_lies_longer_never_makes_marketing_seem_faster(
    answered: list[timedelta], waiting: list[timedelta]
) -> None:
    found = waits(answered, waiting)
    assert found.answered == len(answered)
    if len(answered) < 5:
        assert (found.half, found.longer, found.hours) == (None, 0, 0)
        assert not found.policy().known
        return
    assert found.half is not None
    middle = median(span.total_seconds() for span in answered)
    assert found.half.total_seconds() >= middle - 1e-6
    assert found.longer == sum(one > found.half for one in waiting)
    assert waits(answered, []).half == timedelta(seconds=middle)
    longer = [*waiting, timedelta(days=900)]
    later = waits(answered, longer).half
    assert later is not None
    assert later >= found.half
    assert timedelta(hours=found.hours - 1) <= found.half or found.hours == 1
    assert found.half <= timedelta(hours=found.hours)


@pytest.fixture
def answer_all(hub: Hub, say: Say, rosa: Member, clock: Any) -> Any:
    def answer(hours: list[float]) -> None:
        for place, span in enumerate(hours):
            one = say(f"Rep{place}", text=f"{place}?")
            clock.move(hours=span)
            hub.inbox.answering.say(rosa, one, Word("So."))

    return answer


def test_the_first_words_of_ninety_days_count(
    hub: Hub, say: Say, rosa: Member, clock: Any, answer_all: Any
) -> None:
    answer_all([1, 2, 3, 4])
    assert hub.inbox.waits.read().half is None
    answer_all([50])
    found = hub.inbox.waits.read()
    assert (found.answered, found.half, found.longer) == (5, timedelta(hours=3), 0)
    one = say("Slow")
    clock.move(days=10)
    found = hub.inbox.waits.read()
    assert (found.half, found.longer) == (timedelta(hours=3.5), 1)
    hub.inbox.answering.say(rosa, one, Word("At last."))
    hub.inbox.answering.say(rosa, one, Word("And more."))
    assert hub.inbox.waits.read().answered == 6
    clock.move(days=85)
    assert hub.inbox.waits.read().answered == 1


def held(hub: Hub, device: Any) -> AnswerTimes | None:
    """What a laptop would hold of it."""
    root = json.loads(hub.delivery.root(device).signed)
    for digest in root["shards"]:
        data = hub.delivery.shard(device, digest)
        assert data is not None
        for entry in Shard.model_validate_json(data).entries:
            if (entry.kind, entry.id) == (EntryKind.POLICY, "answer-times"):
                found = hub.delivery.object(device, entry.hash)
                assert found is not None
                return AnswerTimes.from_bytes(found)
    return None


def test_laptops_are_told_once_a_day(
    hub: Hub, rep: Reps, clock: Any, answer_all: Any, reopen: Any
) -> None:
    device = rep("Rep0")
    assert held(hub, device) is None
    answer_all([1, 2, 3, 4, 50])
    generation = hub.status().generation
    assert held(hub, device) == AnswerTimes(answered=5, hours=3, days=90)
    assert hub.status().generation == generation + 1
    clock.move(hours=1)
    assert held(reopen(), device) == AnswerTimes(answered=5, hours=3, days=90)
    answer_all([1])
    assert held(hub, device) == AnswerTimes(answered=5, hours=3, days=90)
    clock.move(days=1)
    assert held(hub, device) == AnswerTimes(answered=6, hours=3, days=90)
    clock.move(days=91)
    assert held(hub, device) is None
