"""What an audience receives: its fullest laptop, a card and its translations once, new ones for a week."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from enablement.hub.audiences.reach import Audience, Facts, Shelf
from enablement.hub.shelf import CardState, Recipient, ShelfCard

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
OLD = NOW - timedelta(days=60)


class Laid:
    """A shelf that is laid card by card."""

    def __init__(self) -> None:
        self.cards: dict[str, ShelfCard] = {}
        self.facts: dict[str, Facts] = {}

    def put(
        self,
        card_id: str,
        teams: str = "",
        regions: str = "",
        language: str = "en",
        facts: Facts | None = None,
    ) -> None:
        """Lay a published card."""
        self.cards[card_id] = ShelfCard(
            card_id, CardState.PUBLISHED, "s", 1, "h", card_id.title(), language,
            tuple(teams.split()), tuple(regions.split()), (),
        )  # fmt: skip
        self.facts[card_id] = facts or Facts(card_id, OLD)

    @property
    def shelf(self) -> Shelf:
        """The shelf as it lies."""
        return Shelf(self.cards, self.facts, NOW)


@pytest.fixture
def laid() -> Laid:
    return Laid()


def test_the_fullest_laptop_counts_and_not_all_together(laid: Laid) -> None:
    laid.put("all")
    laid.put("one", "midmarket")
    laid.put("two", "enterprise", "emea")
    laid.put("three", "enterprise", "amer")
    laid.put("four", "enterprise", "amer")
    reps = [Recipient.of("enterprise", region, ()) for region in ("emea", "amer")]
    reach = laid.shelf.reach(Audience("", "Enterprise", ("Enterprise",)), reps)
    assert (reach.active, reach.card_ids) == (3, frozenset({"all", "three", "four"}))
    assert laid.shelf.reach(Audience("", "All"), reps).active == 3
    assert laid.shelf.reach(Audience("", "Midmarket", ("midmarket",)), reps).active == 2


def test_a_card_and_its_translations_count_once(laid: Laid) -> None:
    laid.put("price")
    laid.put("precio", language="es-MX", facts=Facts("price", NOW))
    laid.put("solo", language="es", facts=Facts("solo", NOW))
    both = Recipient.of("", "", ("en", "es"))
    reach = laid.shelf.reach(Audience("", "All"), [both])
    assert (reach.active, reach.new) == (2, 1), "a new translation of an old card is nothing new"
    spanish = laid.shelf.reach(Audience("", "Spanish", languages=("es",)), [both])
    assert (spanish.active, spanish.card_ids) == (2, frozenset({"precio", "solo"}))


def test_what_no_laptop_shows_does_not_count(laid: Laid) -> None:
    today = NOW.date()
    laid.put("expired", facts=Facts("expired", OLD, expires=today))
    laid.put("waiting", facts=Facts("waiting", OLD, valid_from=date(2026, 12, 1)))
    laid.put("retired")
    laid.cards["retired"] = replace(laid.cards["retired"], state=CardState.RETIRED)
    laid.put("shown", facts=Facts("shown", OLD, valid_from=today, expires=date(2026, 11, 25)))
    assert laid.shelf.reach(Audience("", "All"), []).card_ids == {"shown"}


def test_new_is_what_came_within_seven_days(laid: Laid) -> None:
    laid.put("week", facts=Facts("week", NOW - timedelta(days=7)))
    laid.put("days", facts=Facts("days", NOW - timedelta(days=6, hours=23)))
    assert laid.shelf.reach(Audience("", "All"), []).new == 1


def test_who_belongs_to_an_audience() -> None:
    audience = Audience("", "A", ("Midmarket",), (), ("en", "de"))
    assert audience.part_of(Recipient.of("midmarket", "x", ("es",))) is None
    assert audience.part_of(Recipient.of("enterprise", "x", ("en",))) is None
    part = audience.part_of(Recipient.of("MIDMARKET", "x", ("en-GB", "es")))
    assert part == Recipient.of("midmarket", "x", ("en",))
    assert audience.part_of(Recipient.of("midmarket", "x", ())) == Recipient.of(
        "midmarket", "x", ("en", "de")
    )
