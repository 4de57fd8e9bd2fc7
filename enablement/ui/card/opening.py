"""Opening a card: all that the laptop knows about it, laid out as one page, in one look at the library."""

from datetime import UTC, date

from enablement.library.library import Library
from enablement.library.whole_card import WholeCard
from enablement.ui.card.card_html import card_page
from enablement.ui.card.card_notices import doubt_words, doubts, notices, threads_panel
from enablement.ui.values import OpenCard


def open_card(library: Library, card_id: str) -> OpenCard | None:
    """A card to read; `None` when the laptop may not show it, or not any more."""
    whole = library.whole_card(card_id)
    if whole is None:
        return None
    now = library.moment_of(whole)
    card, day = whole.held.card, now.astimezone(UTC).date()
    if not card.shown_on(day):
        return None
    page = card_page(card, notices(whole, now), threads_panel(whole, now))
    change = whole.change
    if change is not None and change.revision != whole.held.revision:
        change = None
    return OpenCard(
        held=whole.held,
        day=day,
        page=page,
        pictures=whole.pictures,
        evidence=whole.evidence,
        change=change,
        translations=_translations(whole, day),
        threads=whole.threads,
        doubts=tuple(doubt_words(doubt) for doubt in doubts(whole)),
    )


def _translations(whole: WholeCard, day: date) -> tuple[tuple[str, str], ...]:
    """The other languages in which the card may be read today, the next one in a round first."""
    own = whole.held.card.language
    pairs = sorted(
        (other.card.language, other.card.id) for other in whole.others if other.card.shown_on(day)
    )
    return tuple(sorted(pairs, key=lambda pair: pair[0] <= own))
