"""A snippet shows why, in at most 200 characters, cut at words."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from enablement.search.results import SearchResults
from enablement.search.searcher import Searcher
from enablement.search.snippets import ELLIPSIS, LONGEST, Snippet, cut

MakeCard = Callable[..., Any]
MakeSearcher = Callable[..., Searcher]
Ask = Callable[..., SearchResults]
LONG = " ".join(f"word{number}" for number in range(200))


def marked(snippet: Snippet) -> list[str]:
    return [snippet.text[start:end] for start, end in snippet.marks]


@pytest.fixture
def snippet_of(make_card: MakeCard, searcher_of: MakeSearcher, ask: Ask) -> Callable[..., Snippet]:
    """The snippet of the one card with these fields."""

    def make(text: str, as_you_type: bool = False, **fields: Any) -> Snippet:
        searcher = searcher_of([make_card("a", fields.pop("title", "Title"), **fields)])
        (hit,) = ask(searcher, text, as_you_type=as_you_type).hits
        return hit.snippet

    return make


def test_the_stretch_with_most_of_the_query_is_shown(snippet_of: Callable[..., Snippet]) -> None:
    body = f"## Proof\n\nA budget. {LONG} The cold budget of a freezer. {LONG}"
    snippet = snippet_of("freezer budget", body=body)
    assert marked(snippet) == ["budget", "freezer"]
    assert "cold budget of a freezer" in snippet.text
    assert snippet.text.startswith(ELLIPSIS)
    assert snippet.text.endswith(ELLIPSIS)
    assert 150 < len(snippet.text) <= LONGEST


def test_the_buyers_words_are_shown_with_the_answer(snippet_of: Callable[..., Snippet]) -> None:
    snippet = snippet_of(
        "expensive", says=("cheap", "too expensive"), body=f"## Say this\n\nIt is money. {LONG}"
    )
    assert snippet.text.startswith("“too expensive” — It is money. word0")
    assert marked(snippet) == ["expensive"]
    assert len(snippet.text) <= LONGEST


def test_say_this_is_preferred_when_equal(snippet_of: Callable[..., Snippet]) -> None:
    body = "## Proof\n\nThe proof price.\n\n## Say this\n\nThe said price."
    assert snippet_of("price", body=body).text == "The said price."


def test_words_are_marked_whatever_their_form(snippet_of: Callable[..., Snippet]) -> None:
    body = "La Facturación y las facturas"
    assert marked(snippet_of("facturacion", body=body, language="es")) == [
        "Facturación",
        "facturas",
    ]
    assert marked(snippet_of("facturasion", body=body, language="es")) == [
        "Facturación",
        "facturas",
    ]
    assert marked(snippet_of("fact", body=body, language="es", as_you_type=True)) == [
        "Facturación", "facturas",
    ]  # fmt: skip
    assert marked(snippet_of("email", body="Send an e-mail.")) == ["e-mail"]
    assert marked(snippet_of("价格", body="价格太贵", language="zh")) == ["价格"]


def test_stop_words_are_not_marked(snippet_of: Callable[..., Snippet]) -> None:
    assert marked(snippet_of("the price of it", body="The price of it all")) == ["price"]


def test_a_match_in_the_title_alone_shows_the_summary(snippet_of: Callable[..., Snippet]) -> None:
    assert snippet_of("title", summary="In one line.") == Snippet("In one line.")
    assert snippet_of("title", body="The first words.") == Snippet("The first words.")
    assert snippet_of("title") == Snippet("")


def test_markdown_and_line_breaks_do_not_show(snippet_of: Callable[..., Snippet]) -> None:
    snippet = snippet_of("price", body="**The** [price](https://example.com)\n\n- is `right`")
    assert snippet == Snippet("The price is right", ((4, 9),))


def test_the_end_of_a_text_fills_the_room(snippet_of: Callable[..., Snippet]) -> None:
    snippet = snippet_of("freezer", body=f"{LONG} A freezer.")
    assert snippet.text.endswith("A freezer.")
    assert len(snippet.text) > 150


def test_a_cut_text_begins_with_its_sentence_when_that_is_near() -> None:
    text = f"{LONG}. Here the sentence begins with a budget in it. {LONG}"
    start = text.index("budget")
    snippet = cut(text, start, start + 6, [(start, start + 6)])
    assert snippet.text.startswith(f"{ELLIPSIS}Here the sentence")
    assert marked(snippet) == ["budget"]


def test_a_text_without_spaces_is_cut_anyway() -> None:
    snippet = cut("x" * 500, 300, 301, [(300, 301)])
    assert len(snippet.text) == LONGEST
    assert marked(snippet) == ["x"]


@given(st.text("ab .!\n價", max_size=600), st.data())
def test_any_cut_is_short_and_keeps_what_it_marks(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 150)))
    spans = [(start, end)] if start < end else []
    snippet = cut(text, start, end, spans)
    flat = text.replace("\n", " ")
    assert len(snippet.text) <= LONGEST
    assert snippet.text.removeprefix(ELLIPSIS).removesuffix(ELLIPSIS) in flat
    assert marked(snippet) == [flat[start:end] for start, end in spans]


@given(st.text("abcé -.\n", max_size=300), st.text("abcé -", max_size=12))
@settings(max_examples=60)
def test_marks_are_apart_in_order_and_inside(
    make_card: MakeCard, searcher_of: MakeSearcher, ask: Ask, body: str, text: str
) -> None:
    for hit in ask(searcher_of([make_card("x", "Title", body=body)]), text).hits:
        last = -1
        for start, end in hit.snippet.marks:
            assert last < start < end <= len(hit.snippet.text)
            last = end
