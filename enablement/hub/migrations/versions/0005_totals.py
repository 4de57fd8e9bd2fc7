"""Totals: what all logs of a revision say, whole and by block, stage, team and region."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_ID, _NAME, _CODE = sa.String(64), sa.String(200), sa.String(32)
_PARTS = ("block", "stage", "team", "region")
_OUTCOMES = ("worked", "neutral", "fell_flat")
_KEYS: tuple[tuple[str, sa.types.TypeEngine[Any]], ...] = (
    ("part", _CODE), ("value", sa.Text()), ("card_id", _NAME), ("revision", sa.Integer()),
)  # fmt: skip

# What follows reads the tables as they are at this revision, whatever becomes of them later.
_usage = sa.table(
    "usage", sa.column("card_id", _NAME), sa.column("revision", sa.Integer),
    sa.column("outcome", _CODE), sa.column("person_id", _ID), sa.column("rep_name", _NAME),
    sa.column("counted", sa.Boolean), *(sa.column(part, sa.Text) for part in _PARTS),
)  # fmt: skip
_reps = sa.table("counted_reps", sa.column("rep", _NAME), sa.column("bit", sa.BigInteger))
_totals = sa.table(
    "card_totals", *(sa.column(name, kind) for name, kind in _KEYS),
    *(sa.column(name, sa.Integer) for name in _OUTCOMES), sa.column("reps", sa.BigInteger),
)  # fmt: skip


def upgrade() -> None:
    """Make the table, fill it from the logs that are counted, and find those with words quickly."""
    op.create_table(
        "card_totals",
        *(sa.Column(name, kind, primary_key=True, autoincrement=False) for name, kind in _KEYS),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in _OUTCOMES),
        sa.Column("reps", sa.BigInteger(), nullable=False),
    )
    for part in ("", *_PARTS):
        op.execute(_filled(part))
    with_words = sa.text("words <> ''")
    op.create_index(
        "ix_usage_words", "usage", ["received_at", "event_id"],
        sqlite_where=with_words, postgresql_where=with_words,
    )  # fmt: skip


def _filled(part: str) -> sa.Insert:
    rep = sa.func.coalesce(sa.func.nullif(_usage.c.person_id, ""), _usage.c.rep_name)
    counts = (sa.func.sum(sa.case((_usage.c.outcome == one, 1), else_=0)) for one in _OUTCOMES)
    value: tuple[sa.ColumnElement[str], ...] = (_usage.c[part],) if part else ()
    keys = (*value, _usage.c.card_id, _usage.c.revision)
    named = (sa.literal(part), *(keys if part else (sa.literal(""), *keys)))
    query = (
        sa.select(*named, *counts, sa.func.bit_or(_reps.c.bit))
        .select_from(_usage.join(_reps, _reps.c.rep == rep))
        .where(_usage.c.counted)
        .group_by(*keys)
    )
    return sa.insert(_totals).from_select([column.name for column in _totals.c], query)
