"""Serving one hub by several processes on one port: each opens the hub's database for itself."""

import os
import socket
import tempfile
from collections.abc import Callable
from dataclasses import dataclass

import uvicorn
from starlette.types import ASGIApp
from uvicorn.supervisors import Multiprocess

from enablement.hub.access.oidc import Provider
from enablement.hub.app import create_app
from enablement.hub.hub import Hub
from enablement.hub.listening import address_of, listen, serving_options
from enablement.hub.places import HubPlace
from enablement.hub.server import settle_memory
from enablement.hub.upkeep.metrics import COUNTED_IN
from enablement.settings import Settings

_READY_SECONDS = 60


@dataclass(frozen=True)
class _Make:
    """What a worker makes its application from; it travels to the new process."""

    place: HubPlace

    def __call__(self) -> ASGIApp:
        oidc = Settings.from_environment().oidc
        app = create_app(Hub.open(self.place), Provider(oidc) if oidc else None)
        settle_memory()
        return app


class _Workers(Multiprocess):
    """Says when every worker accepts connections."""

    def __init__(
        self, config: uvicorn.Config, listener: socket.socket, on_ready: Callable[[], None]
    ) -> None:
        super().__init__(config, [listener])
        self._on_ready = on_ready

    def init_processes(self) -> None:
        """Start them, and wait for each."""
        super().init_processes()
        if all(process.wait_until_ready(_READY_SECONDS) for process in self.processes):
            self._on_ready()


def serve_by(
    place: HubPlace,
    workers: int,
    on_ready: Callable[[str], None],
    *,
    host: str,
    port: int,
    proxies: tuple[str, ...] = (),
) -> None:
    """Serve in the foreground until stopped; a worker that dies is started anew.

    The place is a PostgreSQL database that is up to date: SQLite lets one process write at a time.
    """
    listener = listen(host, port)
    listener.set_inheritable(True)
    address = address_of(host, listener.getsockname()[1])
    config = uvicorn.Config(_Make(place), factory=True, workers=workers, **serving_options(proxies))
    with tempfile.TemporaryDirectory(prefix="enablement-metrics-") as folder:
        os.environ.setdefault(COUNTED_IN, folder)
        try:
            _Workers(config, listener, lambda: on_ready(address)).run()
        finally:
            listener.close()
