"""Whatever is typed is a query."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enablement.cards.model import CardKind
from enablement.search.query import LONG_TEXT, Filter, ParsedQuery, SearchQuery, parse_query


def parsed(text: str, **fields: Any) -> ParsedQuery:
    return parse_query(SearchQuery(text, **fields))


def words(query: ParsedQuery) -> list[str]:
    return [word.folded for word in query.words.single]


def phrases(query: ParsedQuery) -> list[list[str]]:
    return [[word.folded for word in phrase] for phrase in query.phrases]


def excluded(query: ParsedQuery) -> list[list[str]]:
    return [[word.folded for word in phrase] for phrase in query.excluded]


def test_plain_words() -> None:
    query = parsed("Too expensive?")
    assert words(query) == ["too", "expensive"]
    assert not query.phrases
    assert not query.excluded
    assert not query.filters


@pytest.mark.parametrize("text", ['"no budget" now', "“no budget” now", "«no budget» now"])
def test_exact_words(text: str) -> None:
    query = parsed(text)
    assert phrases(query) == [["no", "budget"]]
    assert words(query) == ["no", "budget", "now"]


def test_words_to_leave_out() -> None:
    query = parsed('price -freezer -"cold room" well-known - dash')
    assert excluded(query) == [["freezer"], ["cold", "room"]]
    assert words(query) == ["price", "well", "known", "dash"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("kind:objection", Filter("kind", ("objection",))),
        ("kind:obj", Filter("kind", ("objection",))),
        ("tipo:historias", Filter("kind", ("story",))),
        ("Product:Pulse", Filter("products", ("pulse",))),
        ('producto:"Acmé  CRM"', Filter("products", ("acme crm",))),
        ("industry:food", Filter("industries", ("food",))),
        ("sector:food", Filter("industries", ("food",))),
        ("persona:cfo", Filter("personas", ("cfo",))),
        ("etapa:demo", Filter("stages", ("demo",))),
        ("competitor:x", Filter("competitors", ("x",))),
        ("tag:roi", Filter("tags", ("roi",))),
        ("lang:es", Filter("language", ("es",))),
        ("idioma:español", Filter("language", ("es",))),
        ("lang:pt-BR", Filter("language", ("pt",))),
        ("-product:pulse", Filter("products", ("pulse",), excluded=True)),
    ],
)
def test_fields(text: str, expected: Filter) -> None:
    query = parsed(f"price {text}")
    assert query.filters == (expected,)
    assert words(query) == ["price"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("kind:nonsense", ["kind", "nonsense"]),
        ("foo:bar", ["foo", "bar"]),
        ("product:", ["product"]),
        ("product: pulse", ["product", "pulse"]),
        ("https://example.com/a", ["https", "example", "com", "a"]),
        ('"unclosed quote', ["unclosed", "quote"]),
        ('19" rack', ["19", "rack"]),
        ('""', []),
        ("---", []),
        (
            "AND OR NOT (a* b~ c^2) [x TO y]",
            ["and", "or", "not", "a", "b", "c", "2", "x", "to", "y"],
        ),
    ],
)
def test_what_is_no_field_is_just_words(text: str, expected: list[str]) -> None:
    query = parsed(text)
    assert words(query) == expected
    assert not query.filters


def test_chosen_filters_come_with_the_typed_ones() -> None:
    query = parsed(
        "x kind:story", kind=CardKind.OBJECTION, products=("A", "B"), language="es-MX",
        industries=("i",), personas=("p",), stages=("s",), competitors=("c",),
    )  # fmt: skip
    assert query.filters == (
        Filter("kind", ("objection",)),
        Filter("products", ("A", "B")),
        Filter("industries", ("i",)),
        Filter("personas", ("p",)),
        Filter("stages", ("s",)),
        Filter("competitors", ("c",)),
        Filter("language", ("es",)),
        Filter("kind", ("story",)),
    )


@pytest.mark.parametrize(
    ("text", "unfinished"),
    [("pric", True), ("pric ", False), ("the pric", True), ("pric?", False), ("", False),
     ("x product:pul", False), ("x -pric", False)],
)  # fmt: skip
def test_the_last_word_may_be_unfinished(text: str, unfinished: bool) -> None:
    assert parsed(text, as_you_type=True).unfinished is unfinished
    assert not parsed(text).unfinished


def test_a_pasted_text_has_no_operators() -> None:
    mail = 'Hi, -our "budget" kind:story is gone. ' * 10
    query = parsed(mail, as_you_type=True, products=("A",))
    assert query.long
    assert not query.phrases
    assert not query.excluded
    assert not query.unfinished
    assert query.filters == (Filter("products", ("A",)),)
    assert len(query.words.single) >= LONG_TEXT
    lines = parsed("-price\n-budget")
    assert words(lines) == ["price", "budget"]
    assert not lines.excluded


@given(st.text(max_size=200))
def test_any_text_is_a_query_and_its_words_stand_where_they_say(text: str) -> None:
    query = parsed(text, as_you_type=True)
    for word in [*query.words, *(word for phrase in query.phrases for word in phrase)]:
        assert 0 <= word.start < word.end <= len(text)


@given(st.lists(st.sampled_from(['"', "-", "kind:", "product:", "a", "é", " ", "\n", "“", ":"])))
def test_any_mixture_of_operators_is_a_query(pieces: list[str]) -> None:
    query = parsed("".join(pieces))
    assert all(set(word.folded) <= set("aekindproducts") for word in query.words.single)


def test_words_may_be_wanted_as_they_stand() -> None:
    for text in ("budgte", "two\nlines"):
        assert parse_query(SearchQuery(text, verbatim=True)).verbatim
        assert not parse_query(SearchQuery(text)).verbatim
