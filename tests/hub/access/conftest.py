"""People who have joined the hub, to sign in, be ended and be asked for."""

from collections.abc import Callable

import pytest

from enablement.hub.access.accounts import NOWHERE
from enablement.hub.access.members import OPERATOR, Member
from enablement.hub.access.person_words import PersonWords
from enablement.hub.access.roles import Role
from enablement.hub.hub import Hub

PASSWORD = "a password of her own"


@pytest.fixture
def join(hub: Hub) -> Callable[..., str]:
    """Invite somebody and join as them: the token of their first session."""

    def bring_in(email: str, role: Role = Role.MARKETER, name: str = "Inés Vega") -> str:
        invitation = hub.invitations.invite(OPERATOR, PersonWords(name, email, role))
        return hub.invitations.join(invitation.code, PASSWORD, NOWHERE)

    return bring_in


@pytest.fixture
def admin(hub: Hub) -> Member:
    """The admin whom the hub was made with."""
    member = hub.sessions.find(hub.accounts.sign_in("marketing@example.com", "open-sesame"))
    assert member is not None
    return member
