"""Where a person stands with the hub."""

from enum import StrEnum


class PersonState(StrEnum):
    """Invited until they came, active, or ended; who ended can be brought back."""

    INVITED = "invited"
    ACTIVE = "active"
    ENDED = "ended"
