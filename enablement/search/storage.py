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

    def temp_storage(self, _name: str | None = None) -> "MemoryStorage":
        """A place for temporary files that is memory as well."""
        return MemoryStorage()


def made_by() -> dict[str, Any]:
    """What must be the same for a stored index to be read: our format and what it rests on."""
    return {"format": FORMAT, "whoosh": versionstring(), "stemmer": Stemmer.version()}


def make_manifest(files: Mapping[str, bytes]) -> bytes:
    """The list of the files with size and CRC-32, and by what they were made."""
    listed = {name: [len(data), zlib.crc32(data)] for name, data in sorted(files.items())}
    return json.dumps(made_by() | {"files": listed}, sort_keys=True).encode()


def find_fault(stored: Mapping[str, bytes]) -> str:
    """Why stored files cannot be used; empty when they are whole and of this version."""
    if MANIFEST not in stored:
        return "there is none" if not stored else "its manifest is missing"
    try:
        manifest = json.loads(stored[MANIFEST])
        listed = {str(name): tuple(check) for name, check in manifest.pop("files").items()}
    except (ValueError, TypeError, KeyError, AttributeError):
        return "its manifest is torn"
    if manifest != made_by():
        return "it has another format"
    if set(listed) != set(stored) - {MANIFEST}:
        return "files are missing or unknown"
    for name, check in listed.items():
        if check != (len(stored[name]), zlib.crc32(stored[name])):
            return f"{name} is torn"
    return ""


def changes(
    base_version: int, before: Mapping[str, bytes], after: Mapping[str, bytes]
) -> IndexFileChange:
    """The files to write and to remove to come from one state to another, manifest included.

    Files are compared by identity first: Whoosh never writes to one a second time.
    """
    written = {
        name: data
        for name, data in after.items()
        if before.get(name) is not data and before.get(name) != data
    }
    written[MANIFEST] = make_manifest(after)
    return IndexFileChange(base_version, written, frozenset(set(before) - set(after)))


def replacement(base_version: int, files: Mapping[str, bytes]) -> IndexFileChange:
    """The change that puts these files in the place of whatever is stored."""
    written = {**files, MANIFEST: make_manifest(files)}
    return IndexFileChange(base_version, written, frozenset(), replace_all=True)
