"""Objects that every laptop holds beside its cards, and what reps needed and did not find."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_ID, _NAME, _CODE = sa.String(64), sa.String(200), sa.String(32)
_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make both tables."""
    op.create_table(
        "shared_objects",
        sa.Column("kind", _CODE, primary_key=True),
        sa.Column("id", _CODE, primary_key=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("changed_at", _MOMENT, nullable=False),
        sa.Column("checked_at", _MOMENT, nullable=False),
    )
    op.create_table(
        "requests",
        sa.Column("event_id", _ID, sa.ForeignKey("events.event_id"), primary_key=True),
        sa.Column("kind", _CODE, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("language", _CODE, nullable=False),
        sa.Column("corrected", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("device", _ID, sa.ForeignKey("devices.device"), nullable=False),
        sa.Column("rep_name", _NAME, nullable=False),
        sa.Column("team", _NAME, nullable=False),
        sa.Column("region", _NAME, nullable=False),
        sa.Column("occurred_at", _MOMENT, nullable=False),
        sa.Column("received_at", _MOMENT, nullable=False),
    )
    op.create_index("ix_requests_received_at_event_id", "requests", ["received_at", "event_id"])
