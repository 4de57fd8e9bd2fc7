"""A card that has expired is not opened, and the rep is told why and where to go on."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from enablement.library.library import Library
from enablement.sync.policies import RECALLS, Recall, Recalls
from enablement.ui.card.gone import expired_message, gone_message


def test_an_expired_card_says_since_when_and_what_to_search(library: Library, deck: Any) -> None:
    deck.put(library, (deck.expensive.model_copy(update={"expires": date(2026, 1, 31)}),))
    message = expired_message(library, "too-expensive")
    assert message is not None
    assert "“It costs too much” was good until 31 Jan 2026." in message.lead
    assert message.examples == ("too expensive", "your price is too high")


def test_its_translation_comes_first_where_that_is_still_good(library: Library, deck: Any) -> None:
    deck.put(
        library,
        (deck.expensive.model_copy(update={"expires": date(2026, 1, 31)}), deck.costoso),
    )
    message = expired_message(library, "too-expensive")
    assert message is not None
    assert message.examples[0] == "Cuesta demasiado"


def test_a_card_without_the_buyers_words_is_searched_by_its_title(
    library: Library, deck: Any
) -> None:
    deck.put(library, (deck.freezer.model_copy(update={"expires": date(2026, 1, 31)}),))
    message = expired_message(library, "freezer-night")
    assert message is not None
    assert message.examples == ("Saint Orrin saved a freezer",)


def test_other_reasons_are_not_this_one(library: Library, deck: Any) -> None:
    tomorrow = library.today() + timedelta(days=1)
    deck.put(library, (deck.freezer.model_copy(update={"valid_from": tomorrow}), deck.expensive))
    assert expired_message(library, "unknown") is None
    assert expired_message(library, "too-expensive") is None
    assert expired_message(library, "freezer-night") is None


def test_the_rep_who_asks_for_it_reads_that(rep: Any, library: Library, deck: Any) -> None:
    deck.put(library, (deck.freezer.model_copy(update={"expires": date(2026, 1, 31)}),))
    rep.session.read("freezer-night")
    rep.settle()
    assert rep.window.pane.message.title == "This card has expired"
    assert not rep.window.actions_.present.isEnabled()


def recall(card_id: str, reason: str) -> Recalls:
    """What the hub tells of a card that it took back."""
    told = Recall(title="Cheap", reason=reason, revision=2, at=datetime(2026, 11, 24, tzinfo=UTC))
    return Recalls(cards={card_id: told})


def test_a_recalled_card_says_why(rep: Any, library: Library, deck: Any) -> None:
    shared = {("policy", RECALLS): recall("too-expensive", "The figure is wrong.")}
    deck.sync_in(library, (deck.freezer,), shared)
    rep.session.read("too-expensive")
    rep.settle()
    assert rep.window.pane.message.title == "Taken back: The figure is wrong."
    message = gone_message(library, "too-expensive")
    assert message is not None
    assert "“Cheap”" in message.lead


def test_a_card_that_is_there_was_not_recalled(library: Library, deck: Any) -> None:
    shared = {("policy", RECALLS): recall("too-expensive", "The figure is wrong.")}
    deck.sync_in(library, (deck.expensive,), shared)
    assert gone_message(library, "too-expensive") is None
