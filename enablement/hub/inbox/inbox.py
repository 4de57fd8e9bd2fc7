"""The inbox as one thing: its services, made once for a hub."""

from enablement.clock import Clock
from enablement.hub.database import Database
from enablement.hub.drafting.drafts import Drafts
from enablement.hub.inbox.answering import Answering
from enablement.hub.inbox.assigning import Assigning
from enablement.hub.inbox.card_words import CardWords
from enablement.hub.inbox.gaps import Gaps
from enablement.hub.inbox.merging import Merging
from enablement.hub.inbox.queue import Queue
from enablement.hub.inbox.suggestions import Suggestions
from enablement.hub.inbox.thread_page import ThreadPages
from enablement.hub.inbox.times import AnswerWaits


class Inbox:
    """What pages, programs and commands call."""

    def __init__(self, database: Database, clock: Clock, drafts: Drafts) -> None:
        self.queue = Queue(database)
        self.pages = ThreadPages(database, clock)
        self.answering = Answering(database, clock)
        self.assigning = Assigning(database, clock)
        self.merging = Merging(database, clock)
        words = CardWords()
        self.suggestions = Suggestions(database, clock, words)
        self.waits = AnswerWaits(database, clock)
        self.gaps = Gaps(database, clock, drafts, words)

    def close(self) -> None:
        """Stop what is being made ready; before the database is let go of."""
        self.gaps.close()
