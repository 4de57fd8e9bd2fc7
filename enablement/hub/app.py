"""The hub's web application: its routes, its headers, and its errors as answers."""

import logging

from fastapi import Depends, FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from enablement.errors import HubConflictError, HubDataError, HubInputError, HubMissingError
from enablement.hub.access.oidc import Provider
from enablement.hub.headers import PAGE_HEADERS, Headers
from enablement.hub.hub import Hub
from enablement.hub.languages import language_of
from enablement.hub.pages import Pages
from enablement.hub.refusals import RefusedError, is_for_laptops, is_for_programs
from enablement.hub.review.plots import Plots
from enablement.hub.routes import (
    account,
    api,
    audiences,
    audit,
    cards,
    coverage,
    dead_letters,
    devices,
    drafts,
    gaps,
    inbox,
    join,
    metrics,
    oidc,
    people,
    public,
    review,
    review_files,
    reviewing,
    sign_in,
    sync,
    synonyms,
)
from enablement.hub.routes.access import SignInNeededError
from enablement.hub.routes.parts import Parts
from enablement.hub.routes.unwanted import refuse_nul
from enablement.hub.upkeep.metrics import Measured
from enablement.settings import Settings, shipped_folder
from enablement.sync.protocol import Refusal
from enablement.translation import _, n_, speaking

_log = logging.getLogger(__name__)
_NO_PAGE = n_("There is no such page.")
_NOT_SO = n_("The hub cannot make sense of this request.")
_INPUT_ERRORS: tuple[tuple[type[HubInputError], tuple[int, str]], ...] = (
    (HubMissingError, (404, "not-found")),
    (HubConflictError, (409, "conflict")),
    (HubInputError, (422, "not-so")),
)
_TROUBLE = n_("The hub has trouble of its own. Try again in a minute.")


def create_app(hub: Hub, provider: Provider | None = None) -> FastAPI:
    """The application that serves a hub to laptops and browsers; the caller keeps the hub open.

    With a `provider` of OpenID Connect people may sign in by it.
    """
    app = FastAPI(
        docs_url=None, redoc_url=None, openapi_url=None, dependencies=[Depends(refuse_nul)]
    )
    app.state.parts = Parts(
        hub=hub,
        pages=Pages(shipped_folder("resources"), hub.now),
        enrol_tries=hub.tries_at("enroll"),
        sign_in_tries=hub.tries_at("sign-in"),
        join_tries=hub.tries_at("join"),
        provider=provider,
        plots=Plots(),
        metrics_open=Settings.from_environment().metrics_open,
    )
    app.add_route(sync.ROOT, sync.root, methods=["GET"])
    for routes in (
        sync,
        sign_in,
        devices,
        people,
        account,
        join,
        oidc,
        review,
        review_files,
        cards,
        drafts,
        gaps,
        inbox,
        reviewing,
        audiences,
        coverage,
        synonyms,
        audit,
        dead_letters,
        metrics,
        api,
        public,
    ):
        app.include_router(routes.router)
    for router in api.ROUTERS:
        app.include_router(router, max_body_size=api.MOST_BODY)
    for kind in (RefusedError, HubDataError, RequestValidationError, HTTPException):
        app.add_exception_handler(kind, _answer_error)
    app.add_exception_handler(SignInNeededError, _lead_to_sign_in)
    app.add_exception_handler(Exception, _answer_bug)
    app.add_middleware(Headers, hub_id=hub.hub_id)
    app.add_middleware(Measured, metrics=hub.metrics)
    return app


def _refused(error: Exception) -> RefusedError:
    """What an error means to whoever asked."""
    if isinstance(error, RefusedError):
        return error
    if isinstance(error, HubInputError):
        status, code = next(word for kind, word in _INPUT_ERRORS if isinstance(error, kind))
        return RefusedError(status, code, str(error))
    if isinstance(error, HubDataError):  # laptops keep what they have, and come back
        _log.error("%s", error)
        return RefusedError(503, "hub-trouble", _TROUBLE, retry_after=60)
    if isinstance(error, HTTPException) and error.status_code == 404:
        return RefusedError(404, "not-found", _NO_PAGE)
    if isinstance(error, HTTPException):
        return RefusedError(error.status_code, "not-so", _NOT_SO)
    return RefusedError(422, "malformed", _malformed(error))


def _malformed(error: Exception) -> str:
    """That a request makes no sense, and where its first fault lies."""
    found = error.errors() if isinstance(error, RequestValidationError) else ()
    faults = [f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in found[:1]]
    return " ".join((_(_NOT_SO), *faults))[:500]


def _lead_to_sign_in(_request: Request, error: Exception) -> Response:
    address = error.address if isinstance(error, SignInNeededError) else "/sign-in"
    return RedirectResponse(address, 303)


def _answer_bug(request: Request, _error: Exception) -> Response:
    """What is ours to mend: said calmly here, while the server logs the whole of it."""
    answer = _answer_error(request, RefusedError(500, "hub-trouble", _TROUBLE))
    answer.headers.update(PAGE_HEADERS)  # this answer does not pass where the others get theirs
    return answer


def _answer_error(request: Request, error: Exception) -> Response:
    parts: Parts = request.app.state.parts
    with speaking(language_of(request)):
        refused = _refused(error)
    path = request.url.path
    headers = dict(error.headers or {}) if isinstance(error, HTTPException) else {}
    if refused.status == 401 and (is_for_laptops(path) or is_for_programs(path)):
        headers["WWW-Authenticate"] = "Bearer"
    if refused.retry_after is not None:
        headers["Retry-After"] = str(refused.retry_after)
    if (
        is_for_laptops(path)
        or is_for_programs(path)
        or path.endswith(".json")
        or path in ("/healthz", "/readyz", "/metrics")
    ):
        refusal = Refusal(hub_id=parts.hub.hub_id, code=refused.code, sentence=refused.sentence)
        text = refusal.model_dump_json()
        return Response(text, refused.status, headers, media_type="application/json")
    page = parts.pages.render(
        request,
        "error.html",
        status=refused.status,
        hub_name=parts.hub.name,
        sentence=refused.sentence,
        again=refused.retry_after is not None and request.method == "GET",
    )
    page.headers.update(headers)
    return page
