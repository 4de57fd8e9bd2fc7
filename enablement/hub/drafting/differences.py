"""What differs between two texts of a card, word by word and block by block, for people to read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from enablement.cards.blocks import Block, split_blocks
from enablement.cards.differences import How, Piece, compare_words
from enablement.hub.drafting.fields import BODY, NAMES


@dataclass(frozen=True)
class Change:
    """A field or a block that is not as it was, as the words of both.

    `how` is `SAME` for one that both have; `name` is a field's label or a block's heading.
    """

    key: str
    name: str
    how: How
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Difference:
    """The fields and the blocks that differ, and the headings of the blocks that do not."""

    fields: tuple[Change, ...] = ()
    blocks: tuple[Change, ...] = ()
    unchanged: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        """How many things differ."""
        return len(self.fields) + len(self.blocks)

    def field(self, name: str) -> Change | None:
        """The change of one field, if it changed."""
        return next((one for one in self.fields if one.key == name), None)


def compare(before: Mapping[str, str], after: Mapping[str, str]) -> Difference:
    """Everything that differs between the fields of two texts of a card."""
    fields = tuple(
        Change(name, label, How.SAME, compare_words(before.get(name, ""), after.get(name, "")))
        for name, label in NAMES.items()
        if name != BODY and before.get(name, "") != after.get(name, "")
    )
    blocks = list(_blocks(before.get(BODY, ""), after.get(BODY, "")))
    changed = tuple(one for one in blocks if _differs(one))
    unchanged = tuple(one.name for one in blocks if not _differs(one))
    return Difference(fields, changed, unchanged)


def _differs(change: Change) -> bool:
    return change.how is not How.SAME or any(one.how is not How.SAME for one in change.pieces)


def _blocks(before: str, after: str) -> Iterator[Change]:
    """The blocks of the new text, each former one that is gone after the one it followed."""
    former, now = split_blocks(before), split_blocks(after)
    known = {block.key: block for block in former}
    gone = _gone_after(former, {block.key for block in now})
    yield from gone.get("", ())
    for block in now:
        held = known.get(block.key)
        renamed = held is not None and held.heading != block.heading
        pieces = compare_words(_text(held, renamed) if held else "", _text(block, renamed))
        yield Change(block.key, block.heading, How.SAME if held else How.ADDED, pieces)
        yield from gone.get(block.key, ())


def _gone_after(blocks: tuple[Block, ...], kept: set[str]) -> dict[str, list[Change]]:
    gone: dict[str, list[Change]] = {}
    place = ""
    for block in blocks:
        if block.key in kept:
            place = block.key
            continue
        left = Change(block.key, block.heading, How.REMOVED, compare_words(block.markdown, ""))
        gone.setdefault(place, []).append(left)
    return gone


def _text(block: Block, with_heading: bool) -> str:
    return f"## {block.heading}\n\n{block.markdown}" if with_heading else block.markdown
