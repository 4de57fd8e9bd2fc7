"""Backing up: one moment of the hub while it serves, whole or not at all."""

import json
import stat
import sys
import threading
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from enablement.errors import HubDataError
from enablement.hub.database import Database
from enablement.hub.hub import Hub
from enablement.hub.places import HubPlace
from enablement.hub.schema import HEAD, upgrade
from enablement.hub.upkeep.archive import Archive
from enablement.hub.upkeep.backup import back_up
from tests.hub.conftest import START


def test_a_backup_says_what_it_holds(filled: Hub, place: HubPlace, tmp_path: Path) -> None:
    made = back_up(place, tmp_path / "hub.zip", START)
    with Archive(tmp_path / "hub.zip") as archive:
        assert archive.manifest == made
    status = filled.status()
    assert (made.hub_id, made.epoch, made.generation) == (
        status.hub_id, status.epoch, status.generation,
    )  # fmt: skip
    assert (made.schema_revision, made.made_at) == (HEAD, START)
    rows = {table.name: table.rows for table in made.tables}
    assert (rows["cards"], rows["usage"], rows["rejected_events"]) == (2, 1, 1)
    assert "web_sessions" not in rows


@pytest.mark.parametrize("engine", ["sqlite"])
def test_other_programs_can_read_it(filled: Hub, place: HubPlace, tmp_path: Path) -> None:
    back_up(place, tmp_path / "hub.zip", START)
    with zipfile.ZipFile(tmp_path / "hub.zip") as archive:
        manifest = json.loads(archive.read("manifest.json"))
        (cards,) = (one for one in manifest["tables"] if one["name"] == "cards")
        lines = archive.read("tables/cards.jsonl").decode().splitlines()
    names = [name for name, _kind in cards["columns"]]
    found = {row[names.index("card_id")] for row in map(json.loads, lines)}
    assert found == {"price", "later"}


def test_it_is_of_one_moment_though_the_hub_goes_on(
    filled: Hub, place: HubPlace, tmp_path: Path
) -> None:
    """While backups are made, another thread makes a person and a log line in each transaction."""
    stop = threading.Event()

    def work() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            filled.invite(f"Rep {number}")

    worker = threading.Thread(target=work)
    worker.start()
    try:
        made = [back_up(place, tmp_path / f"{number}.zip", START) for number in range(4)]
    finally:
        stop.set()
        worker.join()
    for manifest in made:
        rows = {table.name: table.rows for table in manifest.tables}
        assert rows["people"] - 1 == rows["invitations"]  # the first admin was not invited


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such bits")
@pytest.mark.parametrize("engine", ["sqlite"])
def test_only_its_owner_may_read_it(filled: Hub, place: HubPlace, tmp_path: Path) -> None:
    back_up(place, tmp_path / "hub.zip", START)
    assert stat.S_IMODE((tmp_path / "hub.zip").stat().st_mode) == 0o600


@pytest.mark.parametrize("engine", ["sqlite"])
def test_a_file_that_is_there_is_left_alone(place: HubPlace, tmp_path: Path) -> None:
    (tmp_path / "hub.zip").write_text("the only backup")
    with pytest.raises(HubDataError, match=r"a file .* already"):
        back_up(place, tmp_path / "hub.zip", START)
    assert (tmp_path / "hub.zip").read_text() == "the only backup"


@pytest.mark.parametrize("engine", ["sqlite"])
def test_a_folder_that_is_not_there_is_a_sentence(place: HubPlace, tmp_path: Path) -> None:
    with pytest.raises(HubDataError, match="cannot be written"):
        back_up(place, tmp_path / "nowhere" / "hub.zip", START)


def test_what_fails_leaves_no_file(place: HubPlace, tmp_path: Path) -> None:
    database = Database.at(place)
    with database.writing() as connection:
        connection.execute(text("DROP TABLE alembic_version"))
    database.close()
    (tmp_path / "backups").mkdir()
    with pytest.raises(HubDataError, match="not a hub's"):
        back_up(place, tmp_path / "backups" / "hub.zip", START)
    assert list((tmp_path / "backups").iterdir()) == []


def test_an_older_hub_is_backed_up_as_it_is(
    tmp_path: Path, old_hub: Callable[[Database], None]
) -> None:
    database = Database.at(tmp_path / "old")
    old_hub(database)
    made = back_up(HubPlace.of(tmp_path / "old"), tmp_path / "hub.zip", START)
    assert made.schema_revision == "0003"
    assert "drafts" not in {table.name for table in made.tables}
    with database.reading() as connection:
        assert connection.scalar(text("SELECT version_num FROM alembic_version")) == "0003"
    database.close()


@pytest.fixture
def old_hub(tmp_path: Path) -> Callable[[Database], None]:
    from enablement.hub.identity import create_identity

    (tmp_path / "old").mkdir()

    def make(database: Database) -> None:
        with database.writing() as connection:
            upgrade(connection, "0003")
            create_identity(connection, "Old hub", START)

    return make
