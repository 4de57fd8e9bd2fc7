"""Comments on a draft: about a block of it or all of it, open until somebody resolves them."""

from dataclasses import dataclass
from datetime import datetime

import uuid_utils
from sqlalchemy import insert, select, update

from enablement.clock import Clock
from enablement.errors import HubConflictError, HubInputError, HubMissingError
from enablement.hub import audit
from enablement.hub.access.members import Member
from enablement.hub.database import Database
from enablement.hub.drafting.draft_rows import read_draft
from enablement.hub.models import NAME, draft_comments, people
from enablement.hub.notices import tell
from enablement.translation import n_

MOST_COMMENT = 4000


@dataclass(frozen=True)
class Comment:
    """What somebody said about a block, or about the whole draft when `block` is empty."""

    comment_id: str
    block: str
    text: str
    at: datetime
    resolved_at: datetime | None
    person_id: str
    name: str


class Comments:
    """Makes and resolves comments; whoever may write may do both."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def of(self, draft_id: str) -> list[Comment]:
        """The comments on a draft, the oldest first."""
        query = (
            select(draft_comments, people.c.name, people.c.email)
            .join(people, people.c.person_id == draft_comments.c.person_id)
            .where(draft_comments.c.draft_id == draft_id)
            .order_by(draft_comments.c.at, draft_comments.c.comment_id)
        )
        with self._database.reading() as connection:
            rows = connection.execute(query).mappings().all()
        return [
            Comment(
                row["comment_id"], row["block"], row["text"], row["at"], row["resolved_at"],
                row["person_id"], row["name"] or row["email"] or "",
            )
            for row in rows
        ]  # fmt: skip

    def add(self, member: Member, draft_id: str, block: str, text: str) -> str:
        """Comment on a block; its id. `HubInputError` without words, `HubConflictError` on an ended draft."""
        said = text.strip()
        if not said or not member.person_id:
            raise HubInputError(n_("The comment is empty."), mend=n_("Say what should change."))
        if len(said) > MOST_COMMENT:
            raise HubInputError(
                n_("The comment has {length} characters; {most} is the most."),
                mend=n_("Say it shorter."),
                length=len(said),
                most=MOST_COMMENT,
            )
        now, comment_id = self._clock(), str(uuid_utils.uuid7())
        with self._database.writing() as connection:
            draft = read_draft(connection, draft_id, lock=True)
            if draft.ended_at is not None:
                raise HubConflictError(
                    n_("The draft has ended."), mend=n_("Begin a new one to change the card.")
                )
            row = {
                "comment_id": comment_id,
                "draft_id": draft_id,
                "person_id": member.person_id,
                "block": block[:NAME],
                "text": said,
                "at": now,
            }
            connection.execute(insert(draft_comments), row)
            others = {draft.author_id, draft.edited_by} - {member.person_id}
            name = member.name or member.email
            told = {"card": draft.card_id, "title": draft.title, "name": name}
            tell(connection, now, others, "comment", draft_id, told)
            details = {"draft": draft_id, "comment": comment_id}
            audit.record(connection, now, member.who, "comment", draft.card_id, details)
        return comment_id

    def resolve(self, member: Member, draft_id: str, comment_id: str) -> None:
        """Say that a comment is dealt with; doing so twice changes nothing."""
        own = (draft_comments.c.comment_id == comment_id) & (draft_comments.c.draft_id == draft_id)
        now = self._clock()
        with self._database.writing() as connection:
            draft = read_draft(connection, draft_id)
            row = connection.execute(select(draft_comments.c.resolved_at).where(own)).one_or_none()
            if row is None:
                raise HubMissingError(
                    n_("There is no such comment."), mend=n_("Look at the draft again.")
                )
            if row.resolved_at is None:
                connection.execute(update(draft_comments).where(own).values(resolved_at=now))
                details = {"draft": draft_id, "comment": comment_id}
                audit.record(connection, now, member.who, "comment-resolve", draft.card_id, details)
