"""What is tried when nothing was found, in which order."""

from typing import Any

import pytest

from enablement.search.nearest import relaxed, respelt, without_filters
from enablement.search.query import SearchQuery, parse_query
from enablement.search.vocabulary import Vocabulary


def tried(text: str, **fields: Any) -> list[tuple[str, bool, bool]]:
    """Each easier query: its text, whether filters are left, whether spelling is kept."""
    query = SearchQuery(text, **fields)
    return [
        (easier.text, any(easier.filters()), easier.verbatim)
        for easier in relaxed(query, parse_query(query))
    ]


def test_a_plain_query_cannot_be_made_easier() -> None:
    assert tried("too expensive") == []


def test_what_was_chosen_goes_first_then_what_was_typed_then_the_spelling() -> None:
    assert tried('"too dear" -cold stage:demo', products=("x",), verbatim=True) == [
        ('"too dear" -cold stage:demo', False, True),
        ("too dear", False, True),
        ("too dear", False, False),
    ]


def test_filters_alone_are_not_made_into_every_card() -> None:
    assert tried("kind:story product:x") == []


def test_the_rest_of_a_query_stays() -> None:
    query = SearchQuery(
        "x", tags=("t",), preferred_languages=("es",), limit=3, as_you_type=True, verbatim=True
    )
    assert without_filters(query) == SearchQuery(
        "x", preferred_languages=("es",), limit=3, as_you_type=True, verbatim=True
    )


@pytest.mark.parametrize(
    ("text", "suggestions"),
    [
        ("wahreuosse now", ["warehouse now"]),
        ("warehouse", []),
        ("zq", []),
        ("prcoe", ["price"]),
        ("hangar", []),
        ("", []),
    ],
)
def test_other_spellings(text: str, suggestions: list[str]) -> None:
    vocabulary = Vocabulary({"warehouse": 2, "price": 3, "now": 9, "proof": 1, "hablar": 5})
    assert list(respelt(parse_query(SearchQuery(text)), vocabulary)) == suggestions
