"""All that stands on the page of a thread: what was said, the block it is about, and what that block did."""

from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Connection, select

from enablement.clock import Clock
from enablement.errors import HubMissingError
from enablement.hub.database import Database
from enablement.hub.drafting.card_revisions import Revision, read_revision
from enablement.hub.drafting.differences import Difference, compare
from enablement.hub.drafting.fields import fields_of_card
from enablement.hub.drafting.preview import Preview, PreviewBlock, preview
from enablement.hub.inbox.thread_rows import ThreadRow, group_of, read_titles
from enablement.hub.models import people
from enablement.hub.review.filters import By, Filters
from enablement.hub.review.tallies import Tally
from enablement.hub.review.usage import tally


@dataclass(frozen=True)
class About:
    """The revision that a thread speaks of, as it was then; `newest` is the card's number now.

    `block` is the one it names, if it names one that was there. `tally` is what that revision did, if
    it was logged.
    """

    revision: Revision
    newest: int
    published: bool
    seen: Preview
    block: PreviewBlock | None
    tally: Tally | None


@dataclass(frozen=True)
class ThreadPage:
    """A thread and those merged into it; the first of `rows` stands for all.

    `change` is what differs between the revision it speaks of and the one that came of it.
    """

    rows: tuple[ThreadRow, ...]
    assignee: str
    about: About | None
    changed_title: str
    change: Difference | None = field(repr=False)

    @property
    def lead(self) -> ThreadRow:
        """The thread that stands for all of them."""
        return self.rows[0]

    @property
    def waiting(self) -> int:
        """How many of those who asked wait for a word."""
        return sum(row.open for row in self.rows)


class ThreadPages:
    """Reads the pages of threads, each in one moment."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def read(self, thread_id: str) -> ThreadPage:
        """The page on which a thread stands; `HubMissingError` when there is none of that id."""
        today = self._clock().date()
        with self._database.reading() as connection:
            rows = tuple(group_of(connection, thread_id))
            lead = rows[0].thread
            about = _about(connection, rows[0], today)
            changed = lead.changed_card
            return ThreadPage(
                rows,
                _name(connection, rows[0].assigned_to),
                about,
                read_titles(connection, [changed]).get(changed, changed),
                _change(connection, rows[0], about),
            )


def _about(connection: Connection, row: ThreadRow, today: date) -> About | None:
    """What a thread is about; nothing for a request, and for a revision that this hub never had."""
    thread = row.thread
    revision = _revision(connection, thread.card_id, thread.revision)
    if revision is None:
        return None
    seen = preview(fields_of_card(revision.card), revision.card.attachments, today)
    named = (block for block in seen.blocks if thread.block in (block.key, block.heading))
    newest = read_revision(connection, thread.card_id)
    asked = Filters(card=thread.card_id, revision=str(thread.revision))
    return About(
        revision,
        newest.number,
        newest.state == "published",
        seen,
        next(named, None) if thread.block else None,
        next(iter(tally(connection, asked, today, By.REVISION)), None),
    )


def _change(connection: Connection, row: ThreadRow, about: About | None) -> Difference | None:
    thread = row.thread
    if about is None or thread.changed_card != thread.card_id:
        return None
    if thread.changed_to == thread.revision:
        return None
    now = _revision(connection, thread.changed_card, thread.changed_to)
    if now is None:
        return None
    return compare(fields_of_card(about.revision.card), fields_of_card(now.card))


def _revision(connection: Connection, card_id: str, number: int) -> Revision | None:
    if not card_id or not 0 < number < 2**31:
        return None
    try:
        return read_revision(connection, card_id, number)
    except HubMissingError:
        return None


def _name(connection: Connection, person_id: str) -> str:
    query = select(people.c.name, people.c.email).where(people.c.person_id == person_id)
    row = connection.execute(query).one_or_none() if person_id else None
    return str(row.name or row.email or "") if row else ""
