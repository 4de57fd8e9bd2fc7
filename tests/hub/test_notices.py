"""Notices: told to whom they concern, once, and gone when they are done or put aside."""

from collections.abc import Callable

import pytest

from enablement.errors import HubMissingError
from enablement.hub.access.members import Member
from enablement.hub.access.roles import Role
from enablement.hub.database import Database
from enablement.hub.hub import Hub
from enablement.hub.notices import people_who_may, settle, tell
from tests.hub.conftest import EMAIL, SetClock


def test_each_sees_their_own_and_the_newest_word(
    hub: Hub, database: Database, clock: SetClock, join: Callable[..., Member]
) -> None:
    ana, ben = join(Role.MARKETER, "Ana"), join(Role.APPROVER, "Ben")
    with database.writing() as connection:
        tell(connection, clock(), [ana.person_id, ben.person_id, ""], "review", "d1", {"n": 1})
        clock.move(hours=1)
        tell(connection, clock(), [ana.person_id], "review", "d1", {"n": 2})
        tell(connection, clock(), [], "review", "d2", {})
    assert [one.details for one in hub.notices.of(ana)] == [{"n": 2}]
    [seen] = hub.notices.of(ben)
    with pytest.raises(HubMissingError):
        hub.notices.put_aside(ana, seen.notice_id)
    hub.notices.put_aside(ben, seen.notice_id)
    assert hub.notices.of(ben) == []
    with database.writing() as connection:
        settle(connection, ("review",), "d1")
    assert hub.notices.of(ana) == []


def test_those_who_may_are_the_active_ones_of_a_role_or_above(
    hub: Hub, database: Database, join: Callable[..., Member]
) -> None:
    join(Role.MARKETER, "Ana")
    ben = join(Role.APPROVER, "Ben")
    with database.reading() as connection:
        found = people_who_may(connection, Role.APPROVER)
    assert found[ben.person_id] == "ben@example.com"
    assert sorted(found.values()) == sorted(["ben@example.com", EMAIL])
