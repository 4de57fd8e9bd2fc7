"""The hub as a whole: made once, opened as it is, and counted."""

import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher

from enablement.errors import HubDataError
from enablement.hub.hub import Hub
from enablement.hub.places import HubPlace


def test_a_hub_is_made_with_a_password_that_works(tmp_path: Path, hasher: PasswordHasher) -> None:
    hub, password = Hub.create(tmp_path / "new" / "hub", name="Field team", hasher=hasher)
    assert len(password) >= 16
    assert hub.accounts.sign_in("Marketing@Example.com ", password)
    assert hub.accounts.sign_in("marketing@example.com", password + "x") is None
    assert hub.name == "Field team"
    hub.close()


def test_no_other_user_may_read_the_signing_key(tmp_path: Path, hasher: PasswordHasher) -> None:
    hub, _password = Hub.create(tmp_path / "hub", hasher=hasher)
    hub.invite("Ana")
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "hub").iterdir()}
    assert modes
    assert set(modes.values()) == {0o600}
    hub.close()


def test_making_a_hub_where_one_is_changes_nothing(hub: Hub, place: HubPlace) -> None:
    with pytest.raises(HubDataError, match="already"):
        Hub.create(place)
    again = Hub.open(place)
    assert again.hub_id == hub.hub_id
    again.close()


@pytest.mark.parametrize(
    ("options", "word"),
    [({"password": "short"}, "shorter"), ({"email": "marketing"}, "e-mail"), ({"email": "a" * 300 + "@x"}, "e-mail")],
)  # fmt: skip
def test_a_hub_that_cannot_be_made_whole_is_not_made(
    tmp_path: Path, hasher: PasswordHasher, options: Any, word: str
) -> None:
    with pytest.raises(HubDataError, match=word):
        Hub.create(tmp_path / "hub", hasher=hasher, **options)
    assert list((tmp_path / "hub").iterdir()) == []


def test_a_folder_that_cannot_be_used_is_a_sentence(tmp_path: Path, hasher: PasswordHasher) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(HubDataError, match="cannot be used"):
        Hub.create(tmp_path / "file" / "hub", hasher=hasher)
    with pytest.raises(HubDataError, match="There is no hub"):
        Hub.open(tmp_path / "file" / "hub")
    with pytest.raises(HubDataError, match="There is no hub"):
        Hub.open(tmp_path / "nowhere")
    assert not (tmp_path / "nowhere").exists()


def test_the_status_counts(
    hub: Hub, folder: Path, write_card: Callable[..., Path], enroll: Callable[..., str], clock: Any
) -> None:
    write_card("price")
    write_card("later")
    hub.publish(folder)
    hub.retire("later")
    enroll()
    hub.invite("Tom")
    found = hub.status()
    assert (found.cards, found.retired, found.devices, found.invitations_open) == (1, 1, 1, 1)
    assert (found.generation, found.events, found.usage, found.rejected) == (2, 0, 0, 0)
    assert found.as_json()["hub_id"] == hub.hub_id
    clock.move(days=15)
    assert hub.status().invitations_open == 0


def test_two_processes_share_a_hub(
    hub: Hub, reopen: Callable[[], Hub], folder: Path, write_card: Callable[..., Path]
) -> None:
    write_card("price")
    reopen().publish(folder)
    assert (hub.status().cards, hub.status().generation) == (1, 1)
