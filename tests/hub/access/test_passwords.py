"""Passwords: long enough, kept as argon2, and wrong ones wrong in the same time."""

from typing import Literal

import pytest
from argon2 import PasswordHasher

from enablement.errors import HubInputError
from enablement.hub.access.passwords import Passwords, new_password


def test_a_made_password_can_be_typed() -> None:
    password = new_password()
    assert len(password.replace("-", "")) == 16
    assert password == password.lower()
    assert password != new_password()


def test_a_password_fits_its_own_hash_alone(hasher: PasswordHasher) -> None:
    passwords = Passwords(hasher)
    made = passwords.hash("eight ch")
    assert made.startswith("$argon2id$")
    assert passwords.fits(made, "eight ch")
    for other in ("Eight ch", "eight ch ", "", "\ud800", "x" * 5000):
        assert not passwords.fits(made, other)
        assert not passwords.fits("", other)
        assert not passwords.fits("no hash", other)


@pytest.mark.parametrize("password", ["", "7 chars", "x" * 1001, "long enough \ud800"])
def test_a_password_that_cannot_be_one_is_a_sentence(hasher: PasswordHasher, password: str) -> None:
    with pytest.raises(HubInputError) as raised:
        Passwords(hasher).hash(password)
    assert raised.value.how_to_mend()


def test_nobodys_password_is_checked_as_long_as_somebodys() -> None:
    """Counted in checks of argon2, not in seconds: there is one, whether or not there is a hash."""

    class Counting(PasswordHasher):
        checks = 0

        def verify(self, *hash_and_password: str | bytes, **named: str | bytes) -> Literal[True]:
            self.checks += 1
            return super().verify(*hash_and_password, **named)

    hasher = Counting(time_cost=1, memory_cost=8, parallelism=1)
    passwords = Passwords(hasher)
    made = passwords.hash("somebody's")
    for password_hash in (made, ""):
        hasher.checks = 0
        passwords.fits(password_hash, "a guess at it")
        assert hasher.checks == 1


def test_a_hash_of_weaker_days_is_noticed(hasher: PasswordHasher) -> None:
    stronger = Passwords(PasswordHasher(time_cost=2, memory_cost=16, parallelism=1))
    made = Passwords(hasher).hash("the same one")
    assert stronger.is_old(made)
    assert not Passwords(hasher).is_old(made)
