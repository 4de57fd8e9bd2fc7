"""Tries: the failed ones at the hub's doors, so that all its processes count them together."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Make the table; what a process had counted in itself is forgotten, as at any restart."""
    op.create_table(
        "failed_tries",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("door", sa.String(32), nullable=False),
        sa.Column("whom", sa.String(64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_failed_tries_door_whom_at", "failed_tries", ["door", "whom", "at"])
    op.create_index("ix_failed_tries_at", "failed_tries", ["at"])
