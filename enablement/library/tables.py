"""The tables of the library, as the newest migration leaves them."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Column,
    Dialect,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment, kept as ISO 8601 text in UTC so that its order is the order of time."""

    impl = String(32)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> str | None:
        """Turn a moment into text."""
        return None if value is None else value.astimezone(UTC).isoformat(timespec="microseconds")

    def process_result_value(self, value: Any | None, _dialect: Dialect) -> datetime | None:
        """Turn text into a moment."""
        return None if value is None else datetime.fromisoformat(value)


metadata = MetaData()

enrolment = Table(
    "enrolment", metadata,
    Column("id", Integer, CheckConstraint("id = 1", name="one_enrolment"), primary_key=True),
    Column("hub_url", Text, nullable=False),
    Column("hub_id", String(64), nullable=False),
    Column("hub_name", Text, nullable=False),
    Column("epoch", String(64), nullable=False),
    Column("generation", Integer, nullable=False),
    Column("device", String(64), nullable=False),
    Column("token", Text, nullable=False),
    Column("public_key", Text, nullable=False),
    Column("rep", JSON, nullable=False),
    Column("last_issued", UtcDateTime),
    Column("shards", JSON, nullable=False),
)  # fmt: skip

sync_state = Table(
    "sync_state", metadata,
    Column("id", Integer, CheckConstraint("id = 1", name="one_sync_state"), primary_key=True),
    Column("last_synced", UtcDateTime),
    Column("last_tried", UtcDateTime),
    Column("problem", Text, nullable=False),
)  # fmt: skip

entries = Table(
    "entries", metadata,
    Column("kind", String(32), primary_key=True),
    Column("id", Text, primary_key=True),
    Column("revision", Integer, nullable=False),
    Column("hash", String(64), nullable=False),
    Column("shard", Integer, nullable=False),
)  # fmt: skip

cards = Table(
    "cards", metadata,
    Column("card_id", Text, primary_key=True),
    Column("revision", Integer, nullable=False),
    Column("hash", String(64), nullable=False),
    Column("original", Text, nullable=False, index=True),
)  # fmt: skip

objects = Table(
    "objects", metadata,
    Column("hash", String(64), primary_key=True),
    Column("data", LargeBinary, nullable=False),
)  # fmt: skip

index_files = Table(
    "index_files", metadata,
    Column("name", Text, primary_key=True),
    Column("data", LargeBinary, nullable=False),
)  # fmt: skip

index_state = Table(
    "index_state", metadata,
    Column("id", Integer, CheckConstraint("id = 1", name="one_index_state"), primary_key=True),
    Column("version", Integer, nullable=False),
)  # fmt: skip

events = Table(
    "events", metadata,
    Column("position", Integer, primary_key=True, autoincrement=True),
    Column("event_id", String(36), nullable=False, unique=True),
    Column("kind", String(32), nullable=False),
    Column("occurred_at", UtcDateTime, nullable=False),
    Column("payload", JSON, nullable=False),
    Column("state", String(16), nullable=False, index=True),
    Column("device", String(64), nullable=False),
    Column("device_seq", Integer),
    Column("reason", Text, nullable=False),
    Column("acknowledged_at", UtcDateTime),
    UniqueConstraint("device", "device_seq", name="one_event_a_number"),
    sqlite_autoincrement=True,
)  # fmt: skip

# What changed on this laptop since the rep last knew it; `former` is the card that was known.
changes = Table(
    "changes", metadata,
    Column("card_id", Text, primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("former_revision", Integer),
    Column("former", LargeBinary),
    Column("arrived_at", UtcDateTime, nullable=False),
    Column("dismissed_at", UtcDateTime),
)  # fmt: skip

briefs = Table(
    "briefs", metadata,
    Column("brief_id", String(36), primary_key=True),
    Column("title", Text, nullable=False),
    Column("account", Text, nullable=False),
    Column("stage", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("meeting", Text, nullable=False),
    Column("starts_at", UtcDateTime),
    Column("changed_at", UtcDateTime, nullable=False),
    Column("closed_at", UtcDateTime),
)  # fmt: skip

brief_cards = Table(
    "brief_cards", metadata,
    Column("brief_id", String(36), ForeignKey("briefs.brief_id"), primary_key=True),
    Column("card_id", Text, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("note", Text, nullable=False),
)  # fmt: skip

# Small things of the desk that a rep would miss: each a name and a value as JSON.
desk_state = Table(
    "desk_state", metadata,
    Column("name", String(64), primary_key=True),
    Column("value", JSON, nullable=False),
)  # fmt: skip
