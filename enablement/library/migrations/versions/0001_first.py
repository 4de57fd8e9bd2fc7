"""The first schema: enrolment, entries, cards, objects, the index's files, and events."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision: str | None = None


def upgrade() -> None:
    """Make every table."""
    _create_sync_tables()
    _create_card_tables()
    op.create_table(
        "events",
        sa.Column("position", sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column("event_id", sa.String(36), nullable=False, unique=True),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("occurred_at", sa.String(32), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False, index=True),
        sa.Column("device", sa.String(64), nullable=False),
        sa.Column("device_seq", sa.Integer()),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.UniqueConstraint("device", "device_seq", name="one_event_a_number"),
        sqlite_autoincrement=True,
    )


def _create_sync_tables() -> None:
    op.create_table(
        "enrolment",
        sa.Column(
            "id", sa.Integer(), sa.CheckConstraint("id = 1", name="one_enrolment"), primary_key=True
        ),
        sa.Column("hub_url", sa.Text(), nullable=False),
        sa.Column("hub_id", sa.String(64), nullable=False),
        sa.Column("hub_name", sa.Text(), nullable=False),
        sa.Column("epoch", sa.String(64), nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("device", sa.String(64), nullable=False),
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("public_key", sa.Text(), nullable=False),
        sa.Column("rep", sa.JSON(), nullable=False),
        sa.Column("last_issued", sa.String(32)),
        sa.Column("shards", sa.JSON(), nullable=False),
    )
    op.create_table(
        "sync_state",
        sa.Column(
            "id",
            sa.Integer(),
            sa.CheckConstraint("id = 1", name="one_sync_state"),
            primary_key=True,
        ),
        sa.Column("last_synced", sa.String(32)),
        sa.Column("last_tried", sa.String(32)),
        sa.Column("problem", sa.Text(), nullable=False),
    )


def _create_card_tables() -> None:
    op.create_table(
        "entries",
        sa.Column("kind", sa.String(32), primary_key=True),
        sa.Column("id", sa.Text(), primary_key=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("shard", sa.Integer(), nullable=False),
    )
    op.create_table(
        "cards",
        sa.Column("card_id", sa.Text(), primary_key=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("original", sa.Text(), nullable=False, index=True),
    )
    op.create_table(
        "objects",
        sa.Column("hash", sa.String(64), primary_key=True),
        sa.Column("data", sa.LargeBinary(), nullable=False),
    )
    op.create_table(
        "index_files",
        sa.Column("name", sa.Text(), primary_key=True),
        sa.Column("data", sa.LargeBinary(), nullable=False),
    )
    op.create_table(
        "index_state",
        sa.Column(
            "id",
            sa.Integer(),
            sa.CheckConstraint("id = 1", name="one_index_state"),
            primary_key=True,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
    )
