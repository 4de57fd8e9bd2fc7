"""Which cards may appear: dates, facets, exact words, words left out."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enablement.cards.model import Card, CardKind
from enablement.search.filters import matching_values, shown_on, verified_on
from enablement.search.searcher import Searcher

Found = Callable[..., list[str]]
DAYS = st.none() | st.dates(date(2026, 1, 1), date(2026, 1, 9))


@given(DAYS, DAYS, DAYS, st.dates(date(2026, 1, 1), date(2026, 1, 9)))
def test_dates_mean_what_the_card_says(
    make_card: Callable[..., Any], searcher_of: Callable[..., Searcher],
    valid_from: date | None, expires: date | None, verify_by: date | None, day: date,
) -> None:  # fmt: skip
    held = make_card("a", valid_from=valid_from, expires=expires, verify_by=verify_by)
    card: Card = held.card
    snapshot = searcher_of([held]).snapshot
    assert shown_on(snapshot, day).tolist() == [card.shown_on(day)]
    assert verified_on(snapshot, 0, day) == card.verified_on(day)


@pytest.fixture(scope="module")
def searcher(make_card: Callable[..., Any], searcher_of: Callable[..., Searcher]) -> Searcher:
    return searcher_of(
        [
            make_card("one", "One price", products=("Acme CRM",), industries=("food",),
                      body="We have no budget. Don't ask."),
            make_card("two", "Two prices", products=("Acme",), kind=CardKind.STORY,
                      body="No cold budget, no."),
            make_card("three", "Tres precios, un price", language="es", industries=("food",),
                      competitors=("Glacint",), body="No hay presupuesto"),
        ]
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("price", {"one", "two", "three"}),
        ("price kind:story", {"two"}),
        ("price -kind:story", {"one", "three"}),
        ("price product:acme", {"two"}),
        ('price product:"acme crm"', {"one"}),
        ("price product:crm", {"one"}),
        ("price product:ac", {"one", "two"}),
        ("price product:nothing", set()),
        ("price industry:food lang:en", {"one"}),
        ("lang:es", {"three"}),
        ("competidor:glacint", {"three"}),
        ('"no budget"', {"one"}),
        ('"NO  Budget"', {"one"}),
        ('"dont ask"', {"one"}),
        ('"budget no"', {"two"}),
        ('"budgets"', set()),
        ('"two prices"', {"two"}),
        ('"two price"', set()),
        ("-budget", {"three"}),
        ("price -budgets", {"three"}),
        ('price -"no budget"', {"two", "three"}),
        ("price -price", set()),
    ],
)
def test_filters(searcher: Searcher, found: Found, text: str, ids: set[str]) -> None:
    assert set(found(searcher, text)) == ids


def test_chosen_filters_of_one_facet_add_up_and_of_two_narrow(
    searcher: Searcher, found: Found
) -> None:
    assert set(found(searcher, "price", products=("acme", "ACME crm"))) == {"one", "two"}
    assert found(searcher, "price", products=("acme", "acme crm"), kind=CardKind.STORY) == ["two"]
    assert found(searcher, "", industries=("food",), language="es-MX") == ["three"]


def test_a_phrase_does_not_run_over_two_texts(
    make_card: Callable[..., Any], searcher_of: Callable[..., Searcher], found: Found
) -> None:
    held = make_card("a", "One budget", says=("no money", "budget gone"))
    assert found(searcher_of([held]), '"money budget"') == []
    assert found(searcher_of([held]), '"budget gone"') == ["a"]


def test_values_are_matched_whole_first() -> None:
    values = ["acme", "acme crm", "food service"]
    assert matching_values(values, "ACME") == ["acme"]
    assert matching_values(values, "crm") == ["acme crm"]
    assert matching_values(values, "serv food") == ["food service"]
    assert matching_values(values, "!") == []
