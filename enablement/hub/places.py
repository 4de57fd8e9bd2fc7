"""Where a hub's data lies: in a folder of its own, or in a PostgreSQL database."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL, Engine, make_url
from sqlalchemy.exc import ArgumentError

from enablement.errors import HubDataError
from enablement.hub.engines import postgresql_engine, sqlite_engine
from enablement.translation import n_

DATABASE_FILE = "hub.db"
_SCHEMES = ("postgresql://", "postgres://", "postgresql+psycopg://")


@dataclass(frozen=True)
class HubPlace:
    """One hub's place; exactly one of `folder` and `url` is set."""

    folder: Path | None = None
    url: URL | None = None

    @classmethod
    def of(cls, named: "HubPlace | Path | str") -> "HubPlace":
        """The place that a folder's path or a PostgreSQL address names.

        Raises `HubDataError` for an address that cannot be read, or of another kind of database.
        """
        if isinstance(named, HubPlace):
            return named
        text = str(named)
        if isinstance(named, Path) or "://" not in text:
            return cls(folder=Path(named))
        if not text.startswith(_SCHEMES):
            raise _no_address()
        try:
            url = make_url(text)
        except (ArgumentError, ValueError) as error:
            raise _no_address() from error
        return cls(url=url.set(drivername="postgresql+psycopg"))

    @property
    def file(self) -> Path | None:
        """The SQLite file of a folder."""
        return self.folder / DATABASE_FILE if self.folder is not None else None

    def engine(self) -> Engine:
        """An engine on the database that is there."""
        if self.url is not None:
            return postgresql_engine(self.url)
        if self.file is None:
            raise ValueError("a place has a folder or an address")
        return sqlite_engine(self.file)

    def __str__(self) -> str:
        """The place as people may read it: an address without its password."""
        if self.url is None:
            return str(self.folder)
        shown = self.url.set(drivername="postgresql")
        return shown.render_as_string(hide_password=True)


def _no_address() -> HubDataError:
    return HubDataError(
        n_("This is neither a folder nor the address of a PostgreSQL database."),
        mend=n_("Write it such as postgresql://user@host/database, or name the hub's folder."),
    )
