"""Restoring: the same hub with a new epoch, on either engine, all of it or nothing."""

import json
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from enablement.errors import HubDataError
from enablement.hub import audit
from enablement.hub.database import Database
from enablement.hub.hub import Hub
from enablement.hub.identity import create_identity
from enablement.hub.models import audit_log, rejected_events
from enablement.hub.places import HubPlace
from enablement.hub.schema import upgrade
from enablement.hub.upkeep.backup import back_up
from enablement.hub.upkeep.restore import restore
from tests.hub.conftest import PASSWORD, START, Engines
from tests.hub.upkeep.conftest import Rows, rows_of


@pytest.fixture(params=["sqlite", "postgresql"])
def target(request: pytest.FixtureRequest, engines: Engines, tmp_path: Path) -> Iterator[HubPlace]:
    """An empty place on either engine, whatever the backup came from."""
    if request.param == "sqlite":
        yield HubPlace.of(tmp_path / "restored")
        return
    with engines.empty() as place:
        yield place


@pytest.fixture
def file(filled: Hub, place: HubPlace, tmp_path: Path) -> Path:
    back_up(place, tmp_path / "hub.zip", START)
    return tmp_path / "hub.zip"


def without_the_restoring(rows: Rows) -> Rows:
    """The rows but for the epoch and the line of the audit log."""
    hub = [{**row, "epoch": ""} for row in rows["hub"]]
    log = [row for row in rows["audit_log"] if row["action"] != "restore"]
    return {**rows, "hub": hub, "audit_log": log}


def test_all_comes_back_on_either_engine(file: Path, place: HubPlace, target: HubPlace) -> None:
    before = rows_of(place)
    restored = restore(target, file, START)
    after = rows_of(target)
    if target.url is not None:  # it has no NUL in a text
        for row in before["rejected_events"]:
            row["raw"] = row["raw"].replace("\0", "\N{REPLACEMENT CHARACTER}")
    assert without_the_restoring(after) == without_the_restoring(before)
    assert after["hub"][0]["epoch"] == restored.epoch != before["hub"][0]["epoch"]
    (line,) = (row for row in after["audit_log"] if row["action"] == "restore")
    assert line["details"]["former_epoch"] == before["hub"][0]["epoch"]


def test_a_restored_hub_goes_on(file: Path, target: HubPlace, folder: Path, hasher: Any) -> None:
    restore(target, file, START)
    hub = Hub.open(target, hasher=hasher)
    assert hub.accounts.sign_in("marketing@example.com", PASSWORD)
    (folder / "later.md").unlink()
    assert hub.publish(folder).retired == ("later",)
    hub.close()


def test_the_counters_go_on_behind_what_was_restored(file: Path, target: HubPlace) -> None:
    restore(target, file, START)
    database = Database.at(target)
    with database.writing() as connection:
        audit.record(connection, START, "test", "write", "it")
        letters = rejected_events
        row = connection.execute(sa.select(letters)).mappings().one()
        anew = {name: value for name, value in row.items() if name != "id"}
        connection.execute(sa.insert(letters), anew)
        ids = list(connection.scalars(sa.select(audit_log.c.id).order_by(audit_log.c.id)))
    database.close()
    assert ids == list(range(1, len(ids) + 1))


def test_a_place_with_a_hub_is_left_alone(file: Path, place: HubPlace) -> None:
    before = rows_of(place)
    with pytest.raises(HubDataError, match=r"a hub in .* already"):
        restore(place, file, START)
    assert rows_of(place) == before


def test_a_hub_in_use_is_not_replaced(file: Path, place: HubPlace, filled: Hub) -> None:
    filled.check()
    before = rows_of(place)
    with pytest.raises(HubDataError, match="in use"):
        restore(place, file, START, replace=True)
    assert rows_of(place) == before
    filled.check()


