"""Coverage: who holds which revision as laptops told, small teams together, the silent set apart."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import pytest

from enablement.errors import HubConflictError, HubInputError, HubMissingError
from enablement.hub.access.members import OPERATOR
from enablement.hub.coverage.laptops import History
from enablement.hub.devices import Device
from enablement.hub.hub import Hub

WriteCard = Callable[..., Path]
Enroll = Callable[..., str]


class Clock(Protocol):
    """The tests' clock."""

    def move(self, **by: float) -> None: ...


def come(hub: Hub, token: str, held: int | None) -> Device:
    """A laptop asks, and tells what it holds."""
    device = hub.devices.recognise(token)
    hub.devices.note_contact(device, held)
    return device


@pytest.fixture
def revised(hub: Hub, folder: Path, write_card: WriteCard) -> Path:
    """Generations 1 to 3: a card in three revisions beside one that never changed."""
    write_card("later")
    for words in ("First.", "Second.", "Third."):
        write_card("price", words)
        hub.publish(folder)
    return folder


def test_how_many_hold_which_revision(hub: Hub, revised: Path, enroll: Enroll) -> None:
    for number, held in enumerate((3, 3, 2, 1, 1, 1)):
        come(hub, enroll(f"Rep {number}", team="mid"), held)
    enroll("Never", team="mid")
    found = hub.coverage.overview()
    assert (found.laptops, found.current, found.behind, found.never) == (7, 2, 4, 1)
    (lagging,) = found.lagging
    holding = lagging.holding
    assert (lagging.card_id, lagging.revision) == ("price", 3)
    assert (holding.laptops, holding.newest, holding.older) == (7, 2, ((1, 3), (2, 1)))
    assert (holding.without, holding.never, holding.behind) == (0, 1, 5)


def test_the_silent_are_set_apart(hub: Hub, revised: Path, enroll: Enroll, clock: Clock) -> None:
    silent = enroll("Silent")
    come(hub, silent, 1)
    clock.move(days=7, hours=1)
    come(hub, enroll("Slow"), 2)
    (lagging,) = hub.coverage.overview().lagging
    assert (lagging.holding.behind, lagging.holding.silent) == (2, 1)
    come(hub, silent, 3)
    (lagging,) = hub.coverage.overview().lagging
    assert (lagging.holding.behind, lagging.holding.silent) == (1, 0)


def test_only_laptops_that_the_card_is_for_count(
    hub: Hub, folder: Path, write_card: WriteCard, enroll: Enroll
) -> None:
    for words in ("First.", "Second."):
        write_card("price", words, audience="{teams: [mid]}", language="es")
        hub.publish(folder)
    come(hub, enroll("Ana", team="mid"), 1)
    come(hub, enroll("Bea", team="mid", languages=("en",)), 1)
    come(hub, enroll("Carl", team="other"), 1)
    (lagging,) = hub.coverage.overview().lagging
    assert (lagging.holding.laptops, lagging.holding.older) == (1, ((1, 1),))
    assert hub.coverage.overview().behind == 1


def test_ended_and_unknown_laptops(hub: Hub, revised: Path, enroll: Enroll) -> None:
    ended = come(hub, enroll("Ended"), 1)
    hub.laptops.revoke(OPERATOR, ended.device)
    come(hub, enroll("Of before a restore"), 99)
    found = hub.coverage.overview()
    assert (found.laptops, found.never, found.lagging) == (1, 1, ())


def test_a_card_by_team_with_small_teams_together(hub: Hub, revised: Path, enroll: Enroll) -> None:
    for number, held in enumerate((1, 2, 3)):
        come(hub, enroll(f"Rep {number}", team="large"), held)
    come(hub, enroll("Ana", team="one"), 3)
    come(hub, enroll("Bea", team="two"), 1)
    detail = hub.coverage.card("price")
    assert [(team, held.laptops, held.newest) for team, held in detail.teams] == [
        ("large", 3, 1), ("", 2, 1),
    ]  # fmt: skip
    assert [number for _laptop, number in detail.laptops] == [1, 1, 2, 3, 3]
    with pytest.raises(HubMissingError):
        hub.coverage.card("nothing")


def test_a_recall_is_followed_until_the_last_laptop_has_synced(
    hub: Hub, revised: Path, enroll: Enroll, clock: Clock
) -> None:
    first, second, third = (enroll(f"Rep {number}") for number in range(3))
    come(hub, first, 3)
    come(hub, second, 1)
    come(hub, third, None)
    generation = hub.recalling.recall(OPERATOR, "price", " The figure\nis wrong. ")
    (recalled,) = hub.coverage.overview().recalls
    assert (recalled.recall.reason, recalled.had, recalled.still) == ("The figure is wrong.", 2, 2)
    assert [one.rep_name for one, _held in hub.coverage.card("price").laptops] == ["Rep 1", "Rep 0"]
    come(hub, first, generation)
    clock.move(days=8)
    recall = hub.coverage.card("price").recall
    assert recall is not None
    assert (recall.had, recall.still, recall.silent) == (2, 1, 1)
    come(hub, second, generation)
    assert hub.coverage.overview().recalls[0].still == 0
    assert hub.coverage.overview().lagging == ()


def test_a_recall_needs_a_reason_and_happens_once(hub: Hub, revised: Path) -> None:
    for wrong in ("", " \0 ", "x" * 501):
        with pytest.raises(HubInputError):
            hub.recalling.recall(OPERATOR, "price", wrong)
    with pytest.raises(HubMissingError):
        hub.recalling.recall(OPERATOR, "nothing", "Why.")
    hub.recalling.recall(OPERATOR, "price", "Why.")
    with pytest.raises(HubConflictError):
        hub.recalling.recall(OPERATOR, "price", "Why.")
    assert hub.coverage.overview().recalls[0].recall.reason == "Why.", "the first stays"
    assert hub.status().retired == 1


def test_a_retired_card_may_be_recalled_too(hub: Hub, revised: Path) -> None:
    hub.retire("price")
    hub.recalling.recall(OPERATOR, "price", "Why.")
    assert [one.card_id for one in hub.coverage.overview().recalls] == ["price"]


def test_what_a_generation_holds() -> None:
    history = History(((1, 2), (2, 5), (3, 5)))
    assert [history.at(generation) for generation in (1, 2, 4, 5, 9)] == [0, 1, 1, 3, 3]
