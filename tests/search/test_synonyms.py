"""Which words of a query a synonym reads as others."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enablement.search.analysis import Analyser, split_words
from enablement.search.policies import SearchPolicies
from enablement.search.query import SearchQuery
from enablement.search.results import SearchResults
from enablement.search.searcher import Searcher
from enablement.search.synonyms import Synonym, SynonymTable, two_way

TABLE = SynonymTable(
    [
        Synonym("en", "single sign-on", ("SSO",)),
        Synonym("en", "Sign-On", ("entry",)),
        Synonym("en", "price", ("what it costs", "cost")),
        Synonym("en", "total cost of ownership", ("TCO",)),
        Synonym("en", "cost", ("price",)),
        Synonym("en-GB", "log in", ("log-on",)),
        Synonym("es", "precio", ("coste",)),
        Synonym("en", "!?", ("nothing",)),
        Synonym("en", "nothing", ("…",)),
    ]
)


def read(text: str, language: str = "en", half_typed: bool = False) -> dict[str, set[str]]:
    """What is meant by which words."""
    words = split_words(text)
    found = TABLE.meanings(words.single, words.joined, Analyser(language), half_typed=half_typed)
    meant: dict[str, set[str]] = {}
    for meaning in found:
        typed = " ".join(words.single[place].folded for place in meaning.places)
        meant.setdefault(typed, set()).update(" ".join(find) for find in meaning.finds)
    return meant


@pytest.mark.parametrize(
    "text",
    ["single sign-on", "Single Sign On", "SINGLE-SIGN-ON", "a singlé sign", "single signon",
     "do you have the single, the sign on?"],
)  # fmt: skip
def test_a_phrase_is_known_however_it_is_written(text: str) -> None:
    assert {"sso"} in read(text).values()


@pytest.mark.parametrize("text", ["single", "sign the single", "single page sign", "sign", "on"])
def test_other_words_are_no_phrase(text: str) -> None:
    assert read(text) == {}


def test_a_phrase_of_one_telling_word_needs_its_stop_words() -> None:
    assert read("the sign-on page") == {"sign on": {"entry"}}
    assert read("signon") == {"signon": {"entry"}}
    assert read("sign it on time") == {"sign on": {"entry"}}
    assert read("log in") == {"log in": {"log on", "logon"}}
    assert read("a log") == {}


def test_other_forms_of_the_words_count() -> None:
    assert read("prices") == {"prices": {"what costs", "cost"}}
    assert read("single signs on") == {"single signs": {"sso"}}


def test_the_longest_phrase_wins() -> None:
    assert read("total costs of ownership, cost") == {
        "total costs ownership": {"tco"}, "cost": {"price"},
    }  # fmt: skip


def test_a_half_typed_word_counts_when_it_is_whole() -> None:
    assert read("preci", "es", half_typed=True) == {}
    assert read("precio", "es", half_typed=True) == {"precio": {"coste"}}
    assert read("preci precio", "es", half_typed=True).keys() == {"preci", "precio"}


def test_each_language_has_its_own() -> None:
    assert read("price", "es") == read("precio") == read("price", "xx") == {}
    assert read("precios", "es") == {"precios": {"coste"}}


def test_words_that_are_left_out_part_a_phrase() -> None:
    single, sign, on = split_words("single sign on").single
    assert TABLE.meanings([single, None, sign, on], [], Analyser("en"))[0].places == (2, 3)


def test_a_misspelt_single_word_is_known() -> None:
    assert TABLE.correction("pirce", Analyser("en")) == "price"
    assert TABLE.correction("pirce", Analyser("es")) is None
    assert TABLE.correction("singel", Analyser("en")) is None
    assert TABLE.correction("pirce", Analyser("fr")) is None


def test_two_way_is_a_rule_each_way() -> None:
    assert two_way("en", ("SSO", "single sign-on", "SSO")) == (
        Synonym("en", "SSO", ("single sign-on",)), Synonym("en", "single sign-on", ("SSO",)),
    )  # fmt: skip
    assert two_way("en", ("SSO", "SSO")) == two_way("en", ()) == ()


def test_an_empty_table_is_false() -> None:
    assert TABLE
    assert not SynonymTable()


TODAY = date(2026, 11, 24)
TEXTS = st.text(max_size=30) | st.lists(
    st.sampled_from(["a", "price", "the", "price-list", "cost", "on", "sign-on", "価格表", "no", "qué", "l'offre", "1,000", "C++"]),
    max_size=6,
).map(" ".join)  # fmt: skip


@given(
    st.lists(
        st.builds(
            Synonym, st.sampled_from(["en", "es", "fr", "th", "", "x" * 20]), TEXTS,
            st.lists(TEXTS, max_size=3).map(tuple),
        ),
        max_size=8,
    ),
    TEXTS,
    st.booleans(),
)  # fmt: skip
def test_any_table_reads_any_text(rules: list[Synonym], text: str, half_typed: bool) -> None:
    words = split_words(text)
    for language in ("en", "es", "th"):
        found = SynonymTable(rules).meanings(
            words.single, words.joined, Analyser(language), half_typed=half_typed
        )
        for meaning in found:
            assert meaning.places == tuple(sorted(set(meaning.places)))
            assert 0 <= meaning.places[0] <= meaning.places[-1] < len(words.single)
            assert meaning.finds
            assert all(meaning.finds)
        for one in found:
            for other in found:
                shared = set(one.places) & set(other.places)
                assert not shared or one.places == other.places


@given(TEXTS, st.sampled_from(["en", "es", "fr"]))
def test_a_phrase_always_finds_its_own_rule(phrase: str, language: str) -> None:
    words = split_words(phrase)
    table = SynonymTable([Synonym(language, phrase, ("found",))])
    found = table.meanings(words.single, words.joined, Analyser(language))
    assert [meaning.finds for meaning in found][:1] == ([(("found",),)] if words.single else [])


# What comes of it in a search.

SYNONYMS = SynonymTable(
    [
        *two_way("en", ("single sign-on", "SSO")),
        *two_way("en", ("total cost of ownership", "TCO")),
        *two_way("en", ("price", "fee")),
        Synonym("en", "kubernetes", ("container platform",)),
        Synonym("es", "once", ("undécimo",)),
        Synonym("es", "precio", ("tarifa",)),
        Synonym("en", "pastel", ("Pulse",)),
    ]
)


@pytest.fixture(scope="module")
def searcher(make_card: Callable[..., Any], searcher_of: Callable[..., Searcher]) -> Searcher:
    cards = [
        make_card("sso", "Enable SSO for everyone"),
        make_card("sign", "Single sign-on for everyone", summary="You sign in, on your own"),
        make_card("tco", "Lowest TCO of all"),
        make_card("owner", "Ask them", body="In total, the costs of long ownership are less."),
        make_card("price", "A price for everyone"),
        make_card("fee", "A fee for everyone"),
        make_card("fees", "Some fees for everyone"),
        make_card("platform", "One platform", says=("which container platform",)),
        make_card("tarifa", "La tarifa plana", language="es"),
        make_card("eleven", "El undécimo", language="es"),
        make_card("once", "Only once"),
        *(make_card(f"filler-{number}", "Quite another matter") for number in range(10)),
    ]
    return searcher_of(cards).with_policies(SearchPolicies(synonyms=SYNONYMS))


Found = Callable[..., list[str]]


def test_a_two_way_synonym_finds_both_ways(searcher: Searcher, found: Found) -> None:
    assert found(searcher, "SSO") == ["sso", "sign"]
    assert found(searcher, "single sign-on") == ["sign", "sso"]
    assert found(searcher, "tco") == ["tco", "owner"]
    assert set(found(searcher, "total costs of ownership")) == {"tco", "owner"}


def test_the_word_as_typed_comes_first_among_equals(searcher: Searcher, found: Found) -> None:
    assert found(searcher, "fee") == ["fee", "fees", "price"]
    assert found(searcher, "price") == ["price", "fee", "fees"]


def test_a_synonym_rescues_an_unknown_word(
    searcher: Searcher, found: Found, ask: Callable[..., SearchResults]
) -> None:
    assert found(searcher, "kubernetes") == ["platform"]
    assert found(searcher, "kuberntes") == ["platform"]
    assert ask(searcher, "kuberntes").corrected == "kubernetes"
    assert found(searcher, "precios") == ["tarifa"]
    assert found(searcher, "once") == ["once", "eleven"]


def test_no_word_of_a_rule_is_corrected_away(
    searcher: Searcher, ask: Callable[..., SearchResults]
) -> None:
    assert ask(Searcher(searcher.snapshot), "kubernetes").total == 0
    assert ask(Searcher(searcher.snapshot), "pastel").total == 0
    assert ask(searcher, "pastel").corrected == ""


def test_misspelt_words_are_corrected_first(
    searcher: Searcher, ask: Callable[..., SearchResults]
) -> None:
    results = ask(searcher, "singel sign-on")
    assert [hit.card_id for hit in results.hits] == ["sign", "sso"]
    assert results.corrected == "single sign-on"
    assert ask(searcher, "singel sign-on", verbatim=True).corrected == ""


def test_verbatim_keeps_synonyms(searcher: Searcher, found: Found) -> None:
    assert found(searcher, "kubernetes", verbatim=True) == ["platform"]
    assert found(searcher, "kuberntes", verbatim=True) == []


def test_exact_words_and_left_out_words_have_no_synonyms(searcher: Searcher, found: Found) -> None:
    assert found(searcher, '"price"') == ["price"]
    assert set(found(searcher, "everyone -fee")) == {"sso", "sign", "price"}


def test_a_half_typed_word_has_synonyms_when_it_is_whole(searcher: Searcher, found: Found) -> None:
    assert found(searcher, "kubern", as_you_type=True) == []
    assert found(searcher, "kuberntes", as_you_type=True) == ["platform"]
    assert found(searcher, "kubernetes", as_you_type=True) == ["platform"]
    assert found(searcher, "pric", as_you_type=True) == ["price"]
    assert set(found(searcher, "price", as_you_type=True)) == {"price", "fee", "fees"}
    assert found(searcher, "precio", as_you_type=True) == ["tarifa"]


def test_a_hit_says_which_synonym_it_has(
    searcher: Searcher, ask: Callable[..., SearchResults]
) -> None:
    whys = {hit.card_id: hit.why() for hit in ask(searcher, "Single Sign-On").hits}
    assert whys["sso"] == "title: SSO; synonym: SSO for Single Sign-On"
    assert whys["sign"] == "title: Single, sign-on"
    why = ask(searcher, "tco").hits[1].why()
    assert (
        why == "text: total, costs, ownership; synonym: total, the costs of long ownership for tco"
    )


PIECES = st.sampled_from(
    [
        "single",
        "sign-on",
        "sso",
        '"price"',
        "-fee",
        "tco",
        "total",
        "cost",
        "of",
        "ownership",
        "kubernetes",
        "singel",
        "kind:story",
        "once",
        "precio",
        "no",
        "everyone",
    ]
)


@given(
    st.lists(PIECES, max_size=8).map(" ".join) | st.text(max_size=40), st.booleans(), st.booleans()
)
def test_any_query_with_synonyms_finds_what_it_finds_without(
    searcher: Searcher, text: str, as_you_type: bool, verbatim: bool
) -> None:
    query = SearchQuery(text, limit=99, as_you_type=as_you_type, verbatim=verbatim)
    plain = Searcher(searcher.snapshot)
    without = plain.search(query, TODAY)
    empty = plain.with_policies(SearchPolicies(synonyms=SynonymTable())).search(query, TODAY)
    assert empty == without
    results = searcher.search(query, TODAY)
    for hit in results.hits:
        assert len(hit.snippet.text) <= 200
        assert hit.why() or not hit.reasons


@given(
    st.lists(
        st.builds(
            Synonym,
            st.sampled_from(["en", "es", "fr"]),
            st.lists(PIECES, max_size=3).map(" ".join) | st.text(max_size=10),
            st.lists(st.lists(PIECES, max_size=3).map(" ".join), max_size=3).map(tuple),
        ),
        max_size=9,
    ),
    st.lists(PIECES, max_size=6).map(" ".join),
)
def test_any_table_answers_any_query(searcher: Searcher, rules: list[Synonym], text: str) -> None:
    changed = searcher.with_policies(SearchPolicies(synonyms=SynonymTable(rules)))
    results = changed.search(SearchQuery(text, limit=99), TODAY)
    ids = [hit.card_id for hit in results.hits]
    assert len(ids) == len(set(ids)) == results.total
    assert all(hit.why() for hit in results.hits if hit.reasons)
