"""The interface for programs: every area's part of it, its document, and the page that explains it."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from enablement.hub.languages import language_of
from enablement.hub.programs.document import build_document
from enablement.hub.programs.reading import read_about, read_models, read_subjects, texts_of
from enablement.hub.routes import (
    api_audiences,
    api_audit,
    api_cards,
    api_coverage,
    api_drafts,
    api_gaps,
    api_hub,
    api_inbox,
    api_people,
    api_publications,
    api_review,
    api_synonyms,
)
from enablement.hub.routes.access import Marketer
from enablement.hub.routes.parts import WithParts
from enablement.translation import speaking

ROUTERS = (
    api_hub.router,
    api_cards.router,
    api_drafts.router,
    api_review.router,
    api_inbox.router,
    api_gaps.router,
    api_people.router,
    api_publications.router,
    api_audiences.router,
    api_coverage.router,
    api_synonyms.router,
    api_audit.router,
)
"""Each area's operations, in the order in which the page explains them."""

MOST_BODY = 2 * 1024 * 1024
"""How many bytes a program may send at once, where a route does not say otherwise."""

router = APIRouter()


@cache
def _whole_document() -> dict[str, Any]:
    """Made at the first request, since the routes stay as they are."""
    return build_document(ROUTERS)


@router.get("/api/openapi.json")
def document() -> Response:
    """The OpenAPI document; it holds nobody's secrets, so tools need no token to read it."""
    return JSONResponse(_whole_document())


@router.get("/api")
def explain(parts: WithParts, request: Request, member: Marketer) -> Response:
    """The same document for people, with the pages' own style and no script."""
    found = _whole_document()
    with speaking(language_of(request)):
        return parts.pages.render(
            request,
            "api.html",
            session=member,
            hub_name=parts.hub.name,
            subjects=read_subjects(found, str(request.base_url).rstrip("/")),
            models=read_models(found),
            about=read_about(found),
        )


def find_words(*_asked: object, **_options: object) -> Iterator[tuple[int, str, str, list[str]]]:
    """The document's words as Babel asks for the messages of this file: there are no others in it."""
    for text in sorted(set(texts_of(_whole_document())) - {""}):
        yield 1, "_", text, []
