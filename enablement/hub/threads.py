"""The threads for the command line: which wait for a word, and what is said to them."""

from dataclasses import replace

from sqlalchemy import select

from enablement.clock import Clock
from enablement.hub.access.members import OPERATOR
from enablement.hub.database import Database
from enablement.hub.inbox.answering import Answering, Word
from enablement.hub.inbox.thread_rows import ThreadRow, group_of, read_rows
from enablement.hub.models import threads
from enablement.sync.threads import Fate


class Threads:
    """The threads with all reps; each word of marketing's is in the audit log."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._answering = Answering(database, clock)

    def list(self) -> list[ThreadRow]:
        """Every thread: those that wait first, the one that waits longest before the others.

        The others follow, the one that was written to last first.
        """
        with self._database.reading() as connection:
            found = read_rows(connection, select(threads))
        waiting = sorted(
            (one for one in found if one.waiting_since),
            key=lambda one: (one.waiting_since, one.thread.thread_id),
        )
        done = sorted(
            (one for one in found if not one.waiting_since),
            key=lambda one: (one.changed_at, one.thread.thread_id),
            reverse=True,
        )
        return [*waiting, *done]

    def get(self, thread_id: str) -> ThreadRow:
        """One thread; `HubMissingError` when there is none of that id."""
        with self._database.reading() as connection:
            group = group_of(connection, thread_id)
        return next(one for one in group if one.thread.thread_id == thread_id)

    def answer(self, thread_id: str, text: str, who: str = "") -> ThreadRow:
        """Answer everyone who asked; `who` is the name they read, “Marketing” without one.

        Raises `HubMissingError` for no such thread, `HubInputError` for nothing to say.
        """
        return self._say(thread_id, Word(text), who)

    def decline(self, thread_id: str, reason: str, who: str = "") -> ThreadRow:
        """Say no, with the reason; raises as `answer` does."""
        return self._say(thread_id, Word(reason, Fate.DECLINED), who)

    def changed(
        self, thread_id: str, card_id: str, revision: int, text: str, who: str = ""
    ) -> ThreadRow:
        """Say that a revision of a card came of it; raises as `answer` does.

        Also when that revision was never published here, or its card is retired.
        """
        return self._say(thread_id, Word(text, Fate.CHANGED, card_id, revision), who)

    def _say(self, thread_id: str, word: Word, who: str) -> ThreadRow:
        name = " ".join(who.split())
        speaker = replace(OPERATOR, name=name) if name else OPERATOR
        self._answering.say(speaker, thread_id, word, signed=name)
        return self.get(thread_id)
