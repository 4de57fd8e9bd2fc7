"""A rep's work without a screen: search, read, log, take back, enrol and sync, one function each.

Everything here runs in a lane and answers with frozen values; nothing here knows Qt. Reading and
logging belong to the `db` lane, enrolling and syncing to the `net` lane.
"""

from collections.abc import Iterable
from datetime import datetime

from enablement.cards.blocks import fold
from enablement.library.cards import HeldCard
from enablement.library.library import Library
from enablement.search.index import SearchIndex
from enablement.search.query import SearchQuery
from enablement.search.results import Hit
from enablement.sync.engine import Progress, SyncEngine, SyncReport
from enablement.sync.protocol import Outcome, Usage
from enablement.translation import current_language
from enablement.ui.card_html import card_page
from enablement.ui.values import UNDO_TIME, Found, Logged, OpenCard, Row, Standing

LISTED = 50
"""How many hits a search shows; a better query is quicker than scrolling further."""


class Desk:
    """What a rep can do on this laptop, with or without a network."""

    def __init__(self, library: Library, index: SearchIndex, engine: SyncEngine) -> None:
        self._library = library
        self._index = index
        self._engine = engine
        self._last: tuple[Logged, datetime] | None = None

    def search(self, text: str, *, as_you_type: bool = True) -> Found:
        """The cards for what was typed; every card when nothing was."""
        typed = " ".join(text.split())
        if not typed:
            return self._everything()
        results = self._index.search(
            SearchQuery(
                text=typed,
                preferred_languages=self._languages(),
                limit=LISTED,
                as_you_type=as_you_type,
            )
        )
        rows = tuple(_row(hit) for hit in results.hits)
        return Found(typed, rows, results.total, corrected=results.corrected)

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

    def sync(self, progress: Progress) -> SyncReport:
        """Send what waits and fetch what changed."""
        return self._engine.sync(progress)

    def _languages(self) -> tuple[str, ...]:
        """The rep's languages, those named by marketing first, then the one the screen speaks."""
        held = self._library.enrolment.get()
        named = held.rep.languages if held else ()
        return tuple(dict.fromkeys((*named, current_language())))

    def _everything(self) -> Found:
        today = self._library.today()
        shown = [held for held in self._library.cards.all() if held.card.shown_on(today)]
        chosen = _one_a_card(shown, self._languages())
        rows = tuple(
            Row(
                held.card.id, held.revision, held.card.title, held.card.kind, held.card.language,
                held.card.verified_on(today), held.card.summary,
            )
            for held in sorted(chosen, key=lambda held: fold(held.card.title))
        )  # fmt: skip
        return Found("", rows, len(rows), examples=_examples(chosen))


def _row(hit: Hit) -> Row:
    return Row(
        hit.card_id, hit.revision, hit.title, hit.kind, hit.language, hit.verified,
        hit.snippet.text, hit.snippet.marks, hit.why(),
    )  # fmt: skip


def _one_a_card(shown: Iterable[HeldCard], languages: tuple[str, ...]) -> list[HeldCard]:
    """Of a card and its translations the one that the rep reads best."""
    best: dict[str, HeldCard] = {}
    for held in shown:
        key = held.card.translation_of or held.card.id
        if key not in best or _preference(held, languages) < _preference(best[key], languages):
            best[key] = held
    return list(best.values())


def _preference(held: HeldCard, languages: tuple[str, ...]) -> tuple[int, bool]:
    language = held.card.language
    place = languages.index(language) if language in languages else len(languages)
    return place, held.card.translation_of is not None


def _examples(cards: Iterable[HeldCard], most: int = 4) -> tuple[str, ...]:
    """A few of the buyer's words that this library answers, short ones."""
    said = (held.card.says[0] for held in cards if held.card.says)
    short = sorted(
        (words for words in said if len(words) <= 32), key=lambda words: (len(words), words)
    )
    step = max(1, len(short) // most)
    return tuple(short[step // 2 :: step][:most])
