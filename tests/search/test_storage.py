"""Nothing torn is opened, and only what changed is written."""

import json

import pytest

from enablement.search.schema import FORMAT
from enablement.search.storage import (
    MANIFEST,
    FileChecks,
    MemoryStorage,
    changes,
    find_fault,
    make_manifest,
    replacement,
)

FILES = {"cards_1.seg": b"one", "_cards_1.toc": b"two"}


def stored(files: dict[str, bytes]) -> dict[str, bytes]:
    return {**files, MANIFEST: make_manifest(files)}


def test_what_was_written_is_whole() -> None:
    assert find_fault(stored(FILES)) == ""


def edited(**changed: object) -> dict[str, bytes]:
    manifest = json.loads(make_manifest(FILES)) | changed
    return {**FILES, MANIFEST: json.dumps(manifest).encode()}


@pytest.mark.parametrize(
    ("files", "fault"),
    [
        ({}, "there is none"),
        (FILES, "manifest is missing"),
        (stored(FILES) | {"cards_1.seg": b"onf"}, "cards_1.seg is torn"),
        (stored(FILES) | {"cards_1.seg": b"on"}, "cards_1.seg is torn"),
        (stored(FILES) | {"other": b""}, "missing or unknown"),
        ({name: data for name, data in stored(FILES).items() if name != "_cards_1.toc"}, "missing"),
        (stored(FILES) | {MANIFEST: make_manifest(FILES)[:-9]}, "manifest is torn"),
        (stored(FILES) | {MANIFEST: b"[]"}, "manifest is torn"),
        (stored(FILES) | {MANIFEST: b"\xff"}, "manifest is torn"),
        (edited(files=7), "manifest is torn"),
        (edited(files={"cards_1.seg": 7}), "manifest is torn"),
        (edited(format=FORMAT + 1), "another format"),
        (edited(stemmer="9.9"), "another format"),
    ],
)
def test_what_is_not_whole_is_told(files: dict[str, bytes], fault: str) -> None:
    assert fault in find_fault(files)


def test_checks_are_of_the_very_file(monkeypatch: pytest.MonkeyPatch) -> None:
    checks = FileChecks()
    first = make_manifest(FILES, checks)
    assert first == make_manifest(FILES)
    other = FILES | {"cards_1.seg": b"eno"}  # a file made again under the same name
    assert make_manifest(other, checks) == make_manifest(other)
    assert find_fault(other | {MANIFEST: first}, checks) == "cards_1.seg is torn"
    computed: list[bytes] = []

    def noted(data: bytes) -> int:
        computed.append(data)
        return 0

    monkeypatch.setattr("zlib.crc32", noted)
    make_manifest(other, checks)
    assert computed == []


def test_temporary_files_stay_in_memory() -> None:
    storage = MemoryStorage({"kept": b"here"})
    temporary = storage.temp_storage("any")
    assert isinstance(temporary, MemoryStorage)
    with temporary.create_file("run") as file:
        file.write(b"secret")
    assert temporary.files == {"run": b"secret"}
    assert storage.files == {"kept": b"here"}


def test_a_storage_never_writes_into_the_files_it_was_made_from() -> None:
    files = dict(FILES)
    MemoryStorage(files).delete_file("cards_1.seg")
    assert files == FILES


def test_a_change_names_what_is_new_and_what_is_gone() -> None:
    after = {"cards_1.seg": FILES["cards_1.seg"], "cards_2.seg": b"three", "_cards_2.toc": b"four"}
    change = changes(5, FILES, after)
    assert change.base_version == 5
    assert not change.replace_all
    assert set(change.written) == {"cards_2.seg", "_cards_2.toc", MANIFEST}
    assert change.removed == {"_cards_1.toc"}
    left = {name: data for name, data in stored(FILES).items() if name not in change.removed}
    assert find_fault(left | change.written) == ""


def test_a_replacement_holds_everything() -> None:
    change = replacement(3, FILES)
    assert change.replace_all
    assert find_fault(change.written) == ""
