"""Sessions of marketing's pages: kept on the server, seen by whom they belong to, ended at will."""

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, insert, select, update

from enablement.clock import Clock
from enablement.errors import HubMissingError
from enablement.hub import audit
from enablement.hub.access.members import Member
from enablement.hub.access.roles import Role
from enablement.hub.access.states import PersonState
from enablement.hub.codes import hash_secret, new_token
from enablement.hub.database import Database
from enablement.hub.models import people, web_sessions
from enablement.translation import n_

SESSION_LIFETIME = timedelta(days=7)
_SEEN_NOTED_EVERY = timedelta(minutes=5)
_BROWSERS = (
    ("Edge", r"Edg/"), ("Opera", r"OPR/"), ("Firefox", r"Firefox/"), ("Chrome", r"Chrom(e|ium)/"),
    ("Safari", r"Safari/"),
)  # fmt: skip
_SYSTEMS = (
    ("Android", r"Android"), ("iPhone", r"iPhone"), ("iPad", r"iPad"), ("Windows", r"Windows"),
    ("macOS", r"Mac OS X"), ("Linux", r"Linux"),
)  # fmt: skip


@dataclass(frozen=True)
class OpenSession:
    """A session as its person sees it; `session_id` says which, and opens nothing."""

    session_id: str
    browser: str = field(repr=False)
    began: datetime
    seen: datetime
    expires: datetime
    this: bool


def browser_name(user_agent: str) -> str:
    """A browser in two words, from what it says of itself; its whole word is kept nowhere."""
    found = [
        next((name for name, mark in names if re.search(mark, user_agent)), "")
        for names in (_BROWSERS, _SYSTEMS)
    ]
    return " · ".join(name for name in found if name)


def begin_session(connection: Connection, now: datetime, person_id: str, browser: str) -> str:
    """A new session of a person who has just proved who they are; its token, of which the hash stays."""
    token = new_token()
    session = {
        "token_hash": hash_secret(token),
        "person_id": person_id,
        "csrf": new_token(),
        "created_at": now,
        "expires_at": now + SESSION_LIFETIME,
        "seen_at": now,
        "browser": browser,
    }
    connection.execute(delete(web_sessions).where(web_sessions.c.expires_at <= now))
    connection.execute(insert(web_sessions), session)
    seen = update(people).where(people.c.person_id == person_id).values(seen_at=now)
    connection.execute(seen)
    return token


def end_sessions(connection: Connection, person_id: str, but: str = "") -> int:
    """End all the sessions of a person, `but` the one of that token; how many there were."""
    gone = delete(web_sessions).where(web_sessions.c.person_id == person_id)
    if but:
        gone = gone.where(web_sessions.c.token_hash != hash_secret(but))
    return connection.execute(gone).rowcount


class Sessions:
    """Finds, lists and ends sessions."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def find(self, token: str | None) -> Member | None:
        """Who a session's token belongs to; `None` when it is over or never was."""
        if not token:
            return None
        query = (
            select(
                web_sessions.c.csrf,
                web_sessions.c.expires_at,
                web_sessions.c.seen_at.label("used_at"),
                people.c.person_id,
                people.c.email,
                people.c.name,
                people.c.role,
                people.c.state,
            )
            .join(people, people.c.person_id == web_sessions.c.person_id)
            .where(web_sessions.c.token_hash == hash_secret(token))
        )
        with self._database.reading() as connection:
            row = connection.execute(query).one_or_none()
        now = self._clock()
        if row is None or row.expires_at <= now or row.state != PersonState.ACTIVE:
            return None
        if row.used_at is None or now - row.used_at >= _SEEN_NOTED_EVERY:
            self._note_seen(token, row.person_id, now)
        return Member(row.person_id, row.email or "", row.name, Role(row.role), row.csrf)

    def _note_seen(self, token: str, person_id: str, now: datetime) -> None:
        this = web_sessions.c.token_hash == hash_secret(token)
        with self._database.writing() as connection:
            connection.execute(update(web_sessions).where(this).values(seen_at=now))
            whose = people.c.person_id == person_id
            connection.execute(update(people).where(whose).values(seen_at=now))

    def of(self, member: Member, token: str) -> list[OpenSession]:
        """A person's own sessions, the newest first; `token` is that of the one they look with."""
        columns = web_sessions.c
        query = select(
            columns.token_hash, columns.browser, columns.created_at, columns.seen_at,
            columns.expires_at,
        ).where(columns.person_id == member.person_id, columns.expires_at > self._clock())  # fmt: skip
        with self._database.reading() as connection:
            rows = connection.execute(query.order_by(columns.created_at.desc())).all()
        here = hash_secret(token)
        return [
            OpenSession(
                session_id=row.token_hash,
                browser=row.browser,
                began=row.created_at,
                seen=row.seen_at or row.created_at,
                expires=row.expires_at,
                this=row.token_hash == here,
            )
            for row in rows
        ]

    def end(self, token: str) -> None:
        """End the session of a token: its person signs out."""
        gone = delete(web_sessions).where(web_sessions.c.token_hash == hash_secret(token))
        with self._database.writing() as connection:
            connection.execute(gone)

    def end_one(self, member: Member, session_id: str) -> None:
        """End one of one's own sessions; `HubMissingError` when there is none such."""
        columns = web_sessions.c
        gone = delete(web_sessions).where(
            columns.person_id == member.person_id, columns.token_hash == session_id
        )
        with self._database.writing() as connection:
            if connection.execute(gone).rowcount != 1:
                raise HubMissingError(
                    n_("That session is over already."), mend=n_("Look at the list again.")
                )
            audit.record(connection, self._clock(), member.who, "session-end", member.who)

    def end_others(self, member: Member, token: str) -> int:
        """End all of one's own sessions but this one; how many there were."""
        with self._database.writing() as connection:
            ended = end_sessions(connection, member.person_id, but=token)
            if ended:
                details = {"sessions": ended}
                audit.record(
                    connection, self._clock(), member.who, "session-end", member.who, details
                )
        return ended
