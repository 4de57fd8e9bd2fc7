"""What to retire first: never used before unverified, the worse before the better, and none without a reason."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from sqlalchemy import insert

from enablement.hub.access.members import OPERATOR
from enablement.hub.audiences.ranking import Candidate
from enablement.hub.audiences.reach import Audience
from enablement.hub.database import Database
from enablement.hub.devices import Device
from enablement.hub.hub import Hub
from enablement.hub.models import card_weeks, readings

WriteCard = Callable[..., Path]


class Clock(Protocol):
    """The tests' clock."""

    def move(self, **by: float) -> None: ...


def used(
    hub: Hub, database: Database, card_id: str, worked: int, fell_flat: int, reps: int
) -> None:
    """Logs of this week by so many reps."""
    today = hub.today()
    row = {
        "card_id": card_id, "revision": 1, "worked": worked, "neutral": 0, "fell_flat": fell_flat,
        "week": today.fromordinal(today.toordinal() - today.weekday()), "reps": 2**reps - 1,
    }  # fmt: skip
    with database.writing() as connection:
        connection.execute(insert(card_weeks), row)


def ranked(hub: Hub) -> list[Candidate]:
    audience_id = hub.audiences.add(OPERATOR, Audience("", "Everyone"))
    found = list(hub.audiences.view(audience_id).retire_first)
    hub.audiences.remove(OPERATOR, audience_id)
    return found


def codes(found: list[Candidate]) -> dict[str, list[str]]:
    return {one.card_id: [reason.code for reason in one.reasons] for one in found}


def test_the_weightiest_reason_comes_first(
    hub: Hub, database: Database, folder: Path, write_card: WriteCard, clock: Clock
) -> None:
    write_card("good")
    write_card("weak")
    write_card("idle")
    write_card("stale", verify_by="2026-12-01")
    write_card("few")
    hub.publish(folder)
    clock.move(days=40)
    for card_id in ("good", "stale"):
        used(hub, database, card_id, worked=30, fell_flat=10, reps=4)
    used(hub, database, "weak", worked=2, fell_flat=18, reps=4)
    used(hub, database, "few", worked=9, fell_flat=1, reps=2)
    found = ranked(hub)
    assert list(codes(found).items()) == [
        ("idle", ["never-used"]), ("weak", ["works-less"]), ("stale", ["unverified"]),
        ("few", ["little-used"]),
    ]  # fmt: skip
    assert found[1].reasons[0].sentence == (
        "It worked in 2 of 20 logs (3 to 30 %); the audience’s cards together in 65 %."
    )
    assert found[2].reasons[0].sentence == "Unverified since 2026-12-01."
    assert found[3].reasons[0].sentence == "Fewer than 3 reps logged it in the last 13 weeks."


def test_a_low_rate_of_few_logs_or_few_reps_is_no_reason(
    hub: Hub, database: Database, folder: Path, write_card: WriteCard, clock: Clock
) -> None:
    for card_id in ("good", "small", "alone"):
        write_card(card_id)
    hub.publish(folder)
    clock.move(days=40)
    used(hub, database, "good", worked=99, fell_flat=1, reps=9)
    used(hub, database, "small", worked=0, fell_flat=4, reps=3)
    used(hub, database, "alone", worked=0, fell_flat=40, reps=2)
    assert codes(ranked(hub)) == {"alone": ["little-used"]}


def test_a_new_card_is_not_blamed_for_lying_idle(
    hub: Hub, folder: Path, write_card: WriteCard, clock: Clock
) -> None:
    write_card("price")
    hub.publish(folder)
    clock.move(days=27)
    assert ranked(hub) == []
    clock.move(days=1)
    assert codes(ranked(hub)) == {"price": ["never-used"]}


def test_what_no_laptop_opens_once_laptops_tell(
    hub: Hub, database: Database, folder: Path, write_card: WriteCard, clock: Clock, device: Device
) -> None:
    write_card("price")
    write_card("later")
    hub.publish(folder)
    clock.move(days=40)
    row = {
        "device": device.device, "day": hub.today(), "card_id": "price", "revision": 1, "opens": 2,
        "person_id": "", "team": "", "region": "",
    }  # fmt: skip
    with database.writing() as connection:
        connection.execute(insert(readings), row)
    assert codes(ranked(hub)) == {"later": ["never-used", "never-opened"], "price": ["never-used"]}


def test_a_translation_of_what_is_retired(hub: Hub, folder: Path, write_card: WriteCard) -> None:
    write_card("price")
    write_card("precio", language="es", translation_of="price")
    hub.publish(folder)
    hub.retire("price")
    (found,) = ranked(hub)
    assert found.reasons[0].sentence == "The card that it translates, “price”, is retired."
