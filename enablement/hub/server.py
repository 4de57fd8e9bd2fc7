"""Serving a hub over HTTP: in the foreground until stopped, or in a thread beside something else."""

import gc
import socket
import threading
from collections.abc import Callable

import uvicorn

from enablement.hub.access.oidc import Provider
from enablement.hub.app import create_app
from enablement.hub.hub import Hub
from enablement.hub.listening import address_of, listen, serving_options


def settle_memory() -> None:
    """Have the garbage collector leave alone what was made by now, which stays as long as the process.

    It would look through all of it again and again: a quarter of the time of taking logs in.
    """
    gc.collect()
    gc.freeze()


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

    def __init__(
        self,
        hub: Hub,
        host: str = "127.0.0.1",
        port: int = 0,
        *,
        provider: Provider | None = None,
        proxies: tuple[str, ...] = (),
    ) -> None:
        self._hub = hub
        self._provider = provider
        self._proxies = proxies
        self.host = host
        self.port = port
        self._server: _Server | None = None
        self._thread: threading.Thread | None = None

    @property
    def url(self) -> str:
        """The address, for a browser on this machine when it listens on every address."""
        return address_of(self.host, self.port)

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
            server = self._make(say)
            settle_memory()
            server.run(sockets=[listener])
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
        app = create_app(self._hub, self._provider)
        return _Server(uvicorn.Config(app, **serving_options(self._proxies)), on_ready)

    def _bind(self) -> socket.socket:
        listener = listen(self.host, self.port)
        self.port = listener.getsockname()[1]
        return listener
