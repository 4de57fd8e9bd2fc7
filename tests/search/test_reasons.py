"""Every hit says why it was found."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from enablement.search.policies import SearchPolicies
from enablement.search.reasons import MOST, Reason, translated
from enablement.search.results import SearchResults
from enablement.search.searcher import Searcher
from enablement.search.synonyms import Synonym, SynonymTable
from enablement.translation import speaking

Why = Callable[..., tuple[Reason, ...]]


@pytest.fixture
def why(
    make_card: Callable[..., Any],
    searcher_of: Callable[..., Searcher],
    ask: Callable[..., SearchResults],
) -> Why:
    """The reasons for which the one card with these fields is found."""

    def reasons(
        text: str, as_you_type: bool = False, synonyms: Sequence[Synonym] = (), **fields: Any
    ) -> tuple[Reason, ...]:
        searcher = searcher_of([make_card("x", fields.pop("title", "Title"), **fields)])
        searcher = searcher.with_policies(SearchPolicies(SynonymTable(synonyms)))
        (hit,) = ask(searcher, text, as_you_type=as_you_type).hits
        return hit.reasons

    return reasons


def test_the_strongest_text_is_named(why: Why) -> None:
    assert why("price", title="Our Prices", body="A price") == (Reason("title", ("Prices",)),)
    assert why("dear", says=("cheap", "too dear")) == (Reason("says", ("too dear",)),)
    assert why("price", summary="One price") == (Reason("summary", ("price",)),)
    assert why("pulse", products=("Pulse One",)) == (Reason("facets", ("Pulse One",)),)
    assert why("saving", body="## Proof\n\nSavings") == (Reason("proof", ("Savings",)),)
    assert why("x9", body="## Pricing of X9\n\nNothing") == (Reason("pricing-of-x9", ("X9",)),)


def test_further_texts_are_named_for_further_words(why: Why) -> None:
    assert why("budget freezer", title="Budget", body="## Say this\n\nA freezer, a budget") == (
        Reason("title", ("Budget",)), Reason("say_this", ("freezer",)),
    )  # fmt: skip
    long = "alpha beta gamma delta epsilon zeta eta theta iota kappa"
    assert why(long, title=long.removesuffix(" kappa"), body="kappa") == (
        Reason("title", ("alpha", "beta", "gamma")),
    )  # fmt: skip


def test_there_are_three_at_most(why: Why) -> None:
    reasons = why(
        "alpha beta gamma delta", title="Alpha", says=("beta",), summary="gamma", body="delta"
    )
    assert len(reasons) == MOST


def test_spelling_is_told(why: Why) -> None:
    assert why("budgte", title="The Budget") == (
        Reason("title", ("Budget",)), Reason("corrected", ("budget", "budgte")),
    )  # fmt: skip
    assert why("toodear", title="Too dear") == (
        Reason("title", ("Too", "dear")), Reason("corrected", ("too dear", "toodear")),
    )  # fmt: skip


def test_a_beginning_is_told(why: Why) -> None:
    assert why("budg", title="The Budget", as_you_type=True) == (
        Reason("title", ("Budget",)), Reason("prefix", ("budget", "budg")),
    )  # fmt: skip
    assert why("budget", title="Budgets", body="budget", as_you_type=True) == (
        Reason("title", ("Budgets",)),
    )  # fmt: skip


def test_a_synonym_is_told(why: Why) -> None:
    sso = [Synonym("en", "single sign-on", ("SSO", "one login"))]
    assert why("our Single Sign-On", synonyms=sso, title="Have SSO") == (
        Reason("title", ("SSO",)), Reason("synonym", ("SSO", "Single Sign-On")),
    )  # fmt: skip
    assert why("single sign-on", synonyms=sso, title="Single sign", body="SSO") == (
        Reason("title", ("Single", "sign")),
    )  # fmt: skip
    assert why("single sign-on", synonyms=sso, title="One\n\nlogin") == (
        Reason("title", ("One", "login")), Reason("synonym", ("One login", "single sign-on")),
    )  # fmt: skip
    apart = "login is quite far from where one may say something of all"
    assert why("single sign-on", synonyms=sso, title=apart)[-1] == (
        Reason("synonym", ("one login", "single sign-on"))
    )  # fmt: skip


def test_a_synonym_of_several_words_explains_them_all(why: Why) -> None:
    sso = [Synonym("en", "single sign-on", ("SSO",))]
    found = why("single sign-on price", synonyms=sso, title="SSO", summary="single", body="price")
    assert [reason.field for reason in found] == ["title", "intro", "synonym"]


def test_a_reason_of_a_translation_names_the_language() -> None:
    reason = translated(Reason("says", ("too expensive",)), "en")
    assert reason.sentence() == "in English: the buyer’s words: “too expensive”"
    pair = translated(Reason("synonym", ("SSO", "single sign-on")), "es")
    assert pair.sentence() == "in Spanish: synonym: SSO for single sign-on"
    assert translated(Reason("title", ("a",)), "nl").sentence() == "in nl: title: a"


def test_a_word_is_told_as_the_card_writes_it(why: Why) -> None:
    assert why("email", title="An e-mail") == (Reason("title", ("e-mail",)),)
    assert why("facturacion", title="La Facturación", language="es") == (
        Reason("title", ("Facturación",)),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("reason", "sentence"),
    [
        (Reason("title", ("price", "high")), "title: price, high"),
        (Reason("says", ("too expensive",)), "the buyer’s words: “too expensive”"),
        (Reason("summary", ("price",)), "summary: price"),
        (Reason("say_this", ("price",)), "say this: price"),
        (Reason("use_it_when", ("price",)), "use it when: price"),
        (Reason("facets", ("Pulse",)), "listed under: Pulse"),
        (Reason("anything-else", ("price",)), "text: price"),
        (Reason("corrected", ("pricing", "pricng")), "spelling: pricing for pricng"),
        (Reason("prefix", ("pricing", "pric")), "begins with “pric”: pricing"),
        (Reason("synonym", ("fee", "price")), "synonym: fee for price"),
        (Reason("translation", ("en", "title", "{a}", "b")), "in English: title: {a}, b"),
        (Reason("title", ("{odd}",)), "title: {odd}"),
    ],
)
def test_sentences(reason: Reason, sentence: str) -> None:
    assert reason.sentence() == sentence
    with speaking("es"):
        assert reason.sentence()
