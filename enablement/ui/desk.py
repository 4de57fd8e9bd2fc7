"""A rep's work without a screen: search, read, log, take back, enrol and sync, one function each.

Everything here runs in a lane and answers with frozen values; nothing here knows Qt. Reading and
logging belong to the `db` lane, enrolling and syncing to the `net` lane.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from enablement.library.library import Library
from enablement.library.wipe_note import WipeNotes
from enablement.search.index import SearchIndex
from enablement.search.results import SearchResults
from enablement.sync.engine import Progress, SyncEngine, SyncReport
from enablement.sync.protocol import Request, Search
from enablement.translation import current_language
from enablement.ui.card.opening import open_card
from enablement.ui.finding.ask import Ask
from enablement.ui.finding.listing import choices_for, found_for, query_for, related_items
from enablement.ui.log.log_book import LogBook
from enablement.ui.values import Choice, Found, Item, OpenCard, Standing

if TYPE_CHECKING:
    from enablement.search.related import RelatedCards

_EXAMPLES = 4
"""So many of the buyer's phrases are offered before anything was asked."""


class Desk:
    """What a rep can do on this laptop, with or without a network."""

    def __init__(self, library: Library, index: SearchIndex, engine: SyncEngine) -> None:
        self._library = library
        self._index = index
        self._engine = engine
        self.book, self.state = LogBook(library), library.desk_state
        self._noted: dict[str, str] = {}
        self._named: tuple[str, ...] | None = None
        self._answer: tuple[Ask, SearchResults] | None = None
        self._related: RelatedCards | None = None

    def search(self, ask: Ask) -> Found:
        """The cards for what was asked; every card that was not filtered out when nothing was."""
        results = self._index.search(query_for(ask, self._languages()))
        self._answer = (ask, results)
        found = found_for(
            ask, results, () if ask.words else _spread(self._index.phrases(results), _EXAMPLES)
        )
        return replace(found, partial=self._index.progress() is not None)

    def choices(self, ask: Ask) -> tuple[Choice, ...] | None:
        """What the newest answer can be filtered by; `None` when that was to something else."""
        asked, results = self._answer or (None, None)
        return choices_for(ask, results) if results is not None and asked == ask else None

    def use_related(self, on: bool) -> None:
        """Look for related cards from now on, or no longer; the model is read in a thread."""
        from enablement.search.related import RelatedCards  # few laptops have the model

        self._related = RelatedCards() if on else None
        self._index.relate(self._related)

    def related(self, ask: Ask) -> tuple[Item, ...] | None:
        """What stands below the newest answer, if that was to this; `None` when not known yet."""
        asked, results = self._answer or (None, None)
        if self._related is None or results is None or asked != ask:
            return ()
        whole = self._related.progress() is None  # before the question, or it may end in between
        items = related_items(self._index.related(results))
        return items if items or whole else None

    def progress(self) -> tuple[int, int] | None:
        """How many cards can be found and how many there are, while the search is being prepared."""
        progress = self._index.progress()
        return (progress.done, progress.total) if progress else None

    def open_card(self, card_id: str) -> OpenCard | None:
        """A card to read; `None` when the laptop may not show it, or not any more."""
        return open_card(self._library, card_id)

    def take_back(self, event_id: str) -> bool:
        """Undo what was recorded; `False` when it has gone to the hub already."""
        return self.book.take_back(event_id)

    def note_nothing_found(self, found: Found) -> str:
        """Record that a search found nothing, so that marketing sees the gap; the event's id."""
        search = Search(text=found.text, language=current_language())
        event_id = self._library.events.log_search(search).event_id
        self._noted[found.text] = event_id
        return event_id

    def request(self, found: Found) -> str:
        """Record that the rep needed what this search did not find; the event's id.

        It says more than a note of the same search, and takes its place while that has not gone.
        """
        request = Request(text=found.text, language=current_language(), corrected=found.corrected)
        noted, log = self._noted.get(found.text), self._library.events
        with self._library.writing() as writer:
            if noted is not None:
                log.take_back(writer, [noted])
            event_id = log.add(writer, request).event_id
        self._noted.pop(found.text, None)
        return event_id

    def standing(self) -> Standing:
        """Where the laptop stands with its hub."""
        held, state = self._library.enrolment.get(), self._library.sync_state.get()
        return Standing(
            enrolled=held is not None,
            hub_name=held.hub_name if held else "",
            rep_name=held.rep.name if held else "",
            cards=self._library.cards.messages(),
            waiting=self._library.events.waiting_count(),
            last_synced=state.last_synced,
            problem=state.problem,
            now=self._library.now(),
            wiped_at=self._wiped_at() if held is None else None,
        )

    def _wiped_at(self) -> datetime | None:
        note = WipeNotes(self._library.folder).get()
        return note.at if note else None

    def tell_wiped(self) -> None:
        """Tell the hub that its library was erased here, if it has not heard so."""
        self._engine.tell_wiped()

    def enroll(self, address: str, code: str, device_name: str) -> None:
        """Trade a one-time code for a place at the hub."""
        self._engine.enroll(address.strip(), code.strip(), device_name)
        self._named = None

    def sync(self, progress: Progress) -> SyncReport:
        """Send what waits and fetch what changed."""
        try:
            return self._engine.sync(progress)
        finally:
            self._named = None  # which this sync, or another process meanwhile, may have changed

    def _languages(self) -> tuple[str, ...]:
        """The rep's languages as marketing named them, else the one that the screen speaks.

        They are not read at every keystroke: only an enrolment or a sync changes them.
        """
        named = self._named
        if named is None:
            held = self._library.enrolment.get()
            named = self._named = held.rep.languages if held else ()
        return named or (current_language(),)


def _spread(phrases: Iterable[str], most: int) -> tuple[str, ...]:
    """A few of the phrases, short ones and different ones."""
    short = sorted(
        (words for words in phrases if len(words) <= 32), key=lambda words: (len(words), words)
    )
    step = max(1, len(short) // most)
    return tuple(short[step // 2 :: step][:most])
