"""The text that was searched instead of a misspelt one."""

from collections.abc import Callable

from enablement.library.cards import HeldCard
from enablement.search.results import SearchResults
from enablement.search.searcher import Searcher


def test_the_rest_of_the_text_stays_as_typed(
    make_card: Callable[..., HeldCard], searcher_of: Callable[..., Searcher],
    ask: Callable[..., SearchResults],
) -> None:  # fmt: skip
    searcher = searcher_of([make_card("a", "The Facturación of the warehouse")])
    assert ask(searcher, "¿Facturasion,  warehuose?").corrected == "¿facturación,  warehouse?"
    assert ask(searcher, "facturacion").corrected == ""
    assert ask(searcher, "thewarehouse").corrected == "the warehouse"
