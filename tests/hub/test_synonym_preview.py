"""What a rule would do, before it is saved: by what reps typed, run through their own search."""

from collections.abc import Callable
from pathlib import Path

import pytest

from enablement.hub.hub import Hub
from enablement.hub.synonym_preview import Preview
from enablement.sync.policies import SynonymPolicy, SynonymRule
from tests.hub.upkeep.conftest import Send, send

__all__ = ["send"]

SSO = SynonymRule(language="en", words=("sso", "single sign-on"))
Search = Callable[..., None]


@pytest.fixture
def searched(hub: Hub, enroll: Callable[..., str], send: Send) -> Search:
    """So many reps search for a text and find nothing."""
    reps = [hub.devices.recognise(enroll(f"Rep {number}")) for number in range(3)]

    def search(*texts: str, reps_asking: int = 2) -> None:
        said = [{"text": text, "language": "en", "results": 0} for text in texts]
        for rep in reps[:reps_asking]:
            send(rep, *said, kind="search")

    return search


@pytest.fixture
def cards(hub: Hub, write_card: Callable[..., Path], folder: Path) -> None:
    write_card("access", title="Who may come in", body="Single sign-on is there from day one.")
    write_card("price", title="It costs too much", body="One calm answer.")
    hub.publish(folder)


def compare(hub: Hub, after: SynonymRule, *before: SynonymRule) -> Preview:
    return hub.synonym_preview.compare(
        SynonymPolicy(rules=before), SynonymPolicy(rules=(*before, after))
    )


def test_a_search_that_found_nothing_would_find_a_card(
    hub: Hub, cards: None, searched: Search
) -> None:
    searched("SSO", "sso  please", "pricing model")
    preview = compare(hub, SSO)
    assert preview.texts == 3
    found = {one.text: [card.card_id for card in one.gained] for one in preview.asked}
    assert found == {"SSO": ["access"], "sso please": ["access"]}
    assert all(not one.lost and one.first_before is None for one in preview.asked)
    assert hub.synonyms.get().rules == (), "nothing was saved"


def test_what_one_rep_alone_typed_is_not_shown(hub: Hub, cards: None, searched: Search) -> None:
    searched("sso for my one customer", reps_asking=1)
    preview = compare(hub, SSO)
    assert (preview.texts, preview.asked) == (0, ())


def test_the_words_of_the_rule_are_tried_too(hub: Hub, cards: None) -> None:
    (one,) = compare(hub, SSO).words
    assert (one.text, one.found_before) == ("sso", 0)
    assert [card.card_id for card in one.gained] == ["access"]


def test_what_would_be_lost_is_said(hub: Hub, cards: None, searched: Search) -> None:
    searched("sso")
    removed = hub.synonym_preview.compare(SynonymPolicy(rules=(SSO,)), SynonymPolicy())
    (one,) = removed.asked
    assert [card.card_id for card in one.lost] == ["access"]
    assert (one.first_before, one.first_after) == (one.lost[0], None)
    assert one.first_changes


def test_a_rule_that_changes_no_search_is_said_to(hub: Hub, cards: None, searched: Search) -> None:
    searched("pricing")
    preview = compare(hub, SynonymRule(language="en", words=("zebra", "giraffe")))
    assert (preview.texts, preview.differences) == (1, ())


def test_without_cards_nothing_differs(hub: Hub) -> None:
    assert compare(hub, SSO).differences == ()
