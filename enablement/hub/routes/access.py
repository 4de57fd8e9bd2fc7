"""Who asks and whether they may: by a browser's session or a program's token."""

import hmac
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlencode

from fastapi import Depends
from starlette.datastructures import FormData
from starlette.requests import Request

from enablement.hub.access.members import Member
from enablement.hub.access.roles import Role
from enablement.hub.refusals import RefusedError, is_for_programs
from enablement.hub.routes.parts import Parts, WithParts
from enablement.translation import n_

MOST_FIELDS, MOST_FILES = 500, 20
"""How many fields and files a form may have."""

TOO_OLD = n_("The form was too old. Please try again.")
_BEARER = "Bearer "


class SignInNeededError(Exception):
    """A page was asked for by nobody: the browser is led to the sign-in, and then back."""

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.address = address


def _member(parts: Parts, request: Request) -> Member:
    """Whoever asks; raises what leads a browser to the sign-in, and tells a program no."""
    if is_for_programs(request.url.path):
        shown = request.headers.get("authorization", "")
        member = (
            parts.hub.tokens.recognise(shown.removeprefix(_BEARER))
            if shown.startswith(_BEARER)
            else None
        )
        if member is None:
            raise RefusedError(401, "not-signed-in", n_("Show a token of this hub."))
        return member
    if (member := parts.session(request)) is not None:
        return member
    asked = request.url.path if request.method == "GET" else "/"
    if request.method == "GET" and request.url.query:
        asked += f"?{request.url.query}"
    raise SignInNeededError(f"/sign-in?{urlencode({'next': asked})}")


@dataclass(frozen=True)
class Needs:
    """A dependency that gives whoever asks, when they may do what this role may.

    `RefusedError` `not-allowed` (403) when they may not.
    """

    role: Role

    def __call__(self, parts: WithParts, request: Request) -> Member:
        """Whoever asks."""
        member = _member(parts, request)
        if not member.role.may(self.role):
            raise RefusedError(403, "not-allowed", n_("Your role does not allow this."))
        parts.hub.scheduler.run_if_due()
        return member


Marketer = Annotated[Member, Depends(Needs(Role.MARKETER))]
Approver = Annotated[Member, Depends(Needs(Role.APPROVER))]
Admin = Annotated[Member, Depends(Needs(Role.ADMIN))]


def posted(role: Role, most_bytes: int = 256 * 1024) -> Callable[..., AsyncIterator[FormData]]:
    """A dependency that reads a form of our own pages, and refuses one of anybody else's.

    Each of its parts has at most `most_bytes`; files are kept on disk while they are read.
    """

    async def read(
        request: Request, member: Annotated[Member, Depends(Needs(role))]
    ) -> AsyncIterator[FormData]:
        form = await request.form(
            max_files=MOST_FILES, max_fields=MOST_FIELDS, max_part_size=most_bytes
        )
        sent = form.get("csrf")
        told = sent if isinstance(sent, str) else ""
        if not member.csrf or not hmac.compare_digest(told.encode(), member.csrf.encode()):
            await form.close()
            raise RefusedError(403, "csrf", TOO_OLD)
        yield form
        await form.close()

    return read


def text_of(form: FormData, name: str, most: int = 200) -> str:
    """A text field of a form without NUL and blank ends; empty when it was not sent."""
    found = form.get(name)
    return found.replace("\0", "").strip()[:most] if isinstance(found, str) else ""


MarketerForm = Annotated[FormData, Depends(posted(Role.MARKETER))]
ApproverForm = Annotated[FormData, Depends(posted(Role.APPROVER))]
AdminForm = Annotated[FormData, Depends(posted(Role.ADMIN))]
