"""The first schema: the hub, its people, reps' devices, cards, objects, events and the audit log."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision: str | None = None

_ID, _HASH, _NAME, _CODE = sa.String(64), sa.String(64), sa.String(200), sa.String(32)
_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make every table."""
    _create_hub()
    _create_people()
    _create_devices()
    _create_cards()
    _create_events()
    op.create_table(
        "audit_log",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("who", _NAME, nullable=False),
        sa.Column("action", _CODE, nullable=False),
        sa.Column("subject", _NAME, nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
    )


def _create_hub() -> None:
    op.create_table(
        "hub",
        sa.Column(
            "id", sa.Integer(), sa.CheckConstraint("id = 1", name="one_hub"), primary_key=True
        ),
        sa.Column("hub_id", _ID, nullable=False),
        sa.Column("name", _NAME, nullable=False),
        sa.Column("epoch", _ID, nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("mass_removal", sa.Integer(), nullable=False),
        sa.Column("signing_key", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
    )


def _create_people() -> None:
    op.create_table(
        "people",
        sa.Column("person_id", _ID, primary_key=True),
        sa.Column("email", _NAME, nullable=False, unique=True),
        sa.Column("name", _NAME, nullable=False),
        sa.Column("role", _CODE, nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
    )
    op.create_table(
        "web_sessions",
        sa.Column("token_hash", _HASH, primary_key=True),
        sa.Column("person_id", _ID, sa.ForeignKey("people.person_id"), nullable=False),
        sa.Column("csrf", _ID, nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("expires_at", _MOMENT, nullable=False, index=True),
    )


def _create_devices() -> None:
    op.create_table(
        "devices",
        sa.Column("device", _ID, primary_key=True),
        sa.Column("token_hash", _HASH, nullable=False, unique=True),
        sa.Column("device_name", _NAME, nullable=False),
        sa.Column("rep_name", _NAME, nullable=False),
        sa.Column("team", _NAME, nullable=False),
        sa.Column("region", _NAME, nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("enrolled_at", _MOMENT, nullable=False),
        sa.Column("last_contact", _MOMENT),
        sa.Column("held_generation", sa.Integer()),
        sa.Column("received", sa.BigInteger(), nullable=False),
        sa.Column("revoked_at", _MOMENT),
    )
    op.create_table(
        "invitations",
        sa.Column("invitation_id", _ID, primary_key=True),
        sa.Column("code_hash", _HASH, nullable=False, unique=True),
        sa.Column("name", _NAME, nullable=False),
        sa.Column("team", _NAME, nullable=False),
        sa.Column("region", _NAME, nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("expires_at", _MOMENT, nullable=False),
        sa.Column("used_at", _MOMENT),
        sa.Column("used_by", _ID, sa.ForeignKey("devices.device")),
    )


def _create_cards() -> None:
    op.create_table(
        "cards",
        sa.Column("card_id", _NAME, primary_key=True),
        sa.Column("state", _CODE, nullable=False, index=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("source", _NAME, nullable=False),
    )
    op.create_table(
        "objects",
        sa.Column("hash", _HASH, primary_key=True),
        sa.Column("kind", _CODE, nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
    )
    op.create_table(
        "revisions",
        sa.Column("card_id", _NAME, sa.ForeignKey("cards.card_id"), primary_key=True),
        sa.Column("number", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("content_hash", _HASH, sa.ForeignKey("objects.hash"), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("teams", sa.JSON(), nullable=False),
        sa.Column("regions", sa.JSON(), nullable=False),
        sa.Column("attachments", sa.JSON(), nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
    )


def _create_events() -> None:
    op.create_table(
        "events",
        sa.Column("event_id", _ID, primary_key=True),
        sa.Column("device", _ID, sa.ForeignKey("devices.device"), nullable=False),
        sa.Column("device_seq", sa.BigInteger(), nullable=False),
        sa.Column("kind", _CODE, nullable=False),
        sa.Column("occurred_at", _MOMENT, nullable=False),
        sa.Column("received_at", _MOMENT, nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
    )
    op.create_index("ix_events_device_device_seq", "events", ["device", "device_seq"])
    op.create_table(
        "usage",
        sa.Column("event_id", _ID, sa.ForeignKey("events.event_id"), primary_key=True),
        sa.Column("card_id", _NAME, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("block", _NAME, nullable=False),
        sa.Column("outcome", _CODE, nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("rep_name", _NAME, nullable=False),
        sa.Column("team", _NAME, nullable=False),
        sa.Column("region", _NAME, nullable=False),
        sa.Column("occurred_at", _MOMENT, nullable=False),
        sa.Column("received_at", _MOMENT, nullable=False),
    )
    for columns in (
        ["card_id", "revision", "outcome"],
        ["received_at", "event_id"],
        ["card_id", "received_at", "event_id"],
    ):
        op.create_index(f"ix_usage_{'_'.join(columns)}", "usage", columns)
    op.create_table(
        "rejected_events",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("device", _ID, sa.ForeignKey("devices.device"), nullable=False),
        sa.Column("event_id", _ID, nullable=False),
        sa.Column("device_seq", sa.BigInteger()),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("raw", sa.Text(), nullable=False),
        sa.Column("received_at", _MOMENT, nullable=False),
    )
    op.create_index("ix_rejected_events_device_event_id", "rejected_events", ["device", "event_id"])
