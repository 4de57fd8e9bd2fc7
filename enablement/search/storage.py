"""The files of the index, in memory and in the library: which changed, and whether they are whole.

Whoosh pickles its table of contents. The files never leave this machine: they are made here, lie in
the encrypted library, whose pages are authenticated, and are never synced; what fails the check
below is not opened but built again from the cards.
"""

import json
import zlib
from collections.abc import Mapping
from typing import Any

import Stemmer

from enablement.library.index_files import IndexFileChange
from enablement.search.schema import FORMAT
from enablement.search.whoosh_parts import RamStorage, versionstring

MANIFEST = "manifest"


class MemoryStorage(RamStorage):
    """Whoosh's files in memory, its temporary ones too, which it would put readable on the disk."""

    def __init__(self, files: Mapping[str, bytes] | None = None) -> None:
        super().__init__()
        self.files: dict[str, bytes] = dict(files or {})

    def put(self, name: str, data: bytes) -> None:
        """Keep a file that is finished, without the copies that a stream would make."""
        self.files[name] = data

    def temp_storage(self, _name: str | None = None) -> "MemoryStorage":
        """A place for temporary files that is memory as well."""
        return MemoryStorage()


def made_by() -> dict[str, Any]:
    """What must be the same for a stored index to be read: our format and what it rests on."""
    return {"format": FORMAT, "whoosh": versionstring(), "stemmer": Stemmer.version()}


class FileChecks:
    """Size and CRC-32 of files, computed once for each: Whoosh never writes to one a second time.

    A file is known by its name and by being the very same object; what is not asked for any more
    is forgotten.
    """

    def __init__(self) -> None:
        self._known: dict[str, tuple[bytes, int]] = {}

    def of(self, files: Mapping[str, bytes]) -> dict[str, list[int]]:
        """The size and the CRC-32 of each file, by name."""
        before, known = self._known, dict[str, tuple[bytes, int]]()
        for name, data in sorted(files.items()):
            held = before.get(name)
            known[name] = held if held and held[0] is data else (data, zlib.crc32(data))
        self._known = known
        return {name: [len(data), check] for name, (data, check) in known.items()}


def make_manifest(files: Mapping[str, bytes], checks: FileChecks | None = None) -> bytes:
    """The list of the files with size and CRC-32, and by what they were made."""
    listed = (checks or FileChecks()).of(files)
    return json.dumps(made_by() | {"files": listed}, sort_keys=True).encode()


def find_fault(stored: Mapping[str, bytes], checks: FileChecks | None = None) -> str:
    """Why stored files cannot be used; empty when they are whole and of this version."""
    if MANIFEST not in stored:
        return "there is none" if not stored else "its manifest is missing"
    try:
        manifest = json.loads(stored[MANIFEST])
        listed = {str(name): list(check) for name, check in manifest.pop("files").items()}
    except (ValueError, TypeError, KeyError, AttributeError):
        return "its manifest is torn"
    if manifest != made_by():
        return "it has another format"
    if set(listed) != set(stored) - {MANIFEST}:
        return "files are missing or unknown"
    files = {name: data for name, data in stored.items() if name != MANIFEST}
    for name, check in (checks or FileChecks()).of(files).items():
        if check != listed[name]:
            return f"{name} is torn"
    return ""


def changes(
    base_version: int,
    before: Mapping[str, bytes],
    after: Mapping[str, bytes],
    checks: FileChecks | None = None,
) -> IndexFileChange:
    """The files to write and to remove to come from one state to another, manifest included.

    Files are compared by identity first: Whoosh never writes to one a second time.
    """
    written = {
        name: data
        for name, data in after.items()
        if before.get(name) is not data and before.get(name) != data
    }
    written[MANIFEST] = make_manifest(after, checks)
    return IndexFileChange(base_version, written, frozenset(set(before) - set(after)))


def replacement(
    base_version: int, files: Mapping[str, bytes], checks: FileChecks | None = None
) -> IndexFileChange:
    """The change that puts these files in the place of whatever is stored."""
    written = {**files, MANIFEST: make_manifest(files, checks)}
    return IndexFileChange(base_version, written, frozenset(), replace_all=True)
