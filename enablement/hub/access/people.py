"""Who may sign in to marketing's pages, and the sessions of those who did."""

from datetime import timedelta

import uuid_utils
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import Connection, delete, insert, select

from enablement.clock import Clock
from enablement.errors import HubInputError
from enablement.hub.access.members import Member
from enablement.hub.access.roles import Role
from enablement.hub.codes import hash_secret, new_code, new_token
from enablement.hub.database import Database
from enablement.hub.models import NAME, people, web_sessions
from enablement.translation import n_

SESSION_LIFETIME = timedelta(days=7)
SHORTEST_PASSWORD = 8
ACTIVE = "active"


def new_password() -> str:
    """A password to be typed: 80 bits in four groups of small letters and digits."""
    return new_code(groups=4).lower()


class People:
    """The accounts of the hub; passwords are kept as argon2 hashes, sessions on the server."""

    def __init__(self, database: Database, clock: Clock, hasher: PasswordHasher) -> None:
        self._database = database
        self._clock = clock
        self._hasher = hasher
        # Checked against when nobody has the address, so that the answer takes as long as usual.
        self._nobody = hasher.hash(new_token())

    def add(self, connection: Connection, email: str, name: str, role: str, password: str) -> None:
        """Add an account; `HubInputError` for a password that is too short or an address that is none."""
        address = email.strip().casefold()
        if "@" not in address or len(address) > NAME:
            raise HubInputError(
                n_("“{email}” is not an e-mail address."),
                mend=n_("Use one such as marketing@example.com."),
                email=email,
            )
        if len(password) < SHORTEST_PASSWORD:
            raise HubInputError(
                n_("The password is shorter than {least} characters."),
                mend=n_("Choose a longer one, or leave it out to have one made."),
                least=SHORTEST_PASSWORD,
            )
        row = {
            "person_id": str(uuid_utils.uuid7()),
            "email": address,
            "name": name,
            "role": role,
            "password_hash": self._hasher.hash(password),
            "created_at": self._clock(),
        }
        connection.execute(insert(people), row)

    def sign_in(self, email: str, password: str) -> str | None:
        """The token of a new session, or `None` when address and password do not fit."""
        query = select(people.c.person_id, people.c.password_hash).where(
            people.c.email == email.strip().replace("\0", "").casefold()
        )
        with self._database.reading() as connection:
            row = connection.execute(query).one_or_none()
        known = self._verify(row.password_hash if row else self._nobody, password)
        if row is None or not known:
            return None
        token, now = new_token(), self._clock()
        session = {
            "token_hash": hash_secret(token),
            "person_id": row.person_id,
            "csrf": new_token(),
            "created_at": now,
            "expires_at": now + SESSION_LIFETIME,
        }
        with self._database.writing() as connection:
            connection.execute(delete(web_sessions).where(web_sessions.c.expires_at <= now))
            connection.execute(insert(web_sessions), session)
        return token

    def _verify(self, password_hash: str, password: str) -> bool:
        try:
            return self._hasher.verify(password_hash, password)
        except (VerificationError, InvalidHashError, UnicodeEncodeError):
            return False

    def session(self, token: str | None) -> Member | None:
        """Who a session's token belongs to; `None` when it is over or never was."""
        if not token:
            return None
        query = (
            select(web_sessions.c.csrf, web_sessions.c.expires_at, people)
            .join(people, people.c.person_id == web_sessions.c.person_id)
            .where(web_sessions.c.token_hash == hash_secret(token))
        )
        with self._database.reading() as connection:
            row = connection.execute(query).mappings().one_or_none()
        if row is None or row["expires_at"] <= self._clock() or row["state"] != ACTIVE:
            return None
        return Member(
            row["person_id"], row["email"] or "", row["name"], Role(row["role"]), row["csrf"]
        )

    def sign_out(self, token: str) -> None:
        """End a session."""
        gone = delete(web_sessions).where(web_sessions.c.token_hash == hash_secret(token))
        with self._database.writing() as connection:
            connection.execute(gone)
