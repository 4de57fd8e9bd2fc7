"""Where marketing's pages are: what the bar on top of each of them lists."""

from dataclasses import dataclass

from enablement.hub.access.roles import Role
from enablement.translation import n_


@dataclass(frozen=True)
class Place:
    """A page in the bar, and the role from which on it is of use."""

    path: str
    label: str
    needs: Role = Role.MARKETER
    beside: tuple[str, ...] = ()
    """Where else its pages lie."""

    def holds(self, path: str) -> bool:
        """Whether a page belongs to this place."""
        return any(f"{path}/".startswith(f"{one}/") for one in (self.path, *self.beside))


PLACES = (
    Place("/review", n_("Review")),
    Place("/inbox", n_("Inbox")),
    Place("/cards", n_("Cards"), beside=("/drafts",)),
    Place("/coverage", n_("Coverage")),
    Place("/audiences", n_("Audiences")),
    Place("/synonyms", n_("Synonyms")),
    Place("/people", n_("People"), Role.ADMIN),
    Place("/audit", n_("Audit log"), Role.ADMIN),
)


def places_for(role: Role) -> tuple[Place, ...]:
    """The pages that a role may open."""
    return tuple(place for place in PLACES if role.may(place.needs))
