"""Whoever acts at the hub: a person who signed in, or a program that shows their token."""

from dataclasses import dataclass, field

from enablement.hub import audit
from enablement.hub.access.roles import Role


@dataclass(frozen=True)
class Member:
    """Someone who may act; `csrf` goes into each form that changes something, a token has none."""

    person_id: str
    email: str
    name: str
    role: Role
    csrf: str = field(default="", repr=False)

    @property
    def who(self) -> str:
        """How the audit log names them."""
        return self.email or self.name or self.person_id


OPERATOR = Member("", "", audit.COMMAND_LINE, Role.ADMIN)
"""Who acts on the command line beside the hub's data: they could do anything anyway."""
