"""Where the words of a query stand in a card."""

from collections.abc import Callable
from typing import Any

from enablement.cards.model import CardKind
from enablement.search.analysis import Word
from enablement.search.groups import Group, How, Way, make_groups
from enablement.search.matching import MatchedCard, MatchedText, Place, match_card
from enablement.search.query import SearchQuery, parse_query
from enablement.search.schema import Part
from enablement.search.searcher import Searcher
from enablement.search.shown import ShownCard, ShownText
from enablement.search.synonyms import Synonym, SynonymTable
from enablement.search.word_finder import WordFinder

TEXT = ShownText(Part.SUMMARY, "summary", "", "an e-mail about prices")
GROUPS = [
    Group(Word("email", 0, 5), (Way("email", 1.0, How.EXACT),)),
    Group(Word("pric", 6, 10), (Way("price", 0.9, How.PREFIX), Way("prize", 0.8, How.CORRECTED))),
]


def test_overlapping_words_are_one_span() -> None:
    places = (Place(3, 4, 0, 0), Place(3, 9, 0, 0), Place(5, 9, 0, 0), Place(16, 22, 1, 0))
    text = MatchedText(TEXT, places)
    assert text.spans == ((3, 9), (16, 22))
    assert text.groups == {0, 1}


def test_a_card_knows_what_its_words_weigh_and_how_they_answer() -> None:
    text = MatchedText(TEXT, (Place(3, 9, 0, 0), Place(16, 22, 1, 1)))
    card = ShownCard("a", 1, CardKind.STORY, "en", (TEXT,))
    matched = MatchedCard(card, (text,), GROUPS, [1.5, 2.0])
    assert matched.weight(frozenset({0, 1})) == 3.5
    assert matched.weight(frozenset()) == 0
    assert [matched.how(place) for place in text.places] == [How.EXACT, How.CORRECTED]


def test_a_synonym_of_two_words_stands_for_both(
    make_card: Callable[..., Any], searcher_of: Callable[..., Searcher]
) -> None:
    table = SynonymTable([Synonym("en", "single sign-on", ("SSO",))])
    snapshot = searcher_of([make_card("a", "With SSO")]).snapshot
    groups = make_groups(parse_query(SearchQuery("single sign-on")), snapshot, table)
    matched = match_card(snapshot, WordFinder(snapshot, groups), 0, [1.0] * len(groups))
    title = matched.texts[0]
    assert title.spans == ((5, 8),)
    assert {groups[group].typed.folded for group in title.groups} == {"single", "sign"}
    assert {matched.way(place).folded for place in title.places} == {"sso"}
