"""The migration to totals: a hub that has logs has the totals of those that it had counted."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from enablement.hub.database import Database
from enablement.hub.models import card_totals, card_weeks, counted_teams, team_weeks
from enablement.hub.places import HubPlace
from enablement.hub.review.counting import PARTS, count_new
from enablement.hub.schema import bring_up_to_date, upgrade
from tests.hub.conftest import Engines

AddLogs = Callable[..., None]
NEEDED = ("hub", "devices", "events", "usage", "counted_reps", "counted_teams", "card_weeks",
          "team_weeks")  # fmt: skip


@pytest.fixture
def older(engines: Engines, engine: str, tmp_path: Path) -> Iterator[Database]:
    """A database with the schema of before."""
    if engine == "sqlite":
        yield from _at_0004(HubPlace.of(tmp_path / "older"))
    else:
        with engines.empty() as place:
            yield from _at_0004(place)


def _at_0004(place: HubPlace) -> Iterator[Database]:
    if place.folder is not None:
        place.folder.mkdir()
    database = Database.at(place)
    with database.writing() as connection:
        upgrade(connection, "0004")
    yield database
    database.close()


def bring_over(newer: Database, older: Database) -> None:
    """Let the older hub have what the newer one has, as far as it has columns for it."""
    with newer.reading() as source, older.writing() as target:
        there, here = sa.MetaData(), sa.MetaData()
        there.reflect(target, only=NEEDED)
        here.reflect(source, only=NEEDED)
        for name in NEEDED:
            columns = [here.tables[name].c[column.name] for column in there.tables[name].c]
            rows = [dict(row) for row in source.execute(sa.select(*columns)).mappings()]
            target.execute(sa.insert(there.tables[name]), rows)


def held(database: Database, table: sa.Table) -> list[tuple[Any, ...]]:
    with database.reading() as connection:
        return sorted(tuple(row) for row in connection.execute(sa.select(table)))


def test_a_hub_with_logs_has_their_totals(
    database: Database, older: Database, add_logs: AddLogs, clock: Any
) -> None:
    for number, block in enumerate(("", "proof", "say_this")):
        at = clock() - timedelta(weeks=number)
        add_logs("WNF", "abc", at=at, card="price", block=block, stage="Demo", revision=number + 1)
        add_logs("WW", "de", card="later", team="enterprise", region="apac", person_id="")
    count_new(database)
    counted = held(database, card_totals)
    add_logs("FF", "af", card="price", block="proof")
    bring_over(database, older)
    bring_up_to_date(older)
    assert held(older, card_totals) == counted
    assert {row[0] for row in counted} == set(PARTS)
    assert count_new(older) == count_new(database) == 2
    for table in (card_totals, card_weeks, team_weeks, counted_teams):
        assert held(older, table) == held(database, table)


def test_a_hub_without_logs_has_none(older: Database) -> None:
    bring_up_to_date(older)
    assert held(older, card_totals) == []
