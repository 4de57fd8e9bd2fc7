"""Threads that may ask the same are found by what was said, and not by the card alone."""

from typing import Any

from enablement.hub.access.members import Member
from enablement.hub.hub import Hub
from enablement.hub.inbox.answering import Word
from enablement.sync.policies import SynonymPolicy, SynonymRule
from tests.hub.conftest import Say


def found(hub: Hub, thread_id: str) -> list[str]:
    return [one.thread_id for one in hub.inbox.suggestions.of(thread_id)]


def test_what_says_the_same_comes_first(
    hub: Hub, say: Say, rosa: Member, price: None, clock: Any
) -> None:
    one = say("Ana", text="Since when does the hospital group save 18 %?")
    same = say("Ben", text="In which year did the hospital group begin to save?")
    say("Cleo", text="May I send the proof to a customer?")
    say("Dan", text="How much does it save?", card_id="other")
    assert found(hub, one) == [same]
    assert found(hub, same) == [one]
    hub.inbox.answering.say(rosa, same, Word("Since 2025."))
    (first, *_rest) = hub.inbox.suggestions.of(one)
    assert (first.waiting, first.fate.value, first.rep_name) == (False, "answered", "Ben")
    clock.move(days=200)
    assert same not in found(hub, one), "what was answered half a year ago is another time"
    clock.move(days=-200)
    hub.inbox.merging.merge(rosa, same, one)
    assert same not in found(hub, one)
    assert found(hub, same) == found(hub, one), "a merged thread has its lead's"


def test_synonyms_count_once_marketing_has_them(hub: Hub, say: Say) -> None:
    one = say("Ana", "request", text="single sign-on")
    other = say("Ben", "request", text="SSO")
    assert found(hub, one) == []
    rule = SynonymRule(language="en", words=("single sign-on", "SSO"))
    hub.synonyms.replace(SynonymPolicy(rules=(rule,)))
    assert found(hub, one) == [other]
