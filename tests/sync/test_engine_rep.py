"""Marketing says something else of a rep: it holds at the hub at once, and reaches the laptop."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from enablement.hub import own_shards
from enablement.hub.access.members import OPERATOR
from enablement.hub.access.people import PeopleFilter
from enablement.hub.database import Database
from enablement.hub.hub import Hub
from enablement.hub.models import usage
from enablement.sync.policies import RepNow
from enablement.sync.protocol import Rep

NewLaptop = Callable[..., Any]
ANA = Rep(name="Ana", team="north", region="emea", languages=("en",))


def rep_of(laptop: Any) -> Rep:
    held = laptop.library.enrolment.get()
    assert held is not None
    rep: Rep = held.rep
    return rep


def change(hub: Hub, **said: Any) -> None:
    """Say something else of the one rep."""
    (ana,) = [one for one in hub.people.page(PeopleFilter()).rows if one.words.name]
    hub.people.change(OPERATOR, ana.person_id, replace(ana.words, **said))


@pytest.fixture
def laptop(hub: Hub, cards: Any, new_laptop: NewLaptop) -> Any:
    """Ana's, of the north, with the north's one card."""
    for team in ("north", "south"):
        cards.write(team, extra=f"audience: {{teams: [{team}]}}")
    hub.publish(cards.path)
    made = new_laptop("Ana", team="north", region="emea", languages=("en",))
    assert made.engine.sync().rep is False
    return made


def test_a_new_name_team_and_languages_come_with_the_next_sync(
    laptop: Any, hub: Hub, tmp_path: Path
) -> None:
    assert rep_of(laptop) == ANA
    laptop.log("north")
    laptop.engine.sync()
    change(hub, name="Ana Vega", team="south", languages=("es", "en"))
    report = laptop.engine.sync()
    assert (report.rep, report.added, report.removed) == (True, ("south",), ("north",))
    assert rep_of(laptop) == Rep(
        name="Ana Vega", team="south", region="emea", languages=("es", "en")
    )
    laptop.log("south")
    report = laptop.engine.sync()
    assert (report.rep, report.rejected) == (False, 0)
    database = Database.at(tmp_path / "hub")
    with database.reading() as connection:
        rows = connection.execute(select(usage.c.card_id, usage.c.team).order_by(usage.c.card_id))
        assert [tuple(row) for row in rows] == [("north", "north"), ("south", "south")]
    database.close()


def test_a_name_alone_comes_though_no_card_does(laptop: Any, hub: Hub) -> None:
    before = laptop.library.enrolment.get()
    change(hub, name="Ana Vega")
    report = laptop.engine.sync()
    assert (report.rep, report.added, report.changed, report.removed) == (True, (), (), ())
    assert rep_of(laptop) == ANA.model_copy(update={"name": "Ana Vega"})
    after = laptop.library.enrolment.get()
    assert (after.generation, after.shards[:-1]) == (before.generation, before.shards[:-1])


def test_a_hub_that_does_not_say_changes_nothing(
    laptop: Any, hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As one from before it did, or one that says it in words of the future."""
    monkeypatch.setattr(own_shards, "REP", "of-the-future")
    change(hub, name="Ana Vega")
    assert laptop.engine.sync().rep is False
    assert rep_of(laptop) == ANA
    monkeypatch.undo()
    monkeypatch.setattr(RepNow, "to_bytes", lambda _rep: b'{"person":{"given":"Ana"}}')
    change(hub, name="Ana Vega Ruiz")
    assert laptop.engine.sync().rep is False
    assert rep_of(laptop) == ANA


def test_what_an_older_program_fetched_is_heeded_after_its_update(laptop: Any) -> None:
    """It held the words, as any policy that it does not know, and the hub does not send them again."""
    with laptop.library.writing() as writer:
        laptop.library.enrolment.adopt_rep(writer, ANA.model_copy(update={"name": "Anna"}))
    assert laptop.engine.sync().rep is True
    assert rep_of(laptop) == ANA
