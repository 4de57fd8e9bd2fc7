"""Reading the body of a request, up to a limit, before anything is made of it."""

from collections.abc import Awaitable, Callable
from urllib.parse import parse_qsl

from starlette.requests import Request

from enablement.hub.refusals import RefusedError

_MOST_FIELDS = 20
_DRAINED = 4
"""How many times the limit is still read and dropped: many clients hear a no only once they sent all."""


def body_up_to(most: int) -> Callable[[Request], Awaitable[bytes]]:
    """A dependency that reads the body; `RefusedError` `too-large` (413) beyond `most` bytes."""

    async def read(request: Request) -> bytes:
        body = bytearray()
        size = 0
        async for chunk in request.stream():
            size += len(chunk)
            if size <= most:
                body += chunk
            elif size > _DRAINED * most:
                break
        if size > most:
            raise RefusedError(413, "too-large", f"The body has more than {most} bytes.")
        return bytes(body)

    return read


def form_fields(body: bytes) -> dict[str, str]:
    """The fields of a form as browsers send it; of two of one name the last, of a bad form none."""
    try:
        pairs = parse_qsl(
            body.decode(), keep_blank_values=True, max_num_fields=_MOST_FIELDS, errors="replace"
        )
    except ValueError:
        return {}
    return dict(pairs)
