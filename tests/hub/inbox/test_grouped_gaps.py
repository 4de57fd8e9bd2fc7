"""The gaps stay up to date: what is new joins at once, and grouping many anew makes nobody wait."""

import time
from collections.abc import Iterator

import pytest

from enablement.hub.database import Database
from enablement.hub.hub import Hub
from enablement.hub.inbox import grouped_gaps
from enablement.hub.inbox.card_words import CardWords
from enablement.hub.inbox.grouped_gaps import Grouped, GroupedGaps
from enablement.hub.preparing import NotReadyError
from enablement.sync.policies import SynonymPolicy, SynonymRule
from tests.hub.conftest import Say, SetClock

SSO = SynonymRule(language="en", words=("sso", "single sign-on"))


@pytest.fixture
def gaps(database: Database, clock: SetClock) -> Iterator[GroupedGaps]:
    gaps = GroupedGaps(database, clock, CardWords())
    yield gaps
    gaps.close()


def texts(grouped: Grouped) -> list[set[str]]:
    return [{ask.text for ask in group.asks} for group in grouped.groups]


def test_few_are_always_grouped_as_all_together_would_be(
    hub: Hub, say: Say, gaps: GroupedGaps, clock: SetClock
) -> None:
    assert texts(gaps.read()) == []
    say("Ana", "request", text="sso")
    say("Ben", "request", text="single sign-on")
    assert texts(gaps.read()) == [{"sso"}, {"single sign-on"}]
    assert gaps.read() is gaps.read()
    hub.synonyms.replace(SynonymPolicy(rules=(SSO,)))
    assert texts(gaps.read()) == [{"sso", "single sign-on"}]
    clock.move(days=400)
    assert texts(gaps.read()) == []


def test_what_is_new_joins_many_at_once_and_they_are_grouped_anew_later(
    hub: Hub, say: Say, gaps: GroupedGaps, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(grouped_gaps, "MANY_ASKS", 0)
    say("Ana", "request", text="sso")
    with pytest.raises(NotReadyError):
        gaps.read(patience=0)
    first = gaps.read()
    say("Ben", "request", text="SSO!")
    say("Cleo", "request", text="single sign-on")
    hub.synonyms.replace(SynonymPolicy(rules=(SSO,)))
    assert gaps.read() is first
    assert texts(first) == [{"sso", "SSO!"}, {"single sign-on"}]
    clock.move(minutes=6)
    while gaps.read() is first:
        time.sleep(0.01)
    assert texts(gaps.read()) == [{"sso", "SSO!", "single sign-on"}]


def test_what_another_process_commits_late_is_not_missed(
    hub: Hub, say: Say, gaps: GroupedGaps, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(grouped_gaps, "MANY_ASKS", 0)
    say("Ana", "request", text="sso")
    first = gaps.read()
    clock.move(seconds=-70)
    say("Ben", "request", text="fire doors")
    assert gaps.read() is first
    assert texts(first) == [{"sso"}, {"fire doors"}]


@pytest.mark.parametrize("engine", ["sqlite"])
def test_what_is_seen_of_a_group_is_seen_anew_when_something_joins_it(
    hub: Hub, say: Say, clock: SetClock
) -> None:
    say("Ana", "request", text="sso")
    say("Ben", "request", text="fire doors")
    for number in range(30):
        say("Cleo", "search", text="other words", language="en", results=0)
        page = hub.inbox.gaps.page()
        assert page.hidden == number + 1
    say("Dora", "search", text="SSO", language="en", results=0)
    assert [gap.reps for gap in hub.inbox.gaps.page().rows] == [2, 1]
