"""Invitations as people pass them on: a link, an address with a code, or the whole e-mail around it."""

import re
from dataclasses import dataclass

SCHEME = "enablement"

_CODE = r"[A-Za-z0-9]{4}(?:-[A-Za-z0-9]{4})+"
_LINK = re.compile(rf"{SCHEME}://(?P<address>[^\s<>\"]+)/(?P<code>[A-Za-z0-9-]+)", re.IGNORECASE)
_PAGE = re.compile(
    r"(?P<address>https?://[^\s<>\"#]+?)/invite/?#(?P<code>[A-Za-z0-9-]+)", re.IGNORECASE
)
_LONE_CODE = re.compile(rf"(?<![\w-]){_CODE}(?![\w-])")
_ADDRESS = re.compile(
    r"(?<![\w@.-])(?:https?://[^\s<>\"]+|(?:localhost|(?:[\w-]+\.)+[\w-]+)(?::\d+)?(?:/[^\s<>\"]*)?)"
    r"(?![\w@])",
    re.IGNORECASE,
)
_PUNCTUATION = ".,;:!?)]}>'\"”’»"


@dataclass(frozen=True)
class Invitation:
    """Where the hub is, and the code that it takes once; either may be empty."""

    address: str = ""
    code: str = ""

    @property
    def whole(self) -> bool:
        """Whether both are there."""
        return bool(self.address and self.code)


def invitation_link(address: str, code: str) -> str:
    """One line to paste that holds both: `enablement://hub.example.com/K7QF-2M9X-PL4T`."""
    return f"{SCHEME}://{address.partition('://')[2] or address}/{code}"


def read_invitation(text: str) -> Invitation:
    """What a text holds of an invitation: a link, else the code and the address next to it."""
    for form in (_LINK, _PAGE):
        if found := form.search(text):
            return Invitation(found["address"].rstrip("/"), found["code"])
    code, at = _code_in(text)
    return Invitation(_address_in(text, at), code)


def _code_in(text: str) -> tuple[str, int]:
    """The longest code and where it begins; the end of the text when there is none."""
    codes = sorted(_LONE_CODE.finditer(text), key=lambda found: -len(found[0]))
    return (codes[0][0], codes[0].start()) if codes else ("", len(text))


def _address_in(text: str, at: int) -> str:
    """The address that is nearest before that place, else the first after it.

    One with its scheme is meant rather than a name that only looks like one.
    """
    found = [one for one in _ADDRESS.finditer(text) if not _is_mail(text, one)]
    schemed = [one for one in found if "://" in one[0]]
    for some in (schemed, found):
        before = [one for one in some if one.start() < at]
        nearest = before[-1] if before else (some[0] if some else None)
        if nearest is not None:
            return nearest[0].rstrip(_PUNCTUATION)
    return ""


def _is_mail(text: str, found: re.Match[str]) -> bool:
    """Whether this is only a part of somebody's e-mail address."""
    return text[max(0, found.start() - 1) : found.start()] == "@"
