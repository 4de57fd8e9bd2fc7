"""Threads between reps and marketing, begun by requests that came before; who a laptop was before."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_ID, _NAME, _CODE = sa.String(64), sa.String(200), sa.String(32)


def upgrade() -> None:
    """Make both tables, widen the others, and take in what an older hub kept without knowing it."""
    for name in ("words", "stage"):
        op.add_column("usage", sa.Column(name, sa.Text(), nullable=False, server_default=""))
    op.add_column("devices", sa.Column("formers", sa.JSON(), nullable=False, server_default="[]"))
    _make_tables()
    _fill_logs(op.get_bind())
    _begin_threads(op.get_bind())


def _make_tables() -> None:
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "threads",
        sa.Column("thread_id", _ID, sa.ForeignKey("events.event_id"), primary_key=True),
        sa.Column("kind", _CODE, nullable=False),
        sa.Column("device", _ID, sa.ForeignKey("devices.device"), nullable=False),
        sa.Column("rep_name", _NAME, nullable=False),
        sa.Column("team", _NAME, nullable=False),
        sa.Column("region", _NAME, nullable=False),
        sa.Column("card_id", _NAME, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("block", _NAME, nullable=False),
        sa.Column("fate", _CODE, nullable=False),
        sa.Column("changed_card", _NAME, nullable=False),
        sa.Column("changed_to", sa.Integer(), nullable=False),
        sa.Column("opened_at", moment, nullable=False),
        sa.Column("changed_at", moment, nullable=False),
        sa.Column("waiting_since", moment),
        sa.Column("messages", sa.Integer(), nullable=False),
    )
    op.create_index("ix_threads_device", "threads", ["device"])
    op.create_index("ix_threads_waiting_since", "threads", ["waiting_since"])
    op.create_table(
        "thread_messages",
        sa.Column("thread_id", _ID, sa.ForeignKey("threads.thread_id"), primary_key=True),
        sa.Column("position", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("side", _CODE, nullable=False),
        sa.Column("name", _NAME, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", moment, nullable=False),
        sa.Column("event_id", _ID, sa.ForeignKey("events.event_id"), unique=True),
    )


# What follows reads the tables as they are at this revision, whatever becomes of them later. Moments
# are copied as the database keeps them.
_moment = sa.types.NullType()
_events = sa.table(
    "events", sa.column("event_id"), sa.column("device"), sa.column("device_seq"),
    sa.column("kind"), sa.column("received_at", _moment), sa.column("payload", sa.JSON),
)  # fmt: skip
_devices = sa.table(
    "devices", sa.column("device"), sa.column("rep_name"), sa.column("team"), sa.column("region")
)
_usage = sa.table("usage", sa.column("event_id"), sa.column("words"), sa.column("stage"))
_THREAD = (
    "thread_id", "kind", "device", "rep_name", "team", "region", "card_id", "revision", "block",
    "fate", "changed_card", "changed_to", "opened_at", "changed_at", "waiting_since", "messages",
)  # fmt: skip
_threads = sa.table("threads", *(sa.column(name) for name in _THREAD))
_MESSAGE = ("thread_id", "position", "side", "name", "text", "at", "event_id")
_messages = sa.table("thread_messages", *(sa.column(name) for name in _MESSAGE))
_MOST = {"card_id": 200, "block": 200, "text": 4000, "note": 4000, "words": 4000}


def _text(payload: Mapping[str, Any], name: str) -> str:
    """A text of a payload, if it is one that the hub would take; empty otherwise."""
    found = payload.get(name)
    if not isinstance(found, str) or len(found) > _MOST.get(name, 500):
        return ""
    return found.replace("\0", "")


def _fill_logs(connection: sa.Connection) -> None:
    query = sa.select(_events.c.event_id, _events.c.payload).where(_events.c.kind == "usage")
    rows = [
        {"an_id": event_id, "words": _text(payload, "words"), "stage": _text(payload, "stage")}
        for event_id, payload in connection.execute(query)
        if "words" in payload or "stage" in payload
    ]
    if rows:
        this = _usage.c.event_id == sa.bindparam("an_id")
        filled = sa.update(_usage).where(this)
        filled = filled.values(words=sa.bindparam("words"), stage=sa.bindparam("stage"))
        connection.execute(filled, rows)


def _begin_threads(connection: sa.Connection) -> None:
    """A thread for each request, and for each question that an older hub kept without knowing it."""
    kinds = ("request", "question", "contradiction", "reply")
    query = (
        sa.select(_events, _devices.c.rep_name, _devices.c.team, _devices.c.region)
        .join(_devices, _devices.c.device == _events.c.device)
        .where(_events.c.kind.in_(kinds))
        .order_by(_events.c.received_at, _events.c.device, _events.c.device_seq)
    )
    threads: dict[str, dict[str, Any]] = {}
    messages: list[dict[str, Any]] = []
    for found in connection.execute(query).mappings().all():
        row = {str(name): value for name, value in found.items()}
        payload = row["payload"]
        thread_id = payload.get("thread_id") if row["kind"] == "reply" else row["event_id"]
        words = _said(row["kind"], payload)
        if row["kind"] != "reply" and words:
            threads[thread_id] = _thread(row, payload)
        thread = threads.get(thread_id) if isinstance(thread_id, str) else None
        if thread is None or not words or thread["device"] != row["device"]:
            continue
        thread["messages"] += 1
        thread["changed_at"] = row["received_at"]
        said = (thread_id, thread["messages"], "rep", row["rep_name"], words, row["received_at"])
        messages.append(dict(zip(_MESSAGE, (*said, row["event_id"]), strict=True)))
    for table, rows in ((_threads, list(threads.values())), (_messages, messages)):
        if rows:
            connection.execute(sa.insert(table), rows)


def _said(kind: str, payload: Mapping[str, Any]) -> str:
    """What the first message says, as `sync.threads.opening_text` had it then."""
    parts = [_text(payload, "text").strip()]
    if parts[0] and kind == "contradiction" and (words := _text(payload, "words").strip()):
        parts.append(f"“{words}”")
    if parts[0] and kind == "request" and (note := _text(payload, "note").strip()):
        parts.append(note)
    return "\n\n".join(parts)


def _thread(row: Mapping[str, Any], payload: Mapping[str, Any]) -> dict[str, Any]:
    number = payload.get("revision", 0)
    at = row["received_at"]
    return {
        **{name: row[name] for name in ("kind", "device", "rep_name", "team", "region")},
        "thread_id": row["event_id"],
        "card_id": _text(payload, "card_id"),
        "revision": number if isinstance(number, int) and 0 <= number < 2**31 else 0,
        "block": _text(payload, "block"),
        "fate": "received",
        "changed_card": "",
        "changed_to": 0,
        "opened_at": at,
        "changed_at": at,
        "waiting_since": at,
        "messages": 0,
    }
