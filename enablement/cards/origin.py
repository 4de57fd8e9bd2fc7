"""Where a folder of cards belongs: the name it publishes under, and what of a hub it was made from."""

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from enablement.errors import ContentError
from enablement.translation import n_

ORIGIN_FILE = ".enablement-hub.json"
"""Lies in a folder that was exported; the dot keeps it from being read as a card."""

_MOST_BYTES = 16 * 1024 * 1024


@dataclass(frozen=True)
class FolderOrigin:
    """Which hub a folder was exported from, under which name, and the hash of each card then.

    `retired` are the files, by the card's id, of cards that were not published any more. Empty for a
    folder that was never exported.
    """

    hub_id: str = ""
    source: str = ""
    cards: Mapping[str, str] = field(default_factory=dict)
    retired: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, folder: Path) -> "FolderOrigin":
        """What a folder's file says; `ContentError` for a file that cannot be read."""
        path = folder / ORIGIN_FILE
        try:
            data = path.read_bytes() if path.is_file() else b"{}"
        except OSError as error:
            raise _unreadable(path) from error
        return cls.read(data, path)

    @classmethod
    def read(cls, data: bytes, path: object = ORIGIN_FILE) -> "FolderOrigin":
        """The same from the bytes of the file."""
        try:
            found: Any = json.loads(data) if len(data) <= _MOST_BYTES else None
            return cls(
                hub_id=str(found.get("hub_id", "")),
                source=str(found.get("source", "")),
                cards=_texts(found.get("cards", {})),
                retired=_texts(found.get("retired", {})),
            )
        except (ValueError, AttributeError, RecursionError) as error:
            raise _unreadable(path) from error

    def to_bytes(self) -> bytes:
        """The file: a line for each card, so that a repository shows which changed."""
        told = {
            "hub_id": self.hub_id,
            "source": self.source,
            "cards": dict(self.cards),
            "retired": dict(self.retired),
        }
        return (json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def _texts(found: dict[Any, Any]) -> dict[str, str]:
    return {str(name): str(value) for name, value in found.items()}


def _unreadable(path: object) -> ContentError:
    return ContentError(
        n_("The file {file} is not as an export writes it."),
        mend=n_("Export the cards again, or delete the file."),
        file=path,
    )


def source_name(folder: Path) -> str:
    """The name a folder publishes under when none is given: its own, and a mark of its place."""
    place = folder.resolve()
    mark = hashlib.sha256(os.fsencode(place)).hexdigest()[:12]
    named = os.fsencode(place.name).decode("utf-8", "replace")
    return f"{named[:100]}-{mark}"
