"""Merging keeps both threads, answers everyone, and can be undone."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from enablement.errors import HubConflictError, HubMissingError
from enablement.hub.access.members import OPERATOR, Member
from enablement.hub.hub import Hub
from enablement.hub.inbox.answering import Word
from enablement.hub.inbox.merging import unanswered
from enablement.sync.threads import Fate, Side, ThreadMessage
from tests.hub.conftest import START, Say


def said(hub: Hub, thread_id: str) -> list[str]:
    return [one.text for one in hub.threads.get(thread_id).thread.messages]


def test_both_threads_stay_and_the_one_waits_for_both(hub: Hub, say: Say, rosa: Member) -> None:
    ana, ben = say("Ana"), say("Ben", text="When?")
    assert hub.inbox.merging.merge(rosa, ben, ana) == 0
    assert [row.thread.thread_id for row in hub.inbox.pages.read(ben).rows] == [ana, ben]
    assert said(hub, ben) == ["When?"]
    assert hub.threads.get(ben).open
    with pytest.raises(HubConflictError, match="one already"):
        hub.inbox.merging.merge(rosa, ana, ben)
    with pytest.raises(HubConflictError, match="one already"):
        hub.inbox.merging.merge(rosa, ana, ana)
    with pytest.raises(HubMissingError):
        hub.inbox.merging.merge(rosa, "none", ana)


def test_an_answer_that_is_there_goes_to_who_waits_whichever_way(
    hub: Hub, say: Say, rosa: Member
) -> None:
    ana, ben, cleo = say("Ana"), say("Ben", text="When?"), say("Cleo", text="Which year?")
    hub.inbox.answering.say(rosa, ana, Word("Since May.", Fate.DECLINED))
    assert hub.inbox.merging.merge(rosa, ben, ana) == 1
    assert hub.inbox.merging.merge(rosa, ana, cleo) == 1
    for one in (ben, cleo):
        assert said(hub, one)[-1] == "Since May."
        assert hub.threads.get(one).thread.fate is Fate.DECLINED
        assert hub.threads.get(one).thread.messages[-1].name == "Rosa"
    rows = hub.inbox.pages.read(ana).rows
    assert [row.thread.thread_id for row in rows] == [cleo, ana, ben], (
        "whoever was merged comes too"
    )


def test_undone_before_an_answer_nothing_has_happened(hub: Hub, say: Say, rosa: Member) -> None:
    ana, ben = say("Ana"), say("Ben", text="When?")
    before = hub.threads.get(ana), hub.threads.get(ben)
    hub.inbox.merging.merge(rosa, ben, ana)
    assert hub.inbox.merging.split(rosa, ben) == ana
    assert (hub.threads.get(ana), hub.threads.get(ben)) == before
    hub.inbox.answering.say(rosa, ana, Word("Since May."))
    assert said(hub, ben) == ["When?"]
    with pytest.raises(HubMissingError, match="not merged"):
        hub.inbox.merging.split(rosa, ben)


def test_undone_after_an_answer_it_waits_for_one_of_its_own(
    hub: Hub, say: Say, rosa: Member, clock: Any
) -> None:
    ana, ben, cleo = say("Ana"), say("Ben", text="When?"), say("Cleo")
    since = hub.threads.get(ben).waiting_since
    hub.inbox.answering.say(rosa, cleo, Word("Since May."))
    clock.move(minutes=1)
    for one in (ben, cleo):
        hub.inbox.merging.merge(rosa, one, ana)
        clock.move(minutes=1)
    hub.inbox.answering.say(rosa, ana, Word("Since June."))
    hub.inbox.merging.split(rosa, ben)
    assert said(hub, ben) == ["When?", "Since May.", "Since June."]
    assert hub.threads.get(ben).waiting_since == since
    hub.inbox.merging.split(rosa, cleo)
    assert not hub.threads.get(cleo).open, "it had an answer of its own"


def test_whoever_looks_after_it_goes_on(hub: Hub, say: Say, rosa: Member) -> None:
    ana, ben = say("Ana"), say("Ben")
    hub.inbox.assigning.assign(rosa, ben, rosa.person_id)
    hub.inbox.merging.merge(OPERATOR, ben, ana)
    assert hub.inbox.pages.read(ana).assignee == "Rosa"


@settings(max_examples=50)
@given(st.lists(st.sampled_from(Side), max_size=8), st.integers(0, 8))
def test_a_split_thread_waits_from_what_wasunanswered_at_the_merger(
    sides: list[Side], merged: int
) -> None:
    """As if marketing had said nothing in it since, and its rep all that they said."""
    at = [START + timedelta(hours=hour) for hour in range(10)]
    messages = [
        ThreadMessage(side=side, text="x", at=at[place]) for place, side in enumerate(sides)
    ]
    own = [one for one in messages if one.side is Side.REP or one.at < at[merged]]
    last = max((place for place, one in enumerate(own) if one.side is Side.MARKETING), default=-1)
    expected = own[last + 1].at if last + 1 < len(own) else None
    assert unanswered(messages, at[merged]) == expected
