"""What is said of a person: their name, address, role and place, brought into one form and judged."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from enablement.errors import HubInputError
from enablement.hub.access.roles import Role
from enablement.hub.models import NAME
from enablement.hub.shelf import language_code
from enablement.translation import n_

_MOST_LANGUAGES = 20
_ADDRESS = re.compile(r"[^@\s<>\",;]+@[^@\s<>\",;]+")


@dataclass(frozen=True)
class PersonWords:
    """A person as somebody describes them; `languages` the preferred first, all when there is none."""

    name: str = ""
    email: str = ""
    role: Role = Role.REP
    team: str = ""
    region: str = ""
    languages: tuple[str, ...] = field(default=())

    def cleaned(self) -> "PersonWords":
        """The same without stray spaces; `HubInputError` for what cannot stand."""
        if not plain(self.name):
            raise HubInputError(
                n_("A person needs a name."), mend=n_("Write it as colleagues know it.")
            )
        if self.role is not Role.REP and not self.email.strip():
            raise HubInputError(
                n_("Whoever signs in needs an e-mail address."),
                mend=n_("Only a rep can do without one."),
            )
        return PersonWords(
            name=plain(self.name),
            email=email_address(self.email) if self.email.strip() else "",
            role=self.role,
            team=plain(self.team),
            region=plain(self.region),
            languages=language_codes(self.languages),
        )


def plain(text: str) -> str:
    """A text on one line, without NUL, as long as a name may be."""
    return " ".join(text.replace("\0", "").split())[:NAME]


def email_address(text: str) -> str:
    """An address in the form by which people are known; `HubInputError` when it is none."""
    address = text.strip().casefold()
    if not _ADDRESS.fullmatch(address) or len(address) > NAME or "\0" in address:
        raise HubInputError(
            n_("“{email}” is not an e-mail address."),
            mend=n_("Use one such as marketing@example.com."),
            email=text.strip()[:NAME],
        )
    return address


def language_codes(codes: Iterable[str]) -> tuple[str, ...]:
    """The codes in their plain form, each once; `HubInputError` for one that is none."""
    found: dict[str, None] = {}
    for code in codes:
        if not (known := language_code(code)):
            raise HubInputError(
                n_("“{language}” is not a language code."),
                mend=n_("Use a code such as en or es."),
                language=code,
            )
        found[known] = None
    return tuple(found)[:_MOST_LANGUAGES]


def role_of(name: str) -> Role:
    """The role of that name; `HubInputError` when there is none."""
    try:
        return Role(name.strip().lower())
    except ValueError as error:
        raise HubInputError(
            n_("There is no role “{role}”."),
            mend=n_("The roles are: {roles}."),
            role=name,
            roles=", ".join(Role),
        ) from error
