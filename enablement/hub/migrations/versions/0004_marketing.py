"""Marketing's side: people and tokens, drafts and audiences, and whose log each one is."""

import json
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

import sqlalchemy as sa
import uuid_utils
from alembic import op

revision = "0004"
down_revision = "0003"

_ID, _NAME, _CODE, _HASH = sa.String(64), sa.String(200), sa.String(32), sa.String(64)
_MOMENT = sa.DateTime(timezone=True)
_FACETS = ("products", "industries", "personas", "stages", "competitors", "tags")


def upgrade() -> None:
    """Make the tables, widen the others, and fill both from what is there."""
    _widen_people()
    _widen_others()
    _make_access_tables()
    _make_content_tables()
    _make_draft_tables()
    _make_field_tables()
    _make_counted_tables()
    _let_nobody_change_the_audit_log()
    connection = op.get_bind()
    _name_people(connection)
    _read_contents(connection)
    _find_first_answers(connection)


def _text(name: str, kind: sa.types.TypeEngine[Any] | None = None) -> sa.Column[Any]:
    return sa.Column(name, kind or sa.Text(), nullable=False, server_default="")


def _widen_people() -> None:
    # SQLite makes the table anew to let go of a NOT NULL, which no row may refer to meanwhile:
    # people sign in once more.
    op.execute("DELETE FROM web_sessions")
    with op.batch_alter_table("people") as people:
        people.alter_column("email", existing_type=_NAME, nullable=True)
    op.add_column("people", sa.Column("state", _CODE, nullable=False, server_default="active"))
    for name in ("team", "region", "issuer", "subject"):
        op.add_column("people", _text(name, _NAME))
    op.add_column("people", sa.Column("languages", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("people", sa.Column("seen_at", _MOMENT))
    op.add_column("web_sessions", sa.Column("seen_at", _MOMENT))
    op.add_column("web_sessions", _text("browser", _NAME))


def _widen_others() -> None:
    op.add_column("invitations", sa.Column("kind", _CODE, nullable=False, server_default="laptop"))
    for table in ("invitations", "devices", "usage", "requests", "threads"):
        op.add_column(table, _text("person_id", _ID))
    op.create_index("ix_devices_person_id", "devices", ["person_id"])
    for name in ("wipe_asked_at", "wiped_at"):
        op.add_column("devices", sa.Column(name, _MOMENT))
    op.add_column(
        "devices", sa.Column("mass_removal", sa.Integer(), nullable=False, server_default="0")
    )
    for name in ("assigned_to", "merged_into"):
        op.add_column("threads", _text(name, _ID))
    op.create_index("ix_threads_merged_into", "threads", ["merged_into"])
    for name in ("merged_at", "answered_at"):
        op.add_column("threads", sa.Column(name, _MOMENT))
    op.create_index("ix_threads_answered_at", "threads", ["answered_at"])
    op.create_index("ix_threads_changed_at_thread_id", "threads", ["changed_at", "thread_id"])
    op.add_column("revisions", _text("kind", _CODE))
    op.add_column("revisions", _text("summary"))
    for name in ("owner", "translation_of"):
        op.add_column("revisions", _text(name, _NAME))
    for name in ("valid_from", "verify_by", "expires"):
        op.add_column("revisions", sa.Column(name, sa.Date()))
    for name in ("source_text", "file_name", "note"):
        op.add_column("revisions", _text(name))
    for name in ("author_id", "approver_id"):
        op.add_column("revisions", _text(name, _ID))


def _make_access_tables() -> None:
    op.create_table(
        "api_tokens",
        sa.Column("token_id", _ID, primary_key=True),
        sa.Column("token_hash", _HASH, nullable=False, unique=True),
        sa.Column("person_id", _ID, sa.ForeignKey("people.person_id"), nullable=False),
        sa.Column("name", _NAME, nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("expires_at", _MOMENT),
        sa.Column("last_used_at", _MOMENT),
        sa.Column("revoked_at", _MOMENT),
    )
    op.create_index("ix_api_tokens_person_id", "api_tokens", ["person_id"])
    op.create_table(
        "notices",
        sa.Column("notice_id", _ID, primary_key=True),
        sa.Column("person_id", _ID, sa.ForeignKey("people.person_id"), nullable=False),
        sa.Column("kind", _CODE, nullable=False),
        sa.Column("subject", _NAME, nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("seen_at", _MOMENT),
        sa.UniqueConstraint("person_id", "kind", "subject"),
    )


def _make_content_tables() -> None:
    op.create_table(
        "card_facets",
        sa.Column("card_id", _NAME, sa.ForeignKey("cards.card_id"), primary_key=True),
        sa.Column("facet", _CODE, primary_key=True),
        sa.Column("value", _NAME, primary_key=True),
    )
    op.create_index("ix_card_facets_facet_value", "card_facets", ["facet", "value"])
    op.create_table(
        "recalls",
        sa.Column("card_id", _NAME, sa.ForeignKey("cards.card_id"), primary_key=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("person_id", _ID, nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
    )
    op.create_table(
        "audiences",
        sa.Column("audience_id", _ID, primary_key=True),
        sa.Column("name", _NAME, nullable=False, unique=True),
        sa.Column("teams", sa.JSON(), nullable=False),
        sa.Column("regions", sa.JSON(), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("most_active", sa.Integer()),
        sa.Column("most_new_a_week", sa.Integer()),
        sa.Column("created_at", _MOMENT, nullable=False),
    )


def _make_draft_tables() -> None:
    op.create_table(
        "drafts",
        sa.Column("draft_id", _ID, primary_key=True),
        sa.Column("card_id", _NAME, nullable=False),
        sa.Column("base_revision", sa.Integer(), nullable=False),
        sa.Column("state", _CODE, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("author_id", _ID, sa.ForeignKey("people.person_id"), nullable=False),
        sa.Column("edited_by", _ID, nullable=False),
        sa.Column("approver_id", _ID, nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("updated_at", _MOMENT, nullable=False),
        sa.Column("submitted_at", _MOMENT),
        sa.Column("approved_at", _MOMENT),
        sa.Column("publish_at", _MOMENT),
        sa.Column("ended_at", _MOMENT),
    )
    for name in ("card_id", "state", "publish_at"):
        op.create_index(f"ix_drafts_{name}", "drafts", [name])
    op.create_table(
        "draft_images",
        sa.Column("draft_id", _ID, sa.ForeignKey("drafts.draft_id"), primary_key=True),
        sa.Column("path", _NAME, primary_key=True),
        sa.Column("hash", _HASH, sa.ForeignKey("objects.hash"), nullable=False),
    )
    op.create_table(
        "draft_comments",
        sa.Column("comment_id", _ID, primary_key=True),
        sa.Column("draft_id", _ID, sa.ForeignKey("drafts.draft_id"), nullable=False),
        sa.Column("person_id", _ID, sa.ForeignKey("people.person_id"), nullable=False),
        sa.Column("block", _NAME, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("resolved_at", _MOMENT),
    )
    op.create_index("ix_draft_comments_draft_id", "draft_comments", ["draft_id"])


def _make_field_tables() -> None:
    op.create_table(
        "gap_marks",
        sa.Column("gap_key", _HASH, primary_key=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("state", _CODE, nullable=False),
        sa.Column("draft_id", _ID, nullable=False),
        sa.Column("card_id", _NAME, nullable=False),
        sa.Column("person_id", _ID, nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        _text("note"),
    )
    op.create_table(
        "readings",
        sa.Column("device", _ID, sa.ForeignKey("devices.device"), primary_key=True),
        sa.Column("day", sa.Date(), primary_key=True),
        sa.Column("card_id", _NAME, primary_key=True),
        sa.Column("revision", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("opens", sa.Integer(), nullable=False),
        sa.Column("person_id", _ID, nullable=False),
        sa.Column("team", _NAME, nullable=False),
        sa.Column("region", _NAME, nullable=False),
    )
    op.create_index("ix_readings_card_id_revision_day", "readings", ["card_id", "revision", "day"])


def _make_counted_tables() -> None:
    op.add_column(
        "usage", sa.Column("counted", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    uncounted = sa.text("NOT counted")
    op.create_index(
        "ix_usage_uncounted", "usage", ["event_id"],
        sqlite_where=uncounted, postgresql_where=uncounted,
    )  # fmt: skip
    week: tuple[str, Any] = ("week", sa.Date())
    card_keys: list[tuple[str, Any]] = [("card_id", _NAME), ("revision", sa.Integer()), week]
    team_keys: list[tuple[str, Any]] = [week, ("stage", sa.Text())]
    team_keys[1:1] = [(name, _NAME) for name in ("team", "region", "block")]
    for table, keys in (("card_weeks", card_keys), ("team_weeks", team_keys)):
        op.create_table(
            table,
            *(sa.Column(name, kind, primary_key=True, autoincrement=False) for name, kind in keys),
            *(sa.Column(name, sa.Integer(), nullable=False) for name in ("worked", "neutral", "fell_flat")),
            sa.Column("reps", sa.BigInteger(), nullable=False),
        )  # fmt: skip
    op.create_table(
        "counted_reps",
        sa.Column("rep", _NAME, primary_key=True),
        sa.Column("bit", sa.BigInteger(), nullable=False),
    )
    op.create_table(
        "counted_teams", *(sa.Column(name, _NAME, primary_key=True) for name in ("rep", "team", "region"))
    )  # fmt: skip


def _let_nobody_change_the_audit_log() -> None:
    """The database itself refuses it, whoever asks: the log can only grow."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE OR REPLACE FUNCTION refuse_audit_change() RETURNS trigger AS $$ "
            "BEGIN RAISE EXCEPTION 'the audit log can only grow'; END $$ LANGUAGE plpgsql"
        )
        op.execute(
            "CREATE TRIGGER audit_log_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_log "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change()"
        )
        return
    for deed in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER audit_log_no_{deed.lower()} BEFORE {deed} ON audit_log "
            "BEGIN SELECT RAISE(ABORT, 'the audit log can only grow'); END"
        )


# What follows reads the tables as they are at this revision, whatever becomes of them later.
_people = sa.table(
    "people", sa.column("person_id"), sa.column("name"), sa.column("role"),
    sa.column("password_hash"), sa.column("created_at", _MOMENT), sa.column("team"),
    sa.column("region"), sa.column("languages", sa.JSON),
)  # fmt: skip
_devices = sa.table(
    "devices", sa.column("rep_name"), sa.column("team"), sa.column("region"),
    sa.column("languages", sa.JSON), sa.column("enrolled_at"), sa.column("person_id"),
)  # fmt: skip
_invitations = sa.table(
    "invitations", sa.column("name"), sa.column("team"), sa.column("region"),
    sa.column("languages", sa.JSON), sa.column("created_at"), sa.column("person_id"),
)  # fmt: skip


def _name_people(connection: sa.Connection) -> None:
    """A person for each rep's name: until now a name was all that the hub knew of a rep."""
    reps: dict[str, dict[str, Any]] = {}
    for held, name, moment in (
        (_invitations, _invitations.c.name, _invitations.c.created_at),
        (_devices, _devices.c.rep_name, _devices.c.enrolled_at),
    ):
        query = sa.select(name.label("name"), held.c.team, held.c.region, held.c.languages)
        for row in connection.execute(query.order_by(moment)).mappings():
            known = reps.get(row["name"], {"person_id": str(uuid_utils.uuid7())})
            reps[row["name"]] = {**known, **row}
    if not reps:
        return
    made = {"role": "rep", "password_hash": "", "created_at": datetime.now(UTC)}
    connection.execute(sa.insert(_people), [{**row, **made} for row in reps.values()])
    for table, column in (
        ("invitations", "name"), ("devices", "rep_name"), ("usage", "rep_name"),
        ("requests", "rep_name"), ("threads", "rep_name"),
    ):  # fmt: skip
        marked = sa.table(table, sa.column(column), sa.column("person_id"))
        update = (
            sa.update(marked)
            .where(marked.c[column] == sa.bindparam("a_name"))
            .values(person_id=sa.bindparam("an_id"))
        )
        named = [{"a_name": name, "an_id": row["person_id"]} for name, row in reps.items()]
        connection.execute(update, named)


_revisions = sa.table(
    "revisions", sa.column("card_id"), sa.column("number"), sa.column("content_hash"),
    sa.column("kind"), sa.column("summary"), sa.column("owner"), sa.column("translation_of"),
    sa.column("valid_from", sa.Date), sa.column("verify_by", sa.Date),
    sa.column("expires", sa.Date),
)  # fmt: skip
_objects = sa.table("objects", sa.column("hash"), sa.column("data", sa.LargeBinary))
_cards = sa.table("cards", sa.column("card_id"), sa.column("revision"))
_card_facets = sa.table("card_facets", sa.column("card_id"), sa.column("facet"), sa.column("value"))


def _read_contents(connection: sa.Connection) -> None:
    """Keep beside each revision what its content says, and the facets of the current ones."""
    current = {row.card_id: row.revision for row in connection.execute(sa.select(_cards))}
    query = sa.select(_revisions.c.card_id, _revisions.c.number, _objects.c.data).join(
        _objects, _objects.c.hash == _revisions.c.content_hash
    )
    for card_id, number, data in connection.execute(query).all():
        content = json.loads(data)
        told = {name: _date(content.get(name)) for name in ("valid_from", "verify_by", "expires")}
        texts = {
            name: str(content.get(name) or "")[:most]
            for name, most in (("kind", 32), ("summary", 10_000), ("owner", 200), ("translation_of", 200))
        }  # fmt: skip
        this = (_revisions.c.card_id == card_id, _revisions.c.number == number)
        connection.execute(sa.update(_revisions).where(*this).values(**told, **texts))
        rows = list(_facets(card_id, content)) if current.get(card_id) == number else []
        if rows:
            connection.execute(sa.insert(_card_facets), rows)


def _date(text: object) -> date | None:
    try:
        return date.fromisoformat(str(text)[:10]) if text else None
    except ValueError:
        return None


def _facets(card_id: str, content: dict[str, Any]) -> Iterable[dict[str, str]]:
    for facet in _FACETS:
        for value in dict.fromkeys(str(one)[:200] for one in content.get(facet, ())):
            yield {"card_id": card_id, "facet": facet, "value": value}


def _find_first_answers(connection: sa.Connection) -> None:
    connection.execute(
        sa.text(
            "UPDATE threads SET answered_at = (SELECT min(at) FROM thread_messages AS said "
            "WHERE said.thread_id = threads.thread_id AND said.side = 'marketing')"
        )
    )
