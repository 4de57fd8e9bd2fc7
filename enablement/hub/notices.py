"""What people should know when they next look: a draft or a thread waits, a card is to be verified."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import uuid_utils
from sqlalchemy import Connection, delete, insert, select, update

from enablement.clock import Clock
from enablement.errors import HubMissingError
from enablement.hub.access.members import Member
from enablement.hub.access.roles import Role
from enablement.hub.database import Database
from enablement.hub.models import NAME, notices, people
from enablement.translation import n_

MOST_SHOWN = 20
_ACTIVE = "active"


@dataclass(frozen=True)
class Notice:
    """Something told to one person; `details` fill the sentence that its kind has."""

    notice_id: str
    kind: str
    subject: str
    details: dict[str, Any]
    at: datetime
    seen: bool


def tell(
    connection: Connection,
    now: datetime,
    person_ids: Iterable[str],
    kind: str,
    subject: str,
    details: Mapping[str, Any],
) -> None:
    """Tell people something; what they were told before of that kind and subject is replaced."""
    told = sorted({person_id for person_id in person_ids if person_id})
    if not told:
        return
    subject = subject[:NAME]
    same = (notices.c.kind == kind) & (notices.c.subject == subject)
    connection.execute(delete(notices).where(same, notices.c.person_id.in_(told)))
    rows = [
        {
            "notice_id": str(uuid_utils.uuid7()),
            "person_id": person_id,
            "kind": kind,
            "subject": subject,
            "details": dict(details),
            "at": now,
        }
        for person_id in told
    ]
    connection.execute(insert(notices), rows)


def settle(connection: Connection, kinds: Iterable[str], *subjects: str) -> None:
    """Take back what was told of subjects, because it is done."""
    about = notices.c.subject.in_([subject[:NAME] for subject in subjects])
    connection.execute(delete(notices).where(notices.c.kind.in_(list(kinds)), about))


def move(connection: Connection, kind: str, subject: str, to: str) -> None:
    """Have what was told of one subject stand for another, of which nobody was told so yet."""
    same = (notices.c.kind == kind) & (notices.c.subject == subject[:NAME])
    connection.execute(update(notices).where(same).values(subject=to[:NAME]))


def people_who_may(connection: Connection, role: Role) -> dict[str, str]:
    """The active people whose role allows what this one does: their address by their id."""
    roles = [one.value for one in Role if one.may(role)]
    query = select(people.c.person_id, people.c.email).where(
        people.c.role.in_(roles), people.c.state == _ACTIVE
    )
    return {row.person_id: row.email or "" for row in connection.execute(query)}


class Notices:
    """What each person was told; only they see it."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def of(self, member: Member, kind: str = "") -> list[Notice]:
        """What a person was told and did not put aside, of one kind or of any, the newest first."""
        query = (
            select(notices)
            .where(notices.c.person_id == member.person_id, notices.c.seen_at.is_(None))
            .order_by(notices.c.at.desc(), notices.c.notice_id.desc())
            .limit(MOST_SHOWN)
        )
        if kind:
            query = query.where(notices.c.kind == kind)
        with self._database.reading() as connection:
            rows = connection.execute(query).mappings().all()
        return [
            Notice(row["notice_id"], row["kind"], row["subject"], row["details"], row["at"],
                   row["seen_at"] is not None)
            for row in rows
        ]  # fmt: skip

    def put_aside(self, member: Member, notice_id: str) -> None:
        """A person has read one of theirs; `HubMissingError` for none such."""
        own = (notices.c.notice_id == notice_id) & (notices.c.person_id == member.person_id)
        with self._database.writing() as connection:
            done = connection.execute(update(notices).where(own).values(seen_at=self._clock()))
        if done.rowcount != 1:
            raise HubMissingError(
                n_("There is no such notice of yours."), mend=n_("Look the list up again.")
            )
