"""What is left of a library that was erased: a note of when and for which hub, with nothing secret."""

import json
import os
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path

NOTE_FILE = "wiped.json"


@dataclass(frozen=True)
class WipeNote:
    """`former` is the hash of the token that the laptop had; `told` once the hub knows of the end."""

    hub_url: str
    former: str
    at: datetime
    told: bool = False

    def told_now(self) -> "WipeNote":
        """The same, now that the hub knows."""
        return replace(self, told=True)


class WipeNotes:
    """The note of a profile folder, if its library was erased and none has been made in its place."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / NOTE_FILE

    def get(self) -> WipeNote | None:
        """The note; `None` when there is none to be read."""
        try:
            found = json.loads(self._file.read_text("utf-8"))
            at = datetime.fromisoformat(found["at"])
            return WipeNote(str(found["hub_url"]), str(found["former"]), at, bool(found["told"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def put(self, note: WipeNote) -> None:
        """Write the note, whole or not at all."""
        temporary = self._file.with_suffix(".new")
        with temporary.open("w", encoding="utf-8") as stream:
            json.dump({**asdict(note), "at": note.at.isoformat()}, stream, indent=1)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(self._file)

    def remove(self) -> None:
        """Take the note away: the laptop is enrolled anew."""
        self._file.unlink(missing_ok=True)
