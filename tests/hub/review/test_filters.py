"""Filters: what an address says is what a view is narrowed to, and the other way about."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enablement.errors import HubInputError
from enablement.hub.review.filters import Filters, Period

TODAY = date(2026, 11, 26)
NAMES = (
    st.text(min_size=1, max_size=60).map(str.strip).filter(lambda text: text and "\0" not in text)
)


@given(NAMES, NAMES, st.integers(1, 999), st.sampled_from(["team", "region"]))
def test_an_address_comes_back_as_it_was(card: str, product: str, weeks: int, kind: str) -> None:
    filters = Filters(card=card, product=product, who=f"{kind}:{card}", weeks=str(weeks))
    assert Filters.read(filters.chosen) == filters
    assert (filters.team or filters.region) == card


def test_what_says_nothing_narrows_nothing() -> None:
    assert Filters.read({"card": "  ", "page": "3", "stage": ""}) == Filters()
    assert Filters().chosen == {}


@pytest.mark.parametrize(
    ("parameters", "first", "last"),
    [
        ({}, None, None),
        ({"weeks": "1"}, date(2026, 11, 23), None),
        ({"weeks": "4"}, date(2026, 11, 2), None),
        ({"since": "2026-11-11"}, date(2026, 11, 9), None),
        ({"until": "2026-11-15"}, None, date(2026, 11, 9)),
        ({"since": "2026-11-09", "until": "2026-11-16", "weeks": "1"},
         date(2026, 11, 9), date(2026, 11, 16)),
    ],
)  # fmt: skip
def test_periods_are_whole_weeks(
    parameters: dict[str, str], first: date | None, last: date | None
) -> None:
    assert Filters.read(parameters).period(TODAY) == Period(first, last)


@pytest.mark.parametrize(
    "parameters",
    [
        {"weeks": "0"}, {"weeks": "x"}, {"weeks": "-3"}, {"weeks": "²"}, {"since": "soon"},
        {"since": "2026-13-01"}, {"until": "0001-01-01"}, {"until": "9999-12-31"},
        {"since": "2026-11-16", "until": "2026-11-09"}, {"revision": "two"}, {"revision": "9" * 10},
        {"who": "midmarket"}, {"who": "team:"}, {"who": "rep:Ana"},
    ],
)  # fmt: skip
def test_what_means_nothing_is_refused_in_words(parameters: dict[str, str]) -> None:
    with pytest.raises(HubInputError) as raised:
        Filters.read(parameters)
    assert raised.value.how_to_mend()
