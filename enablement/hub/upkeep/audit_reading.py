"""Reading the audit log: what happened, the newest first, by whom, what and when."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, func, select

from enablement.hub.database import Database
from enablement.hub.models import audit_log
from enablement.hub.upkeep.audit_words import names_of

PAGE_ROWS = 50
_ROWS_AT_ONCE = 1000
_NEWEST = 20_000


@dataclass(frozen=True)
class AuditFilters:
    """Which lines are wanted; `who` and `subject` are parts of a name, days are in UTC."""

    who: str = ""
    action: str = ""
    subject: str = ""
    since: date | None = None
    until: date | None = None

    def conditions(self) -> list[ColumnElement[bool]]:
        """The filters as SQL."""
        c = audit_log.c
        found: list[ColumnElement[bool]] = []
        for column, words in ((c.who, self.who), (c.subject, self.subject)):
            if words:
                found.append(func.lower(column).contains(words.lower(), autoescape=True))
        if self.action:
            found.append(c.action == self.action)
        if self.since:
            found.append(c.at >= _beginning(self.since))
        if self.until:
            found.append(c.at < _beginning(self.until) + timedelta(days=1))
        return found


@dataclass(frozen=True)
class AuditLine:
    """One deed."""

    number: int
    at: datetime
    who: str
    action: str
    subject: str
    details: dict[str, Any]

    @property
    def pretty(self) -> str:
        """The details for people to read."""
        return json.dumps(self.details, ensure_ascii=False, indent=2)


@dataclass(frozen=True)
class AuditPage:
    """Some lines, the newest first; `before` asks for those that are older, 0 when none are.

    `names` says what laptops, tokens and threads among them are called.
    """

    lines: tuple[AuditLine, ...]
    before: int
    actions: tuple[str, ...]
    names: Mapping[str, str]


class AuditLog:
    """Reads the log; nothing here, nor anywhere, changes a line of it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def page(self, filters: AuditFilters, before: int = 0, most: int = PAGE_ROWS) -> AuditPage:
        """The newest lines that fit, or those older than the line of a number."""
        c = audit_log.c
        query = select(audit_log).where(*filters.conditions()).order_by(c.id.desc())
        if before:
            query = query.where(c.id < before)
        newest = select(c.action).order_by(c.id.desc()).limit(_NEWEST).subquery()
        with self._database.reading() as connection:
            rows = connection.execute(query.limit(most + 1)).all()
            actions = connection.scalars(select(newest.c.action).distinct()).all()
            lines = tuple(AuditLine(*row) for row in rows[:most])
            ids = {name for line in lines for name in (line.who, line.subject)}
            names = names_of(connection, ids)
        more = lines[-1].number if len(rows) > most else 0
        return AuditPage(lines, more, tuple(sorted(actions)), names)

    def lines(self, filters: AuditFilters) -> Iterator[AuditLine]:
        """All lines that fit, the oldest first; no connection is held while they are sent."""
        c = audit_log.c
        last = 0
        while True:
            query = select(audit_log).where(c.id > last, *filters.conditions()).order_by(c.id)
            with self._database.reading() as connection:
                rows = connection.execute(query.limit(_ROWS_AT_ONCE)).all()
            yield from (AuditLine(*row) for row in rows)
            if len(rows) < _ROWS_AT_ONCE:
                return
            last = rows[-1].id


def _beginning(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
