"""A draft as it is kept: read with the names of those who wrote and approved it."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, func, select

from enablement.errors import HubMissingError
from enablement.hub.drafting.form import Form
from enablement.hub.drafting.workflow import DraftState, Standing
from enablement.hub.models import draft_comments, draft_images, drafts, people
from enablement.translation import n_

_PLAIN = (
    "draft_id", "card_id", "base_revision", "text", "note", "version", "author_id", "edited_by",
    "approver_id", "created_at", "updated_at", "submitted_at", "approved_at", "publish_at",
    "ended_at",
)  # fmt: skip
_WHO = {"author": "author_id", "editor": "edited_by", "approver": "approver_id"}


@dataclass(frozen=True)
class Draft:
    """A draft as it stands; `version` counts its saves, `base_revision` is 0 for a new card.

    `author`, `editor` and `approver` are how people are called who look at it.
    """

    draft_id: str
    card_id: str
    base_revision: int
    state: DraftState
    text: str = field(repr=False)
    note: str
    version: int
    author_id: str
    edited_by: str
    approver_id: str
    created_at: datetime
    updated_at: datetime
    submitted_at: datetime | None
    approved_at: datetime | None
    publish_at: datetime | None
    ended_at: datetime | None
    author: str
    editor: str
    approver: str

    @property
    def title(self) -> str:
        """The title that its text has now, or the card's id when it has none."""
        form = Form.of(self.text)
        return (form.fields.get("title", "").strip() if form else "") or self.card_id

    def standing(self, open_comments: int = 0) -> Standing:
        """What decides about its next step."""
        return Standing(self.state, self.author_id, self.edited_by, self.publish_at, open_comments)


def read_draft(connection: Connection, draft_id: str, *, lock: bool = False) -> Draft:
    """One draft; `lock` keeps others from changing it until the commit.

    Raises `HubMissingError` for none such.
    """
    if lock:
        own = select(drafts.c.draft_id).where(drafts.c.draft_id == draft_id)
        connection.execute(own.with_for_update())
    rows = read_drafts(connection, drafts.c.draft_id == draft_id)
    if not rows:
        raise HubMissingError(n_("There is no such draft."), mend=n_("Look at the cards again."))
    return rows[0]


def read_drafts(connection: Connection, *which: Any) -> list[Draft]:
    """The drafts that fulfil these conditions, those that were left alone the longest first."""
    query = _with_names().where(*which).order_by(drafts.c.updated_at, drafts.c.draft_id)
    return [_draft(row) for row in connection.execute(query).mappings()]


def open_draft(connection: Connection, card_id: str) -> Draft | None:
    """The draft of a card that is not ended, if it has one."""
    found = read_drafts(connection, drafts.c.card_id == card_id, drafts.c.ended_at.is_(None))
    return found[0] if found else None


def images_of(connection: Connection, draft_id: str) -> dict[str, str]:
    """The hash of each image that a draft has, by the path that its text names."""
    query = select(draft_images.c.path, draft_images.c.hash)
    rows = connection.execute(query.where(draft_images.c.draft_id == draft_id))
    return {row.path: row.hash for row in rows}


def open_comments(connection: Connection, draft_id: str) -> int:
    """How many comments of a draft nobody resolved."""
    query = select(func.count()).select_from(draft_comments)
    own = (draft_comments.c.draft_id == draft_id) & draft_comments.c.resolved_at.is_(None)
    return connection.scalar(query.where(own)) or 0


def _with_names() -> Select[Any]:
    query = select(drafts)
    for role, column in _WHO.items():
        person = people.alias(role)
        query = query.add_columns(
            person.c.name.label(f"{role}_name"), person.c.email.label(f"{role}_email")
        ).join_from(drafts, person, person.c.person_id == drafts.c[column], isouter=True)
    return query


def _draft(row: RowMapping) -> Draft:
    values: dict[str, Any] = {name: row[name] for name in _PLAIN}
    values |= {role: row[f"{role}_name"] or row[f"{role}_email"] or "" for role in _WHO}
    return Draft(**values, state=DraftState(row["state"]))
