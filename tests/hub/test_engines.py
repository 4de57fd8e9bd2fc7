"""The two engines: an SQLite that is sound, and a PostgreSQL that says in words why it is not there."""

from collections.abc import Callable

import pytest
from sqlalchemy import URL

from enablement.errors import HubDataError
from enablement.hub.database import Database
from enablement.hub.engines import check_sqlite
from enablement.hub.hub import Hub
from enablement.hub.places import HubPlace


def test_an_unsound_sqlite_is_refused() -> None:
    check_sqlite((3, 53, 0))
    with pytest.raises(HubDataError, match=r"3\.50\.4"):
        check_sqlite((3, 50, 4))


@pytest.mark.parametrize("engine", ["postgresql"])
@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        (lambda url: url.set(database="nothing_here"), "There is no database"),
        (lambda url: url.set(username="nobody_here"), "does not let this user in"),
        (lambda url: url.set(query={"host": "/nowhere"}), "does not answer"),
        (lambda url: url.set(host="127.0.0.1", port=1, query={}), "does not answer"),
    ],
)
def test_a_database_that_cannot_be_used_is_a_sentence(
    place: HubPlace, changed: Callable[[URL], URL], sentence: str
) -> None:
    assert place.url is not None
    with pytest.raises(HubDataError, match=sentence) as raised:
        Hub.open(HubPlace(url=changed(place.url)))
    assert raised.value.how_to_mend()


@pytest.mark.parametrize("engine", ["postgresql"])
def test_a_reader_of_postgresql_cannot_write(database: Database) -> None:
    with (
        pytest.raises(HubDataError, match="may not be written"),
        database.reading() as connection,
    ):
        connection.exec_driver_sql("DELETE FROM web_sessions")


@pytest.mark.parametrize("engine", ["postgresql"])
def test_a_connection_that_rested_and_was_lost_is_replaced(
    database: Database, hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("enablement.hub.engines._RESTED_SECONDS", 0.0)
    hub.check()
    with database.writing() as connection:
        others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        mine = "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        assert connection.exec_driver_sql(f"{others} {mine}").all()
    hub.check()
