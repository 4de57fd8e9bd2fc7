"""Opening a profile from the command line: where its key is, and who asks for a passphrase."""

import getpass
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from enablement.settings import Settings
from enablement.translation import _

if TYPE_CHECKING:
    from enablement.library.keys import KeyPlace, LibraryKey
    from enablement.library.library import Library
    from enablement.sync.engine import SyncEngine

VARIABLE = "ENABLEMENT_PASSPHRASE"


def _terminal() -> bool:
    return sys.stdin.isatty() and sys.stderr.isatty()


def _passphrase(question: str) -> str | None:
    if given := os.environ.get(VARIABLE):
        return given
    return getpass.getpass(f"{question} ") if _terminal() else None


def _new_place() -> "KeyPlace":
    """The safest place for a new key that this machine has."""
    from enablement.library.keys import KeyPlace, keychain_works

    if os.environ.get(VARIABLE):
        return KeyPlace.PHRASE
    if keychain_works():
        return KeyPlace.KEYCHAIN
    return KeyPlace.PHRASE if _terminal() else KeyPlace.FILE


def _new_key(folder: Path) -> "LibraryKey":
    from enablement.library.keys import KeyPlace, KeyRecord

    place = _new_place()
    phrase = None
    if place is KeyPlace.PHRASE:
        phrase = _passphrase(_("Choose a passphrase for the library on this laptop:"))
    key = KeyRecord(folder, phrase).create(place)
    if place is KeyPlace.FILE:
        typer.echo(
            _(
                "This machine has no keychain, so the key of the library lies unprotected in {file}."
                " Set ENABLEMENT_PASSPHRASE before enrolling to protect it."
            ).format(file=folder / "key.json"),
            err=True,
        )
    return key


def _found_key(folder: Path) -> "LibraryKey":
    from enablement.library.keys import KeyPlace, KeyRecord

    phrase = None
    if KeyRecord(folder).place is KeyPlace.PHRASE:
        phrase = _passphrase(_("Passphrase of the library on this laptop:"))
    return KeyRecord(folder, phrase).load()


@contextmanager
def opened_library(profile: Path | None, *, create: bool = False) -> Iterator["Library"]:
    """The library of a profile, closed at the end; made when missing only with `create`."""
    from enablement.library.keys import KeyRecord
    from enablement.library.library import Library

    folder = Settings.from_environment().profile_folder(profile)
    new = create and KeyRecord(folder).place is None
    library = Library.open(folder, _new_key(folder) if new else _found_key(folder))
    try:
        yield library
    finally:
        library.close()


def library_anew(profile: Path | None) -> "Library | None":
    """A new library where the old one was erased; `None` where the terminal would ask for its key."""
    from enablement.library.keys import KeyPlace
    from enablement.library.library import Library

    if _new_place() is KeyPlace.PHRASE and not os.environ.get(VARIABLE):
        return None
    folder = Settings.from_environment().profile_folder(profile)
    return Library.open(folder, _new_key(folder))


def sync_engine(library: "Library") -> "SyncEngine":
    """The engine over this library, speaking HTTP."""
    from enablement.search.index import SearchIndex
    from enablement.sync.client import HubClient
    from enablement.sync.engine import SyncEngine

    return SyncEngine(library, SearchIndex(library), HubClient)
