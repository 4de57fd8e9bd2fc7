"""The form of a backup: a zip of one file of JSON lines a table, and a manifest of their hashes.

It names no engine, so that what was backed up on SQLite can be restored into PostgreSQL, and the
other way about; values are written by the kind of their column.
"""

import base64
from collections.abc import Callable, Iterable
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Literal

import sqlalchemy as sa
from pydantic import BaseModel, ConfigDict

from enablement.hub.models import UtcDateTime

FORMAT = "enablement-hub-backup"
MANIFEST = "manifest.json"
VERSION = 1


class Kind(StrEnum):
    """What a column holds, whatever an engine calls it."""

    TEXT = "text"
    INTEGER = "integer"
    BOOLEAN = "boolean"
    MOMENT = "moment"
    DAY = "day"
    JSON = "json"
    BYTES = "bytes"


_TYPES: dict[Kind, sa.types.TypeEngine[Any]] = {
    Kind.TEXT: sa.Text(),
    Kind.INTEGER: sa.BigInteger(),
    Kind.BOOLEAN: sa.Boolean(),
    Kind.MOMENT: UtcDateTime(),
    Kind.DAY: sa.Date(),
    Kind.JSON: sa.JSON(),
    Kind.BYTES: sa.LargeBinary(),
}
_KINDS: tuple[tuple[type[sa.types.TypeEngine[Any]], Kind], ...] = (
    (sa.LargeBinary, Kind.BYTES),
    (sa.JSON, Kind.JSON),
    (sa.Boolean, Kind.BOOLEAN),
    (sa.DateTime, Kind.MOMENT),
    (sa.Date, Kind.DAY),
    (sa.Integer, Kind.INTEGER),
    (sa.String, Kind.TEXT),
)


class SavedTable(BaseModel):
    """One table of a backup: its columns in the order of a row's values, and what its file is."""

    model_config = ConfigDict(frozen=True)

    name: str
    columns: tuple[tuple[str, Kind], ...]
    rows: int = 0
    bytes: int = 0
    sha256: str = ""

    @property
    def member(self) -> str:
        """The table's file in the zip."""
        return f"tables/{self.name}.jsonl"

    def clause(self) -> sa.TableClause:
        """The table as statements name it, knowing no more than the backup does."""
        return sa.table(self.name, *(sa.column(name, _TYPES[kind]) for name, kind in self.columns))


class Manifest(BaseModel):
    """What a backup holds: of which hub, of which moment, in which schema."""

    model_config = ConfigDict(frozen=True)

    format: Literal["enablement-hub-backup"] = "enablement-hub-backup"
    version: int = VERSION
    schema_revision: str
    made_at: datetime
    hub_id: str
    hub_name: str
    epoch: str
    generation: int
    tables: tuple[SavedTable, ...]

    @property
    def rows(self) -> int:
        """How many rows all tables have."""
        return sum(table.rows for table in self.tables)


def kind_of(type_: sa.types.TypeEngine[Any]) -> Kind:
    """The kind of a column, as the database describes it."""
    for known, kind in _KINDS:
        if isinstance(type_, known):
            return kind
    raise TypeError(f"a backup has no form for {type_!r}")


def encode(kinds: Iterable[Kind], values: Iterable[Any]) -> list[Any]:
    """A row as JSON can write it."""
    return [
        value if value is None else _ENCODERS.get(kind, _same)(value)
        for kind, value in zip(kinds, values, strict=True)
    ]


def decode(kinds: Iterable[Kind], values: Iterable[Any]) -> list[Any]:
    """A row as the database takes it; `ValueError` or `TypeError` for what is none."""
    return [
        value if value is None else _DECODERS.get(kind, _same)(value)
        for kind, value in zip(kinds, values, strict=True)
    ]


def _same(value: Any) -> Any:
    return value


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode()


_ENCODERS: dict[Kind, Callable[[Any], Any]] = {
    Kind.BYTES: _base64,
    Kind.MOMENT: datetime.isoformat,
    Kind.DAY: date.isoformat,
}
_DECODERS: dict[Kind, Callable[[Any], Any]] = {
    Kind.BYTES: base64.b64decode,
    Kind.MOMENT: datetime.fromisoformat,
    Kind.DAY: date.fromisoformat,
}
