"""Who may sign in to marketing's pages, and how they prove who they are."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import uuid_utils
from argon2 import PasswordHasher
from sqlalchemy import Connection, Select, and_, insert, or_, select, update

from enablement.clock import Clock
from enablement.errors import HubInputError, HubMissingError
from enablement.hub import audit
from enablement.hub.access.members import Member
from enablement.hub.access.passwords import Passwords
from enablement.hub.access.person_words import email_address
from enablement.hub.access.roles import Role
from enablement.hub.access.sessions import begin_session, end_sessions
from enablement.hub.access.states import PersonState
from enablement.hub.database import Database
from enablement.hub.models import NAME, invitations, people
from enablement.hub.refusals import RefusedError
from enablement.translation import n_

STRANGER = "nobody known"
"""How the audit log names whoever tried to sign in with an address that nobody has."""


@dataclass(frozen=True)
class _Account:
    """What decides whether somebody may sign in."""

    person_id: str
    email: str | None
    role: str
    state: str
    issuer: str
    subject: str
    password_hash: str = field(repr=False)

    @property
    def opens(self) -> bool:
        """Whether its person may sign in, once they have proved who they are."""
        return self.state == PersonState.ACTIVE and Role(self.role).may(Role.MARKETER)


@dataclass(frozen=True)
class ProvenIdentity:
    """Who somebody is by the word of an OpenID Connect provider; `email` only when it is verified."""

    issuer: str
    subject: str
    email: str
    name: str = ""


@dataclass(frozen=True)
class Visit:
    """From where somebody knocks: the network address for the audit log, the browser in two words."""

    address: str = ""
    browser: str = ""


NOWHERE = Visit()


class Accounts:
    """Accounts of the hub: made with an invitation, opened by a password or a provider's word."""

    def __init__(self, database: Database, clock: Clock, hasher: PasswordHasher) -> None:
        self._database = database
        self._clock = clock
        self._passwords = Passwords(hasher)

    def found(self, connection: Connection, email: str, password: str) -> None:
        """Add the first admin of a new hub; `HubInputError` for a short password or no address."""
        row = {
            "person_id": str(uuid_utils.uuid7()),
            "email": email_address(email),
            "name": "",
            "role": Role.ADMIN.value,
            "password_hash": self._passwords.hash(password),
            "created_at": self._clock(),
        }
        connection.execute(insert(people), row)

    def sign_in(self, email: str, password: str, visit: Visit = NOWHERE) -> str | None:
        """The token of a new session, or `None` when address and password do not fit."""
        address = email.strip().replace("\0", "").casefold()
        with self._database.reading() as connection:
            row = _one(connection, _accounts().where(people.c.email == address))
        fits = self._passwords.fits(row.password_hash if row else "", password)
        now = self._clock()
        with self._database.writing() as connection:
            if row is None or not fits or not row.opens:
                note_failed(connection, now, row, visit, "password")
                return None
            if self._passwords.is_old(row.password_hash):
                _set_password(connection, row.person_id, self._passwords.hash(password))
            return _begin(connection, now, row, visit, "password")

    def sign_in_by(self, identity: ProvenIdentity, visit: Visit = NOWHERE) -> str:
        """The token of a new session of whom a provider proved.

        Known is who came so before, or was invited by that address. Raises `RefusedError`
        `not-invited` (403) for everybody else: no account is made for a stranger.
        """
        now = self._clock()
        refused: RefusedError | None = None
        with self._database.writing() as connection:
            row = _known_by(connection, identity)
            if row is None or not _may_be_proven(connection, row, identity, now):
                note_failed(connection, now, row, visit, "provider")
                refused = RefusedError(
                    403, "not-invited", n_("Nobody of this hub is known by that account.")
                )
            else:
                self._adopt(connection, row, identity, now)
                token = _begin(connection, now, row, visit, "provider")
        if refused is not None:  # after the commit, so that the failed try stays in the log
            raise refused
        return token

    @staticmethod
    def _adopt(
        connection: Connection, row: _Account, identity: ProvenIdentity, now: datetime
    ) -> None:
        """Tie the provider's word to the person at the first time; an invitation is used by it."""
        values = {"issuer": identity.issuer, "subject": identity.subject,
                  "state": PersonState.ACTIVE.value}  # fmt: skip
        this = people.c.person_id == row.person_id
        connection.execute(update(people).where(this).values(values))
        use_account_invitations(connection, row.person_id, now)

    def change_password(self, member: Member, old: str, new: str, token: str) -> int:
        """Set one's own password anew; all one's other sessions end: how many there were.

        Who has none yet, having come by a provider, needs no old one. Raises `RefusedError`
        `password-wrong` (403) when the old one does not fit.
        """
        made = self._passwords.hash(new)
        query = select(people.c.password_hash).where(people.c.person_id == member.person_id)
        with self._database.reading() as connection:
            held: str = connection.scalars(query).one()
        if held and not self._passwords.fits(held, old):
            raise RefusedError(403, "password-wrong", n_("That is not your password of now."))
        now = self._clock()
        with self._database.writing() as connection:
            _set_password(connection, member.person_id, made)
            ended = end_sessions(connection, member.person_id, but=token)
            audit.record(connection, now, member.who, "password-change", member.who)
        return ended

    def set_password(self, member: Member, email: str, password: str) -> None:
        """Give somebody a new password from the command line; all their sessions end."""
        made = self._passwords.hash(password)
        address = email_address(email)
        now = self._clock()
        with self._database.writing() as connection:
            query = _accounts().where(people.c.email == address)
            row = _one(connection, query.with_for_update())
            if row is None or not Role(row.role).may(Role.MARKETER):
                raise HubMissingError(
                    n_("Nobody signs in as {email}."), mend=n_("Invite them."), email=address
                )
            if row.state == PersonState.ENDED:
                raise HubInputError(
                    n_("{name} has ended."), mend=n_("Bring them back first."), name=address
                )
            _set_password(connection, row.person_id, made)
            active = update(people).where(people.c.person_id == row.person_id)
            connection.execute(active.values(state=PersonState.ACTIVE.value))
            use_account_invitations(connection, row.person_id, now)
            end_sessions(connection, row.person_id)
            audit.record(connection, now, member.who, "password-set", address)

    def join(self, connection: Connection, person_id: str, password: str, visit: Visit) -> str:
        """Set the first password of who was invited, in the caller's transaction; their session."""
        _set_password(connection, person_id, self._passwords.hash(password))
        now = self._clock()
        this = people.c.person_id == person_id
        connection.execute(update(people).where(this).values(state=PersonState.ACTIVE.value))
        end_sessions(connection, person_id)
        row = _one(connection, _accounts().where(this))
        if row is None:
            raise HubMissingError(n_("There is no such person."))
        return _begin(connection, now, row, visit, "invitation")

    def proves_by(self, member: Member) -> tuple[bool, bool]:
        """Whether a person has a password, and whether a provider's word is tied to them."""
        query = select(people.c.password_hash, people.c.subject)
        with self._database.reading() as connection:
            row = connection.execute(query.where(people.c.person_id == member.person_id)).one()
        return bool(row.password_hash), bool(row.subject)

    def note_failed(self, visit: Visit, by: str) -> None:
        """Keep in the log that somebody could not prove who they are."""
        with self._database.writing() as connection:
            note_failed(connection, self._clock(), None, visit, by)


