"""The tables of the hub, as the newest migration leaves them; written for SQLite and PostgreSQL."""

from enablement.hub.models.access import api_tokens, devices, hub, invitations, people, web_sessions
from enablement.hub.models.columns import CODE, HASH, ID, NAME, UtcDateTime, metadata
from enablement.hub.models.content import (
    audiences,
    card_facets,
    cards,
    draft_comments,
    draft_images,
    drafts,
    objects,
    recalls,
    revisions,
    shared_objects,
)
from enablement.hub.models.counted import card_weeks, counted_reps, counted_teams, team_weeks
from enablement.hub.models.field import (
    events,
    gap_marks,
    readings,
    rejected_events,
    requests,
    thread_messages,
    threads,
    usage,
)
from enablement.hub.models.record import audit_log, notices

__all__ = [
    "CODE",
    "HASH",
    "ID",
    "NAME",
    "UtcDateTime",
    "api_tokens",
    "audiences",
    "audit_log",
    "card_facets",
    "card_weeks",
    "cards",
    "counted_reps",
    "counted_teams",
    "devices",
    "draft_comments",
    "draft_images",
    "drafts",
    "events",
    "gap_marks",
    "hub",
    "invitations",
    "metadata",
    "notices",
    "objects",
    "people",
    "readings",
    "recalls",
    "rejected_events",
    "requests",
    "revisions",
    "shared_objects",
    "team_weeks",
    "thread_messages",
    "threads",
    "usage",
    "web_sessions",
]
