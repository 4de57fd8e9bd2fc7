"""The page of the events that the hub refused, for an admin who wants to know why."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from enablement.hub.routes.access import Admin
from enablement.hub.routes.parts import WithParts

_MOST_REASON = 1000
_MOST_NUMBER = 2**31 - 1

router = APIRouter()


@router.get("/dead-letters")
def show(parts: WithParts, request: Request, member: Admin) -> Response:
    """The letters, the newest first, perhaps of one reason only."""
    reason = request.query_params.get("reason", "")[:_MOST_REASON]
    before = request.query_params.get("before", "")
    number = min(int(before), _MOST_NUMBER) if before.isascii() and before.isdigit() else 0
    return parts.pages.render(
        request,
        "upkeep/dead_letters.html",
        session=member,
        hub_name=parts.hub.name,
        page=parts.hub.dead_letters.page(reason, number),
        reason=reason,
        first=not number,
    )
