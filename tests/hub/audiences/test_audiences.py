"""Naming audiences: kept as written, told in the audit log, refused in sentences."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from enablement.errors import HubConflictError, HubInputError, HubMissingError
from enablement.hub.access.members import Member
from enablement.hub.access.roles import Role
from enablement.hub.audiences.reach import Audience
from enablement.hub.database import Database
from enablement.hub.hub import Hub
from enablement.hub.models import audit_log

OMAR = Member("p", "omar@example.com", "Omar", Role.APPROVER)


def test_an_audience_is_named_changed_and_taken_away(hub: Hub, database: Database) -> None:
    asked = Audience("", "  Mid  market ", ("A", "a", "B "), (), ("en_GB",), 10, None)
    audience_id = hub.audiences.add(OMAR, asked)
    found = hub.audiences.get(audience_id)
    assert found == Audience(audience_id, "Mid market", ("A", "B"), (), ("en-gb",), 10, None)
    hub.audiences.change(OMAR, replace(found, most_active=None, most_new_a_week=3))
    assert hub.audiences.named("Mid market").most_new_a_week == 3
    hub.audiences.remove(OMAR, audience_id)
    assert hub.audiences.loads() == ()
    with database.reading() as connection:
        query = select(audit_log.c.action, audit_log.c.who).where(
            audit_log.c.subject == "Mid market"
        )
        rows = connection.execute(query.order_by(audit_log.c.id)).all()
    assert [tuple(row) for row in rows] == [
        (f"audience-{deed}", "omar@example.com") for deed in ("add", "change", "remove")
    ]


def test_what_cannot_stand_is_refused(hub: Hub) -> None:
    hub.audiences.add(OMAR, Audience("", "Taken"))
    other = hub.audiences.add(OMAR, Audience("", "Other"))
    for wrong in (
        Audience("", " "), Audience("", "N", most_active=-1), Audience("", "N", languages=("?",)),
        Audience("", "N", tuple(f"team {number}" for number in range(51))),
    ):  # fmt: skip
        with pytest.raises(HubInputError):
            hub.audiences.add(OMAR, wrong)
    with pytest.raises(HubConflictError, match="“Taken” already"):
        hub.audiences.add(OMAR, Audience("", "Taken"))
    with pytest.raises(HubConflictError, match="“Taken” already"):
        hub.audiences.change(OMAR, Audience(other, "Taken"))
    with pytest.raises(HubMissingError):
        hub.audiences.remove(OMAR, "nobody")
    with pytest.raises(HubMissingError, match="There are: Other, Taken"):
        hub.audiences.named("Nobody")


def test_how_full_it_is_and_who_is_in_it(
    hub: Hub, folder: Path, write_card: Callable[..., Path], enroll: Callable[..., str]
) -> None:
    write_card("price", audience="{teams: [midmarket]}")
    write_card("later")
    hub.publish(folder)
    for rep in ("Ana", "Ana", "Bea"):
        enroll(rep, team="Midmarket", region="emea")
    enroll("Carl", team="enterprise", region="emea")
    hub.audiences.add(OMAR, Audience("", "Mid", ("midmarket",), most_active=1))
    (load,) = hub.audiences.loads()
    assert (load.active, load.too_many, load.reps, load.over) == (2, 1, 2, True)
    view = hub.audiences.view(load.audience.audience_id)
    assert view.cards == (("later", "Later"), ("price", "Price"))
    known = hub.audiences.known()
    assert (known.teams, known.regions, known.languages) == (
        ("enterprise", "Midmarket"), ("emea",), ("en",),
    )  # fmt: skip
