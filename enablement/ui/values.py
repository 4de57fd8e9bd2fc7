"""The frozen values that cross from the lanes to the screens; light, so that a window shows at once."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from enablement.cards.model import Card, CardKind
from enablement.library.cards import HeldCard
from enablement.sync.protocol import Outcome
from enablement.ui.card_html import CardPage

UNDO_TIME = timedelta(seconds=10)
"""How long a log can be taken back or corrected."""


@dataclass(frozen=True)
class Row:
    """One line of the list: `text` with the [start, end) `marks` to highlight, and why it is here."""

    card_id: str
    revision: int
    title: str
    kind: CardKind
    language: str
    verified: bool
    text: str
    marks: tuple[tuple[int, int], ...] = ()
    why: str = ""


@dataclass(frozen=True)
class Found:
    """What the list shows: hits for `text`, or every card when it is empty.

    `corrected` is what was searched instead, if anything; `examples` are the buyer's words to try.
    """

    text: str
    rows: tuple[Row, ...]
    total: int
    corrected: str = ""
    examples: tuple[str, ...] = ()


@dataclass(frozen=True)
class OpenCard:
    """A card on the desk: the revision that a log will name, its page, and its pictures by hash."""

    held: HeldCard
    day: date
    page: CardPage
    pictures: dict[str, bytes]

    @property
    def card(self) -> Card:
        """The card itself."""
        return self.held.card

    @property
    def verified(self) -> bool:
        """Whether marketing's word still holds today."""
        return self.card.verified_on(self.day)


@dataclass(frozen=True)
class Standing:
    """Where the laptop stands with its hub; `now` is when that was read."""

    enrolled: bool
    hub_name: str
    rep_name: str
    cards: int
    waiting: int
    last_synced: datetime | None
    problem: str
    now: datetime


@dataclass(frozen=True)
class Logged:
    """One use that was recorded."""

    event_id: str
    card_id: str
    title: str
    revision: int
    outcome: Outcome
    note: str
