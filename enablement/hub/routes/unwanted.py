"""What no address of the hub may hold, whoever asks: a character that a database would stumble over."""

from starlette.requests import Request

from enablement.hub.refusals import RefusedError
from enablement.translation import n_

_NUL = "\0"


async def refuse_nul(request: Request) -> None:
    """A dependency of every route: `RefusedError` `not-so` (422) for a NUL in the address."""
    if _NUL in request.url.path or "%00" in request.scope["query_string"].decode("latin-1"):
        raise RefusedError(422, "not-so", n_("The hub cannot make sense of this request."))
