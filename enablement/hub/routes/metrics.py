"""What machines ask a hub about itself: whether it lives, whether it is ready, and its figures."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from enablement.hub.access.roles import Role
from enablement.hub.refusals import RefusedError
from enablement.hub.routes.parts import Parts, WithParts
from enablement.hub.upkeep.metrics import CONTENT_TYPE
from enablement.translation import n_

_BEARER = "Bearer "

router = APIRouter()


@router.get("/healthz")
async def alive(parts: WithParts) -> Response:
    """The process answers; it asks nothing of the database, whose trouble no restart mends."""
    return JSONResponse({"status": "ok", "hub_id": parts.hub.hub_id})


@router.get("/readyz")
def ready(parts: WithParts) -> Response:
    """The database answers and its schema is this program's; else 503."""
    parts.hub.check()
    return JSONResponse({"status": "ready", "hub_id": parts.hub.hub_id})


@router.get("/metrics")
def metrics(parts: WithParts, request: Request) -> Response:
    """The figures for Prometheus, for an admin's token or session, or for anyone when so set.

    Not for callers of this machine: behind a reverse proxy everyone would be one.
    """
    if not parts.metrics_open:
        _check_admin(parts, request)
    return Response(parts.hub.metrics.text(), media_type=CONTENT_TYPE)


def _check_admin(parts: Parts, request: Request) -> None:
    shown = request.headers.get("authorization", "")
    if shown.startswith(_BEARER):
        member = parts.hub.tokens.recognise(shown.removeprefix(_BEARER))
    else:
        member = parts.session(request)
    if member is None:
        raise RefusedError(401, "not-signed-in", n_("Show a token of this hub."))
    if not member.role.may(Role.ADMIN):
        raise RefusedError(403, "not-allowed", n_("Your role does not allow this."))
