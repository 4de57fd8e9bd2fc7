"""The frozen values that cross from the lanes to the screens; light, so that a window shows at once."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from enablement.cards.model import Card, CardKind
from enablement.library.cards import HeldCard
from enablement.library.changes import CardChange
from enablement.sync.policies import CardEvidence
from enablement.sync.protocol import Outcome
from enablement.sync.threads import Thread
from enablement.ui.card.card_html import CardPage
from enablement.ui.finding.ask import Ask

UNDO_TIME = timedelta(seconds=10)
"""How long a log can be taken back or corrected."""


@dataclass(frozen=True)
class Row:
    """One card of the list: `text` with the [start, end) `marks` to highlight, and why it is here.

    `also` are the codes of the other languages that the card can be read in.
    """

    card_id: str
    revision: int
    title: str
    kind: CardKind
    language: str
    verified: bool
    text: str
    marks: tuple[tuple[int, int], ...] = ()
    why: str = ""
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Header:
    """A line between cards that says what follows; `quoted` when it is a sentence of the rep's text."""

    words: str
    quoted: bool = False


Item = Row | Header
"""One line of the list."""


@dataclass(frozen=True)
class Choice:
    """A value to filter by, in words, and how many cards the list would hold with it."""

    facet: str
    value: str
    words: str
    count: int
    chosen: bool = False


@dataclass(frozen=True)
class Found:
    """What the list shows for an `ask`: `total` cards in all, as far as `items` go.

    `corrected` is what was searched instead, if anything; `more` whether a longer list can be asked
    for; `asking` how many sentences of a pasted text ask for a card. Where nothing was found,
    `items` are the nearest cards, and `suggestions` other spellings. `examples` are the buyer's
    words to try. While the search is being prepared the answer is `partial`. `related` stand below
    the list: cards that mean the same, for which the desk is asked apart.
    """

    ask: Ask
    items: tuple[Item, ...] = ()
    related: tuple[Item, ...] = ()
    total: int = 0
    corrected: str = ""
    more: bool = False
    asking: int = 0
    suggestions: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    partial: bool = False

    @property
    def text(self) -> str:
        """What was searched; empty when every card is listed."""
        return self.ask.words

    @property
    def rows(self) -> tuple[Row, ...]:
        """The cards among the items."""
        return tuple(item for item in self.items if isinstance(item, Row))

    @property
    def nothing(self) -> bool:
        """Whether something was asked for and nothing was found."""
        return not self.total and not self.asking and bool(self.text or self.ask.chosen)


@dataclass(frozen=True)
class OpenCard:
    """A card on the desk: the revision that a log will name, its page, and its pictures by hash.

    `evidence` is of this revision, `None` while there is not enough. `change` is what led to it,
    seen or not; `translations` are pairs of a language and the id of the card in it, `threads` the
    rep's own about this card, `doubts` what the rep reported as proved wrong about this revision.
    """

    held: HeldCard
    day: date
    page: CardPage
    pictures: dict[str, bytes]
    evidence: CardEvidence | None = None
    change: CardChange | None = None
    translations: tuple[tuple[str, str], ...] = ()
    threads: tuple[Thread, ...] = ()
    doubts: tuple[str, ...] = ()

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
    """Where the laptop stands with its hub; `now` is when that was read.

    `wiped_at` is when marketing had a library here erased, while no other has taken its place.
    Of `cards`, one and its translations count as one, as in the list.
    """

    enrolled: bool
    hub_name: str
    rep_name: str
    cards: int
    waiting: int
    last_synced: datetime | None
    problem: str
    now: datetime
    wiped_at: datetime | None = None


@dataclass(frozen=True)
class Logged:
    """One use that was recorded; `block_title` is what its block is called, if it was of one."""

    event_id: str
    card_id: str
    title: str
    revision: int
    outcome: Outcome
    note: str
    block: str = ""
    block_title: str = ""
    words: str = ""
    account: str = ""
    stage: str = ""
