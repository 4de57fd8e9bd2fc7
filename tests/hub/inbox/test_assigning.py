"""Threads are handed to people who may answer."""

from collections.abc import Callable

import pytest

from enablement.errors import HubInputError
from enablement.hub.access.members import Member
from enablement.hub.access.roles import Role
from enablement.hub.hub import Hub
from tests.hub.conftest import Say


def test_a_thread_is_handed_on_and_back(
    hub: Hub, say: Say, rosa: Member, join: Callable[..., Member]
) -> None:
    one, carl = say("Ana"), join(Role.APPROVER, "Carl")
    rep = join(Role.REP, "Rita")
    names = [person.name for person in hub.inbox.assigning.possible()]
    assert {"Carl", "Rosa"} <= set(names)
    assert "Rita" not in names
    assert names == sorted(names, key=str.casefold)
    hub.inbox.assigning.assign(rosa, one, carl.person_id)
    hub.inbox.assigning.assign(rosa, one, carl.person_id)
    assert hub.inbox.pages.read(one).assignee == "Carl"
    with pytest.raises(HubInputError, match="may answer"):
        hub.inbox.assigning.assign(rosa, one, rep.person_id)
    assert hub.inbox.pages.read(one).assignee == "Carl"
    hub.inbox.assigning.assign(rosa, one, "")
    assert hub.inbox.pages.read(one).assignee == ""
