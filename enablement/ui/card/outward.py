"""What of a card may leave the laptop, on paper, a screen or the clipboard: all but what is internal."""

import re
from collections.abc import Callable
from html import unescape

from enablement.cards.blocks import Block, is_internal, split_blocks
from enablement.cards.headings import find_headings
from enablement.cards.model import Card
from enablement.cards.renderer import ATTACHMENT_SCHEME, render_html

_PICTURE = re.compile(rf'<img([^>]*?) src="{ATTACHMENT_SCHEME}:([0-9a-f]{{64}})"([^>]*)>')
_ALT = re.compile(r' alt="([^"]*)"')
_HEADING = re.compile(r"<h([1-6])[^>]*>(.*?)</h\1>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_FOR_THE_REP = frozenset({"ask_next", "use_it_when"})


def outward_blocks(card: Card) -> tuple[Block, ...]:
    """The blocks of a card without its internal parts, on whatever level those stand.

    A block that hides an internal heading where the format does not look for one, in a list or in
    HTML, stays as a whole.
    """
    blocks = split_blocks(_outward(card.body))
    return tuple(block for block in blocks if not block.internal and not _hides_internal(block))


def sayable_blocks(card: Card) -> tuple[Block, ...]:
    """The blocks for a buyer's ears and eyes: what leaves the laptop, and is not said to the rep."""
    return tuple(block for block in outward_blocks(card) if not is_for_the_rep(block))


def is_for_the_rep(block: Block) -> bool:
    """Whether a block says what to do rather than what to say, or is internal altogether."""
    # A second block of the same heading has a number after its key.
    return block.internal or block.key.split("-")[0] in _FOR_THE_REP


def with_pictures(html: str, source_of: Callable[[str], str]) -> str:
    """Give each picture the attributes for its hash; where there are none, its words stand."""

    def put(tag: re.Match[str]) -> str:
        attributes, alt = source_of(tag[2]), _ALT.search(tag[0])
        if attributes:
            return f"<img{tag[1]} {attributes}{tag[3]}>"
        return f"<em>{alt[1]}</em>" if alt and alt[1] else ""

    return _PICTURE.sub(put, html)


def _outward(body: str) -> str:
    """The body without its internal sections."""
    lines, kept, hidden, at = body.split("\n"), list[str](), 0, 0
    for heading in find_headings(lines):
        if not hidden:
            kept += lines[at : heading.line]
        if not hidden or heading.level <= hidden:
            hidden = heading.level if is_internal(heading.text) else 0
        at = heading.line
    if not hidden:
        kept += lines[at:]
    return "\n".join(kept)


def _hides_internal(block: Block) -> bool:
    found = _HEADING.findall(render_html(block.markdown))
    titles = [unescape(_TAG.sub("", words)) for _level, words in found]
    return any(is_internal(" ".join(words.split())) for words in titles)
