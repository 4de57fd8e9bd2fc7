"""The folder an import writes to: only what imports made is ever replaced or removed there."""

import errno
import hashlib
import json
import os
from dataclasses import dataclass, field
from pathlib import Path

from enablement.errors import ContentError
from enablement.translation import n_

MANIFEST = ".enablement-import.json"
_TEMPORARY = ".enablement-import.tmp"


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@dataclass
class Output:
    """A folder for cards, with what the last import made in it: each path and its hashes."""

    folder: Path
    made: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    def open(cls, source: Path, folder: Path) -> "Output":
        """The folder for the cards of `source`.

        Raises `ContentError` when it lies in the source, holds it, holds files that no import made
        or that were changed since, or is not a folder.
        """
        inside, outside = folder.resolve(), source.resolve()
        if inside == outside or inside in outside.parents or outside in inside.parents:
            raise ContentError(
                n_("{out} and {source} lie one in the other, so cards would be imported again."),
                mend=n_("Name another folder for the cards."), out=folder, source=source,
            )  # fmt: skip
        if folder.exists() and not folder.is_dir():
            raise ContentError(
                n_("{out} is a file, not a folder."), mend=n_("Name a folder for the cards."),
                out=folder,
            )  # fmt: skip
        output = cls(folder, _read_manifest(folder / MANIFEST))
        output.refuse_strangers()
        return output

    def refuse_strangers(self) -> None:
        """Raise `ContentError` when the folder holds a file that no import made, or a changed one."""
        for path in self._files():
            name = path.relative_to(self.folder).as_posix()
            known = self.made.get(name)
            if known is None:
                raise ContentError(
                    n_("{out} holds {file}, which an import did not make."),
                    mend=n_("Name an empty folder for the cards, or one that an import made."),
                    out=self.folder, file=name,
                )  # fmt: skip
            if _sha256(path.read_bytes()) not in known:
                raise ContentError(
                    n_("{file} in {out} was changed since it was imported; importing again would lose that."),
                    mend=n_("Name another folder for the cards, or move the changed file away."),
                    out=self.folder, file=name,
                )  # fmt: skip

    def _files(self) -> list[Path]:
        found: list[Path] = []
        for place, folders, names in os.walk(self.folder):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            found.extend(Path(place, name) for name in sorted(names) if not name.startswith("."))
        return found

    def replace_all(self, files: dict[str, bytes]) -> None:
        """Write the files and remove those of earlier imports that are not among them.

        The list of what is ours is written before and after, so that an import that was cut short
        can be run again. Raises `ContentError` when the disk is full or the folder is read-only.
        """
        both = {
            name: sorted(
                {*self.made.get(name, ()), *([_sha256(files[name])] if name in files else ())}
            )
            for name in {*self.made, *files}
        }
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._write_manifest(both)
            for name, data in sorted(files.items()):
                if self.made.get(name) != [_sha256(data)] or not (self.folder / name).is_file():
                    self._write(name, data)
            for name in sorted(self.made.keys() - files.keys()):
                self._remove(self.folder / name)
            self._write_manifest({name: [_sha256(data)] for name, data in files.items()})
        except OSError as error:
            raise self._cannot_write(error) from error

    def _write_manifest(self, made: dict[str, list[str]]) -> None:
        self._write(
            MANIFEST, json.dumps({"files": made}, indent=1, sort_keys=True).encode() + b"\n"
        )
        self.made = made

    def _write(self, name: str, data: bytes) -> None:
        path, temporary = self.folder / name, self.folder / _TEMPORARY
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            temporary.write_bytes(data)
            temporary.replace(path)
        except OSError:
            temporary.unlink(missing_ok=True)
            raise

    def _remove(self, path: Path) -> None:
        path.unlink(missing_ok=True)
        if path.parent != self.folder and path.parent.is_dir() and not any(path.parent.iterdir()):
            path.parent.rmdir()

    def _cannot_write(self, error: OSError) -> ContentError:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            return ContentError(
                n_("The disk is full: the cards could not all be written to {out}."),
                mend=n_("Make room, and import again; nothing of the source was changed."),
                out=self.folder,
            )  # fmt: skip
        return ContentError(
            n_("The cards cannot be written to {out}: {reason}."),
            mend=n_("Name a folder that you may write to."),
            out=self.folder, reason=error.strerror or str(error),
        )  # fmt: skip


def _read_manifest(path: Path) -> dict[str, list[str]]:
    try:
        files = json.loads(path.read_text("utf-8"))["files"]
        return {str(name): [str(mark) for mark in marks] for name, marks in files.items()}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ContentError(
            n_("{file}, which says what earlier imports made, cannot be read."),
            mend=n_("Name another folder for the cards."), file=path,
        ) from error  # fmt: skip
