"""Invitations: one-time codes that bring in a rep's laptop, or open an account for marketing's pages."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

import uuid_utils
from sqlalchemy import Connection, RowMapping, insert, select, update

from enablement.clock import Clock
from enablement.errors import HubConflictError, HubInputError, HubMissingError
from enablement.hub import audit
from enablement.hub.access.accounts import Accounts, Visit
from enablement.hub.access.members import Member
from enablement.hub.access.person_words import PersonWords
from enablement.hub.access.reps import fill_in, person_of, words_of, write_words
from enablement.hub.access.roles import Role
from enablement.hub.access.states import PersonState
from enablement.hub.codes import hash_secret, new_code, typed_code
from enablement.hub.database import Database
from enablement.hub.models import invitations, people
from enablement.hub.refusals import RefusedError
from enablement.sync.invitation import invitation_link
from enablement.translation import n_

CODE_LIFETIME = timedelta(days=14)
_GROUPS = {"laptop": 3, "account": 4}


class InvitationKind(StrEnum):
    """What a code opens."""

    LAPTOP = "laptop"
    ACCOUNT = "account"


@dataclass(frozen=True)
class Invitation:
    """A one-time code as it is shown once; the hub keeps only its hash."""

    code: str = field(repr=False)
    name: str
    expires: datetime
    person_id: str = ""
    kind: InvitationKind = InvitationKind.LAPTOP


@dataclass(frozen=True)
class OpenInvitation:
    """An invitation that nobody has used yet."""

    invitation_id: str
    kind: InvitationKind
    created: datetime
    expires: datetime


@dataclass(frozen=True)
class Welcome:
    """Whom a code that is good is for, and what it opens."""

    name: str
    email: str
    role: Role
    kind: InvitationKind
    expires: datetime


def address_of(kind: InvitationKind, code: str, hub_address: str) -> str:
    """What the invited are given: a page to open, or a line to paste on a laptop."""
    base = hub_address.rstrip("/")
    if kind is InvitationKind.ACCOUNT:
        return f"{base}/join?code={code}"
    return invitation_link(base, code)


class Invitations:
    """Makes codes, shows which are open, and lets in whoever brings a good one."""

    def __init__(self, database: Database, clock: Clock, accounts: Accounts) -> None:
        self._database = database
        self._clock = clock
        self._accounts = accounts

    def invite(self, member: Member, words: PersonWords) -> Invitation:
        """Invite somebody: a rep to a laptop, everybody else to an account.

        A rep who is known gets another code for the same person. Raises `HubInputError` for words
        that cannot stand, `HubConflictError` when they sign in already or have ended.
        """
        said = words.cleaned()
        now = self._clock()
        with self._database.writing() as connection:
            person_id = person_of(connection, now, said)
            if said.role is Role.REP:
                after = fill_in(connection, person_id, said)
                return self._write(connection, member, person_id, after, InvitationKind.LAPTOP)
            before = _lock(connection, person_id)
            if before["password_hash"] or before["subject"]:
                raise HubConflictError(
                    n_("{email} signs in already."),
                    mend=n_("Change their role on their page."),
                    email=said.email,
                )
            write_words(connection, person_id, said)
            end_invitations(connection, now, person_id, InvitationKind.ACCOUNT)
            return self._write(connection, member, person_id, said, InvitationKind.ACCOUNT)

    def invite_again(self, member: Member, person_id: str, kind: InvitationKind) -> Invitation:
        """Another code for a person who is known: for a laptop, or an account; older ones end.

        A laptop's older code stays good, since somebody may have two laptops.
        """
        with self._database.writing() as connection:
            _lock(connection, person_id)
            words = words_of(connection, person_id) or PersonWords()
            if kind is InvitationKind.ACCOUNT:
                if not words.email or not words.role.may(Role.MARKETER):
                    raise HubInputError(
                        n_("A rep does not sign in to these pages."),
                        mend=n_("Give them another role and an e-mail address first."),
                    )
                end_invitations(connection, self._clock(), person_id, kind)
            return self._write(connection, member, person_id, words, kind)

    def _write(
        self,
        connection: Connection,
        member: Member,
        person_id: str,
        words: PersonWords,
        kind: InvitationKind,
    ) -> Invitation:
        now = self._clock()
        code = new_code(groups=_GROUPS[kind])
        place = {"team": words.team, "region": words.region, "languages": list(words.languages)}
        row = {
            "invitation_id": str(uuid_utils.uuid7()),
            "code_hash": hash_secret(typed_code(code)),
            "name": words.name,
            **place,
            "created_at": now,
            "expires_at": now + CODE_LIFETIME,
            "kind": kind.value,
            "person_id": person_id,
        }
        connection.execute(insert(invitations), row)
        details = {"kind": kind.value, "role": words.role.value, **place}
        audit.record(connection, now, member.who, "invite", words.email or words.name, details)
        return Invitation(code, words.name, now + CODE_LIFETIME, person_id, kind)

    def open_of(self, person_id: str) -> list[OpenInvitation]:
        """The codes of a person that are still good, the newest first."""
        columns = invitations.c
        query = select(
            columns.invitation_id, columns.kind, columns.created_at, columns.expires_at
        ).where(
            columns.person_id == person_id,
            columns.used_at.is_(None),
            columns.expires_at > self._clock(),
        )
        with self._database.reading() as connection:
            rows = connection.execute(query.order_by(columns.created_at.desc())).all()
        return [
            OpenInvitation(
                row.invitation_id, InvitationKind(row.kind), row.created_at, row.expires_at
            )
            for row in rows
        ]

    def withdraw(self, member: Member, invitation_id: str) -> None:
        """End a code that nobody has used; `HubMissingError` when there is none such."""
        now = self._clock()
        open_one = (invitations.c.invitation_id == invitation_id) & invitations.c.used_at.is_(None)
        with self._database.writing() as connection:
            name = connection.scalar(select(invitations.c.name).where(open_one))
            ended = connection.execute(update(invitations).where(open_one).values(expires_at=now))
            if ended.rowcount != 1:
                raise HubMissingError(
                    n_("That invitation was used or is gone."), mend=n_("Look at the list again.")
                )
            audit.record(connection, now, member.who, "invitation-end", str(name))

    def look(self, code: str) -> Welcome:
        """Whom a code is for; `RefusedError` `code-wrong`, `code-used` or `code-expired`."""
        with self._database.reading() as connection:
            row = read_good(connection, code, self._clock())
        return Welcome(
            row["name"], row["email"] or "", Role(row["role"] or Role.REP),
            InvitationKind(row["kind"]), row["expires_at"],
        )  # fmt: skip

    def join(self, code: str, password: str, visit: Visit) -> str:
        """Open the account that a code is for, with that password; the token of its first session.

        Of two at the same time one wins. Raises as `look` does, and `HubInputError` for a password
        that is too short.
        """
        now = self._clock()
        with self._database.writing() as connection:
            row = read_good(connection, code, now, lock=True)
            if row["kind"] != InvitationKind.ACCOUNT:
                raise RefusedError(403, "code-wrong", n_("The hub does not know this code."))
            used = invitations.c.invitation_id == row["invitation_id"]
            connection.execute(update(invitations).where(used).values(used_at=now))
            return self._accounts.join(connection, row["person_id"], password, visit)


def read_good(
    connection: Connection, code: str, now: datetime, *, lock: bool = False
) -> RowMapping:
    """The row of a code that may be used now, with its person; `lock` keeps others from using it.

    Raises `RefusedError`: `code-wrong`, `code-used` or `code-expired`.
    """
    digest = hash_secret(typed_code(code))
    if lock:  # a row of an outer join cannot be locked: first its own
        mine = select(invitations.c.code_hash).where(invitations.c.code_hash == digest)
        connection.execute(mine.with_for_update())
    query = (
        select(invitations, people.c.email, people.c.role, people.c.state)
        .outerjoin(people, people.c.person_id == invitations.c.person_id)
        .where(invitations.c.code_hash == digest)
    )
    row = connection.execute(query).mappings().one_or_none()
    if row is None:
        raise RefusedError(403, "code-wrong", n_("The hub does not know this code."))
    if row["used_at"] is not None:
        raise RefusedError(403, "code-used", n_("This code was used already."))
    if row["expires_at"] <= now or row["state"] == PersonState.ENDED:
        raise RefusedError(403, "code-expired", n_("This code is too old."))
    return row


def end_invitations(
    connection: Connection, now: datetime, person_id: str, kind: InvitationKind | None = None
) -> None:
    """End the open codes of a person."""
    theirs = invitations.c.person_id == person_id, invitations.c.used_at.is_(None)
    ended = update(invitations).where(*theirs, invitations.c.expires_at > now)
    if kind is not None:
        ended = ended.where(invitations.c.kind == kind.value)
    connection.execute(ended.values(expires_at=now))


def _lock(connection: Connection, person_id: str) -> dict[str, Any]:
    """A person's row, kept from others until the commit; who has ended cannot be invited."""
    query = select(people).where(people.c.person_id == person_id).with_for_update()
    row = connection.execute(query).mappings().one_or_none()
    if row is None:
        raise HubMissingError(n_("There is no such person."), mend=n_("Look at the list again."))
    if row["state"] == PersonState.ENDED:
        raise HubConflictError(
            n_("{name} has ended."), mend=n_("Bring them back first."), name=row["name"]
        )
    return dict(row)
