"""What people may do: each role may do all that those before it may."""

from enum import StrEnum


class Role(StrEnum):
    """From the field to whoever runs the hub; a rep does not sign in to marketing's pages."""

    REP = "rep"
    MARKETER = "marketer"
    APPROVER = "approver"
    ADMIN = "admin"

    def may(self, needed: "Role") -> bool:
        """Whether this role may do what needs the other one."""
        order = list(Role)
        return order.index(self) >= order.index(needed)