def note_failed(
    connection: Connection, now: datetime, account: _Account | None, visit: Visit, by: str
) -> None:
    """Keep a failed sign-in; what was typed is kept only when it is an address that somebody has.

    People type their password into the wrong field.
    """
    who = (account.email if account else "") or STRANGER
    audit.record(connection, now, who, "sign-in-failed", visit.address[:NAME], {"by": by})


def use_account_invitations(connection: Connection, person_id: str, now: datetime) -> None:
    """The open account invitations of a person are used: they have come."""
    connection.execute(
        update(invitations)
        .where(
            invitations.c.person_id == person_id,
            invitations.c.kind == "account",
            invitations.c.used_at.is_(None),
        )
        .values(used_at=now)
    )


def _accounts() -> Select[Any]:
    columns = people.c
    return select(
        columns.person_id, columns.email, columns.role, columns.state, columns.issuer,
        columns.subject, columns.password_hash,
    )  # fmt: skip


def _all(connection: Connection, query: Select[Any]) -> list[_Account]:
    return [_Account(*row) for row in connection.execute(query)]


def _one(connection: Connection, query: Select[Any]) -> _Account | None:
    return next(iter(_all(connection, query)), None)


def _known_by(connection: Connection, identity: ProvenIdentity) -> _Account | None:
    """Who came by this word before, else who has that address."""
    came = and_(people.c.issuer == identity.issuer, people.c.subject == identity.subject)
    addressed = people.c.email == identity.email
    query = _accounts().where(or_(came, addressed) if identity.email else came)
    rows = _all(connection, query.order_by(people.c.person_id).with_for_update())
    same = [row for row in rows if (row.issuer, row.subject) == (identity.issuer, identity.subject)]
    return next(iter(same or rows), None)


def _may_be_proven(
    connection: Connection, row: _Account, identity: ProvenIdentity, now: datetime
) -> bool:
    """Whether a provider's word opens this account: it does so by the first word alone, for ever."""
    if row.subject and (row.issuer, row.subject) != (identity.issuer, identity.subject):
        return False
    if row.state != PersonState.INVITED:
        return row.opens
    query = select(invitations.c.invitation_id).where(
        invitations.c.person_id == row.person_id,
        invitations.c.kind == "account",
        invitations.c.used_at.is_(None),
        invitations.c.expires_at > now,
    )
    return Role(row.role).may(Role.MARKETER) and connection.execute(query).first() is not None


def _set_password(connection: Connection, person_id: str, password_hash: str) -> None:
    this = people.c.person_id == person_id
    connection.execute(update(people).where(this).values(password_hash=password_hash))


def _begin(connection: Connection, now: datetime, row: _Account, visit: Visit, by: str) -> str:
    audit.record(connection, now, row.email or "", "sign-in", visit.address[:NAME], {"by": by})
    return begin_session(connection, now, row.person_id, visit.browser)
