"""The blocks of a card: one sayable message a heading, recognised in each language."""

import re
import unicodedata
from dataclasses import dataclass

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

_HEADING = re.compile(r"^ {0,3}##[ \t]+(.+?)[ \t]*#*[ \t]*$")
_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})")
_INTERNAL = re.compile(r"\((internal|interno|interna)\)\s*$", re.IGNORECASE)


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
        return self.key == "avoid" or bool(_INTERNAL.search(self.heading))

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
    plain = fold(heading).strip(" :.")
    return _KEYS.get(plain) or slugify(heading) or "untitled"


def split_blocks(body: str) -> tuple[Block, ...]:
    """Split a body at its second-level headings, fenced code left alone; nothing is dropped."""
    blocks: list[Block] = []
    heading, start, lines = "", 1, list[str]()
    fence = ""

    def close() -> None:
        text = "\n".join(lines).strip("\n")
        if heading or text.strip():
            key = block_key(heading) if heading else INTRO
            taken = {block.key for block in blocks}
            unique, count = key, 2
            while unique in taken:
                unique, count = f"{key}-{count}", count + 1
            blocks.append(Block(unique, heading, text, start))

    for number, line in enumerate(body.splitlines(), 1):
        if mark := _FENCE.match(line):
            if not fence:
                fence = mark[1][:3]
            elif mark[1].startswith(fence):
                fence = ""
        if not fence and (found := _HEADING.match(line)):
            close()
            heading, start, lines = found[1].strip(), number, []
        else:
            lines.append(line)
    close()
    return tuple(blocks)
