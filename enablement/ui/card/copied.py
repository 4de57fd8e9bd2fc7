"""What is put on the clipboard of a card: words that read well wherever they are pasted."""

from dataclasses import dataclass
from html import escape

from enablement.cards.blocks import Block
from enablement.cards.model import Card, CardKind
from enablement.cards.renderer import image_references, plain_text, render_html
from enablement.ui.card.card_html import STORY_TOLD, block_name
from enablement.ui.card.outward import outward_blocks, sayable_blocks
from enablement.ui.card.readable import readable_text, without_pictures


@dataclass(frozen=True)
class Copied:
    """One text in two forms; `name` is what was copied, empty for a whole card.

    `pictures` were left out; `internal` says that it is for the rep's eyes only.
    """

    plain: str
    html: str
    name: str = ""
    internal: bool = False
    pictures: int = 0


def copy_block(card: Card, key: str) -> Copied | None:
    """A block by itself, without its heading; `None` when the card has no such block.

    What is internal within it is left out; an internal block goes whole, and says so.
    """
    block = card.block(key)
    if block is None:
        return None
    outward = next((one for one in outward_blocks(card) if one.key == key), None)
    said = outward or block
    pictures = len(image_references(said.markdown))
    plain, html = readable_text(said.markdown), _html(said)
    return Copied(plain, html, block_name(block), internal=outward is None, pictures=pictures)


def copy_card(card: Card) -> Copied | None:
    """What one would paste of a card: what to say, a story as it is told, else all that is sayable.

    What is internal is never in it; `None` when nothing is left.
    """
    sayable = sayable_blocks(card)
    if card.kind is CardKind.OBJECTION and any(block.key == "say_this" for block in sayable):
        return copy_block(card, "say_this")
    told = [block for block in sayable if block.key in STORY_TOLD]
    blocks = told or list(sayable)
    if not blocks:
        return None
    heads = [] if told else [plain_text(block.heading) for block in blocks]
    plain = [card.title]
    html = [f"<p><b>{escape(card.title)}</b></p>"]
    for number, block in enumerate(blocks):
        if heads and heads[number]:
            plain.append(heads[number])
            html.append(f"<p><b>{escape(heads[number])}</b></p>")
        plain.append(readable_text(block.markdown))
        html.append(_html(block))
    pictures = sum(len(image_references(block.markdown)) for block in blocks)
    return Copied("\n\n".join(filter(None, plain)), "\n".join(html), pictures=pictures)


def _html(block: Block) -> str:
    return render_html(without_pictures(block.markdown))
