"""The made-up cards: real cards in both languages, the same for the same seed."""

from datetime import date

from bench.made_cards import VALUES, MadeCards, make_cards
from enablement.cards.model import Card

TODAY = date(2026, 11, 24)


def _length(card: Card) -> int:
    return len(" ".join([card.title, *card.says, card.summary, card.body]).split())


def test_fewer_cards_are_the_beginning_of_more(made: MadeCards) -> None:
    assert make_cards(25, seed=3).cards == made.cards[:25]
    assert make_cards(25, seed=4).cards != made.cards[:25]


def test_ids_differ_and_every_card_has_what_a_card_has(made: MadeCards) -> None:
    assert len({card.id for card in made.cards}) == 60
    for card in made.cards:
        assert card.title
        assert card.says
        assert len(card.summary) <= 160
        assert card.blocks


def test_a_library_is_mixed_as_a_real_one() -> None:
    cards = make_cards(400, seed=1).cards
    by_id = {card.id: card for card in cards}
    translations = [card for card in cards if card.translation_of]
    assert 0.05 < len(translations) / 400 < 0.3
    for card in translations:
        original = by_id[card.translation_of or ""]
        assert original.language != card.language
        assert original.kind is card.kind
        assert original.products == card.products
    assert {card.language for card in cards} == {"en", "es"}
    assert any(not card.shown_on(TODAY) for card in cards)
    assert any(not card.verified_on(TODAY) for card in cards)
    assert all({value for card in cards for value in card.facet(name)} for name in VALUES)
    known = [card for card in cards if _length(card) < 500]
    pages = [card for card in cards if _length(card) > 1_500]
    assert pages
    assert len(known) + len(pages) == 400
    lengths = sorted(map(_length, known))
    assert 60 <= lengths[len(known) // 20] < lengths[-len(known) // 20] <= 320
    block_keys = {block.key for card in known for block in card.blocks}
    assert {"say_this", "proof", "ask_next", "avoid", "situation", "result"} <= block_keys
