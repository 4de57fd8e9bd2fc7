"""What a hit shows of a card, kept in the index so that the library need not be asked."""

import json
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from enablement.cards.model import FACETS, CardKind
from enablement.cards.renderer import plain_text
from enablement.library.cards import HeldCard
from enablement.search.schema import Part

LEAD_BLOCKS = frozenset({"say_this", "situation"})


@dataclass(frozen=True)
class ShownText:
    """One text of a card as people read it: a phrase, the summary, a block without its marks.

    `name` is title, says, summary, the key of a block, or the name of a facet.
    """

    part: Part
    name: str
    heading: str
    text: str


@dataclass(frozen=True)
class ShownCard:
    """A card's texts in plain words; the title is the first of them."""

    card_id: str
    revision: int
    kind: CardKind
    language: str
    texts: tuple[ShownText, ...]

    @classmethod
    def of(cls, held: HeldCard) -> "ShownCard":
        """What is shown of a held card."""
        card = held.card
        return cls(card.id, held.revision, card.kind, card.language, tuple(_texts(held)))

    @property
    def title(self) -> str:
        """The card's title."""
        return self.texts[0].text

    @cached_property
    def summary(self) -> str:
        """The card's summary, or an empty text."""
        return next((text.text for text in self.texts if text.part is Part.SUMMARY), "")

    def to_bytes(self) -> bytes:
        """The card as the index keeps it."""
        rows = [[int(text.part), text.name, text.heading, text.text] for text in self.texts]
        head = [clean(self.card_id), self.revision, self.kind.value, clean(self.language)]
        return json.dumps([head, rows], ensure_ascii=False, separators=(",", ":")).encode()

    @classmethod
    def from_bytes(cls, data: bytes) -> "ShownCard":
        """The card as it was kept."""
        (card_id, revision, kind, language), rows = json.loads(data)
        texts = tuple(ShownText(Part(part), *rest) for part, *rest in rows)
        return cls(card_id, revision, CardKind(kind), language, texts)


def clean(text: str) -> str:
    """Text in composed form, without the halves of pairs that cannot be written as UTF-8."""
    return unicodedata.normalize("NFC", text.encode("utf-8", "replace").decode())


def _texts(held: HeldCard) -> Iterator[ShownText]:
    card = held.card
    yield ShownText(Part.TITLE, "title", "", clean(card.title))
    for phrase in card.says:
        yield ShownText(Part.SAYS, "says", "", clean(phrase))
    if card.summary:
        yield ShownText(Part.SUMMARY, "summary", "", clean(card.summary))
    for block in card.blocks:
        part = Part.LEAD if block.key in LEAD_BLOCKS else Part.BODY
        heading, text = clean(block.heading), clean(plain_text(block.markdown))
        if heading and not block.known:  # its words are content, unlike those of “Proof”
            text = f"{plain_text(heading)}\n{text}"
        yield ShownText(part, block.key, heading, text)
    for name in FACETS:
        for value in card.facet(name):
            yield ShownText(Part.FACETS, name, "", clean(value))
    yield ShownText(Part.FACETS, "id", "", clean(card.id))
