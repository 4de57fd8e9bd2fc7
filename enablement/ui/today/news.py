"""What is new or changed among the rep's cards since last time: the few that matter most to them first."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from enablement.cards.model import Card, CardKind
from enablement.library.changes import CardChange, ChangeKind
from enablement.library.library import Library
from enablement.translation import _, current_language, ngettext
from enablement.ui.card.difference import How, compare
from enablement.ui.days import short_day

_LOOKED_BACK = 500
_NAMED = 2
_USAGE = "usage"
_COMPARED = 12
"""So many changed cards are compared with what they were, which takes long: twice what one reads."""


@dataclass(frozen=True)
class NewsItem:
    """One card that is not as the rep knew it, what is different in a few words, and why it is first.

    `kind` is the card's; `why` is empty for a card that has nothing to do with the rep's own work.
    `others` are its translations that are not as they were either: one card in two languages is one
    thing that is new.
    """

    card_id: str
    change: ChangeKind
    kind: CardKind
    title: str
    words: str
    why: str = ""
    others: tuple[str, ...] = ()

    @property
    def ids(self) -> tuple[str, ...]:
        """Everything that is seen when this is."""
        return (self.card_id, *self.others)

    @property
    def readable(self) -> bool:
        """Whether there is a card to open."""
        return self.change is not ChangeKind.RETIRED


Told = dict[tuple[str, int | None, int, str], str]
"""What is different, by card, both revisions and the language it is said in."""


def read_news(
    library: Library,
    coming: Collection[str] = (),
    languages: tuple[str, ...] = (),
    told: Told | None = None,
) -> tuple[NewsItem, ...]:
    """Everything unseen, the most relevant first, each card once, in the first of these languages.

    `coming` are the cards of the next meetings. Changed cards that the rep works with come first,
    then what was retired, then what is new. What was `told` before is not found out again.
    """
    changes = library.changes.open()
    if not changes:
        return ()
    used = _used(library)
    briefed = {
        one for brief in library.briefs.all() if not brief.closed_at for one in brief.card_ids
    }
    day = library.today()
    families: dict[str, list[tuple[int, NewsItem]]] = {}
    pairs: dict[str, tuple[CardChange, Card]] = {}
    for change in changes:
        held = library.cards.get(change.card_id)
        card = held.card if held is not None else change.former
        if card is None or (change.kind is not ChangeKind.RETIRED and not card.shown_on(day)):
            continue
        why = _why(change.card_id, coming, briefed, used)
        pairs[change.card_id] = (change, card)
        item = NewsItem(
            change.card_id, change.kind, card.kind, card.title, _words(change, card), why
        )
        known = card.language in languages
        rank = languages.index(card.language) if known else len(languages)
        families.setdefault(card.translation_of or card.id, []).append((rank, item))
    news = sorted((_one(family) for family in families.values()), key=_rank)
    known_words = {} if told is None else told
    first = (_compared(item, *pairs[item.card_id], known_words) for item in news[:_COMPARED])
    return (*first, *news[_COMPARED:])


def _compared(item: NewsItem, change: CardChange, card: Card, told: Told) -> NewsItem:
    """The same, saying what is different in a card that has changed."""
    if change.kind is not ChangeKind.CHANGED or change.former is None:
        return item
    key = (change.card_id, change.former_revision, change.revision, current_language())
    if key not in told:
        told[key] = _different(change.former, card)
    return replace(item, words=told[key])


def _one(family: list[tuple[int, NewsItem]]) -> NewsItem:
    """Of a card and its translations the one that the rep reads."""
    _best, item = min(family, key=lambda ranked: ranked[0])
    others = tuple(other.card_id for _at, other in family if other is not item)
    why = item.why or next((other.why for _at, other in family if other.why), "")
    return replace(item, others=others, why=why)


def _rank(item: NewsItem) -> tuple[bool, int]:
    order = (ChangeKind.CHANGED, ChangeKind.RETIRED, ChangeKind.NEW)
    return not item.why, order.index(item.change)


def _used(library: Library) -> set[str]:
    recent = library.events.recent(_LOOKED_BACK)
    return {str(event.payload.get("card_id")) for event in recent if event.kind == _USAGE}


def _why(
    card_id: str, coming: Collection[str], briefed: Collection[str], used: Collection[str]
) -> str:
    if card_id in coming:
        return _("For your next meetings")
    if card_id in briefed:
        return _("In a brief of yours")
    return _("You have used it") if card_id in used else ""


def _words(change: CardChange, card: Card) -> str:
    """What there is to say of it without comparing."""
    if change.kind is ChangeKind.RETIRED:
        return _("Marketing took it back: do not use it any more.")
    return card.summary


def _different(former: Card, card: Card) -> str:
    """What is different, in a few words."""
    words = "; ".join(_parts(former, card)) or _("Small things changed.")
    return words[:1].upper() + words[1:]


def _parts(former: Card, card: Card) -> Iterator[str]:
    difference = compare(former, card)
    if former.title != card.title:
        yield _("The title was “{title}”").format(title=former.title)
    changed = [block for block in difference.changed_blocks if block.heading]
    gone = [block.heading for block in changed if block.how is How.REMOVED]
    new = [block.heading for block in changed if block.how is How.ADDED]
    other = [block.heading for block in changed if block.how is How.SAME]
    if other:
        yield ngettext("{blocks} changed", "{blocks} changed", len(other)).format(
            blocks=_listed(other)
        )
    if new:
        yield _("{blocks} added").format(blocks=_listed(new))
    if gone:
        yield _("{blocks} left out").format(blocks=_listed(gone))
    if former.verify_by != card.verify_by and card.verify_by is not None:
        yield _("verified until {day}").format(day=short_day(card.verify_by))
    if former.says != card.says:
        yield _("other words of buyers find it")


def _listed(headings: list[str]) -> str:
    words = [_("“{words}”").format(words=one) for one in headings[:_NAMED]]
    more = len(headings) - len(words)
    if more:
        words.append(ngettext("{n} more", "{n} more", more).format(n=more))
    return ", ".join(words)
