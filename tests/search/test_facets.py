"""Facet counts: the length of the list one would get."""

from collections.abc import Callable, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from enablement.cards.model import CardKind
from enablement.library.cards import HeldCard
from enablement.search.results import FacetValue, SearchResults
from enablement.search.searcher import Searcher

Ask = Callable[..., SearchResults]


def facet(results: SearchResults, name: str) -> dict[str, tuple[int, bool]]:
    """The counts of one facet by label, and whether each is chosen."""
    values: Sequence[FacetValue] = next(
        (facet.values for facet in results.facets if facet.name == name), ()
    )
    return {value.label: (value.count, value.chosen) for value in values}


@pytest.fixture(scope="module")
def searcher(make_card: Callable[..., HeldCard], searcher_of: Callable[..., Searcher]) -> Searcher:
    return searcher_of(
        [
            make_card("one", "Cloud", products=("Acme CRM", "Pulse"), industries=("Food",)),
            make_card("uno", "Nube cloud", language="es", translation_of="one",
                      products=("Acme CRM",)),
            make_card("two", "Cloud story", kind=CardKind.STORY, products=("acme crm",)),
            make_card("three", "Something else", products=("Pulse",)),
        ]
    )  # fmt: skip


def test_they_are_counted_when_they_are_looked_at(searcher: Searcher, ask: Ask) -> None:
    results = ask(searcher, "cloud")
    assert "facets" not in vars(results)
    assert results.facets is results.facets


def test_a_card_and_its_translation_count_once(searcher: Searcher, ask: Ask) -> None:
    results = ask(searcher, "cloud")
    assert facet(results, "products") == {"Acme CRM": (2, False), "Pulse": (1, False)}
    assert facet(results, "kind") == {"objection": (1, False), "story": (1, False)}
    assert facet(results, "language") == {"en": (2, False), "es": (1, False)}
    assert facet(results, "industries") == {"Food": (1, False)}
    assert facet(results, "stages") == {}


def test_choices_of_one_facet_are_alternatives_and_facets_combine(
    searcher: Searcher, ask: Ask
) -> None:
    results = ask(searcher, "cloud", products=("pulse",))
    assert results.total == 1
    assert facet(results, "products") == {"Acme CRM": (2, False), "Pulse": (1, True)}
    assert facet(results, "kind") == {"objection": (1, False)}
    both = ask(searcher, "cloud", products=("pulse", "acme crm"), kind=CardKind.STORY)
    assert both.total == 1
    assert facet(both, "kind") == {"objection": (1, False), "story": (1, True)}
    assert facet(both, "products") == {"Acme CRM": (1, True), "Pulse": (0, True)}


def test_what_was_typed_stays(searcher: Searcher, ask: Ask) -> None:
    results = ask(searcher, "cloud kind:story")
    assert facet(results, "kind") == {"story": (1, False)}
    assert facet(results, "products") == {"Acme CRM": (1, False)}


def test_without_words_all_cards_are_counted(searcher: Searcher, ask: Ask) -> None:
    assert facet(ask(searcher, "", limit=1), "kind") == {
        "objection": (2, False), "story": (1, False),
    }  # fmt: skip


VALUES = st.lists(st.sampled_from(["Pulse", "pulse", "Acmé", "acme x"]), max_size=2).map(tuple)
CARDS = st.lists(
    st.tuples(
        st.sampled_from(["cloud", "cloud price", "price"]), VALUES, VALUES,
        st.sampled_from(["en", "es", "fr"]), st.none() | st.integers(0, 2),
        st.sampled_from(list(CardKind)),
    ),
    max_size=7,
)  # fmt: skip


@given(
    CARDS, st.sampled_from(["cloud", "cloud price", "", "-price", "cloud product:pulse"]),
    VALUES, VALUES, st.sampled_from([(), ("es",), ("fr", "en")]),
)  # fmt: skip
@settings(max_examples=80)
def test_every_count_is_the_total_of_the_list_behind_it(
    make_card: Callable[..., HeldCard], searcher_of: Callable[..., Searcher], ask: Ask,
    cards: list[tuple[str, tuple[str, ...], tuple[str, ...], str, int | None, CardKind]],
    text: str, products: tuple[str, ...], stages: tuple[str, ...], preferred: tuple[str, ...],
) -> None:  # fmt: skip
    searcher = searcher_of(
        make_card(f"card-{number}", title, products=first, stages=second, language=language,
                  translation_of=f"card-{origin}" if origin is not None else None, kind=kind)
        for number, (title, first, second, language, origin, kind) in enumerate(cards)
    )  # fmt: skip
    asked = {"products": products, "stages": stages, "preferred_languages": preferred}
    results = ask(searcher, text, **asked)
    everything = ask(searcher, text, **asked, limit=100)
    if everything.elsewhere and everything.hits:
        assert everything.total == len(everything.hits) + sum(g.total for g in everything.elsewhere)
    else:
        assert everything.total == len(everything.listed)
    for name in ("products", "stages", "kind"):
        for label, (count, _chosen) in facet(results, name).items():
            choice = {"kind": CardKind(label)} if name == "kind" else {name: (label,)}
            assert ask(searcher, text, **{**asked, **choice}).total == count
