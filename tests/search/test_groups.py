"""What a typed word may match."""

from collections.abc import Callable
from typing import Any

import pytest

from enablement.search.groups import MOST_TERMS, Group, How, make_groups
from enablement.search.query import SearchQuery, parse_query
from enablement.search.searcher import Searcher

MakeSearcher = Callable[..., Searcher]


@pytest.fixture(scope="module")
def searcher(make_card: Callable[..., Any], searcher_of: MakeSearcher) -> Searcher:
    return searcher_of(
        [
            make_card("price", "The price is too high", body="pricing and prices and an e-mail"),
            make_card("it", "IT and onboarding", body="we have no budget for the price list"),
            make_card("caro", "Es muy caro", language="es", body="el precio y la facturación"),
        ]
    )


def groups_of(searcher: Searcher, text: str, **fields: Any) -> list[Group]:
    return make_groups(parse_query(SearchQuery(text, **fields)), searcher.snapshot)


def ways_of(group: Group) -> dict[str, How]:
    return {way.folded: way.how for way in group.ways}


def test_a_known_word_is_itself(searcher: Searcher) -> None:
    (group,) = groups_of(searcher, "Budget")
    assert ways_of(group) == {"budget": How.EXACT}
    assert not group.corrected


def test_another_form_is_known_too(searcher: Searcher) -> None:
    (group,) = groups_of(searcher, "budgets")
    assert ways_of(group) == {"budgets": How.EXACT}


def test_stop_words_are_skipped_in_every_language(searcher: Searcher) -> None:
    it, price, el = groups_of(searcher, "it price el")
    assert it.skipped == el.skipped == {"en", "es"}
    assert price.skipped == frozenset()


def test_a_query_of_stop_words_alone_is_taken_word_for_word(searcher: Searcher) -> None:
    assert all(not group.skipped for group in groups_of(searcher, "it is el"))


def test_a_word_counts_once(searcher: Searcher) -> None:
    assert [group.typed.start for group in groups_of(searcher, "price Price PRICE")] == [0]


def test_the_last_word_goes_on_while_it_is_typed(searcher: Searcher) -> None:
    too, pric = groups_of(searcher, "too pric", as_you_type=True)
    assert ways_of(too) == {"too": How.EXACT}
    assert ways_of(pric) == {
        "price": How.PREFIX, "prices": How.PREFIX, "pricing": How.PREFIX,
    }  # fmt: skip
    weights = {way.folded: way.weight for way in pric.ways}
    assert weights["price"] > weights["pricing"]
    (whole,) = groups_of(searcher, "price", as_you_type=True)
    assert {way.folded: way.weight for way in whole.ways}["prices"] < 0.5


def test_completions_are_no_stop_words(searcher: Searcher) -> None:
    (group,) = groups_of(searcher, "th", as_you_type=True)
    assert "the" not in ways_of(group)


def test_a_misspelt_word_is_corrected(searcher: Searcher) -> None:
    (group,) = groups_of(searcher, "budgte")
    assert ways_of(group) == {"budget": How.CORRECTED}
    assert group.corrected
    (group,) = groups_of(searcher, "facturasion")
    assert ways_of(group) == {"facturacion": How.CORRECTED}


def test_stop_words_of_any_language_are_not_corrected(searcher: Searcher) -> None:
    (group,) = groups_of(searcher, "would")
    assert ways_of(group) == {"would": How.EXACT}


def test_a_half_typed_word_is_understood_later_too(searcher: Searcher) -> None:
    (group,) = groups_of(searcher, "onboar")
    assert ways_of(group) == {"onboarding": How.PREFIX}


def test_a_misspelt_beginning_is_corrected_while_it_is_typed(searcher: Searcher) -> None:
    (group,) = groups_of(searcher, "onbaor", as_you_type=True)
    assert ways_of(group) == {"onboarding": How.CORRECTED}


def test_words_run_together_are_taken_apart(searcher: Searcher) -> None:
    groups = groups_of(searcher, "pricelist")
    assert [ways_of(group) for group in groups] == [
        {"price": How.CORRECTED}, {"list": How.CORRECTED},
    ]  # fmt: skip
    assert {group.typed.folded for group in groups} == {"pricelist"}


def test_words_taken_apart_are_put_together(searcher: Searcher) -> None:
    assert [list(ways_of(group)) for group in groups_of(searcher, "on boarding")][-1] == [
        "onboarding"
    ]
    assert [list(ways_of(group)) for group in groups_of(searcher, "e-mail")][-1] == ["email"]
    assert len(groups_of(searcher, "no budget")) == 2


def test_a_word_like_nothing_stays(searcher: Searcher) -> None:
    (group,) = groups_of(searcher, "qqqqqqqq")
    assert ways_of(group) == {"qqqqqqqq": How.EXACT}


def test_a_long_text_is_read_at_its_most_telling_words(searcher: Searcher) -> None:
    filler = " ".join(f"filler{number}" for number in range(500))
    groups = groups_of(searcher, f"{filler} the price {filler} budget, it is so")
    assert [group.typed.folded for group in groups] == ["price", "budget"]
    unknown = groups_of(searcher, filler)
    assert len(unknown) == MOST_TERMS


def test_no_words_no_groups(searcher: Searcher) -> None:
    assert groups_of(searcher, "!?") == []
