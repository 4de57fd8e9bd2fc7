"""Where things live on this machine, and the few settings a person may change by environment."""

import os
from dataclasses import dataclass, field
from pathlib import Path


def shipped_folder(name: str) -> Path:
    """Return `resources` or `content` as shipped: inside the wheel, or beside the package in a checkout."""
    package = Path(__file__).resolve().parent
    inside = package / name
    return inside if inside.is_dir() else package.parent / name


def _user_data() -> Path:
    from platformdirs import user_data_path

    return user_data_path("enablement", appauthor=False)


@dataclass(frozen=True)
class OidcSettings:
    """The OpenID Connect provider that a hub's people may sign in by; `name` is on the button."""

    issuer: str
    client_id: str
    client_secret: str = field(default="", repr=False)
    name: str = ""

    @classmethod
    def from_environment(cls) -> "OidcSettings | None":
        """The provider that `ENABLEMENT_OIDC_ISSUER` and `_CLIENT_ID` name, if they do."""
        told = {
            name: os.environ.get(f"ENABLEMENT_OIDC_{name.upper()}", "").strip()
            for name in ("issuer", "client_id", "client_secret", "name")
        }
        return cls(**told) if told["issuer"] and told["client_id"] else None


@dataclass(frozen=True)
class Settings:
    """Folders that commands use when none is named; a hub may lie in a PostgreSQL database instead.

    Each is `None` until named: by an option, else by `ENABLEMENT_PROFILE` or `ENABLEMENT_HUB_DATA`,
    else a folder of the user's own.
    """

    profile: Path | None = None
    hub_data: str | None = None
    oidc: OidcSettings | None = None
    metrics_open: bool = False

    @classmethod
    def from_environment(cls) -> "Settings":
        """Read the environment once, at start."""
        profile = os.environ.get("ENABLEMENT_PROFILE")
        hub_data = os.environ.get("ENABLEMENT_HUB_DATA")
        return cls(
            Path(profile) if profile else None,
            hub_data or None,
            OidcSettings.from_environment(),
            metrics_open=os.environ.get("ENABLEMENT_METRICS_OPEN") == "1",
        )

    def profile_folder(self, named: Path | None = None) -> Path:
        """The laptop's profile: its encrypted library, and beside it only how the screen is set."""
        return named or self.profile or _user_data() / "profile"

    def hub_place(self, named: str | None = None) -> str:
        """The hub's data: a folder, or the address of a PostgreSQL database."""
        return named or self.hub_data or str(_user_data() / "hub")

    def demo_folder(self, named: Path | None = None) -> Path:
        """The demo's folder, apart from any real profile or hub."""
        return named or _user_data() / "demo"
