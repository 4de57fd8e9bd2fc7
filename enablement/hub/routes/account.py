"""One's own account: the password, the sessions, and the tokens for programs."""

from datetime import timedelta
from urllib.parse import urlencode

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from enablement.errors import HubInputError
from enablement.hub.access.members import Member
from enablement.hub.refusals import RefusedError
from enablement.hub.routes.access import Marketer, MarketerForm, text_of
from enablement.hub.routes.cards import SEE_OTHER, said
from enablement.hub.routes.parts import SESSION_COOKIE, Parts, WithParts, caller
from enablement.translation import n_

_MOST_PASSWORD = 2000
_SHOWN_FOR = timedelta(minutes=15)
_DONE = {
    "password": n_("The password is changed, and all other sessions have ended."),
    "session": n_("The session has ended."),
    "sessions": n_("All other sessions have ended."),
    "token": n_("The token has ended: whoever shows it is refused."),
}
_DIFFERENT = n_("The two passwords are not the same.")
_TOO_MANY = n_("Too many tries. Wait a minute, then try again.")

router = APIRouter(prefix="/account")


def _here(request: Request) -> str:
    return request.cookies.get(SESSION_COOKIE, "")


def _page(
    parts: Parts,
    request: Request,
    member: Member,
    *,
    password_problem: HubInputError | str = "",
    token_problem: HubInputError | str = "",
    status: int = 200,
) -> Response:
    hub = parts.hub
    has_password, has_provider = hub.accounts.proves_by(member)
    sealed = request.query_params.get("made", "")[:1000]
    made = hub.sealer.open(_purpose(member), sealed, hub.now())
    return parts.pages.render(
        request,
        "people/account.html",
        status=status,
        session=member,
        hub_name=hub.name,
        said=said(request, _DONE),
        has_password=has_password,
        has_provider=has_provider,
        sessions=hub.sessions.of(member, _here(request)),
        tokens=[token for token in hub.tokens.of(member.person_id) if not token.revoked_at],
        made=made,
        now=hub.now(),
        password_problem=password_problem,
        token_problem=token_problem,
    )


def _purpose(member: Member) -> str:
    return f"token shown to {member.person_id}"


@router.get("")
def show(parts: WithParts, request: Request, member: Marketer) -> Response:
    """Who one is here, by what one signs in, where one is signed in, and one's tokens."""
    return _page(parts, request, member)


@router.post("/password")
def change_password(
    parts: WithParts, request: Request, member: Marketer, form: MarketerForm
) -> Response:
    """Set another password; all other sessions end."""
    old, new, again = (
        str(form.get(name) or "")[:_MOST_PASSWORD] for name in ("old", "new", "again")
    )
    if new != again:
        return _page(parts, request, member, password_problem=_DIFFERENT, status=422)
    try:
        parts.sign_in_tries.check(caller(request), member.email)
        parts.hub.accounts.change_password(member, old, new, _here(request))
    except HubInputError as problem:
        return _page(parts, request, member, password_problem=problem, status=422)
    except RefusedError as refused:
        if refused.status == 429:
            return _page(parts, request, member, password_problem=_TOO_MANY, status=429)
        parts.sign_in_tries.failed(caller(request), member.email)
        return _page(parts, request, member, password_problem=refused.sentence, status=422)
    return _back("password")


@router.post("/sessions/end")
def end_session(
    parts: WithParts, request: Request, member: Marketer, form: MarketerForm
) -> Response:
    """End one of one's own sessions, or all but this one."""
    which = text_of(form, "session")
    if not which:
        parts.hub.sessions.end_others(member, _here(request))
        return _back("sessions")
    parts.hub.sessions.end_one(member, which)
    return _back("session")


@router.post("/tokens")
def make_token(
    parts: WithParts, request: Request, member: Marketer, form: MarketerForm
) -> Response:
    """Make a token for a program, and show it once."""
    try:
        token = parts.hub.tokens.make(member, text_of(form, "name"))
    except HubInputError as problem:
        return _page(parts, request, member, token_problem=problem, status=422)
    words = {"token": token.token}
    made = parts.hub.sealer.seal(_purpose(member), words, parts.hub.now(), _SHOWN_FOR)
    return RedirectResponse(f"/account?{urlencode({'made': made})}#tokens", SEE_OTHER)


@router.post("/tokens/end")
def end_token(parts: WithParts, member: Marketer, form: MarketerForm) -> Response:
    """End a token."""
    parts.hub.tokens.revoke(member, text_of(form, "token"))
    return _back("token")


def _back(done: str) -> Response:
    return RedirectResponse(f"/account?done={done}", SEE_OTHER)
