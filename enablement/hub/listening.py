"""Where a hub listens: its socket, its address in words, and whose word on the caller it believes."""

import ipaddress
import socket
import sys
from typing import Any

from enablement.errors import HubDataError
from enablement.translation import n_

GRACE_SECONDS = 5
_BACKLOG = 256
_LAST_PORT = 65535


def listen(host: str, port: int) -> socket.socket:
    """Listen before a server runs, so that the port is known and a taken one is a `HubDataError`."""
    try:
        if not 0 <= port <= _LAST_PORT:  # some systems would take the remainder
            raise OverflowError(f"there are no ports beyond {_LAST_PORT}")
        kind, _type, _proto, _name, address = socket.getaddrinfo(
            host or None, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        # Named as TCP, since asyncio turns off Nagle's algorithm only then: 40 ms an answer.
        listener = socket.socket(kind, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    except (OSError, OverflowError) as error:
        raise _taken(host, port, error) from error
    try:
        if sys.platform != "win32":  # there it would let two servers share one port
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(_BACKLOG)
    except (OSError, OverflowError) as error:
        listener.close()
        raise _taken(host, port, error) from error
    return listener


def address_of(host: str, port: int) -> str:
    """The address, for a browser on this machine when it listens on every address."""
    host = host or "127.0.0.1"
    try:
        place = ipaddress.ip_address(host)
    except ValueError:
        return f"http://{host}:{port}"
    if place.is_unspecified:
        place = ipaddress.ip_address("127.0.0.1" if place.version == 4 else "::1")
    shown = f"[{place}]" if place.version == 6 else str(place)
    return f"http://{shown}:{port}"


def serving_options(proxies: tuple[str, ...]) -> dict[str, Any]:
    """How uvicorn serves a hub.

    `proxies` are the addresses or networks of reverse proxies: their X-Forwarded-For and
    X-Forwarded-Proto say who asks and how. Nobody else's are believed, since anyone can write them.
    """
    return {
        "log_config": None,
        "log_level": "warning",
        "access_log": False,
        "server_header": False,
        "lifespan": "off",
        "timeout_graceful_shutdown": GRACE_SECONDS,
        "proxy_headers": bool(proxies),
        "forwarded_allow_ips": list(proxies),
    }


def _taken(host: str, port: int, error: Exception) -> HubDataError:
    reason = error.strerror if isinstance(error, OSError) else str(error)
    return HubDataError(
        n_("The hub cannot listen on {host}, port {port}: {reason}."),
        mend=n_("Another program may use it. Name another port with --port, or 0 for a free one."),
        host=host,
        port=port,
        reason=reason,
    )
