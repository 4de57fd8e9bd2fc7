"""The key of a library: found again from each place, and never guessed from what lies on the disk."""

from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends.fail import Keyring as NoKeyring
from keyring.errors import PasswordDeleteError

from enablement.errors import LibraryError
from enablement.library.keys import KEY_FILE, KeyPlace, KeyRecord, LibraryKey, keychain_works


class MemoryKeychain(KeyringBackend):
    """A keychain of this process, as a desktop's own would answer."""

    priority = 5

    def __init__(self) -> None:
        self.secrets: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.secrets.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.secrets[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if self.secrets.pop((service, username), None) is None:
            raise PasswordDeleteError("not there")


@pytest.fixture
def keychain() -> Iterator[MemoryKeychain]:
    before = keyring.get_keyring()
    chain = MemoryKeychain()
    keyring.set_keyring(chain)
    yield chain
    keyring.set_keyring(before)


def test_keychain_keeps_the_key_and_the_disk_does_not(
    tmp_path: Path, keychain: MemoryKeychain
) -> None:
    key = KeyRecord(tmp_path).create(KeyPlace.KEYCHAIN)
    assert KeyRecord(tmp_path).place is KeyPlace.KEYCHAIN
    assert KeyRecord(tmp_path).load() == key
    (secret,) = keychain.secrets.values()
    assert secret not in (tmp_path / KEY_FILE).read_text()


def test_key_gone_from_the_keychain_is_a_sentence(tmp_path: Path, keychain: MemoryKeychain) -> None:
    KeyRecord(tmp_path).create(KeyPlace.KEYCHAIN)
    keychain.secrets.clear()
    with pytest.raises(LibraryError, match="not in this machine’s keychain"):
        KeyRecord(tmp_path).load()


def test_machine_without_keychain_says_so(keychain: MemoryKeychain) -> None:
    assert keychain_works()
    keyring.set_keyring(NoKeyring())
    assert not keychain_works()


def test_passphrase_unwraps_the_key(tmp_path: Path) -> None:
    key = KeyRecord(tmp_path, "correct horse").create(KeyPlace.PHRASE)
    assert KeyRecord(tmp_path, "correct horse").load() == key
    assert key.hex not in (tmp_path / KEY_FILE).read_text()
    with pytest.raises(LibraryError, match="not the passphrase"):
        KeyRecord(tmp_path, "wrong horse").load()
    with pytest.raises(LibraryError, match="ENABLEMENT_PASSPHRASE"):
        KeyRecord(tmp_path).load()


def test_key_file_says_that_it_is_one(tmp_path: Path) -> None:
    key = KeyRecord(tmp_path).create(KeyPlace.FILE)
    assert KeyRecord(tmp_path).load() == key
    text = (tmp_path / KEY_FILE).read_text()
    assert "Not protected" in text
    assert (tmp_path / KEY_FILE).stat().st_mode & 0o077 == 0


def test_no_profile_and_a_broken_record_are_sentences(tmp_path: Path) -> None:
    assert KeyRecord(tmp_path).place is None
    with pytest.raises(LibraryError, match="There is no library"):
        KeyRecord(tmp_path).load()
    for text in ("", "[]", '{"kept_in": "under the mat"}'):
        (tmp_path / KEY_FILE).write_text(text)
        with pytest.raises(LibraryError, match="does not say where the key"):
            KeyRecord(tmp_path).load()


def test_a_key_is_never_printed() -> None:
    key = LibraryKey.random()
    assert key.hex not in repr(key)


def test_a_key_that_is_erased_is_nowhere(tmp_path: Path, keychain: MemoryKeychain) -> None:
    record = KeyRecord(tmp_path)
    record.create(KeyPlace.KEYCHAIN)
    other = KeyRecord(tmp_path / "other")
    kept = other.create(KeyPlace.KEYCHAIN)
    record.erase()
    record.erase()
    assert record.place is None
    assert len(keychain.secrets) == 1
    assert other.load() == kept


@pytest.mark.logs
def test_a_keychain_that_lost_the_key_does_not_keep_it_from_being_erased(
    tmp_path: Path, keychain: MemoryKeychain
) -> None:
    KeyRecord(tmp_path).create(KeyPlace.KEYCHAIN)
    keychain.secrets.clear()
    KeyRecord(tmp_path).erase()
    assert not (tmp_path / KEY_FILE).exists()
