"""What the rep's desk keeps: changes not yet seen, briefs, and small things that it remembers."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision: str | None = "0001"


def upgrade() -> None:
    """Make the tables of the desk, and note from now on when the hub's word on an event came."""
    op.add_column("events", sa.Column("acknowledged_at", sa.String(32)))
    op.create_table(
        "changes",
        sa.Column("card_id", sa.Text(), primary_key=True),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("former_revision", sa.Integer()),
        sa.Column("former", sa.LargeBinary()),
        sa.Column("arrived_at", sa.String(32), nullable=False),
        sa.Column("dismissed_at", sa.String(32)),
    )
    op.create_table(
        "briefs",
        sa.Column("brief_id", sa.String(36), primary_key=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("meeting", sa.Text(), nullable=False),
        sa.Column("starts_at", sa.String(32)),
        sa.Column("changed_at", sa.String(32), nullable=False),
        sa.Column("closed_at", sa.String(32)),
    )
    op.create_table(
        "brief_cards",
        sa.Column("brief_id", sa.String(36), sa.ForeignKey("briefs.brief_id"), primary_key=True),
        sa.Column("card_id", sa.Text(), primary_key=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
    )
    op.create_table(
        "desk_state",
        sa.Column("name", sa.String(64), primary_key=True),
        sa.Column("value", sa.JSON(), nullable=False),
    )
