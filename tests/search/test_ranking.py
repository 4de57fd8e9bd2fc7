"""Which card answers best."""

from collections.abc import Callable
from typing import Any

import pytest

from enablement.search.analysis import Word
from enablement.search.groups import Group, How, Way
from enablement.search.policies import SearchPolicies
from enablement.search.ranking import Ranker, inverse_frequency
from enablement.search.results import SearchResults
from enablement.search.searcher import Searcher
from enablement.search.synonyms import SynonymTable, two_way

Found = Callable[..., list[str]]
MakeCard = Callable[..., Any]
MakeSearcher = Callable[..., Searcher]
FILLER = "Something long about quite another matter, of which nobody asked anything at all."


def test_where_a_word_stands_decides(
    make_card: MakeCard, searcher_of: MakeSearcher, found: Found
) -> None:
    searcher = searcher_of(
        [
            make_card("in-body", "Other", body=f"## Proof\n\n{FILLER} budget"),
            make_card("in-lead", "Other", body=f"## Say this\n\n{FILLER} budget"),
            make_card("in-summary", "Other", summary="the budget line", body=FILLER),
            make_card("in-title", "Budget", body=FILLER),
            make_card("nowhere", "Other", body=FILLER),
        ]
    )
    assert found(searcher, "budget") == ["in-title", "in-summary", "in-lead", "in-body"]


def test_the_buyers_words_weigh_as_much_as_the_title(
    make_card: MakeCard, searcher_of: MakeSearcher, ask: Callable[..., SearchResults]
) -> None:
    searcher = searcher_of(
        [make_card("x1", "Budget"), make_card("x2", "Other", says=("budget",), body=FILLER)]
    )
    first, second = ask(searcher, "budget").hits
    assert second.score > 0.7 * first.score


def test_a_rare_word_weighs_more_than_a_common_one(
    make_card: MakeCard, searcher_of: MakeSearcher, found: Found
) -> None:
    cards = [make_card(f"common-{number}", "A price") for number in range(8)]
    searcher = searcher_of([*cards, make_card("rare", "A freezer")])
    assert found(searcher, "price freezer")[0] == "rare"


def test_more_of_the_query_beats_more_of_one_word(
    make_card: MakeCard, searcher_of: MakeSearcher, found: Found
) -> None:
    searcher = searcher_of(
        [
            make_card("one-word", "Price", says=("price", "price"), body="price " * 20),
            make_card("both", "Other", body=f"{FILLER} price and freezer"),
            make_card("x", "Freezer"), make_card("y", "Else"), make_card("z", "More"),
        ]
    )  # fmt: skip
    ids = found(searcher, "price freezer")
    assert ids.index("both") < ids.index("one-word")


def test_the_buyers_whole_sentence_finds_its_card_first(
    make_card: MakeCard, searcher_of: MakeSearcher, found: Found
) -> None:
    searcher = searcher_of(
        [
            make_card("people", "People, people", summary="people", says=("people hate change",)),
            make_card("build", "We build it", says=("Our IT people could do this!",), body=FILLER),
        ]
    )
    assert found(searcher, "our it people could do this")[0] == "build"
    assert found(searcher, "people")[0] == "people"


def test_words_together_beat_words_apart(
    make_card: MakeCard, searcher_of: MakeSearcher, found: Found
) -> None:
    searcher = searcher_of(
        [
            make_card("apart", "Other", body=f"The cold and the wide and the {FILLER} room."),
            make_card("together", "Other", body=f"The wide {FILLER} and the cold room there."),
        ]
    )
    assert found(searcher, "cold room") == ["together", "apart"]


def test_the_form_that_was_typed_comes_first(
    make_card: MakeCard, searcher_of: MakeSearcher, found: Found
) -> None:
    searcher = searcher_of([make_card("a", "Pricing talk"), make_card("b", "Price talk")])
    assert found(searcher, "price") == ["b", "a"]
    assert found(searcher, "pricing") == ["a", "b"]


def test_a_long_question_always_finds_something(
    make_card: MakeCard, searcher_of: MakeSearcher, found: Found
) -> None:
    searcher = searcher_of([make_card("a", "The freezer dies"), make_card("b", "Something else")])
    question = "what exactly should I possibly tell them whenever someone worries about a freezer"
    assert found(searcher, question)[:1] == ["a"]


def test_a_long_page_does_not_win_by_its_length(
    make_card: MakeCard, searcher_of: MakeSearcher, found: Found
) -> None:
    page = " ".join([FILLER] * 120) + " budget budget budget"
    searcher = searcher_of(
        [make_card("page", "Other", body=page), make_card("card", "Other", body="No budget now.")]
    )
    assert found(searcher, "budget") == ["card", "page"]


def test_weak_matches_are_left_out(
    make_card: MakeCard, searcher_of: MakeSearcher, found: Found
) -> None:
    cards = [make_card(f"c{number}", "A price", body=FILLER) for number in range(30)]
    searcher = searcher_of([*cards, make_card("best", "Freezer alarm at night")])
    assert found(searcher, "price of a freezer alarm at night", limit=99) == ["best"]


def test_each_language_has_its_own_frequencies(
    make_card: MakeCard, searcher_of: MakeSearcher, found: Found
) -> None:
    english = [make_card(f"en{number}", f"No {FILLER}") for number in range(10)]
    spanish = [make_card("es1", "No hay dinero", language="es"),
               make_card("es2", "Otra cosa", language="es")]  # fmt: skip
    assert found(searcher_of([*english, *spanish]), "no hay dinero")[0] == "es1"


@pytest.mark.parametrize(("cards", "holding"), [(1, 0), (1, 1), (100, 3), (100, 100)])
def test_a_words_weight_is_never_negative(cards: int, holding: int) -> None:
    assert inverse_frequency(cards, holding) > 0
    assert inverse_frequency(cards, 0) >= inverse_frequency(cards, holding)


def test_a_phrase_counts_where_all_its_words_stand_and_in_its_language_only(
    make_card: MakeCard, searcher_of: MakeSearcher
) -> None:
    snapshot = searcher_of(
        [
            make_card("title", "A total cost"), make_card("body", "Other", body="the total cost"),
            make_card("parts", "The total", body="The cost"), make_card("one", "The cost"),
            make_card("other", "Total cost", language="es"),
        ]
    ).snapshot  # fmt: skip
    phrase = Way("total", 0.5, How.SYNONYM, "en", ("cost",))
    ranker = Ranker(snapshot)
    docs, values = ranker.match(Group(Word("tco", 0, 3), (phrase,)), "en")
    assert [snapshot.shown(doc).card_id for doc in docs.tolist()] == ["title", "body"]
    assert values[0] > values[1] > 0
    assert ranker.match(Group(Word("tco", 0, 3), (phrase,)), "es")[0].size == 0
    both = Way("cost", 1.0, How.EXACT), phrase
    docs, values = ranker.match(Group(Word("cost", 0, 4), both), "en")
    assert len(docs) == 4
    assert values.max() > 0.5


def test_a_buyers_phrase_that_is_typed_comes_first_whatever_it_means(
    make_card: MakeCard, searcher_of: MakeSearcher, found: Found
) -> None:
    table = SynonymTable(two_way("en", ("single sign-on", "SSO")))
    searcher = searcher_of(
        [
            make_card("says", "Other", body=FILLER, says=("We want single sign-on!", "more")),
            make_card("sso", "SSO", summary="SSO", says=("SSO", "we want SSO")),
        ]
    ).with_policies(SearchPolicies(table))
    assert found(searcher, "we want single sign-on") == ["says", "sso"]
    assert found(searcher, "we want SSO") == ["sso", "says"]
