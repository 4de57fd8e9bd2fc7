"""The blocks of a card: one sayable message a heading, recognised in each language."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from enablement.cards.headings import find_headings

WORDS_PER_MINUTE = 150
"""A calm speaking pace; 40 seconds are 100 words."""

INTRO = "intro"
"""The key of text that stands before the first heading."""

HEADINGS: dict[str, tuple[str, ...]] = {
    "say_this": ("Say this", "Di esto"),
    "proof": ("Proof", "Prueba"),
    "ask_next": ("Ask next", "Pregunta después"),
    "avoid": ("Avoid", "Evita"),
    "situation": ("Situation", "Situación"),
    "what_changed": ("What changed", "Qué cambió"),
    "result": ("Result", "Resultado"),
    "use_it_when": ("Use it when", "Úsala cuando"),
}

_INTERNAL = re.compile(r"\((internal|interno|interna)\)[\s*_.:]*$", re.IGNORECASE)
_AROUND = " \t:.!*_`"


@dataclass(frozen=True)
class Block:
    """One part of a card's body; `line` counts from 1 inside the body."""

    key: str
    heading: str
    markdown: str
    line: int

    @property
    def known(self) -> bool:
        """Whether the heading is one that the card format names."""
        return self.key in HEADINGS

    @property
    def internal(self) -> bool:
        """Whether the block stays on the laptop: `Avoid`, or a heading that ends in (internal)."""
        return bool(self.heading) and is_internal(self.heading)

    @property
    def spoken_seconds(self) -> int:
        """How long it takes to say, at 150 words a minute."""
        return round(len(self.markdown.split()) * 60 / WORDS_PER_MINUTE)


def fold(text: str) -> str:
    """Lower case without accents, for comparing what people type."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def slugify(text: str) -> str:
    """A slug of ASCII letters, digits and hyphens; empty when nothing of that is left."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")


_KEYS = {fold(heading): key for key, headings in HEADINGS.items() for heading in headings}


def block_key(heading: str) -> str:
    """The key of a heading: its role when the format names it, else a slug of its words."""
    plain = fold(heading).strip(_AROUND)
    return _KEYS.get(plain) or slugify(heading) or "untitled"


def is_internal(heading: str) -> bool:
    """Whether a heading keeps what stands under it on the laptop, a second `Avoid` too."""
    return block_key(heading) == "avoid" or bool(_INTERNAL.search(heading))


def split_blocks(body: str) -> tuple[Block, ...]:
    """Split a body at its second-level headings, fenced code left alone; nothing is dropped."""
    lines = body.split("\n")
    taken: set[str] = set()
    blocks: list[Block] = []
    for heading, first, start, end in _sections(lines):
        text = "\n".join(lines[start:end]).strip("\n")
        if heading or text.strip():
            key = _unique(block_key(heading) if heading else INTRO, taken)
            taken.add(key)
            blocks.append(Block(key, heading, text, first + 1))
    return tuple(blocks)


def _sections(lines: list[str]) -> Iterator[tuple[str, int, int, int]]:
    """The (heading, its line, first line of text, line after it) of each section, from 0."""
    cuts = [heading for heading in find_headings(lines) if heading.level == 2]
    yield "", 0, 0, cuts[0].line if cuts else len(lines)
    for number, cut in enumerate(cuts):
        end = cuts[number + 1].line if number + 1 < len(cuts) else len(lines)
        yield cut.text, cut.line, cut.last + 1, end


def _unique(key: str, taken: set[str]) -> str:
    unique, count = key, 2
    while unique in taken:
        unique, count = f"{key}-{count}", count + 1
    return unique
