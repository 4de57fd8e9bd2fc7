"""Failed tries: counted by address and by account, and only so many."""

import pytest

from enablement.hub.refusals import RefusedError
from enablement.hub.tries import PER_ACCOUNT, PER_ADDRESS, Tries


def test_an_address_has_so_many_tries() -> None:
    tries = Tries("door")
    for _ in range(PER_ADDRESS.amount):
        tries.check("1.2.3.4")
        tries.failed("1.2.3.4")
    with pytest.raises(RefusedError) as raised:
        tries.check("1.2.3.4")
    assert (raised.value.status, raised.value.code) == (429, "too-many-tries")
    assert raised.value.retry_after is not None
    assert 1 <= raised.value.retry_after <= 61
    tries.check("5.6.7.8")
    Tries("door").check("1.2.3.4")


def test_an_account_has_so_many_tries_from_everywhere() -> None:
    tries = Tries("door")
    for number in range(PER_ACCOUNT.amount):
        tries.failed(f"address {number}", "marketing@example.com")
    with pytest.raises(RefusedError):
        tries.check("another", "marketing@example.com")
    tries.check("another", "someone@example.com")


def test_good_tries_are_free() -> None:
    tries = Tries("door")
    for _ in range(100):
        tries.check("1.2.3.4", "marketing@example.com")
