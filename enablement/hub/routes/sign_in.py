"""Signing in to marketing's pages, and out again."""

import hmac
import re
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from enablement.hub.access.people import SESSION_LIFETIME
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


def _set_cookie(
    request: Request, response: Response, name: str, value: str, *, seconds: int | None = None
) -> None:
    response.set_cookie(
        name,
        value,
        max_age=seconds,
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
    )


def _form(
    parts: Parts,
    request: Request,
    asked: str,
    *,
    email: str = "",
    problem: str = "",
    status: int = 200,
) -> Response:
    kept = request.cookies.get(CSRF_COOKIE, "")
    token = kept if _TOKEN.fullmatch(kept) else new_token()
    response = parts.pages.render(
        request,
        "sign_in.html",
        status=status,
        hub_name=parts.hub.name,
        csrf=token,
        next_page=local_address(asked),
        email=email,
        problem=problem,
    )
    _set_cookie(request, response, CSRF_COOKIE, token)
    return response


@router.get("/sign-in")
def show_form(parts: WithParts, request: Request) -> Response:
    """The sign-in form; whoever is signed in already goes on."""
    asked = request.query_params.get("next", HOME)
    if parts.session(request) is not None:
        return RedirectResponse(local_address(asked), _SEE_OTHER)
    return _form(parts, request, asked)


@router.post("/sign-in")
def sign_in(parts: WithParts, request: Request, body: FormBody) -> Response:
    """Begin a session when address and password fit."""
    fields = form_fields(body)
    asked, email = fields.get("next", HOME), fields.get("email", "").strip()[:200]
    sent, kept = fields.get("csrf", ""), request.cookies.get(CSRF_COOKIE, "")
    if not (_TOKEN.fullmatch(kept) and hmac.compare_digest(sent.encode(), kept.encode())):
        return _form(parts, request, asked, email=email, problem=_TOO_OLD, status=403)
    try:
        parts.sign_in_tries.check(caller(request), email.casefold())
    except RefusedError as refused:
        answer = _form(parts, request, asked, email=email, problem=_TOO_MANY, status=refused.status)
        answer.headers["Retry-After"] = str(refused.retry_after)
        return answer
    token = parts.hub.people.sign_in(email, fields.get("password", ""))
    if token is None:
        parts.sign_in_tries.failed(caller(request), email.casefold())
        return _form(parts, request, asked, email=email, problem=_WRONG, status=403)
    response = RedirectResponse(local_address(asked), _SEE_OTHER)
    lifetime = int(SESSION_LIFETIME.total_seconds())
    _set_cookie(request, response, SESSION_COOKIE, token, seconds=lifetime)
    return response


@router.post("/sign-out")
def sign_out(parts: WithParts, request: Request, body: FormBody) -> Response:
    """End the session; only a form of our own page may."""
    session = parts.session(request)
    if session is not None:
        sent = form_fields(body).get("csrf", "")
        if not hmac.compare_digest(sent.encode(), session.csrf.encode()):
            raise RefusedError(403, "csrf", n_("The form was too old. Please try again."))
        parts.hub.people.sign_out(request.cookies[SESSION_COOKIE])
    response = RedirectResponse("/sign-in", _SEE_OTHER)
    response.delete_cookie(SESSION_COOKIE)
    return response
