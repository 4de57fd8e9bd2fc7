"""Opening a hub from the command line: where it lies, and the part of the product that it needs."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from enablement.errors import HubDataError
from enablement.settings import Settings
from enablement.translation import n_

if TYPE_CHECKING:
    from enablement.hub.hub import Hub


def require_hub_extra() -> None:
    """Raise `HubDataError` where only the laptop's part is installed."""
    from importlib.util import find_spec

    if find_spec("fastapi") is None:
        raise HubDataError(
            n_("The hub's part of Enablement is not installed."),
            mend=n_("Install it with: pip install 'enablement[hub]'"),
        )


def hub_place(data: str | None) -> str:
    """The folder or the address named, else that of the settings."""
    return Settings.from_environment().hub_place(data)


@contextmanager
def opened_hub(data: str | None) -> Iterator["Hub"]:
    """The hub of a place, closed at the end; `HubDataError` when there is none."""
    require_hub_extra()
    from enablement.hub.hub import Hub

    hub = Hub.open(hub_place(data))
    try:
        yield hub
    finally:
        hub.close()
