"""Signing in by a provider: the way there, and the way back."""

import hmac
import logging
from datetime import timedelta

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from enablement.hub.access.oidc import Attempt, Provider, ProviderError
from enablement.hub.refusals import RefusedError
from enablement.hub.routes.parts import Parts, WithParts, caller
from enablement.hub.routes.sign_in import (
    HOME,
    let_in,
    local_address,
    set_cookie,
    sign_in_form,
    visit_of,
)
from enablement.translation import n_

ATTEMPT_COOKIE = "enablement_attempt"
_PURPOSE = "sign-in attempt"
_GOOD_FOR = timedelta(minutes=10)
_SEE_OTHER = 303
_NO_PAGE = n_("There is no such page.")
_NOT_REACHED = n_("The provider does not answer. Try again, or sign in with your password.")
_NOT_PROVEN = n_("The sign-in did not succeed. Please try again.")
_TOO_MANY = n_("Too many tries. Wait a minute, then try again.")
_STRANGER = n_(
    "The hub does not know that account. Ask an admin to invite you by the e-mail address you have there."
)

_log = logging.getLogger(__name__)
router = APIRouter()


def _provider(parts: Parts) -> Provider:
    if parts.provider is None:
        raise RefusedError(404, "not-found", _NO_PAGE)
    return parts.provider


def _way_back(request: Request) -> str:
    """Where the provider sends the browser: registered there, or it refuses."""
    return str(request.url_for("come_back"))


@router.get("/sign-in/provider")
def go(parts: WithParts, request: Request) -> Response:
    """Lead the browser to the provider, with secrets that only this browser and the hub can read."""
    provider = _provider(parts)
    asked = local_address(request.query_params.get("next", HOME))
    attempt = Attempt()
    try:
        where = provider.address(attempt, _way_back(request))
    except ProviderError as error:
        _log.warning("sign-in by the provider: %s", error)
        return sign_in_form(parts, request, asked, problem=_NOT_REACHED, status=502)
    response = RedirectResponse(where, _SEE_OTHER)
    words = {**vars(attempt), "next": asked}
    sealed = parts.hub.sealer.seal(_PURPOSE, words, parts.hub.now(), _GOOD_FOR)
    seconds = int(_GOOD_FOR.total_seconds())
    set_cookie(request, response, ATTEMPT_COOKIE, sealed, seconds=seconds)
    return response


@router.get("/sign-in/provider/done", name="come_back")
def come_back(parts: WithParts, request: Request) -> Response:
    """Let in whom the provider proves, if the hub knows them."""
    provider = _provider(parts)
    kept = parts.hub.sealer.open(_PURPOSE, request.cookies.get(ATTEMPT_COOKIE, ""), parts.hub.now())
    asked = kept["next"] if kept else HOME
    try:
        parts.sign_in_tries.check(caller(request))
        token = _prove(parts, provider, request, kept)
    except (RefusedError, ProviderError) as error:
        parts.sign_in_tries.failed(caller(request))
        response = _say_no(parts, request, asked, error)
    else:
        response = let_in(parts, request, token, asked)
    response.delete_cookie(ATTEMPT_COOKIE)
    return response


def _prove(parts: Parts, provider: Provider, request: Request, kept: dict[str, str] | None) -> str:
    """The token of a new session; raises `ProviderError` or `RefusedError`."""
    told = request.query_params
    state = told.get("state", "")
    if kept is None or not hmac.compare_digest(state.encode(), kept["state"].encode()):
        raise ProviderError("the browser brings no attempt of its own")
    if error := told.get("error"):
        raise ProviderError(f"the provider says {error[:100]}")
    if told.get("iss", provider.issuer) != provider.issuer:
        raise ProviderError("the answer is another provider's")
    attempt = Attempt(kept["state"], kept["nonce"], kept["verifier"])
    identity = provider.identity(attempt, told.get("code", "")[:4000], _way_back(request))
    return parts.hub.accounts.sign_in_by(identity, visit_of(request))


def _say_no(
    parts: Parts, request: Request, asked: str, error: RefusedError | ProviderError
) -> Response:
    if isinstance(error, ProviderError):
        _log.info("sign-in by the provider: %s", error)
        parts.hub.accounts.note_failed(visit_of(request), "provider")
        return sign_in_form(parts, request, asked, problem=_NOT_PROVEN, status=403)
    if error.status == 429:
        return sign_in_form(parts, request, asked, problem=_TOO_MANY, status=429)
    return sign_in_form(parts, request, asked, problem=_STRANGER, status=403)
