"""The review: what the messages do, as a page for marketing and as JSON for programs."""

import re
from urllib.parse import urlencode

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from enablement.hub.insight import ENOUGH_LOGS, by_card
from enablement.hub.refusals import RefusedError
from enablement.hub.routes.parts import WithParts
from enablement.translation import n_

CARDS_A_PAGE = 25
_PAGE = re.compile(r"\d{1,7}")

router = APIRouter()


def _chosen(request: Request) -> str:
    return request.query_params.get("card", "")[:200].replace("\0", "")


def _page(text: str) -> int:
    return max(1, int(text)) if _PAGE.fullmatch(text) else 1


@router.get("/")
def home() -> Response:
    """There is one page yet."""
    return RedirectResponse("/review", 303)


@router.get("/review")
def review(parts: WithParts, request: Request) -> Response:
    """Usage by card and revision, and the raw log under it; filter and pages by the address."""
    session = parts.session(request)
    if session is None:
        query = f"?{request.url.query}" if request.url.query else ""
        asked = urlencode({"next": f"/review{query}"})
        return RedirectResponse(f"/sign-in?{asked}", 303)
    asked_for = request.query_params
    used = by_card(parts.hub.usage())
    pages = max(1, -(-len(used) // CARDS_A_PAGE))
    page = min(_page(asked_for.get("cards", "")), pages)
    chosen = _chosen(request)
    return parts.pages.render(
        request,
        "review.html",
        session=session,
        hub_name=parts.hub.name,
        figures=parts.hub.insight.figures(),
        used=used,
        shown=used[(page - 1) * CARDS_A_PAGE : page * CARDS_A_PAGE],
        page=page,
        pages=pages,
        chosen=chosen,
        log=parts.hub.insight.log(chosen, _page(asked_for.get("page", ""))),
        enough=ENOUGH_LOGS,
    )


@router.get("/review/usage.json")
def usage(parts: WithParts, request: Request) -> Response:
    """The same figures for programs."""
    if parts.session(request) is None:
        raise RefusedError(401, "not-signed-in", n_("Sign in first."))
    return JSONResponse({"usage": [row.as_json() for row in parts.hub.usage()]})


@router.get("/review/log.json")
def log(parts: WithParts, request: Request) -> Response:
    """A page of the raw log for programs, of one card or of all."""
    if parts.session(request) is None:
        raise RefusedError(401, "not-signed-in", n_("Sign in first."))
    found = parts.hub.insight.log(_chosen(request), _page(request.query_params.get("page", "")))
    rows = [row.as_json() for row in found.rows]
    numbers = {"page": found.page, "pages": found.pages, "total": found.total}
    return JSONResponse({"log": rows, **numbers})
