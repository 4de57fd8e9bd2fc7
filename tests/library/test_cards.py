"""The shelf: replaced whole or not at all, and never holding what nothing names."""

import pytest

from enablement.cards.model import Card, CardKind
from enablement.library.cards import HeldCard, HeldEntry
from enablement.library.library import Library
from enablement.sync.protocol import sha256

IMAGE = b"\x89PNG\r\n\x1a\n the picture"


def held(card_id: str, *, title: str = "A title", revision: int = 1, **fields: object) -> HeldCard:
    card = Card.model_validate(
        {"id": card_id, "kind": CardKind.OBJECTION, "title": title, "body": "## Say this\nYes.\n"}
        | fields
    )
    return HeldCard(card, revision, card.content_hash)


def entry(card: HeldCard) -> HeldEntry:
    return HeldEntry("card", card.card.id, card.revision, card.hash, 0)


def put(library: Library, *cards: HeldCard, removed: tuple[str, ...] = ()) -> None:
    library.cards.stage({card.hash: card.card.to_bytes() for card in cards})
    with library.writing() as connection:
        library.cards.replace(connection, [entry(card) for card in cards], cards, removed)


def test_a_card_comes_back_as_it_was(library: Library) -> None:
    card = held("price", says=("too dear",), extra={"campaign": "spring"})
    put(library, card)
    assert library.cards.get("price") == card
    assert library.cards.all() == [card]
    assert library.cards.hashes() == {"price": card.hash}
    assert library.cards.get("other") is None


def test_cards_are_found_by_their_contents(library: Library) -> None:
    assert library.cards.content_hashes() == []
    cards = [held("budget"), held("price"), held("rival")]
    put(library, *cards)
    assert sorted(library.cards.content_hashes()) == sorted(card.hash for card in cards)
    wanted = [cards[2].hash, cards[0].hash, "ab" * 32, cards[0].hash]
    assert library.cards.with_hashes(wanted) == [cards[0], cards[2]]
    assert library.cards.with_hashes([]) == []


def test_a_new_revision_takes_the_place_of_the_old(library: Library) -> None:
    put(library, held("price"))
    newer = held("price", title="Another", revision=2)
    put(library, newer)
    assert library.cards.all() == [newer]
    assert library.cards.missing([held("price").hash]) == [held("price").hash]


def test_a_removed_card_leaves_nothing(library: Library) -> None:
    gone, kept = held("gone"), held("kept")
    put(library, gone, kept)
    with library.writing() as connection:
        library.cards.replace(connection, [entry(kept)], [], ["gone"])
    assert [card.card.id for card in library.cards.all()] == ["kept"]
    assert library.cards.staged([gone.hash]) == {}
    assert library.cards.count() == 1


def test_an_error_in_between_leaves_the_old_shelf(library: Library) -> None:
    old = held("price")
    put(library, old)
    newer = held("price", title="Another", revision=2)
    library.cards.stage({newer.hash: newer.card.to_bytes()})

    def stop_halfway() -> None:
        with library.writing() as connection:
            library.cards.replace(connection, [entry(newer)], [newer], [])
            raise RuntimeError

    with pytest.raises(RuntimeError):
        stop_halfway()
    assert library.cards.all() == [old]


def test_attachments_are_read_only_when_a_shard_names_them(library: Library) -> None:
    digest = sha256(IMAGE)
    library.cards.stage({digest: IMAGE})
    assert library.cards.attachment(digest) is None
    with library.writing() as connection:
        entries = [HeldEntry("attachment", digest, 0, digest, 3)]
        library.cards.replace(connection, entries, [], [])
    assert library.cards.attachment(digest) == IMAGE


def test_translations_are_found_from_either_side(library: Library) -> None:
    english, spanish = held("price"), held("precio", language="es", translation_of="price")
    put(library, english, spanish, held("other"))
    assert library.cards.translations("price") == [english, spanish]
    assert library.cards.translations("precio") == [english, spanish]
    assert library.cards.translations("nothing") == []


def test_many_hashes_at_once(library: Library) -> None:
    cards = [held(f"card-{number}") for number in range(1200)]
    put(library, *cards)
    hashes = [card.hash for card in cards]
    assert library.cards.missing([*hashes, "0" * 64]) == ["0" * 64]
    assert len(library.cards.staged(hashes)) == 1200


def test_a_card_and_its_translations_count_as_one(library: Library) -> None:
    put(library, held("price"), held("price-es", language="es", translation_of="price"), held("it"))
    assert (library.cards.count(), library.cards.messages()) == (3, 2)
