"""Devices: known by their token, heard of at most once a minute, and ended at once."""

from collections.abc import Callable
from typing import Any

import pytest

from enablement.errors import HubDataError
from enablement.hub.access.members import OPERATOR
from enablement.hub.hub import Hub
from enablement.hub.refusals import RefusedError


def test_a_token_that_nobody_has_is_refused(hub: Hub) -> None:
    with pytest.raises(RefusedError) as raised:
        hub.devices.recognise("nobody's")
    assert (raised.value.status, raised.value.code) == (401, "device-unknown")


def test_a_revoked_laptop_is_refused(hub: Hub, enroll: Callable[..., str]) -> None:
    token = enroll()
    hub.laptops.revoke(OPERATOR, hub.devices.recognise(token).device)
    with pytest.raises(RefusedError) as raised:
        hub.devices.recognise(token)
    assert (raised.value.status, raised.value.code) == (403, "device-revoked")
    assert hub.status().devices == 0
    with pytest.raises(HubDataError, match="There is no laptop"):
        hub.laptops.revoke(OPERATOR, "no such")


def test_contact_is_kept_at_most_once_a_minute(
    hub: Hub, enroll: Callable[..., str], clock: Any
) -> None:
    token = enroll()
    assert hub.devices.recognise(token).last_contact is None
    first = clock()
    for seconds in (0, 30, 29):
        clock.move(seconds=seconds)
        hub.devices.note_contact(hub.devices.recognise(token), None)
    assert hub.devices.recognise(token).last_contact == first
    clock.move(seconds=1)
    hub.devices.note_contact(hub.devices.recognise(token), None)
    assert hub.devices.recognise(token).last_contact == clock()


def test_a_new_generation_is_kept_at_once(hub: Hub, enroll: Callable[..., str]) -> None:
    token = enroll()
    for held in (None, 3, None, 4):
        hub.devices.note_contact(hub.devices.recognise(token), held)
    assert hub.devices.recognise(token).held_generation == 4
