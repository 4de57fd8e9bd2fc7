"""What the routes work with: made once by `create_app`, kept in the app's state, asked for by type."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends
from starlette.requests import Request

from enablement.hub.access.members import Member
from enablement.hub.access.oidc import Provider
from enablement.hub.hub import Hub
from enablement.hub.pages import Pages
from enablement.hub.review.plots import Plots
from enablement.hub.tries import Tries

SESSION_COOKIE = "enablement_session"


@dataclass(frozen=True)
class Parts:
    """The hub and what its web side adds to it."""

    hub: Hub
    pages: Pages
    enrol_tries: Tries
    sign_in_tries: Tries
    join_tries: Tries
    plots: Plots
    metrics_open: bool = False
    provider: Provider | None = None

    def session(self, request: Request) -> Member | None:
        """Who is signed in with this browser."""
        return self.hub.sessions.find(request.cookies.get(SESSION_COOKIE))


async def parts_of(request: Request) -> Parts:
    """The parts that `create_app` put into the app's state."""
    parts: Parts = request.app.state.parts
    return parts


WithParts = Annotated[Parts, Depends(parts_of)]


def caller(request: Request) -> str:
    """The address a request comes from."""
    return request.client.host if request.client else "unknown"