def test_a_hub_is_replaced_when_asked(file: Path, place: HubPlace, filled: Hub) -> None:
    before = rows_of(place)
    filled.retire("price")
    filled.close()
    restore(place, file, START, replace=True)
    assert without_the_restoring(rows_of(place)) == without_the_restoring(before)
    if place.folder is not None:
        assert [one.name for one in place.folder.iterdir()] == ["hub.db"]


@pytest.mark.parametrize("engine", ["sqlite"])
def test_a_damaged_hub_is_replaced(file: Path, place: HubPlace, filled: Hub) -> None:
    filled.close()
    assert place.file is not None
    place.file.write_bytes(b"what the broken disk left" * 1000)
    restore(place, file, START, replace=True)
    assert len(rows_of(place)["cards"]) == 2


def rewrite(file: Path, change: Callable[[str, bytes], bytes]) -> None:
    """Write a zip again with the content of its files changed."""
    with zipfile.ZipFile(file) as archive:
        kept = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in kept.items():
            archive.writestr(name, change(name, data))


def in_manifest(**changes: object) -> Callable[[str, bytes], bytes]:
    def change(name: str, data: bytes) -> bytes:
        plain = json.loads(data) | changes if name == "manifest.json" else None
        return data if plain is None else json.dumps(plain).encode()

    return change


def nothing_was_made(target: HubPlace) -> bool:
    if target.folder is not None:
        return not target.folder.exists() or list(target.folder.iterdir()) == []
    database = Database.at(target)
    with database.reading() as connection:
        tables = sa.inspect(connection).get_table_names()
    database.close()
    return tables == []


@pytest.mark.parametrize("engine", ["sqlite"])
def test_a_newer_schema_is_refused(file: Path, target: HubPlace) -> None:
    rewrite(file, in_manifest(schema_revision="9999"))
    with pytest.raises(HubDataError, match="newer Enablement"):
        restore(target, file, START)
    assert nothing_was_made(target)


@pytest.mark.parametrize("engine", ["sqlite"])
def test_a_row_that_does_not_fit_leaves_nothing(file: Path, target: HubPlace) -> None:
    """The hashes are right, and a card's revision refers to an object that is not there."""
    import hashlib

    with zipfile.ZipFile(file) as archive:
        manifest = json.loads(archive.read("manifest.json"))

    def change(name: str, data: bytes) -> bytes:
        if name == "tables/objects.jsonl":
            return b""
        if name == "manifest.json":
            for table in manifest["tables"]:
                if table["name"] == "objects":
                    table["sha256"] = hashlib.sha256(b"").hexdigest()
            return json.dumps(manifest).encode()
        return data

    rewrite(file, change)
    with pytest.raises(HubDataError, match="does not fit"):
        restore(target, file, START)
    assert nothing_was_made(target)


@pytest.mark.parametrize("engine", ["sqlite"])
def test_a_table_that_no_hub_has_is_refused(file: Path, target: HubPlace) -> None:
    with zipfile.ZipFile(file) as archive:
        manifest = json.loads(archive.read("manifest.json"))
    manifest["tables"][0]["columns"].append(["surprise", "text"])
    rewrite(file, in_manifest(tables=manifest["tables"]))
    with pytest.raises(HubDataError, match="no hub has"):
        restore(target, file, START)
    assert nothing_was_made(target)


def test_a_backup_of_an_older_schema_is_brought_up_to_date(
    tmp_path: Path, target: HubPlace
) -> None:
    (tmp_path / "old").mkdir()
    database = Database.at(tmp_path / "old")
    with database.writing() as connection:
        upgrade(connection, "0003")
        create_identity(connection, "Old hub", START)
    database.close()
    back_up(HubPlace.of(tmp_path / "old"), tmp_path / "old.zip", START)
    restore(target, tmp_path / "old.zip", START)
    hub = Hub.open(target)
    assert (hub.name, hub.status().cards) == ("Old hub", 0)
    hub.close()
