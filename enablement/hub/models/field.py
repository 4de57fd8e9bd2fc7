"""The tables of what comes back from the field: logs, requests, threads, and what was read."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    false,
    text,
)

from enablement.hub.models.columns import CODE, HASH, ID, NAME, UtcDateTime, metadata

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

# `counted` once a log is in the tables of `models.counted`.
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
    Column("person_id", String(ID), nullable=False, server_default=""),
    Column("rep_name", String(NAME), nullable=False),
    Column("team", String(NAME), nullable=False),
    Column("region", String(NAME), nullable=False),
    Column("occurred_at", UtcDateTime, nullable=False),
    Column("received_at", UtcDateTime, nullable=False),
    Column("counted", Boolean, nullable=False, server_default=false()),
    Index(None, "card_id", "revision", "outcome"),
    Index(None, "received_at", "event_id"),
    Index(None, "card_id", "received_at", "event_id"),
    Index(
        "ix_usage_uncounted", "event_id",
        sqlite_where=text("NOT counted"), postgresql_where=text("NOT counted"),
    ),
    Index(
        "ix_usage_words", "received_at", "event_id",
        sqlite_where=text("words <> ''"), postgresql_where=text("words <> ''"),
    ),
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
    Column("person_id", String(ID), nullable=False, server_default=""),
    Column("rep_name", String(NAME), nullable=False),
    Column("team", String(NAME), nullable=False),
    Column("region", String(NAME), nullable=False),
    Column("occurred_at", UtcDateTime, nullable=False),
    Column("received_at", UtcDateTime, nullable=False),
    Index(None, "received_at", "event_id"),
)  # fmt: skip

# The device is the one that began the thread; `waiting_since` is the first word of the rep that
# marketing has not answered, and `messages` how many there are. `answered_at` is marketing's first
# word, `merged_into` the thread that is answered in this one's place, since `merged_at`.
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
    Column("person_id", String(ID), nullable=False, server_default=""),
    Column("assigned_to", String(ID), nullable=False, server_default=""),
    Column("merged_into", String(ID), nullable=False, server_default="", index=True),
    Column("merged_at", UtcDateTime),
    Column("answered_at", UtcDateTime, index=True),
    Index(None, "changed_at", "thread_id"),
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

# What marketing made of a gap: `gap_key` is the hash of its folded words, `note` why it was dismissed.
gap_marks = Table(
    "gap_marks", metadata,
    Column("gap_key", String(HASH), primary_key=True),
    Column("text", Text, nullable=False),
    Column("state", String(CODE), nullable=False),
    Column("draft_id", String(ID), nullable=False),
    Column("card_id", String(NAME), nullable=False),
    Column("person_id", String(ID), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("note", Text, nullable=False, server_default=""),
)  # fmt: skip

# How often a laptop opened a revision on a day, told once a day without the hour.
readings = Table(
    "readings", metadata,
    Column("device", String(ID), ForeignKey("devices.device"), primary_key=True),
    Column("day", Date, primary_key=True),
    Column("card_id", String(NAME), primary_key=True),
    Column("revision", Integer, primary_key=True, autoincrement=False),
    Column("opens", Integer, nullable=False),
    Column("person_id", String(ID), nullable=False),
    Column("team", String(NAME), nullable=False),
    Column("region", String(NAME), nullable=False),
    Index(None, "card_id", "revision", "day"),
)  # fmt: skip
