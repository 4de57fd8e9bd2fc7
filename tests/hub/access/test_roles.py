"""Roles: each may do what those before it may, and no more."""

import pytest

from enablement.hub.access.roles import Role


@pytest.mark.parametrize("role", Role)
def test_a_role_may_do_what_those_before_it_may(role: Role) -> None:
    order = [Role.REP, Role.MARKETER, Role.APPROVER, Role.ADMIN]
    assert [role.may(needed) for needed in order] == [
        order.index(needed) <= order.index(role) for needed in order
    ]
