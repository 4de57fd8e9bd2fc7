"""Which hosts are this machine."""

import pytest

from enablement.addresses import is_loopback


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.8.8.8", "::1"])
def test_this_machine(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["", "example.com", "localhost.example.com", "10.0.0.1", "::2"])
def test_another_machine(host: str) -> None:
    assert not is_loopback(host)
