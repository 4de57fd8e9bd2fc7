"""Making a hub: whole or not at all, in a folder and in a database, and never over another one."""

from pathlib import Path

import pytest
from sqlalchemy import Connection, inspect

from enablement.errors import HubDataError
from enablement.hub.database import Database
from enablement.hub.founding import check_there, found
from enablement.hub.places import HubPlace


class StoppedError(Exception):
    """What ends the making half way."""


def stop(_database: Database, _connection: Connection) -> None:
    raise StoppedError


def test_a_hub_that_is_stopped_half_made_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(StoppedError):
        found(HubPlace.of(tmp_path / "hub"), stop)
    assert list((tmp_path / "hub").iterdir()) == []


def test_a_database_is_left_empty_too(empty_database: HubPlace) -> None:
    with pytest.raises(StoppedError):
        found(empty_database, stop)
    database = Database.at(empty_database)
    with database.reading() as connection:
        assert inspect(connection).get_table_names() == []
    database.close()


def test_there_is_one_hub_in_a_place(place: HubPlace) -> None:
    check_there(place)
    with pytest.raises(HubDataError, match="already"):
        found(place, stop)


def test_where_there_is_none_the_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(HubDataError, match="There is no hub in"):
        check_there(HubPlace.of(tmp_path))
