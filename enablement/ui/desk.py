"""A rep's work without a screen: search, read, log, take back, enrol and sync, one function each.

Everything here runs in a lane and answers with frozen values; nothing here knows Qt. Reading and
logging belong to the `db` lane, enrolling and syncing to the `net` lane.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from enablement.library.library import Library
from enablement.search.index import SearchIndex
from enablement.search.related import RelatedCards
from enablement.search.results import SearchResults
from enablement.sync.engine import Progress, SyncEngine, SyncReport
from enablement.sync.protocol import Outcome, Request, Search, Usage
from enablement.translation import current_language
from enablement.ui.ask import Ask
from enablement.ui.card_html import card_page
from enablement.ui.listing import found_for, query_for, related_items
from enablement.ui.values import UNDO_TIME, Found, Item, Logged, OpenCard, Standing


class Desk:
    """What a rep can do on this laptop, with or without a network."""

    def __init__(self, library: Library, index: SearchIndex, engine: SyncEngine) -> None:
        self._library = library
        self._index = index
        self._engine = engine
        self._last: tuple[Logged, datetime] | None = None
        self._noted: dict[str, str] = {}
        self._named: tuple[str, ...] | None = None
        self._answer: tuple[Ask, SearchResults] | None = None
        self._related: RelatedCards | None = None

    def search(self, ask: Ask) -> Found:
        """The cards for what was asked; every card that was not filtered out when nothing was."""
        results = self._index.search(query_for(ask, self._languages()))
        self._answer = (ask, results)
        found = found_for(ask, results, () if ask.words else self._examples(results))
        return replace(found, partial=self._index.progress() is not None)

    def use_related(self, on: bool) -> None:
        """Look for related cards from now on, or no longer; the model is read in a thread."""
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
        held, today = self._library.cards.get(card_id), self._library.today()
        if held is None or not held.card.shown_on(today):
            return None
        pictures = {
            digest: data
            for digest in set(held.card.attachments.values())
            if (data := self._library.cards.attachment(digest)) is not None
        }
        return OpenCard(held, today, card_page(held.card), pictures)

    def log_usage(self, opened: OpenCard, outcome: Outcome, note: str = "") -> Logged:
        """Record what the revision that was read did.

        Within `UNDO_TIME` of a log of the same revision this corrects it, keeping its note unless
        there is a new one, so that a change of mind never counts a card twice.
        """
        card, revision = opened.card, opened.held.revision
        last, at = self._last or (None, None)
        if last and at and (last.card_id, last.revision) == (card.id, revision):
            recent = self._library.now() - at < UNDO_TIME
            if recent and self._library.events.remove(last.event_id):
                note = note.strip() or last.note
        usage = Usage(card_id=card.id, revision=revision, outcome=outcome, note=note.strip())
        event = self._library.events.log_usage(usage)
        logged = Logged(event.event_id, card.id, card.title, revision, outcome, usage.note)
        self._last = (logged, self._library.now())
        return logged

    def take_back(self, event_id: str) -> bool:
        """Undo a log; `False` when it has gone to the hub already."""
        self._last = None
        return self._library.events.remove(event_id)

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
        noted = self._noted.pop(found.text, "")
        if noted:
            self._library.events.remove(noted)
        request = Request(text=found.text, language=current_language(), corrected=found.corrected)
        return self._library.events.log_request(request).event_id

    def standing(self) -> Standing:
        """Where the laptop stands with its hub."""
        held, state = self._library.enrolment.get(), self._library.sync_state.get()
        return Standing(
            enrolled=held is not None,
            hub_name=held.hub_name if held else "",
            rep_name=held.rep.name if held else "",
            cards=self._library.cards.count(),
            waiting=self._library.events.waiting_count(),
            last_synced=state.last_synced,
            problem=state.problem,
            now=self._library.now(),
        )

    def enroll(self, address: str, code: str, device_name: str) -> None:
        """Trade a one-time code for a place at the hub."""
        self._engine.enroll(address.strip(), code.strip(), device_name)
        self._named = None

    def sync(self, progress: Progress) -> SyncReport:
        """Send what waits and fetch what changed."""
        self._named = None  # another process may have enrolled this laptop anew
        return self._engine.sync(progress)

    def _languages(self) -> tuple[str, ...]:
        """The rep's languages as marketing named them, else the one that the screen speaks.

        They are not read at every keystroke: only an enrolment changes them.
        """
        named = self._named
        if named is None:
            held = self._library.enrolment.get()
            named = self._named = held.rep.languages if held else ()
        return named or (current_language(),)

    def _examples(
        self, results: SearchResults, most: int = 4, looked_at: int = 40
    ) -> tuple[str, ...]:
        """A few of the buyer's words that this library answers, short ones."""
        held = (self._library.cards.get(hit.card_id) for hit in results.hits[:looked_at])
        return _spread((one.card.says[0] for one in held if one and one.card.says), most)


def _spread(phrases: Iterable[str], most: int) -> tuple[str, ...]:
    short = sorted(
        (words for words in phrases if len(words) <= 32), key=lambda words: (len(words), words)
    )
    step = max(1, len(short) // most)
    return tuple(short[step // 2 :: step][:most])
