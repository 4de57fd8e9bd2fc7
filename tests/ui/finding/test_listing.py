"""From what a search answers to what the list shows."""

from enablement.cards.model import CardKind
from enablement.search.query import SearchQuery
from enablement.search.results import (
    Facet,
    FacetValue,
    Hit,
    LanguageGroup,
    Passage,
    SearchResults,
)
from enablement.search.snippets import Snippet
from enablement.translation import speaking
from enablement.ui.finding.ask import Ask
from enablement.ui.finding.listing import choices_for, found_for, query_for, related_items, row_for
from enablement.ui.values import Choice, Header, Item, Row

MAIL = "It is too expensive.\nWhere is our data kept?"


def hit(card_id: str, language: str = "en", also: tuple[str, ...] = ()) -> Hit:
    return Hit(
        1, card_id, 1, f"Title {card_id}", CardKind.OBJECTION, language, "summary", 1.0, (),
        Snippet("a text", ((2, 6),)), verified=True,
        translations=also,
    )  # fmt: skip


def told(items: tuple[Item, ...]) -> list[str]:
    return [f"# {one.words}" if isinstance(one, Header) else one.card_id for one in items]


def test_every_choice_reaches_the_query() -> None:
    ask = Ask("price", verbatim=True)
    for facet, value in (
        ("kind", "story"), ("products", "pulse"), ("products", "trail"), ("industries", "pharma"),
        ("personas", "it"), ("stages", "renewal"), ("competitors", "glacint"), ("tags", "roi"),
        ("language", "es"),
    ):  # fmt: skip
        ask = ask.toggled(facet, value)
    assert query_for(ask, ("en",)) == SearchQuery(
        "price", CardKind.STORY, ("pulse", "trail"), ("pharma",), ("it",), ("renewal",),
        ("glacint",), ("roi",), language="es", preferred_languages=("en",), limit=12,
        as_you_type=True, verbatim=True,
    )  # fmt: skip


def test_a_pasted_text_is_searched_with_its_lines_and_is_not_being_typed() -> None:
    query = query_for(Ask(MAIL), ())
    assert (query.text, query.as_you_type) == (MAIL, False)


def test_a_row_tells_the_other_languages() -> None:
    row = row_for(hit("price", also=("de", "es")))
    assert (row.also, row.text, row.marks) == (("de", "es"), "a text", ((2, 6),))


def test_other_languages_follow_under_a_header() -> None:
    group = LanguageGroup("es", 3, (hit("caro", "es"),))
    query = SearchQuery("price")
    found = found_for(Ask("price"), SearchResults(query, (hit("a"),), 4, elsewhere=(group,)))
    assert told(found.items) == ["a", "# 3 more in Spanish", "caro"]
    alone = found_for(Ask("price"), SearchResults(query, (), 3, elsewhere=(group,)))
    assert told(alone.items) == ["# 3 in Spanish", "caro"]


def test_other_languages_wait_for_the_end_of_the_list() -> None:
    group = LanguageGroup("es", 3, (hit("caro", "es"),))
    results = SearchResults(SearchQuery("price"), (hit("a"),), 9, elsewhere=(group,))
    found = found_for(Ask("price"), results)
    assert (found.more, told(found.items)) == (True, ["a"])


def test_each_sentence_of_a_mail_stands_above_its_cards() -> None:
    passages = (
        Passage("It is too expensive.", 0, 20, (hit("price"),)),
        Passage("Where is\nour data kept?", 21, 44, (hit("data"), hit("price"))),
    )
    query = SearchQuery(MAIL)
    found = found_for(Ask(MAIL), SearchResults(query, (hit("a"),), 5, passages=passages))
    assert told(found.items) == [
        "# It is too expensive.", "price", "# Where is our data kept?", "data", "price",
    ]  # fmt: skip
    assert (found.asking, found.more) == (2, False)
    headers = [item for item in found.items if isinstance(item, Header)]
    assert all(header.quoted for header in headers)


def test_a_mail_that_asks_for_nothing_shows_what_is_closest() -> None:
    found = found_for(Ask(MAIL), SearchResults(SearchQuery(MAIL), (hit("a"),), 1, corrected="x"))
    assert told(found.items) == ["# Closest to the text as a whole", "a"]
    assert (found.nothing, found.corrected) == (False, "")


def test_where_nothing_was_found_the_nearest_are_listed() -> None:
    results = SearchResults(
        SearchQuery("zepelin"), (), 0, nearest=(hit("a"),), suggestions=("zeppelin",)
    )
    found = found_for(Ask("zepelin"), results)
    assert told(found.items) == ["# Nearest cards", "a"]
    assert (found.nothing, found.suggestions) == (True, ("zeppelin",))


def test_choices_are_in_words_and_none_leads_to_nothing() -> None:
    facets = (
        Facet("kind", (FacetValue("story", "story", 2), FacetValue("objection", "objection", 0))),
        Facet("industries", (FacetValue("food-service", "food-service", 1, chosen=True),)),
        Facet("language", (FacetValue("es", "es", 2),)),
    )
    ask = Ask("price", (("industries", "food-service"), ("products", "gone")))
    with speaking("es"):
        answer = SearchResults(SearchQuery("price"), (hit("a"),), 3, count_facets=lambda: facets)
        kind, industry, language, gone = choices_for(ask, answer)
    assert kind == Choice("kind", "story", "Historia", 2)
    assert industry == Choice("industries", "food-service", "restauración", 1, chosen=True)
    assert (language.value, language.count) == ("es", 2)
    assert gone == Choice("products", "gone", "Gone", 0, chosen=True)


def test_related_cards_stand_under_a_header_and_say_why() -> None:
    items = related_items((hit("a"), hit("b", "es")))
    assert told(items) == ["# Related, by meaning", "a", "b"]
    assert [one.why for one in items if isinstance(one, Row)] == [
        "found by meaning, not by its words"
    ] * 2
    assert related_items(()) == ()
