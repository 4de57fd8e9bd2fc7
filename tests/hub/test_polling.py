"""A laptop's question whether there is anything new: the same answer as ever, in two statements."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event

from enablement.hub.access.members import OPERATOR
from enablement.hub.hub import Hub
from enablement.hub.refusals import RefusedError
from enablement.sync.protocol import Root


def ask(hub: Hub, token: str, held: int | None = None) -> Root:
    return Root.model_validate_json(hub.polls.answer(token, held).signed)


def test_it_is_told_what_delivery_tells(
    hub: Hub, enroll: Callable[..., str], write_card: Callable[..., Path], folder: Path
) -> None:
    token = enroll()
    assert ask(hub, token).count == 0
    write_card("price")
    hub.publish(folder)
    for _time in range(2):  # what was made new, and what is known by then
        signed = hub.delivery.root(hub.devices.recognise(token)).signed
        assert ask(hub, token) == Root.model_validate_json(signed)
    assert ask(hub, token).count == 1


def test_that_it_came_is_noted(hub: Hub, enroll: Callable[..., str], clock: Any) -> None:
    token = enroll()
    ask(hub, token, 4)
    device = hub.devices.recognise(token)
    assert (device.held_generation, device.last_contact) == (4, clock())


@pytest.mark.parametrize("engine", ["sqlite"])
def test_those_who_may_not_ask_are_refused(hub: Hub, enroll: Callable[..., str]) -> None:
    with pytest.raises(RefusedError) as raised:
        hub.polls.answer("nobody's", None)
    assert (raised.value.status, raised.value.code) == (401, "device-unknown")
    token = enroll()
    hub.laptops.revoke(OPERATOR, hub.devices.recognise(token).device)
    with pytest.raises(RefusedError) as raised:
        hub.polls.answer(token, None)
    assert (raised.value.status, raised.value.code) == (403, "device-revoked")
    token = enroll("Bea")
    device = hub.devices.recognise(token).device
    hub.laptops.ask_wipe(OPERATOR, device)
    with pytest.raises(RefusedError) as raised:
        hub.polls.answer(token, 3)
    assert (raised.value.status, raised.value.code) == (403, "device-wipe")
    assert hub.devices.recognise_sender(token).last_contact is not None


def test_nothing_new_is_two_statements(hub: Hub, enroll: Callable[..., str]) -> None:
    token = enroll()
    for _time in range(2):
        ask(hub, token)
    said: list[str] = []

    def note(*told: Any) -> None:
        said.append(told[2])

    event.listen(Engine, "before_cursor_execute", note)
    try:
        ask(hub, token)
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    assert len([one for one in said if one.startswith("SELECT")]) == 2
