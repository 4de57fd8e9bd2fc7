"""What a hit shows is plain text, kept whole."""

from collections.abc import Callable
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from enablement.cards.model import CardKind
from enablement.search.schema import Part
from enablement.search.shown import ShownCard, clean

BODY = """Before.

## Say this

It **costs** less [than](https://example.com) that.

## Pricing details

- One `x`
"""


def test_texts_are_named_and_plain(make_card: Callable[..., Any]) -> None:
    shown = ShownCard.of(
        make_card(
            "price", "Price", kind=CardKind.STORY, summary="One line", says=("too dear",),
            products=("Pulse",), tags=("roi",), body=BODY, language="es", revision=7,
        )
    )  # fmt: skip
    assert [(text.part, text.name, text.text) for text in shown.texts] == [
        (Part.TITLE, "title", "Price"),
        (Part.SAYS, "says", "too dear"),
        (Part.SUMMARY, "summary", "One line"),
        (Part.BODY, "intro", "Before."),
        (Part.LEAD, "say_this", "It costs less than that."),
        (Part.BODY, "pricing-details", "Pricing details\nOne x"),
        (Part.FACETS, "products", "Pulse"),
        (Part.FACETS, "tags", "roi"),
        (Part.FACETS, "id", "price"),
    ]
    assert (shown.title, shown.summary, shown.revision) == ("Price", "One line", 7)


@given(st.text(max_size=50), st.text(max_size=50), st.text(max_size=200))
@settings(max_examples=60)
def test_it_comes_back_as_it_was_kept(
    make_card: Callable[..., Any], card_id: str, title: str, body: str
) -> None:
    shown = ShownCard.of(make_card(card_id, title, body=body))
    again = ShownCard.from_bytes(shown.to_bytes())
    assert again.texts == shown.texts
    assert again.card_id == clean(card_id)


def test_halves_of_pairs_are_replaced() -> None:
    assert clean("a\ud800b") == "a?b"
    assert clean("e\u0301") == "é"
