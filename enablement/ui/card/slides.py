"""A card as slides for a customer's eyes: a block a slide, a picture a slide, no note to oneself."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from enablement.cards.blocks import Block
from enablement.cards.model import Card
from enablement.cards.renderer import image_references, plain_text, render_html
from enablement.ui.card.outward import sayable_blocks
from enablement.ui.card.readable import readable_text, without_pictures

_WITHOUT_HEADING = frozenset({"say_this", "intro"})
"""Headings that tell the rep what to do are not for the customer."""


@dataclass(frozen=True)
class Slide:
    """One thing to show: words, as safe HTML, or a picture by its hash; `words` say it all in text."""

    card_id: str
    title: str
    heading: str
    words: str
    html: str = ""
    picture: str = ""


def slides_of(cards: Sequence[Card]) -> tuple[Slide, ...]:
    """The slides of these cards, in order; what is internal, or said to the rep alone, is in none."""
    return tuple(slide for card in cards for block in _told(card) for slide in _slides(card, block))


def _told(card: Card) -> Iterator[Block]:
    """The blocks for a customer, what to say first."""
    return iter(sorted(sayable_blocks(card), key=lambda block: block.key != "say_this"))


def _slides(card: Card, block: Block) -> Iterator[Slide]:
    heading = "" if block.key in _WITHOUT_HEADING else plain_text(block.heading)
    text = without_pictures(block.markdown)
    words = readable_text(text)
    if words:
        yield Slide(card.id, card.title, heading, words, html=render_html(text))
    for source, alt in image_references(block.markdown):
        if digest := card.attachments.get(source):
            yield Slide(card.id, card.title, heading, alt, picture=digest)
