"""What is recorded of a card, without a screen: corrected, completed, and with whom."""

from dataclasses import replace
from datetime import timedelta
from typing import Any, cast

import pytest

from enablement.clock import Clock
from enablement.library.library import Library
from enablement.sync.protocol import Outcome
from enablement.ui.card.opening import open_card
from enablement.ui.log.log_book import (
    CONTEXT_LASTS,
    LogBook,
    LogContext,
    LogDetails,
    block_title,
)
from enablement.ui.values import OpenCard


@pytest.fixture
def clock(watch: Any) -> Clock:
    return cast("Clock", watch)


@pytest.fixture
def card(library: Library, deck: Any) -> OpenCard:
    deck.put(library, (deck.expensive,), revision=3)
    opened = open_card(library, "too-expensive")
    assert opened is not None
    return opened


def payloads(library: Library) -> list[dict[str, Any]]:
    return [event.payload for event in library.events.waiting()]


def test_a_log_of_a_block_names_it(library: Library, card: OpenCard) -> None:
    logged = LogBook(library).log(card, Outcome.WORKED, LogDetails(words=" too dear "), "proof")
    assert (logged.block_title, logged.words) == ("Proof", "too dear")
    assert payloads(library) == [
        {"card_id": "too-expensive", "revision": 3, "outcome": "worked", "block": "proof",
         "words": "too dear"}
    ]  # fmt: skip


def test_a_correction_keeps_the_event_and_its_words(library: Library, card: OpenCard) -> None:
    book = LogBook(library)
    first = book.log(card, Outcome.WORKED, LogDetails(words="too dear", note="nodded"))
    second = book.log(card, Outcome.NEUTRAL, LogDetails(note="shrugged"))
    assert second.event_id == first.event_id
    assert (second.words, second.note) == ("too dear", "shrugged")
    assert len(payloads(library)) == 1


def test_a_block_and_its_card_do_not_correct_each_other(library: Library, card: OpenCard) -> None:
    book = LogBook(library)
    book.log(card, Outcome.WORKED)
    book.log(card, Outcome.FELL_FLAT, block="proof")
    book.log(card, Outcome.NEUTRAL)
    assert [(one["outcome"], one.get("block")) for one in payloads(library)] == [
        ("neutral", None), ("fell_flat", "proof"),
    ]  # fmt: skip


def test_what_was_taken_back_is_not_corrected(library: Library, card: OpenCard) -> None:
    book = LogBook(library)
    book.take_back(book.log(card, Outcome.WORKED, LogDetails(note="nodded")).event_id)
    assert book.log(card, Outcome.NEUTRAL).note == ""
    assert len(payloads(library)) == 1


def test_details_complete_a_log_while_it_waits(library: Library, card: OpenCard) -> None:
    book = LogBook(library)
    logged = book.log(card, Outcome.WORKED)
    fuller = book.complete(logged, LogDetails("too dear", "nodded", " Saint Orrin ", "renewal"))
    assert fuller is not None
    assert payloads(library)[0]["account"] == "Saint Orrin"
    assert book.context() == LogContext("Saint Orrin", "renewal")
    assert book.log(card, Outcome.NEUTRAL).words == "too dear", "a correction knows them"
    assert book.waiting(logged) == replace(fuller, outcome=Outcome.NEUTRAL)
    library.events.take_batch("device")
    assert book.waiting(fuller) is None
    assert book.complete(fuller, LogDetails(words="else")) is None
    assert payloads(library)[0]["words"] == "too dear"


def test_the_meeting_is_forgotten_when_it_is_over(
    library: Library, card: OpenCard, watch: Any
) -> None:
    book = LogBook(library)
    book.remember(LogContext("Saint Orrin", "negotiation"))
    watch.time += CONTEXT_LASTS - timedelta(minutes=1)
    assert book.log(card, Outcome.WORKED).account == "Saint Orrin"
    watch.time += CONTEXT_LASTS - timedelta(minutes=1)
    assert book.context().stage == "negotiation", "each log goes on with it"
    watch.time += timedelta(minutes=1)
    assert not book.context()
    assert book.log(card, Outcome.WORKED).account == ""


def test_accounts_are_told_newest_first_each_once(library: Library, card: OpenCard) -> None:
    book = LogBook(library)
    for name in ("Velmora", "Saint Orrin", "", "Velmora"):
        book.remember(LogContext(name))
        book.log(card, Outcome.WORKED, block=f"b{len(payloads(library))}")
    assert book.accounts() == ("Velmora", "Saint Orrin")


def test_words_that_were_said_are_not_said_again() -> None:
    before = LogDetails("too dear", "nodded", "Velmora")
    assert LogDetails("too dear ", "left", "Velmora").without(before) == LogDetails(
        "", "left", "Velmora"
    )


def test_a_block_is_called_as_on_its_card(deck: Any) -> None:
    assert block_title(deck.expensive, "say_this") == "Say this"
    assert block_title(deck.expensive, "gone") == "gone"
    assert block_title(None, "") == ""
