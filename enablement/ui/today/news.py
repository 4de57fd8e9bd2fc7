"""What is new or changed among the rep's cards since last time: the few that matter most to them first."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from enablement.cards.differences import How
from enablement.cards.model import Card, CardKind
from enablement.library.changes import CardChange, ChangeKind, Unseen
from enablement.library.library import Library
from enablement.sync.policies import Recall
from enablement.translation import _, current_language, ngettext
from enablement.ui.card.difference import compare
from enablement.ui.days import short_day

_LOOKED_BACK = 500
_NAMED = 2
_USAGE = "usage"


@dataclass(frozen=True)
class NewsItem:
    """One card that is not as the rep knew it, what is different in a few words, and why it is first.

    `kind` is the card's; `why` is empty for a card that has nothing to do with the rep's own work.
    `others` are its translations that are not as they were either: one card in two languages is one
    thing that is new. `untold` when what is different has yet to be found out, by `tell`.
    """

    card_id: str
    change: ChangeKind
    kind: CardKind
    title: str
    words: str
    why: str = ""
    others: tuple[str, ...] = ()
    untold: bool = False

    @property
    def ids(self) -> tuple[str, ...]:
        """Everything that is seen when this is."""
        return (self.card_id, *self.others)

    @property
    def readable(self) -> bool:
        """Whether there is a card to open."""
        return self.change is not ChangeKind.RETIRED


@dataclass(frozen=True)
class News:
    """The first few `items` of all that is new; `ids` are those of everything, in its order."""

    items: tuple[NewsItem, ...] = ()
    total: int = 0
    ids: tuple[str, ...] = ()

    @property
    def untold(self) -> tuple[str, ...]:
        """The cards of which it is to be found out what is different."""
        return tuple(item.card_id for item in self.items if item.untold)


Told = dict[tuple[str, int | None, int, str], str]
"""What is different, by card, both revisions and the language it is said in."""


class _Family(NamedTuple):
    """A card and its translations: the one that the rep reads, the others, and why it matters."""

    told: Unseen
    others: tuple[str, ...]
    why: str


def read_news(
    library: Library,
    coming: Collection[str] = (),
    languages: tuple[str, ...] = (),
    told: Told | None = None,
    limit: int = 5,
) -> News:
    """What is unseen, the most relevant first, each card once, in the first of these languages.

    `coming` are the cards of the next meetings. What was recalled comes first, then changed cards that
    the rep works with, then what was retired, then what is new. Only the first cards are read: there
    can be hundreds.
    """
    day = library.today()
    unseen = [one for one in library.changes.unseen() if one.shown_on(day)]
    if not unseen:
        return News()
    used = _used(library)
    briefed = {
        one for brief in library.briefs.all() if not brief.closed_at for one in brief.card_ids
    }
    grouped: dict[str, list[Unseen]] = {}
    for one in unseen:
        grouped.setdefault(one.original, []).append(one)
    recalls = library.policies.recalls().cards
    families = [
        _family(group, languages, [_why(one.card_id, coming, briefed, used) for one in group])
        for group in grouped.values()
    ]
    families.sort(key=lambda family: (family.told.card_id not in recalls, *_rank(family)))
    items = (
        _item(library, family, {} if told is None else told, recalls) for family in families[:limit]
    )
    return News(
        tuple(item for item in items if item is not None),
        len(families),
        tuple(name for family in families for name in (family.told.card_id, *family.others)),
    )


def tell(library: Library, told: Told, card_id: str) -> None:
    """Find out what is different in one card: it takes as long as rendering it twice."""
    change, card = _pair(library, card_id)
    if change is not None and card is not None and change.former is not None:
        told[_key(change)] = _different(change.former, card)


def _pair(library: Library, card_id: str) -> tuple[CardChange | None, Card | None]:
    """A change, and the card as it is now, or as it was last."""
    change, held = library.changes.get(card_id), library.cards.get(card_id)
    former = change.former if change is not None else None
    return change, held.card if held is not None else former


def _key(change: CardChange) -> tuple[str, int | None, int, str]:
    return change.card_id, change.former_revision, change.revision, current_language()


def _item(
    library: Library, family: _Family, told: Told, recalls: Mapping[str, Recall]
) -> NewsItem | None:
    change, card = _pair(library, family.told.card_id)
    if change is None or card is None:
        return None  # a sync came in between: the next reading knows
    differs = change.kind is ChangeKind.CHANGED and change.former is not None
    words = (told.get(_key(change)) if differs else None) or _words(change, card, recalls)
    untold = differs and _key(change) not in told
    return NewsItem(
        change.card_id, change.kind, card.kind, card.title, words, family.why, family.others, untold
    )


def _family(group: Sequence[Unseen], languages: tuple[str, ...], whys: Sequence[str]) -> _Family:
    """Of a card and its translations the one that the rep reads."""

    def rank(one: Unseen) -> int:
        return languages.index(one.language) if one.language in languages else len(languages)

    best = min(group, key=rank)
    own = whys[group.index(best)]
    others = tuple(one.card_id for one in group if one is not best)
    return _Family(best, others, own or next(filter(None, whys), ""))


def _rank(family: _Family) -> tuple[bool, int]:
    order = (ChangeKind.CHANGED, ChangeKind.RETIRED, ChangeKind.NEW)
    return not family.why, order.index(family.told.kind)


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


def _words(change: CardChange, card: Card, recalls: Mapping[str, Recall]) -> str:
    """What there is to say of it without comparing."""
    if change.kind is ChangeKind.RETIRED and change.card_id in recalls:
        return recalls[change.card_id].reason
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
