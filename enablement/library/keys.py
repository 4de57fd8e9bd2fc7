"""The key of the library: 256 random bits, and the place where a profile keeps them.

A profile's `key.json` says which place: the system's keychain, a passphrase that unwraps the key
(Argon2id as RFC 9106 recommends it, then AES-256-GCM), or a plain file for demos and machines that
run by themselves, which is said aloud wherever it is used.
"""

import base64
import json
import logging
import os
import secrets
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from enablement.errors import LibraryError
from enablement.translation import n_

KEY_FILE = "key.json"
_log = logging.getLogger(__name__)
SERVICE = "enablement"


class KeyPlace(StrEnum):
    """Where the key of a profile is kept."""

    KEYCHAIN = "keychain"
    PHRASE = "passphrase"
    FILE = "file"


@dataclass(frozen=True, repr=False)
class LibraryKey:
    """32 random bytes that encrypt a library; never printed."""

    value: bytes

    @classmethod
    def random(cls) -> "LibraryKey":
        """A new key."""
        return cls(secrets.token_bytes(32))

    @property
    def hex(self) -> str:
        """The key as SQLCipher takes it."""
        return self.value.hex()


def keychain_works() -> bool:
    """Whether this machine has a keychain that keeps secrets encrypted."""
    import keyring
    from keyring.backends.fail import Keyring as NoKeyring

    backend = keyring.get_keyring()
    return not isinstance(backend, NoKeyring) and backend.priority > 0


class KeyRecord:
    """The key of one profile: made once, found again at each start."""

    def __init__(self, folder: Path, passphrase: str | None = None) -> None:
        self._folder = folder
        self._file = folder / KEY_FILE
        self._passphrase = passphrase

    @property
    def place(self) -> KeyPlace | None:
        """Where the key is kept; `None` when the profile has no key yet."""
        return KeyPlace(self._read()["kept_in"]) if self._file.exists() else None

    def create(self, place: KeyPlace) -> LibraryKey:
        """Make a key and keep it there; `LibraryError` when that cannot be done."""
        key = LibraryKey.random()
        record: dict[str, Any] = {"kept_in": place.value}
        if place is KeyPlace.KEYCHAIN:
            record |= self._into_keychain(key)
        elif place is KeyPlace.PHRASE:
            record |= self._wrap(key)
        else:
            record |= {
                "note": "Not protected: whoever reads this file can read the library beside it.",
                "key": base64.b64encode(key.value).decode(),
            }
        self._write(record)
        return key

    def load(self) -> LibraryKey:
        """Find the key again; `LibraryError` says what is missing."""
        record = self._read()
        place = KeyPlace(record["kept_in"])
        if place is KeyPlace.KEYCHAIN:
            return self._from_keychain(record)
        if place is KeyPlace.PHRASE:
            return self._unwrap(record)
        return LibraryKey(base64.b64decode(record["key"]))

    def erase(self) -> None:
        """Forget the key: without it nobody reads the library again. Nothing happens without one.

        The file goes even where the keychain does not answer: an entry that nothing names is left.
        """
        try:
            record = self._read()
        except LibraryError:
            record = {}
        if record.get("kept_in") == KeyPlace.KEYCHAIN:
            self._out_of_keychain(str(record.get("name", "")))
        self._file.unlink(missing_ok=True)

    @staticmethod
    def _out_of_keychain(name: str) -> None:
        import keyring
        from keyring.errors import KeyringError

        try:
            keyring.delete_password(SERVICE, name)
        except KeyringError as error:
            _log.warning("the keychain did not let go of the library's key: %s", error)

    def _into_keychain(self, key: LibraryKey) -> dict[str, str]:
        import keyring
        from keyring.errors import KeyringError

        name = secrets.token_hex(8)
        try:
            keyring.set_password(SERVICE, name, base64.b64encode(key.value).decode())
        except KeyringError as error:
            raise LibraryError(
                n_("The keychain of this machine did not keep the key: {reason}."),
                mend=n_("Unlock it and try again, or set ENABLEMENT_PASSPHRASE."),
                reason=error,
            ) from error
        return {"name": name}

    def _from_keychain(self, record: dict[str, str]) -> LibraryKey:
        import keyring
        from keyring.errors import KeyringError

        try:
            found = keyring.get_password(SERVICE, record["name"])
        except KeyringError as error:
            raise LibraryError(
                n_("The keychain of this machine cannot be read: {reason}."),
                mend=n_("Unlock it and try again."),
                reason=error,
            ) from error
        if not found:
            raise LibraryError(
                n_("The key of the library in {folder} is not in this machine’s keychain."),
                mend=n_("Sign in as the user who enrolled, or enrol again in a new profile."),
                folder=self._folder,
            )
        return LibraryKey(base64.b64decode(found))

    def _derive(self, salt: bytes) -> bytes:
        if not self._passphrase:
            raise LibraryError(
                n_("The library in {folder} is protected by a passphrase, and none was given."),
                mend=n_("Set it in ENABLEMENT_PASSPHRASE, or start from a terminal that can ask."),
                folder=self._folder,
            )
        from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

        kdf = Argon2id(salt=salt, length=32, iterations=3, lanes=4, memory_cost=64 * 1024)
        return kdf.derive(self._passphrase.encode())

    def _wrap(self, key: LibraryKey) -> dict[str, str]:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
        wrapped = AESGCM(self._derive(salt)).encrypt(nonce, key.value, SERVICE.encode())
        parts = {"salt": salt, "nonce": nonce, "wrapped": wrapped}
        return {name: base64.b64encode(part).decode() for name, part in parts.items()}

    def _unwrap(self, record: dict[str, str]) -> LibraryKey:
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        salt, nonce, wrapped = (
            base64.b64decode(record[name]) for name in ("salt", "nonce", "wrapped")
        )
        try:
            return LibraryKey(AESGCM(self._derive(salt)).decrypt(nonce, wrapped, SERVICE.encode()))
        except InvalidTag as error:
            raise LibraryError(
                n_("That is not the passphrase of the library in {folder}."),
                mend=n_("Try again; nothing was changed."),
                folder=self._folder,
            ) from error

    def _read(self) -> dict[str, Any]:
        try:
            record = json.loads(self._file.read_text("utf-8"))
            KeyPlace(record["kept_in"])
        except FileNotFoundError as error:
            raise LibraryError(
                n_("There is no library in {folder}."),
                mend=n_("Enrol this laptop first: enablement enroll ADDRESS CODE."),
                folder=self._folder,
            ) from error
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise LibraryError(
                n_("The file {file} does not say where the key of the library is."),
                mend=n_("Bring it back from a backup, or enrol again in a new profile."),
                file=self._file,
            ) from error
        return dict(record)

    def _write(self, record: dict[str, Any]) -> None:
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            temporary = self._file.with_suffix(".new")
            handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(handle, "w", encoding="utf-8") as stream:
                json.dump(record, stream, indent=1)
                stream.flush()
                os.fsync(stream.fileno())
            temporary.replace(self._file)
        except OSError as error:
            raise LibraryError(
                n_("The profile folder {folder} cannot be written: {reason}."),
                mend=n_("Choose another folder with --profile, or make room."),
                folder=self._folder,
                reason=error.strerror,
            ) from error
