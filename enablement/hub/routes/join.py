"""Where an invitation's link leads: one sets a password, or goes on by the provider."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from enablement.errors import HubInputError
from enablement.hub.access.invitations import InvitationKind, Welcome
from enablement.hub.bodies import form_fields
from enablement.hub.refusals import RefusedError
from enablement.hub.routes.parts import Parts, WithParts, caller
from enablement.hub.routes.sign_in import (
    CSRF_COOKIE,
    HOME,
    FormBody,
    door_csrf,
    is_own_form,
    let_in,
    set_cookie,
    visit_of,
)
from enablement.sync.invitation import invitation_link
from enablement.translation import n_

_MOST_CODE = 100
_TOO_OLD = n_("The form was too old. Please try again.")
_DIFFERENT = n_("The two passwords are not the same.")
_TOO_MANY = n_("Too many tries. Wait a minute, then try again.")
_ASK = {
    "code-wrong": n_("The hub does not know this code."),
    "code-used": n_("This code was used already."),
    "code-expired": n_("This code is too old."),
}

router = APIRouter()


@router.get("/join")
def show(parts: WithParts, request: Request) -> Response:
    """Say who is invited to what, and ask for a password; without a code, ask for that."""
    code = request.query_params.get("code", "")[:_MOST_CODE]
    return _page(parts, request, code)


@router.post("/join")
def join(parts: WithParts, request: Request, body: FormBody) -> Response:
    """Open the account, and sign in with it."""
    fields = form_fields(body)
    code = fields.get("code", "")[:_MOST_CODE]
    if not is_own_form(request, fields.get("csrf", "")):
        return _page(parts, request, code, _TOO_OLD, 403)
    password = fields.get("password", "")
    if password != fields.get("again", ""):
        return _page(parts, request, code, _DIFFERENT, 422)
    try:
        parts.join_tries.check(caller(request))
        token = parts.hub.invitations.join(code, password, visit_of(request))
    except HubInputError as problem:
        return _page(parts, request, code, problem, 422)
    except RefusedError as refused:
        if refused.status == 429:
            return _page(parts, request, "", _TOO_MANY, 429)
        return _page(parts, request, code)  # which says what is wrong with the code
    return let_in(parts, request, token, HOME)


def _page(
    parts: Parts,
    request: Request,
    code: str,
    problem: HubInputError | str = "",
    status: int = 200,
) -> Response:
    welcome: Welcome | None = None
    if code.strip():
        welcome, refused = _look(parts, request, code)
        if refused is not None:
            problem = _TOO_MANY if refused.status == 429 else _ASK[refused.code]
            status = refused.status
    csrf = door_csrf(request)
    base = str(request.base_url).rstrip("/")
    response = parts.pages.render(
        request,
        "people/join.html",
        status=status,
        hub_name=parts.hub.name,
        csrf=csrf,
        code=code,
        welcome=welcome,
        laptop=welcome is not None and welcome.kind is InvitationKind.LAPTOP,
        link=invitation_link(base, code),
        hub_address=base,
        problem=problem,
        provider=parts.provider.name if parts.provider else "",
    )
    set_cookie(request, response, CSRF_COOKIE, csrf)
    return response


def _look(parts: Parts, request: Request, code: str) -> tuple[Welcome | None, RefusedError | None]:
    """Whom a code is for, or why it is not good; guessing is slowed down."""
    try:
        parts.join_tries.check(caller(request))
        return parts.hub.invitations.look(code), None
    except RefusedError as refused:
        if refused.status != 429:
            parts.join_tries.failed(caller(request))
        return None, refused
