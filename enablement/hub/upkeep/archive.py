"""Reading a backup: nothing of it is believed before all its hashes are seen to be right."""

import hashlib
import json
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any

from pydantic import ValidationError

from enablement.errors import HubDataError
from enablement.hub.upkeep.portable import FORMAT, MANIFEST, VERSION, Manifest, SavedTable, decode
from enablement.translation import n_

_PIECE = 1024 * 1024
# A torn flag may say that a file is encrypted, or packed in a way that Python does not know.
_DAMAGE = (KeyError, ValueError, TypeError, ValidationError, EOFError, RuntimeError, zlib.error)
_ROWS_AT_ONCE, _BYTES_AT_ONCE = 1000, 4 * 1024 * 1024


class Archive:
    """A backup that was opened and found whole; closed at the end of a `with`.

    Raises `HubDataError` for a file that cannot be read, is no backup, is of a newer form, or of
    which a single byte has changed.
    """

    def __init__(self, file: Path) -> None:
        self.file = file
        with self._in_words():
            self._zip = zipfile.ZipFile(file)
        try:
            with self._in_words():
                self.manifest = self._read_manifest()
                for table in self.manifest.tables:
                    self._check(table)
        except BaseException:
            self._zip.close()
            raise

    def __enter__(self) -> "Archive":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._zip.close()

    def portions(self, table: SavedTable) -> Iterator[list[dict[str, Any]]]:
        """The rows of a table, some at a time, as the database takes them."""
        names = [name for name, _ in table.columns]
        kinds = [kind for _, kind in table.columns]
        rows: list[dict[str, Any]] = []
        size = 0
        with self._in_words(), self._zip.open(table.member) as lines:
            for line in lines:
                values = decode(kinds, json.loads(line))
                rows.append(dict(zip(names, values, strict=True)))
                size += len(line)
                if len(rows) == _ROWS_AT_ONCE or size > _BYTES_AT_ONCE:
                    yield rows
                    rows, size = [], 0
        if rows:
            yield rows

    def _read_manifest(self) -> Manifest:
        plain = json.loads(self._zip.read(MANIFEST))
        if not isinstance(plain, dict) or plain.get("format") != FORMAT:
            raise self._no_backup()
        if plain.get("version") != VERSION:
            raise HubDataError(
                n_("The backup {file} was written by a newer Enablement."),
                mend=n_("Update Enablement; nothing was changed."),
                file=self.file,
            )
        return Manifest.model_validate(plain)

    def _check(self, table: SavedTable) -> None:
        digest = hashlib.sha256()
        with self._zip.open(table.member) as stored:
            while piece := stored.read(_PIECE):
                digest.update(piece)
        if digest.hexdigest() != table.sha256:
            raise self._damaged()

    @contextmanager
    def _in_words(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise HubDataError(
                n_("The backup {file} cannot be read: {reason}."),
                mend=n_("Nothing was changed. Name a file that “enablement hub backup” wrote."),
                file=self.file,
                reason=error.strerror,
            ) from error
        except zipfile.BadZipFile as error:
            # A zip says at its end what it holds: one that was cut short is none to Python.
            raise self._no_backup() from error
        except _DAMAGE as error:
            raise self._damaged() from error

    def _no_backup(self) -> HubDataError:
        return HubDataError(
            n_("The file {file} is not a whole backup of a hub."),
            mend=n_("Nothing was changed. Name a file that “enablement hub backup” wrote."),
            file=self.file,
        )

    def _damaged(self) -> HubDataError:
        return HubDataError(
            n_("The backup {file} is damaged: its hashes are not those of its tables."),
            mend=n_("Nothing was changed. Take another backup."),
            file=self.file,
        )
