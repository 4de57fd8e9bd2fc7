"""The headers of every answer: who the hub is for laptops, and what a browser may do with a page."""

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from enablement.hub.refusals import is_for_laptops

HUB_HEADER = "X-Enablement-Hub"
PAGE_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; "
        "img-src 'self'; font-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


class Headers:
    """Adds the headers below every route, so that none can forget them."""

    def __init__(self, app: ASGIApp, hub_id: str) -> None:
        self._app = app
        self._hub_id = hub_id

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and the answer back with its headers."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["X-Content-Type-Options"] = "nosniff"
                # What is not said to be cacheable may be someone's, and is nobody else's.
                headers.setdefault("Cache-Control", "no-store")
                if is_for_laptops(scope["path"]):
                    headers[HUB_HEADER] = self._hub_id
                else:
                    headers.update(PAGE_HEADERS)
            await send(message)

        await self._app(scope, receive, send_with_headers)
