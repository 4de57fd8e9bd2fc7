"""The tables that remember: who did what, and what somebody should be told."""

from sqlalchemy import (
    JSON,
    Column,
    ForeignKey,
    Integer,
    String,
    Table,
    UniqueConstraint,
)

from enablement.hub.models.columns import CODE, ID, NAME, UtcDateTime, metadata

audit_log = Table(
    "audit_log", metadata,
    Column("id", Integer, primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    Column("who", String(NAME), nullable=False),
    Column("action", String(CODE), nullable=False),
    Column("subject", String(NAME), nullable=False),
    Column("details", JSON, nullable=False),
)  # fmt: skip

# What a person should know when they next look: a card of theirs is to be verified, a draft waits.
notices = Table(
    "notices", metadata,
    Column("notice_id", String(ID), primary_key=True),
    Column("person_id", String(ID), ForeignKey("people.person_id"), nullable=False),
    Column("kind", String(CODE), nullable=False),
    Column("subject", String(NAME), nullable=False),
    Column("details", JSON, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("seen_at", UtcDateTime),
    UniqueConstraint("person_id", "kind", "subject"),
)  # fmt: skip
