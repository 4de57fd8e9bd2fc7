"""Tokens by which programs act for a person: shown once, kept as a hash, ended at will."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

import uuid_utils
from sqlalchemy import insert, select, update

from enablement.clock import Clock
from enablement.errors import HubInputError, HubMissingError
from enablement.hub import audit
from enablement.hub.access.members import Member
from enablement.hub.access.roles import Role
from enablement.hub.codes import hash_secret, new_token
from enablement.hub.database import Database
from enablement.hub.models import NAME, api_tokens, people
from enablement.translation import n_

TOKEN_LIFETIME = timedelta(days=365)
_USE_NOTED_EVERY = timedelta(minutes=1)


@dataclass(frozen=True)
class NewToken:
    """A token as it is shown once."""

    token_id: str
    token: str = field(repr=False)
    expires: datetime


@dataclass(frozen=True)
class TokenRow:
    """A token as its person sees it afterwards."""

    token_id: str
    name: str
    created_at: datetime
    expires_at: datetime | None
    last_used_at: datetime | None
    revoked_at: datetime | None


class Tokens:
    """Makes, recognises and ends tokens; each may do what its person may at that moment."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def make(self, member: Member, name: str) -> NewToken:
        """Make a token for oneself, good for a year; `HubInputError` without a name for it."""
        named = " ".join(name.split())[:NAME]
        if not named:
            raise HubInputError(
                n_("A token needs a name."), mend=n_("Say what will use it, such as “website”.")
            )
        made = NewToken(str(uuid_utils.uuid7()), new_token(), self._clock() + TOKEN_LIFETIME)
        row = {
            "token_id": made.token_id,
            "token_hash": hash_secret(made.token),
            "person_id": member.person_id,
            "name": named,
            "created_at": self._clock(),
            "expires_at": made.expires,
        }
        with self._database.writing() as connection:
            connection.execute(insert(api_tokens), row)
            audit.record(connection, self._clock(), member.who, "token-make", made.token_id)
        return made

    def recognise(self, token: str) -> Member | None:
        """Whom a token acts for; `None` when it is over, ended, or its person is."""
        query = (
            select(
                api_tokens.c.token_id, api_tokens.c.expires_at, api_tokens.c.revoked_at,
                api_tokens.c.last_used_at, people.c.person_id, people.c.email, people.c.name,
                people.c.role, people.c.state,
            )
            .join(people, people.c.person_id == api_tokens.c.person_id)
            .where(api_tokens.c.token_hash == hash_secret(token))
        )  # fmt: skip
        with self._database.reading() as connection:
            row = connection.execute(query).one_or_none()
        now = self._clock()
        if row is None or row.revoked_at is not None or row.state != "active":
            return None
        if row.expires_at is not None and row.expires_at <= now:
            return None
        if row.last_used_at is None or now - row.last_used_at >= _USE_NOTED_EVERY:
            self._note_use(row.token_id, now)
        return Member(row.person_id, row.email or "", row.name, Role(row.role))

    def _note_use(self, token_id: str, now: datetime) -> None:
        with self._database.writing() as connection:
            same = api_tokens.c.token_id == token_id
            connection.execute(update(api_tokens).where(same).values(last_used_at=now))

    def of(self, person_id: str) -> list[TokenRow]:
        """A person's tokens, the newest first."""
        query = select(
            api_tokens.c.token_id, api_tokens.c.name, api_tokens.c.created_at,
            api_tokens.c.expires_at, api_tokens.c.last_used_at, api_tokens.c.revoked_at,
        ).where(api_tokens.c.person_id == person_id)  # fmt: skip
        with self._database.reading() as connection:
            rows = connection.execute(query.order_by(api_tokens.c.created_at.desc()))
            return [TokenRow(*row) for row in rows]

    def revoke(self, member: Member, token_id: str) -> None:
        """End one of one's own tokens, or as an admin anybody's; `HubInputError` for none such."""
        now = self._clock()
        query = update(api_tokens).where(api_tokens.c.token_id == token_id)
        if not member.role.may(Role.ADMIN):
            query = query.where(api_tokens.c.person_id == member.person_id)
        with self._database.writing() as connection:
            ended = connection.execute(query.values(revoked_at=now))
            if ended.rowcount != 1:
                raise HubMissingError(
                    n_("There is no token “{id}” of yours."),
                    mend=n_("Look it up again."),
                    id=token_id,
                )
            audit.record(connection, now, member.who, "token-revoke", token_id)
