"""What changed between two revisions of a card, word by word: every word of both is told.

The words that stayed and those that were added are the new text, exactly; the words that stayed and
those that were removed are the old one.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from enablement.cards.blocks import Block
from enablement.cards.differences import How, Piece, compare_words
from enablement.cards.model import FACETS, Card
from enablement.cards.renderer import plain_text
from enablement.translation import _, n_
from enablement.ui.card.readable import readable_text
from enablement.ui.days import day_in_words
from enablement.ui.kinds import facet_name
from enablement.ui.value_words import value_words

_DATES = {
    "valid_from": (n_("Valid from"), n_("since when it is valid")),
    "verify_by": (n_("Verified until"), n_("how long it is verified")),
    "expires": (n_("Leaves your laptop on"), n_("when it leaves your laptop")),
}
"""What each is called above its days, and in a sentence that names what changed."""


@dataclass(frozen=True)
class Fact:
    """One thing beside the blocks that changed: what it is called, and its words.

    `listed` is what a sentence calls it, where its name would not stand in one.
    """

    name: str
    pieces: tuple[Piece, ...]
    listed: str = ""


@dataclass(frozen=True)
class BlockDifference:
    """One block of either revision; `how` is `SAME` for one of both, changed or not."""

    key: str
    heading: str
    how: How
    pieces: tuple[Piece, ...]

    @property
    def changed(self) -> bool:
        """Whether anything in it is not as it was."""
        return self.how is not How.SAME or any(one.how is not How.SAME for one in self.pieces)


@dataclass(frozen=True)
class Difference:
    """All that is not as it was: facts first, then every block in the order of the new card."""

    facts: tuple[Fact, ...]
    blocks: tuple[BlockDifference, ...]

    @property
    def changed_blocks(self) -> tuple[BlockDifference, ...]:
        """The blocks that are not as they were."""
        return tuple(block for block in self.blocks if block.changed)


def compare(former: Card, now: Card) -> Difference:
    """Everything that differs between two revisions of a card."""
    return Difference(tuple(_facts(former, now)), tuple(_blocks(former, now)))


def _blocks(former: Card, now: Card) -> Iterator[BlockDifference]:
    """The blocks of the new card, each former one that is gone after the one it followed."""
    known = {block.key: block for block in former.blocks}
    kept = {block.key for block in now.blocks}
    gone = _gone_after(former.blocks, kept)
    yield from gone.get("", ())
    for block in now.blocks:
        before = known.get(block.key)
        text = readable_text(block.markdown)
        pieces = compare_words(readable_text(before.markdown) if before else "", text)
        how = How.SAME if before else How.ADDED
        yield BlockDifference(block.key, plain_text(block.heading), how, pieces)
        yield from gone.get(block.key, ())


def _gone_after(blocks: tuple[Block, ...], kept: set[str]) -> dict[str, list[BlockDifference]]:
    gone: dict[str, list[BlockDifference]] = {}
    place = ""
    for block in blocks:
        if block.key in kept:
            place = block.key
            continue
        pieces = compare_words(readable_text(block.markdown), "")
        left = BlockDifference(block.key, plain_text(block.heading), How.REMOVED, pieces)
        gone.setdefault(place, []).append(left)
    return gone


def _facts(former: Card, now: Card) -> Iterator[Fact]:
    for name, before, after in (
        (_("Title"), former.title, now.title),
        (_("Summary"), former.summary, now.summary),
    ):
        if before != after:
            yield Fact(name, compare_words(before, after))
    if former.says != now.says:
        yield Fact(_("The buyer’s words"), _values(former.says, now.says))
    for field, (name, listed) in _DATES.items():
        days: tuple[date | None, date | None] = (getattr(former, field), getattr(now, field))
        if days[0] != days[1]:
            yield Fact(_(name), _instead(*(_day(day) for day in days)), _(listed))
    for facet in FACETS:
        old, new = former.facet(facet), now.facet(facet)
        if set(old) != set(new):
            yield Fact(facet_name(facet), _values(_plain(facet, old), _plain(facet, new)))
    yield from _audience(former, now)
    yield from _rest(former, now)


def _audience(former: Card, now: Card) -> Iterator[Fact]:
    for name, old, new in (
        (_("Teams"), former.audience.teams, now.audience.teams),
        (_("Regions"), former.audience.regions, now.audience.regions),
    ):
        if set(old) != set(new):
            everyone = (_("everyone"),)
            yield Fact(name, _values(_plain(name, old) or everyone, _plain(name, new) or everyone))


def _rest(former: Card, now: Card) -> Iterator[Fact]:
    if former.owner != now.owner:
        yield Fact(_("Who answers for it"), _instead(former.owner, now.owner))
    if former.shareable != now.shareable:
        yes, no = _("marked for customers"), _("not marked for customers")
        yield Fact(
            _("Sharing"), _instead(*(yes if card.shareable else no for card in (former, now)))
        )
    old, new = former.attachments, now.attachments
    names = [name for name in {**old, **new} if old.get(name) != new.get(name)]
    if names:
        before = [_file(name) for name in names if name in old]
        after = [_file(name) for name in names if name in new]
        yield Fact(_("Pictures"), _instead(", ".join(before), ", ".join(after)))


def _instead(before: str, after: str) -> tuple[Piece, ...]:
    both = (Piece(How.REMOVED, before), Piece(How.ADDED, after))
    return tuple(piece for piece in both if piece.text)


def _values(old: tuple[str, ...], new: tuple[str, ...]) -> tuple[Piece, ...]:
    """The values that went and those that came; those that stayed are not repeated."""
    gone = [Piece(How.REMOVED, value) for value in old if value not in new]
    come = [Piece(How.ADDED, value) for value in new if value not in old]
    return (*gone, *come) or (Piece(How.SAME, _("in another order")),)


def _day(day: date | None) -> str:
    return day_in_words(day) if day else _("no date")


def _plain(facet: str, values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(value_words(facet, value) for value in values)


def _file(path: str) -> str:
    return path.rsplit("/", 1)[-1]
