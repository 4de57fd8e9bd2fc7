"""What a hit tells of the other languages of its card."""

from collections.abc import Callable
from datetime import date, timedelta

from enablement.library.cards import HeldCard
from enablement.search.results import SearchResults
from enablement.search.searcher import Searcher

TODAY = date(2026, 11, 24)


def test_translations_that_may_be_read_today_one_a_language(
    make_card: Callable[..., HeldCard], searcher_of: Callable[..., Searcher],
    ask: Callable[..., SearchResults],
) -> None:  # fmt: skip
    searcher = searcher_of(
        [
            make_card("a", "Cloud"),
            make_card("b", "Nube", language="es", translation_of="a"),
            make_card("c", "Nuage", language="fr", translation_of="a", expires=TODAY),
            make_card("d", "Wolke", language="de", translation_of="a",
                      valid_from=TODAY + timedelta(days=1)),
            make_card("e", "Sky"),
        ]
    )  # fmt: skip
    (hit,) = ask(searcher, "cloud").hits
    assert hit.translations == ("es",)
    (alone,) = ask(searcher, "sky").hits
    assert alone.translations == ()
    (tomorrow,) = ask(searcher, "cloud", day=TODAY + timedelta(days=1)).hits
    assert tomorrow.translations == ("de", "es")


def test_a_card_found_by_its_translation_says_so_and_what_stood_for_a_misspelt_word(
    make_card: Callable[..., HeldCard], searcher_of: Callable[..., Searcher],
    ask: Callable[..., SearchResults],
) -> None:  # fmt: skip
    searcher = searcher_of(
        [make_card("a", "Warehouse"), make_card("b", "Nave", language="es", translation_of="a")]
    )
    (hit,) = ask(searcher, "warehuose", preferred_languages=("es",)).hits
    assert hit.card_id == "b"
    assert [reason.field for reason in hit.reasons] == ["translation", "corrected"]
