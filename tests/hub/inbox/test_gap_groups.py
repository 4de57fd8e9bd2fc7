"""Requests and empty searches come together by meaning, and what is marked keeps its words."""

from datetime import timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from enablement.hub.database import Database
from enablement.hub.hub import Hub
from enablement.hub.inbox.card_words import CardWords
from enablement.hub.inbox.concepts import Concepts
from enablement.hub.inbox.gap_groups import Ask, GapGroup, GapGroups, ToGroup, key_of
from enablement.sync.policies import SynonymPolicy, SynonymRule
from tests.hub.conftest import START, Say

TYPED = st.sampled_from(["door alarms", "Door ALARM", "fire alarm", "okta", "okta sso", "¡hotel!"])


@st.composite
def asks(draw: Any) -> list[Ask]:
    texts = draw(st.lists(st.tuples(TYPED, st.sampled_from(["Ana", "Ben"])), max_size=12))
    return [
        Ask(f"e{at}", "search", text, "en", "", person, START + timedelta(hours=at))
        for at, (text, person) in enumerate(texts)
    ]


def check(groups: list[GapGroup], asked: list[Ask], marked: list[str]) -> None:
    """Each ask is in one group, and its words lead there and nowhere else."""
    assert sorted(ask.event_id for group in groups for ask in group.asks) == sorted(
        ask.event_id for ask in asked
    )
    for group in groups:
        assert group.key in group.keys
        assert group.key == key_of(group.text)
        assert {key_of(ask.text) for ask in group.asks} <= group.keys
        assert [ask.at for ask in group.asks] == sorted(ask.at for ask in group.asks)
    keys = [key for group in groups for key in group.keys]
    assert len(keys) == len(set(keys)), "a key leads to one gap"
    for ask in asked:
        for mark in marked:
            if key_of(mark) == key_of(ask.text):
                (group,) = [one for one in groups if ask in one.asks]
                assert key_of(mark) in group.keys


MARKED = st.lists(TYPED, max_size=2, unique=True)


@given(asks(), MARKED)
def test_each_ask_is_in_one_group_which_its_words_lead_to(
    asked: list[Ask], marked: list[str]
) -> None:
    check(GapGroups(asked, Concepts(), marked).groups, asked, marked)


@given(asks(), st.integers(0, 12), MARKED)
def test_what_is_asked_later_is_in_one_group_too(
    asked: list[Ask], first: int, marked: list[str]
) -> None:
    groups = GapGroups(asked[:first], Concepts(), marked)
    before = groups.groups
    looked = [(group, group.asks) for group in before]
    for ask in asked[first:]:
        groups.add([ask])
    check(groups.groups, asked, marked)
    assert looked == [(group, group.asks) for group in before], "who looks sees them as they were"
    keys = {key: place for place, one in enumerate(groups.places) for key in one.keys}
    for group in before:
        assert len({keys[key] for key in group.keys}) == 1, "what was together stays together"


def texts(hub: Hub, database: Database, clock: Any) -> list[set[str]]:
    with database.reading() as connection:
        found = ToGroup.read(connection, clock(), CardWords()).grouped().groups
    return [{ask.text for ask in one.asks} for one in found]


def test_they_are_read_from_the_hub_by_its_synonyms_and_its_cards_words(
    hub: Hub, say: Say, database: Database, clock: Any, price: None
) -> None:
    say("Ana", "request", text="single sign-on", note="A bank.")
    say("Ben", "search", text="SSO", results=0)
    say("Ben", "search", text="cotss", results=0)
    say("Cleo", "search", text="costs", results=0)
    say("Ana", "request", text="door alrms", corrected="door alarms")
    say("Ben", "search", text="Alarms, door", results=0)
    assert texts(hub, database, clock) == [
        {"single sign-on"}, {"SSO"}, {"cotss", "costs"}, {"door alarms", "Alarms, door"},
    ]  # fmt: skip
    rule = SynonymRule(language="en", words=("single sign-on", "SSO"))
    hub.synonyms.replace(SynonymPolicy(rules=(rule,)))
    assert {"single sign-on", "SSO"} in texts(hub, database, clock)
    clock.move(days=400)
    assert texts(hub, database, clock) == []
