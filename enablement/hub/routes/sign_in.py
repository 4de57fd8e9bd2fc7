"""Signing in to marketing's pages, and out again."""

import hmac
import re
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from enablement.hub.access.accounts import Visit
from enablement.hub.access.sessions import SESSION_LIFETIME, browser_name
from enablement.hub.bodies import body_up_to, form_fields
from enablement.hub.codes import new_token
from enablement.hub.refusals import RefusedError
from enablement.hub.routes.parts import SESSION_COOKIE, Parts, WithParts, caller
from enablement.translation import n_

CSRF_COOKIE = "enablement_csrf"
HOME = "/review"
_SEE_OTHER = 303
_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")
_LOCAL = re.compile(r"/[!-~]{0,1000}")
_WRONG = n_("The address or the password is not right.")
_TOO_OLD = n_("The form was too old. Please try again.")
_TOO_MANY = n_("Too many tries. Wait a minute, then try again.")

router = APIRouter()
FormBody = Annotated[bytes, Depends(body_up_to(16 * 1024))]


def local_address(asked: str) -> str:
    """The page asked for when it is one of this hub's, else the review: never another site."""
    parts = urlsplit(asked) if _LOCAL.fullmatch(asked) else None
    other = parts is None or parts.scheme or parts.netloc or asked.startswith(("//", "/\\"))
    return HOME if other or asked.startswith("/sign-") else asked


def set_cookie(
    request: Request, response: Response, name: str, value: str, *, seconds: int | None = None
) -> None:
    """Give a browser something to carry: not for scripts, not for other sites, by https only there."""
    response.set_cookie(
        name,
        value,
        max_age=seconds,
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
    )


def door_csrf(request: Request) -> str:
    """What a form for whoever has not signed in carries, and its browser as a cookie."""
    kept = request.cookies.get(CSRF_COOKIE, "")
    return kept if _TOKEN.fullmatch(kept) else new_token()


def is_own_form(request: Request, sent: str) -> bool:
    """Whether a form is one that this browser was shown."""
    kept = request.cookies.get(CSRF_COOKIE, "")
    return bool(_TOKEN.fullmatch(kept)) and hmac.compare_digest(sent.encode(), kept.encode())


def sign_in_form(
    parts: Parts,
    request: Request,
    asked: str,
    *,
    email: str = "",
    problem: str = "",
    status: int = 200,
) -> Response:
    """The page that asks who somebody is, with what was typed and what was wrong."""
    token = door_csrf(request)
    response = parts.pages.render(
        request,
        "sign_in.html",
        status=status,
        hub_name=parts.hub.name,
        csrf=token,
        next_page=local_address(asked),
        email=email,
        problem=problem,
        provider=parts.provider.name if parts.provider else "",
    )
    set_cookie(request, response, CSRF_COOKIE, token)
    return response


@router.get("/sign-in")
def show_form(parts: WithParts, request: Request) -> Response:
    """The sign-in form; whoever is signed in already goes on."""
    asked = request.query_params.get("next", HOME)
    if parts.session(request) is not None:
        return RedirectResponse(local_address(asked), _SEE_OTHER)
    return sign_in_form(parts, request, asked)


@router.post("/sign-in")
def sign_in(parts: WithParts, request: Request, body: FormBody) -> Response:
    """Begin a session when address and password fit."""
    fields = form_fields(body)
    asked, email = fields.get("next", HOME), fields.get("email", "").strip()[:200]
    if not is_own_form(request, fields.get("csrf", "")):
        return sign_in_form(parts, request, asked, email=email, problem=_TOO_OLD, status=403)
    try:
        parts.sign_in_tries.check(caller(request), email.casefold())
    except RefusedError as refused:
        answer = sign_in_form(
            parts, request, asked, email=email, problem=_TOO_MANY, status=refused.status
        )
        answer.headers["Retry-After"] = str(refused.retry_after)
        return answer
    token = parts.hub.accounts.sign_in(email, fields.get("password", ""), visit_of(request))
    if token is None:
        parts.sign_in_tries.failed(caller(request), email.casefold())
        return sign_in_form(parts, request, asked, email=email, problem=_WRONG, status=403)
    return let_in(parts, request, token, asked)


def visit_of(request: Request) -> Visit:
    """From where somebody knocks."""
    return Visit(caller(request), browser_name(request.headers.get("user-agent", "")))


def let_in(parts: Parts, request: Request, token: str, asked: str) -> Response:
    """Give a browser its new session, and lead it to the page that was asked for.

    A session that it had before ends: nobody goes on with one that another person began.
    """
    if before := request.cookies.get(SESSION_COOKIE):
        parts.hub.sessions.end(before)
    response = RedirectResponse(local_address(asked), _SEE_OTHER)
    lifetime = int(SESSION_LIFETIME.total_seconds())
    set_cookie(request, response, SESSION_COOKIE, token, seconds=lifetime)
    response.delete_cookie(CSRF_COOKIE)
    return response


@router.post("/sign-out")
def sign_out(parts: WithParts, request: Request, body: FormBody) -> Response:
    """End the session; only a form of our own page may."""
    session = parts.session(request)
    if session is not None:
        sent = form_fields(body).get("csrf", "")
        if not hmac.compare_digest(sent.encode(), session.csrf.encode()):
            raise RefusedError(403, "csrf", n_("The form was too old. Please try again."))
        parts.hub.sessions.end(request.cookies[SESSION_COOKIE])
    response = RedirectResponse("/sign-in", _SEE_OTHER)
    response.delete_cookie(SESSION_COOKIE)
    return response
