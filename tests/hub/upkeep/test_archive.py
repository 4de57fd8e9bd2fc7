"""A backup is believed only when every byte of it is right."""

from pathlib import Path

import pytest

from enablement.errors import HubDataError
from enablement.hub.hub import Hub
from enablement.hub.places import HubPlace
from enablement.hub.upkeep.archive import Archive
from enablement.hub.upkeep.backup import back_up
from tests.hub.conftest import START
from tests.hub.upkeep.test_restore import in_manifest, rewrite


@pytest.fixture
def file(filled: Hub, place: HubPlace, tmp_path: Path) -> Path:
    back_up(place, tmp_path / "hub.zip", START)
    return tmp_path / "hub.zip"


pytestmark = pytest.mark.parametrize("engine", ["sqlite"])


def test_a_byte_that_changed_is_found(file: Path) -> None:
    """Wherever it is: each of a spread of bytes in the stored tables is turned over in turn."""
    whole = file.read_bytes()
    refused = 0
    for place in range(0, len(whole), max(1, len(whole) // 60)):
        torn = bytearray(whole)
        torn[place] ^= 0xFF
        file.write_bytes(torn)
        try:
            with Archive(file) as archive:
                read = [list(archive.portions(table)) for table in archive.manifest.tables]
        except HubDataError:
            refused += 1
        else:  # a byte that says nothing, such as when the file was zipped
            file.write_bytes(whole)
            with Archive(file) as archive:
                assert read == [list(archive.portions(table)) for table in archive.manifest.tables]
    assert refused > 30


@pytest.mark.parametrize("part", [0, 0.3, 0.9])
def test_a_file_that_was_cut_short_is_refused(file: Path, part: float) -> None:
    whole = file.read_bytes()
    file.write_bytes(whole[: int(len(whole) * part)])
    with pytest.raises(HubDataError, match="not a whole backup"):
        Archive(file)


def test_a_table_with_other_rows_is_refused(file: Path) -> None:
    rewrite(file, lambda name, data: data * 2 if name == "tables/usage.jsonl" else data)
    with pytest.raises(HubDataError, match="damaged"):
        Archive(file)


def test_a_newer_form_is_refused(file: Path) -> None:
    rewrite(file, in_manifest(version=2))
    with pytest.raises(HubDataError, match="newer Enablement"):
        Archive(file)


def test_another_zip_is_refused(file: Path) -> None:
    rewrite(file, in_manifest(format="holiday pictures"))
    with pytest.raises(HubDataError, match="not a whole backup"):
        Archive(file)


def test_a_file_that_is_not_there_is_a_sentence(file: Path) -> None:
    with pytest.raises(HubDataError, match="cannot be read"):
        Archive(file.with_name("nowhere.zip"))
