"""The budget: what a publication makes of each audience, and that over it the words are there."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from enablement.hub.access.members import OPERATOR
from enablement.hub.audiences.reach import Audience
from enablement.hub.hub import Hub

WriteCard = Callable[..., Path]


class Moved(Protocol):
    """The tests' clock."""

    def move(self, **by: float) -> None: ...


def name(hub: Hub, most_active: int | None = None, most_new: int | None = None) -> str:
    audience = Audience("", "Midmarket", ("midmarket",), (), (), most_active, most_new)
    return hub.audiences.add(OPERATOR, audience)


def test_publishing_over_the_budget_says_so_and_publishes(
    hub: Hub, folder: Path, write_card: WriteCard, enroll: Callable[..., str], clock: Moved
) -> None:
    enroll(team="midmarket")
    write_card("price")
    write_card("later", audience="{teams: [enterprise]}")
    name(hub, most_active=2)
    assert hub.publish(folder).budgets == ()
    clock.move(days=40)
    write_card("third")
    assert hub.publish(folder).budgets == (), "exactly full"
    write_card("fourth")
    for dry_run in (True, False):
        (over,) = hub.publish(folder, dry_run=dry_run).budgets
        assert over.sentences == ("“Midmarket” would hold 3 cards; its budget is 2.",)
        (first,) = over.retire_first
        assert first.card_id == "price", "what is new is not blamed"
        assert first.reasons[0].sentence == (
            "Nobody logged it in the 40 days since it was published."
        )
    assert hub.status().cards == 4


def test_an_audience_that_is_over_already_is_not_said_again(
    hub: Hub, folder: Path, write_card: WriteCard
) -> None:
    for number in range(4):
        write_card(f"card-{number}")
    hub.publish(folder)
    name(hub, most_active=2)
    write_card("card-1", "Better words.")
    assert hub.publish(folder).budgets == (), "no more cards than before"
    (folder / "card-2.md").unlink()
    assert hub.publish(folder).budgets == (), "fewer than before"


def test_too_many_new_ones_within_a_week(
    hub: Hub, folder: Path, write_card: WriteCard, clock: Moved
) -> None:
    name(hub, most_new=2)
    for number in range(3):
        write_card(f"card-{number}")
    (over,) = hub.publish(folder).budgets
    assert over.sentences == ("“Midmarket” would get 3 new cards within a week; its budget is 2.",)
    assert over.as_json()["new"] == 3
    clock.move(days=8)
    write_card("card-3")
    assert hub.publish(folder).budgets == ()
