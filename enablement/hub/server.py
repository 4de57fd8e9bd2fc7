"""Serving a hub over HTTP: in the foreground until stopped, or in a thread beside something else."""

import ipaddress
import socket
import sys
import threading
from collections.abc import Callable

import uvicorn

from enablement.errors import HubDataError
from enablement.hub.app import create_app
from enablement.hub.hub import Hub
from enablement.translation import n_

_GRACE_SECONDS = 5
_BACKLOG = 256
_LAST_PORT = 65535


class _Server(uvicorn.Server):
    """Says when it accepts connections."""

    def __init__(self, config: uvicorn.Config, on_ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._on_ready = on_ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        self._on_ready()


class HubServer:
    """One hub behind one address; port 0 takes a free one, known once the server has started."""

    def __init__(self, hub: Hub, host: str = "127.0.0.1", port: int = 0) -> None:
        self._hub = hub
        self.host = host
        self.port = port
        self._server: _Server | None = None
        self._thread: threading.Thread | None = None

    @property
    def url(self) -> str:
        """The address, for a browser on this machine when it listens on every address."""
        host = self.host or "127.0.0.1"
        try:
            place = ipaddress.ip_address(host)
        except ValueError:
            return f"http://{host}:{self.port}"
        if place.is_unspecified:
            place = ipaddress.ip_address("127.0.0.1" if place.version == 4 else "::1")
        shown = f"[{place}]" if place.version == 6 else str(place)
        return f"http://{shown}:{self.port}"

    def start(self) -> None:
        """Serve in a thread; returns when it accepts. `HubDataError` when the port is taken."""
        listener = self._bind()
        ready = threading.Event()
        self._server = self._make(ready.set)
        self._thread = threading.Thread(
            target=self._run, args=(self._server, listener, ready), name="hub", daemon=True
        )
        self._thread.start()
        ready.wait()

    def stop(self) -> None:
        """Finish the requests under way and stop; nothing happens when it does not run."""
        server, thread = self._server, self._thread
        self._server = self._thread = None
        if server is not None and thread is not None:
            server.should_exit = True
            thread.join()

    def serve(self, on_ready: Callable[[str], None] | None = None) -> None:
        """Serve in the foreground until Ctrl+C; `on_ready` is given the address once it accepts."""
        listener = self._bind()

        def say() -> None:
            if on_ready is not None:
                on_ready(self.url)

        try:
            self._make(say).run(sockets=[listener])
        except KeyboardInterrupt:
            return
        finally:
            listener.close()

    @staticmethod
    def _run(server: _Server, listener: socket.socket, ready: threading.Event) -> None:
        try:
            server.run(sockets=[listener])
        finally:
            listener.close()
            ready.set()

    def _make(self, on_ready: Callable[[], None]) -> _Server:
        config = uvicorn.Config(
            create_app(self._hub),
            log_config=None,
            log_level="warning",
            access_log=False,
            server_header=False,
            lifespan="off",
            timeout_graceful_shutdown=_GRACE_SECONDS,
        )
        return _Server(config, on_ready)

    def _bind(self) -> socket.socket:
        """Listen before the server runs, so that the port is known and a taken one is an error here."""
        try:
            if not 0 <= self.port <= _LAST_PORT:  # some systems would take the remainder
                raise OverflowError(f"there are no ports beyond {_LAST_PORT}")
            kind, _type, _proto, _name, address = socket.getaddrinfo(
                self.host or None, self.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
            )[0]
            # Named as TCP, since asyncio turns off Nagle's algorithm only then: 40 ms an answer.
            listener = socket.socket(kind, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        except (OSError, OverflowError) as error:
            raise self._taken(error) from error
        try:
            if sys.platform != "win32":  # there it would let two servers share one port
                listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(address)
            listener.listen(_BACKLOG)
        except (OSError, OverflowError) as error:
            listener.close()
            raise self._taken(error) from error
        self.port = listener.getsockname()[1]
        return listener

    def _taken(self, error: Exception) -> HubDataError:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        return HubDataError(
            n_("The hub cannot listen on {host}, port {port}: {reason}."),
            mend=n_(
                "Another program may use it. Name another port with --port, or 0 for a free one."
            ),
            host=self.host,
            port=self.port,
            reason=reason,
        )
