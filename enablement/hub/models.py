"""The tables of the hub, as the newest migration leaves them; written for SQLite and PostgreSQL."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
)

CODE, ID, HASH, NAME = 32, 64, 64, 200
"""Lengths of columns: of codes and kinds, of ids we make, of hashes, and of names people give."""


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment in UTC, on databases that keep the time zone and on those that do not."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Bring a moment to UTC; SQLite keeps it without its zone."""
        if value is None:
            return None
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: Any | None, _dialect: Dialect) -> datetime | None:
        """Give a moment its zone back."""
        if value is None:
            return None
        moment: datetime = value
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

hub = Table(
    "hub", metadata,
    Column("id", Integer, CheckConstraint("id = 1", name="one_hub"), primary_key=True),
    Column("hub_id", String(ID), nullable=False),
    Column("name", String(NAME), nullable=False),
    Column("epoch", String(ID), nullable=False),
    Column("generation", Integer, nullable=False),
    Column("mass_removal", Integer, nullable=False),
    Column("signing_key", LargeBinary, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
)  # fmt: skip

people = Table(
    "people", metadata,
    Column("person_id", String(ID), primary_key=True),
    Column("email", String(NAME), nullable=False, unique=True),
    Column("name", String(NAME), nullable=False),
    Column("role", String(CODE), nullable=False),
    Column("password_hash", Text, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
)  # fmt: skip

web_sessions = Table(
    "web_sessions", metadata,
    Column("token_hash", String(HASH), primary_key=True),
    Column("person_id", String(ID), ForeignKey("people.person_id"), nullable=False),
    Column("csrf", String(ID), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False, index=True),
)  # fmt: skip

invitations = Table(
    "invitations", metadata,
    Column("invitation_id", String(ID), primary_key=True),
    Column("code_hash", String(HASH), nullable=False, unique=True),
    Column("name", String(NAME), nullable=False),
    Column("team", String(NAME), nullable=False),
    Column("region", String(NAME), nullable=False),
    Column("languages", JSON, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("used_at", UtcDateTime),
    Column("used_by", String(ID), ForeignKey("devices.device")),
)  # fmt: skip

# `formers` are the devices that the same rep's laptop was enrolled as before.
devices = Table(
    "devices", metadata,
    Column("device", String(ID), primary_key=True),
    Column("token_hash", String(HASH), nullable=False, unique=True),
    Column("device_name", String(NAME), nullable=False),
    Column("rep_name", String(NAME), nullable=False),
    Column("team", String(NAME), nullable=False),
    Column("region", String(NAME), nullable=False),
    Column("languages", JSON, nullable=False),
    Column("enrolled_at", UtcDateTime, nullable=False),
    Column("last_contact", UtcDateTime),
    Column("held_generation", Integer),
    Column("received", BigInteger, nullable=False),
    Column("revoked_at", UtcDateTime),
    Column("formers", JSON, nullable=False, server_default="[]"),
)  # fmt: skip

cards = Table(
    "cards", metadata,
    Column("card_id", String(NAME), primary_key=True),
    Column("state", String(CODE), nullable=False, index=True),
    Column("revision", Integer, nullable=False),
    Column("source", String(NAME), nullable=False),
)  # fmt: skip

# Title, language, audience and attachments stand in the content too; they are kept beside it so
# that a list of what a device may see needs no card to be read.
revisions = Table(
    "revisions", metadata,
    Column("card_id", String(NAME), ForeignKey("cards.card_id"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("content_hash", String(HASH), ForeignKey("objects.hash"), nullable=False),
    Column("title", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("teams", JSON, nullable=False),
    Column("regions", JSON, nullable=False),
    Column("attachments", JSON, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("generation", Integer, nullable=False),
)  # fmt: skip

objects = Table(
    "objects", metadata,
    Column("hash", String(HASH), primary_key=True),
    Column("kind", String(CODE), nullable=False),
    Column("size", Integer, nullable=False),
    Column("data", LargeBinary, nullable=False),
)  # fmt: skip

# What every laptop holds beside its cards; the row carries the object, which is small.
shared_objects = Table(
    "shared_objects", metadata,
    Column("kind", String(CODE), primary_key=True),
    Column("id", String(CODE), primary_key=True),
    Column("revision", Integer, nullable=False),
    Column("data", LargeBinary, nullable=False),
    Column("changed_at", UtcDateTime, nullable=False),
    Column("checked_at", UtcDateTime, nullable=False),
)  # fmt: skip

events = Table(
    "events", metadata,
    Column("event_id", String(ID), primary_key=True),
    Column("device", String(ID), ForeignKey("devices.device"), nullable=False),
    Column("device_seq", BigInteger, nullable=False),
    Column("kind", String(CODE), nullable=False),
    Column("occurred_at", UtcDateTime, nullable=False),
    Column("received_at", UtcDateTime, nullable=False),
    Column("payload", JSON, nullable=False),
    Index(None, "device", "device_seq"),
)  # fmt: skip

usage = Table(
    "usage", metadata,
    Column("event_id", String(ID), ForeignKey("events.event_id"), primary_key=True),
    Column("card_id", String(NAME), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("block", String(NAME), nullable=False),
    Column("outcome", String(CODE), nullable=False),
    Column("note", Text, nullable=False),
    Column("account", Text, nullable=False),
    Column("words", Text, nullable=False, server_default=""),
    Column("stage", Text, nullable=False, server_default=""),
    Column("rep_name", String(NAME), nullable=False),
    Column("team", String(NAME), nullable=False),
    Column("region", String(NAME), nullable=False),
    Column("occurred_at", UtcDateTime, nullable=False),
    Column("received_at", UtcDateTime, nullable=False),
    Index(None, "card_id", "revision", "outcome"),
    Index(None, "received_at", "event_id"),
    Index(None, "card_id", "received_at", "event_id"),
)  # fmt: skip

requests = Table(
    "requests", metadata,
    Column("event_id", String(ID), ForeignKey("events.event_id"), primary_key=True),
    Column("kind", String(CODE), nullable=False),
    Column("text", Text, nullable=False),
    Column("language", String(CODE), nullable=False),
    Column("corrected", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("device", String(ID), ForeignKey("devices.device"), nullable=False),
    Column("rep_name", String(NAME), nullable=False),
    Column("team", String(NAME), nullable=False),
    Column("region", String(NAME), nullable=False),
    Column("occurred_at", UtcDateTime, nullable=False),
    Column("received_at", UtcDateTime, nullable=False),
    Index(None, "received_at", "event_id"),
)  # fmt: skip

# The device is the one that began the thread; `waiting_since` is the first word of the rep that
# marketing has not answered, and `messages` how many there are.
threads = Table(
    "threads", metadata,
    Column("thread_id", String(ID), ForeignKey("events.event_id"), primary_key=True),
    Column("kind", String(CODE), nullable=False),
    Column("device", String(ID), ForeignKey("devices.device"), nullable=False, index=True),
    Column("rep_name", String(NAME), nullable=False),
    Column("team", String(NAME), nullable=False),
    Column("region", String(NAME), nullable=False),
    Column("card_id", String(NAME), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("block", String(NAME), nullable=False),
    Column("fate", String(CODE), nullable=False),
    Column("changed_card", String(NAME), nullable=False),
    Column("changed_to", Integer, nullable=False),
    Column("opened_at", UtcDateTime, nullable=False),
    Column("changed_at", UtcDateTime, nullable=False),
    Column("waiting_since", UtcDateTime, index=True),
    Column("messages", Integer, nullable=False),
)  # fmt: skip

thread_messages = Table(
    "thread_messages", metadata,
    Column("thread_id", String(ID), ForeignKey("threads.thread_id"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("side", String(CODE), nullable=False),
    Column("name", String(NAME), nullable=False),
    Column("text", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("event_id", String(ID), ForeignKey("events.event_id"), unique=True),
)  # fmt: skip

rejected_events = Table(
    "rejected_events", metadata,
    Column("id", Integer, primary_key=True),
    Column("device", String(ID), ForeignKey("devices.device"), nullable=False),
    Column("event_id", String(ID), nullable=False),
    Column("device_seq", BigInteger),
    Column("reason", Text, nullable=False),
    Column("raw", Text, nullable=False),
    Column("received_at", UtcDateTime, nullable=False),
    Index(None, "device", "event_id"),
)  # fmt: skip

audit_log = Table(
    "audit_log", metadata,
    Column("id", Integer, primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    Column("who", String(NAME), nullable=False),
    Column("action", String(CODE), nullable=False),
    Column("subject", String(NAME), nullable=False),
    Column("details", JSON, nullable=False),
)  # fmt: skip
