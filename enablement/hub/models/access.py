"""The tables of who takes part: the hub itself, people, their sessions and tokens, their laptops."""

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
)

from enablement.hub.models.columns import CODE, HASH, ID, NAME, UtcDateTime, metadata

hub = Table(
    "hub", metadata,
    Column("id", Integer, CheckConstraint("id = 1", name="one_hub"), primary_key=True),
    Column("hub_id", String(ID), nullable=False),
    Column("name", String(NAME), nullable=False),
    Column("epoch", String(ID), nullable=False),
    Column("generation", Integer, nullable=False),
    Column("mass_removal", Integer, nullable=False),
    Column("signing_key", LargeBinary, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
)  # fmt: skip

# A rep may have no address of e-mail; whoever signs in has one. `issuer` and `subject` are who they
# are at an OpenID Connect provider; without a password nobody signs in by one.
people = Table(
    "people", metadata,
    Column("person_id", String(ID), primary_key=True),
    Column("email", String(NAME), unique=True),
    Column("name", String(NAME), nullable=False),
    Column("role", String(CODE), nullable=False),
    Column("password_hash", Text, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("state", String(CODE), nullable=False, server_default="active"),
    Column("team", String(NAME), nullable=False, server_default=""),
    Column("region", String(NAME), nullable=False, server_default=""),
    Column("languages", JSON, nullable=False, server_default="[]"),
    Column("issuer", String(NAME), nullable=False, server_default=""),
    Column("subject", String(NAME), nullable=False, server_default=""),
    Column("seen_at", UtcDateTime),
)  # fmt: skip

web_sessions = Table(
    "web_sessions", metadata,
    Column("token_hash", String(HASH), primary_key=True),
    Column("person_id", String(ID), ForeignKey("people.person_id"), nullable=False),
    Column("csrf", String(ID), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False, index=True),
    Column("seen_at", UtcDateTime),
    Column("browser", String(NAME), nullable=False, server_default=""),
)  # fmt: skip

# What a program shows instead of a password: it may do what its person may.
api_tokens = Table(
    "api_tokens", metadata,
    Column("token_id", String(ID), primary_key=True),
    Column("token_hash", String(HASH), nullable=False, unique=True),
    Column("person_id", String(ID), ForeignKey("people.person_id"), nullable=False, index=True),
    Column("name", String(NAME), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime),
    Column("last_used_at", UtcDateTime),
    Column("revoked_at", UtcDateTime),
)  # fmt: skip

# `kind` says what the code opens: a rep's laptop, or an account for marketing's pages.
invitations = Table(
    "invitations", metadata,
    Column("invitation_id", String(ID), primary_key=True),
    Column("code_hash", String(HASH), nullable=False, unique=True),
    Column("name", String(NAME), nullable=False),
    Column("team", String(NAME), nullable=False),
    Column("region", String(NAME), nullable=False),
    Column("languages", JSON, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("used_at", UtcDateTime),
    Column("used_by", String(ID), ForeignKey("devices.device")),
    Column("kind", String(CODE), nullable=False, server_default="laptop"),
    Column("person_id", String(ID), nullable=False, server_default=""),
)  # fmt: skip

# `formers` are the devices that the same rep's laptop was enrolled as before; `mass_removal` is above
# the generation in which its person changed the team, when it may lose most of its cards.
devices = Table(
    "devices", metadata,
    Column("device", String(ID), primary_key=True),
    Column("token_hash", String(HASH), nullable=False, unique=True),
    Column("device_name", String(NAME), nullable=False),
    Column("rep_name", String(NAME), nullable=False),
    Column("team", String(NAME), nullable=False),
    Column("region", String(NAME), nullable=False),
    Column("languages", JSON, nullable=False),
    Column("enrolled_at", UtcDateTime, nullable=False),
    Column("last_contact", UtcDateTime),
    Column("held_generation", Integer),
    Column("received", BigInteger, nullable=False),
    Column("revoked_at", UtcDateTime),
    Column("formers", JSON, nullable=False, server_default="[]"),
    Column("person_id", String(ID), nullable=False, server_default="", index=True),
    Column("wipe_asked_at", UtcDateTime),
    Column("wiped_at", UtcDateTime),
    Column("mass_removal", Integer, nullable=False, server_default="0"),
)  # fmt: skip

# `whom` is a keyed hash: what was typed by whom is nowhere to be read.
failed_tries = Table(
    "failed_tries", metadata,
    Column("id", Integer, primary_key=True),
    Column("door", String(CODE), nullable=False),
    Column("whom", String(HASH), nullable=False),
    Column("at", UtcDateTime, nullable=False, index=True),
    Index("ix_failed_tries_door_whom_at", "door", "whom", "at"),
)  # fmt: skip
