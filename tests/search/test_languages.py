"""Which language leads an answer."""

from collections.abc import Callable

import pytest

from enablement.library.cards import HeldCard
from enablement.search.results import SearchResults
from enablement.search.searcher import Searcher


@pytest.fixture(scope="module")
def searcher(make_card: Callable[..., HeldCard], searcher_of: Callable[..., Searcher]) -> Searcher:
    return searcher_of(
        [
            make_card("dear", "Too expensive for us", says=("Pulse costs too much",)),
            make_card("caro", "Es muy caro", language="es", translation_of="dear",
                      says=("Pulse es caro",)),
            make_card("nube", "La nube no es segura", language="es"),
            make_card("cher", "Trop cher", language="fr", translation_of="dear"),
        ]
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "preferred", "first"),
    [
        ("muy caro", ("en", "es"), "caro"),
        ("too expensive", ("es", "en"), "dear"),
        ("pulse", ("en", "es"), "dear"),
        ("pulse", ("es", "en"), "caro"),
        ("muy caro", ("en",), "dear"),
        ("trop cher", ("es", "en"), "caro"),
    ],
)
def test_the_language_that_is_typed_leads_among_those_the_rep_speaks(
    searcher: Searcher, ask: Callable[..., SearchResults],
    text: str, preferred: tuple[str, ...], first: str,
) -> None:  # fmt: skip
    assert ask(searcher, text, preferred_languages=preferred).hits[0].card_id == first


def test_the_others_follow_as_a_group(
    searcher: Searcher, ask: Callable[..., SearchResults]
) -> None:
    results = ask(searcher, "la nube pulse", preferred_languages=("en", "es"))
    assert [hit.card_id for hit in results.hits] == ["nube", "caro"]
    english = ask(searcher, "nube", preferred_languages=("en",))
    assert english.hits == ()
    assert [(group.language, group.total) for group in english.elsewhere] == [("es", 1)]
