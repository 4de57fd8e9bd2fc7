"""What anyone may ask for: the files that pages link to."""

from fastapi import APIRouter
from starlette.responses import Response

from enablement.hub.refusals import RefusedError
from enablement.hub.routes.parts import WithParts
from enablement.translation import n_

router = APIRouter()


@router.get("/static/{name}")
def static_file(parts: WithParts, name: str) -> Response:
    """A style or picture; its name changes with its content, so that a browser may keep it."""
    found = parts.pages.static_file(name)
    if found is None:
        raise RefusedError(404, "not-found", n_("There is no such page."))
    headers = {"Cache-Control": "public, max-age=31536000, immutable"}
    return Response(found.data, media_type=found.media_type, headers=headers)
