"""What is due by itself: approved drafts are published at their moment, owners are told in time.

There is no process of its own for it: laptops and pages ask all day, and asking costs nothing.
"""

import logging
import threading
from datetime import datetime, timedelta

from sqlalchemy import select, update

from enablement.clock import Clock
from enablement.errors import EnablementError, HubInputError
from enablement.hub import audit
from enablement.hub.database import Database
from enablement.hub.drafting.draft_rows import Draft, read_draft
from enablement.hub.drafting.steps import end_published, publish_draft
from enablement.hub.drafting.verification import tell_owners
from enablement.hub.drafting.workflow import DraftState
from enablement.hub.identity import read_identity
from enablement.hub.inbox.gap_closing import close_gaps
from enablement.hub.models import drafts
from enablement.hub.notices import tell
from enablement.hub.shelf import read_shelf
from enablement.translation import LANGUAGES, speaking

EVERY = timedelta(minutes=1)
OWNERS_EVERY = timedelta(hours=1)
SCHEDULE = "schedule"
"""Who acts when a moment that somebody chose has come, as the audit log names it."""

_log = logging.getLogger(__name__)


class Scheduler:
    """Does what is due when it is asked, at most once a minute; two processes may both ask."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._lock = threading.Lock()
        self._asked: datetime | None = None
        self._told: datetime | None = None

    def run_if_due(self) -> None:
        """Publish the drafts whose moment has come, unless that was looked at within the minute.

        Never raises what a person can act on: whoever asked came for something else.
        """
        now = self._clock()
        # An asker that finds another at work goes on: the next one sees what came of it.
        if _within(self._asked, now, EVERY) or not self._lock.acquire(blocking=False):
            return
        try:
            if not _within(self._asked, now, EVERY):
                self._asked = now
                self._run(now)
        except EnablementError as error:
            _log.error("%s", error)
        finally:
            self._lock.release()

    def _run(self, now: datetime) -> None:
        for draft_id in self._due(now):
            self._publish(draft_id, now)
        close_gaps(self._database, now)
        if not _within(self._told, now, OWNERS_EVERY):
            self._told = now
            tell_owners(self._database, now)

    def _due(self, now: datetime) -> list[str]:
        query = (
            select(drafts.c.draft_id)
            .where(drafts.c.publish_at <= now, drafts.c.state == DraftState.APPROVED)
            .order_by(drafts.c.publish_at, drafts.c.draft_id)
        )
        with self._database.reading() as connection:
            return list(connection.scalars(query))

    def _publish(self, draft_id: str, now: datetime) -> None:
        """One draft in a transaction of its own, so that one that cannot be published holds up none."""
        try:
            with self._database.writing() as connection:
                identity = read_identity(connection, lock=True)
                draft = read_draft(connection, draft_id, lock=True)
                if not _is_due(draft, now):  # another process was first
                    return
                published = publish_draft(connection, identity, draft, now, read_shelf(connection))
                end_published(connection, draft, now)
                told = {"card": draft.card_id, "title": draft.title, "name": ""}
                people = {draft.author_id, draft.edited_by, draft.approver_id}
                tell(connection, now, people, "published", draft_id, told)
                details = {"draft": draft_id, "revision": published.revision}
                audit.record(connection, now, SCHEDULE, "draft-publish", draft.card_id, details)
        except HubInputError as error:
            self._give_up(draft_id, now, error)

    def _give_up(self, draft_id: str, now: datetime, error: HubInputError) -> None:
        """Take the moment off a draft that cannot be published, and tell those it concerns why."""
        with self._database.writing() as connection:
            draft = read_draft(connection, draft_id, lock=True)
            if not _is_due(draft, now):
                return
            same = drafts.c.draft_id == draft_id
            connection.execute(update(drafts).where(same).values(publish_at=None))
            words = {language: _in(language, error) for language in LANGUAGES}
            told = {"card": draft.card_id, "title": draft.title, "words": words}
            people = {draft.author_id, draft.edited_by, draft.approver_id}
            tell(connection, now, people, "not-published", draft_id, told)
            details = {"draft": draft_id, "reason": words["en"]}
            audit.record(connection, now, SCHEDULE, "draft-not-published", draft.card_id, details)


def _in(language: str, error: HubInputError) -> str:
    with speaking(language):
        return str(error)


def _is_due(draft: Draft, now: datetime) -> bool:
    due = draft.publish_at is not None and draft.publish_at <= now
    return due and draft.state is DraftState.APPROVED


def _within(before: datetime | None, now: datetime, span: timedelta) -> bool:
    """Whether a moment lies so short a time back; a clock that was set back counts as long ago."""
    return before is not None and timedelta(0) <= now - before < span
