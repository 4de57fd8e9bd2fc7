"""What a typed word may match."""

from collections.abc import Callable
from typing import Any

import pytest

from enablement.search.groups import MOST_SYNONYMS, MOST_TERMS, Group, How, Way, make_groups
from enablement.search.query import SearchQuery, parse_query
from enablement.search.searcher import Searcher
from enablement.search.synonyms import Synonym, SynonymTable

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


TABLE = SynonymTable(
    [
        Synonym("en", "price list", ("tariff", "what it costs")),
        Synonym("en", "mainframe", ("price",)),
        Synonym("en", "it", ("onboarding",)),
        Synonym("es", "once", ("precio",)),
    ]
)


def meaning_of(searcher: Searcher, text: str, **fields: Any) -> list[Group]:
    return make_groups(parse_query(SearchQuery(text, **fields)), searcher.snapshot, TABLE)


def synonyms_of(group: Group) -> list[str]:
    return [" ".join(way.words) for way in group.ways if way.how is How.SYNONYM]


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


def test_a_word_of_two_languages_counts_where_the_rest_of_the_query_does(
    searcher: Searcher,
) -> None:
    assert [group.skipped for group in groups_of(searcher, "no budget")] == [{"es"}, set()]
    assert [group.skipped for group in groups_of(searcher, "no facturación")] == [{"en"}, set()]
    assert groups_of(searcher, "no budg", as_you_type=True)[0].skipped == {"es"}
    for text in ("no", "no qqqqqq", "no price precio", "no it"):
        assert groups_of(searcher, text)[0].skipped == set()


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


def test_a_phrase_gives_each_of_its_words_what_it_means(searcher: Searcher) -> None:
    high, price, list_ = meaning_of(searcher, "high price list")
    assert synonyms_of(high) == []
    assert synonyms_of(price) == synonyms_of(list_) == ["tariff", "what costs"]
    first, tariff, costs = price.ways
    assert first.how is How.EXACT
    assert tariff == Way("tariff", tariff.weight, How.SYNONYM, "en", (), (5, 15))
    assert costs == Way("what", tariff.weight, How.SYNONYM, "en", ("costs",), (5, 15))
    assert 0.5 < tariff.weight < 0.75


def test_a_word_with_a_synonym_is_not_taken_for_another(searcher: Searcher) -> None:
    assert ways_of(groups_of(searcher, "onze")[0]) == {"onze": How.EXACT}
    (group,) = meaning_of(searcher, "mainframe")
    assert ways_of(group) == {"mainframe": How.EXACT, "price": How.SYNONYM}
    assert not group.corrected


def test_a_misspelt_word_is_corrected_and_then_means_something(searcher: Searcher) -> None:
    (group,) = meaning_of(searcher, "mianframe")
    assert ways_of(group) == {"mainframe": How.CORRECTED, "price": How.SYNONYM}
    assert group.corrected
    assert meaning_of(searcher, "mianframe", as_you_type=True) == [group]
    price, list_ = meaning_of(searcher, "prcie list")
    assert synonyms_of(price) == synonyms_of(list_) == ["tariff", "what costs"]
    assert price.corrected
    assert [synonyms_of(half) for half in meaning_of(searcher, "pricelist")] == [[], []]


def test_joined_words_share_what_their_parts_mean(searcher: Searcher) -> None:
    table = SynonymTable([Synonym("en", "e-mail", ("onboarding",))])
    groups = make_groups(parse_query(SearchQuery("an e-mail")), searcher.snapshot, table)
    assert [synonyms_of(group) for group in groups] == [[], *[["onboarding"]] * 3]
    (group,) = make_groups(parse_query(SearchQuery("email")), searcher.snapshot, table)
    assert synonyms_of(group) == ["onboarding"]


def test_exact_words_mean_themselves(searcher: Searcher) -> None:
    assert not any(map(synonyms_of, meaning_of(searcher, '"price list"')))
    assert not any(map(synonyms_of, meaning_of(searcher, '"price" list')))
    assert not any(map(synonyms_of, meaning_of(searcher, "price -list")))


def test_a_skipped_word_means_nothing_to_anybody(searcher: Searcher) -> None:
    it, _ = meaning_of(searcher, "it price")
    assert it.skipped == {"en", "es"}


def test_a_word_has_only_so_many_synonyms(searcher: Searcher) -> None:
    many = SynonymTable([Synonym("en", "price", tuple(f"word{n}" for n in range(99)))])
    (group,) = make_groups(parse_query(SearchQuery("price")), searcher.snapshot, many)
    assert len(group.ways) == 1 + MOST_SYNONYMS


def test_a_long_text_keeps_the_words_of_synonyms(searcher: Searcher) -> None:
    filler = " ".join(f"filler{number}" for number in range(500))
    groups = meaning_of(searcher, f"{filler} mainframe {filler}")
    assert [group.typed.folded for group in groups] == ["mainframe"]


def test_verbatim_takes_every_word_as_it_is(searcher: Searcher) -> None:
    for word in ("budgte", "pricelist", "onboar", "mianframe"):
        (group,) = meaning_of(searcher, word, verbatim=True)
        assert ways_of(group) == {word: How.EXACT}
    (group,) = meaning_of(searcher, "mainframe", verbatim=True)
    assert synonyms_of(group) == ["price"]
    assert len(ways_of(meaning_of(searcher, "pric", as_you_type=True, verbatim=True)[0])) > 1
