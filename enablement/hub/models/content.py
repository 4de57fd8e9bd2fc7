"""The tables of what marketing writes: cards, revisions, drafts, and whom they are for."""

from sqlalchemy import (
    JSON,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
)

from enablement.hub.models.columns import CODE, HASH, ID, NAME, UtcDateTime, metadata

cards = Table(
    "cards", metadata,
    Column("card_id", String(NAME), primary_key=True),
    Column("state", String(CODE), nullable=False, index=True),
    Column("revision", Integer, nullable=False),
    Column("source", String(NAME), nullable=False),
)  # fmt: skip

# What stands in the content too is kept beside it so that a list needs no card to be read.
# `source_text` is the file as it was written, `file_name` its path in the folder it came from; both
# are empty for a revision of before they were kept. Author and approver are empty for one that came
# from a repository.
revisions = Table(
    "revisions", metadata,
    Column("card_id", String(NAME), ForeignKey("cards.card_id"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("content_hash", String(HASH), ForeignKey("objects.hash"), nullable=False),
    Column("title", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("teams", JSON, nullable=False),
    Column("regions", JSON, nullable=False),
    Column("attachments", JSON, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("generation", Integer, nullable=False),
    Column("kind", String(CODE), nullable=False, server_default=""),
    Column("summary", Text, nullable=False, server_default=""),
    Column("owner", String(NAME), nullable=False, server_default=""),
    Column("translation_of", String(NAME), nullable=False, server_default=""),
    Column("valid_from", Date),
    Column("verify_by", Date),
    Column("expires", Date),
    Column("source_text", Text, nullable=False, server_default=""),
    Column("file_name", Text, nullable=False, server_default=""),
    Column("author_id", String(ID), nullable=False, server_default=""),
    Column("approver_id", String(ID), nullable=False, server_default=""),
    Column("note", Text, nullable=False, server_default=""),
)  # fmt: skip

# The products, industries, personas, stages, competitors and tags of each card's current revision.
card_facets = Table(
    "card_facets", metadata,
    Column("card_id", String(NAME), ForeignKey("cards.card_id"), primary_key=True),
    Column("facet", String(CODE), primary_key=True),
    Column("value", String(NAME), primary_key=True),
    Index(None, "facet", "value"),
)  # fmt: skip

# A card that was taken back in a hurry, and why; it is retired too. Laptops of an earlier generation
# hold it still.
recalls = Table(
    "recalls", metadata,
    Column("card_id", String(NAME), ForeignKey("cards.card_id"), primary_key=True),
    Column("revision", Integer, nullable=False),
    Column("reason", Text, nullable=False),
    Column("person_id", String(ID), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("generation", Integer, nullable=False),
)  # fmt: skip

# Empty lists mean everyone; an empty budget means that there is none.
audiences = Table(
    "audiences", metadata,
    Column("audience_id", String(ID), primary_key=True),
    Column("name", String(NAME), nullable=False, unique=True),
    Column("teams", JSON, nullable=False),
    Column("regions", JSON, nullable=False),
    Column("languages", JSON, nullable=False),
    Column("most_active", Integer),
    Column("most_new_a_week", Integer),
    Column("created_at", UtcDateTime, nullable=False),
)  # fmt: skip

# `text` is the card's file as it stands; `version` counts its saves, so that of two who edit at once
# the second is told. `ended_at` is set once it was published or thrown away; a card has one draft
# that is not ended at most.
drafts = Table(
    "drafts", metadata,
    Column("draft_id", String(ID), primary_key=True),
    Column("card_id", String(NAME), nullable=False, index=True),
    Column("base_revision", Integer, nullable=False),
    Column("state", String(CODE), nullable=False, index=True),
    Column("text", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("author_id", String(ID), ForeignKey("people.person_id"), nullable=False),
    Column("edited_by", String(ID), nullable=False),
    Column("approver_id", String(ID), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("updated_at", UtcDateTime, nullable=False),
    Column("submitted_at", UtcDateTime),
    Column("approved_at", UtcDateTime),
    Column("publish_at", UtcDateTime, index=True),
    Column("ended_at", UtcDateTime),
)  # fmt: skip

draft_images = Table(
    "draft_images", metadata,
    Column("draft_id", String(ID), ForeignKey("drafts.draft_id"), primary_key=True),
    Column("path", String(NAME), primary_key=True),
    Column("hash", String(HASH), ForeignKey("objects.hash"), nullable=False),
)  # fmt: skip

draft_comments = Table(
    "draft_comments", metadata,
    Column("comment_id", String(ID), primary_key=True),
    Column("draft_id", String(ID), ForeignKey("drafts.draft_id"), nullable=False, index=True),
    Column("person_id", String(ID), ForeignKey("people.person_id"), nullable=False),
    Column("block", String(NAME), nullable=False),
    Column("text", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("resolved_at", UtcDateTime),
)  # fmt: skip

objects = Table(
    "objects", metadata,
    Column("hash", String(HASH), primary_key=True),
    Column("kind", String(CODE), nullable=False),
    Column("size", Integer, nullable=False),
    Column("data", LargeBinary, nullable=False),
)  # fmt: skip

# What every laptop holds beside its cards; the row carries the object, which is small.
shared_objects = Table(
    "shared_objects", metadata,
    Column("kind", String(CODE), primary_key=True),
    Column("id", String(CODE), primary_key=True),
    Column("revision", Integer, nullable=False),
    Column("data", LargeBinary, nullable=False),
    Column("changed_at", UtcDateTime, nullable=False),
    Column("checked_at", UtcDateTime, nullable=False),
)  # fmt: skip
