"""One line that says what a card holds, taken from its first sentences."""

import re

from enablement.cards.blocks import fold
from enablement.cards.headings import code_lines, find_headings
from enablement.cards.importers.titles import cut_at_word
from enablement.cards.renderer import plain_text

MAX_SUMMARY = 160
_SAMPLE = 2500
_SENTENCE = re.compile(r"(?:(?<=[.!?…])|(?<=[.!?…][\"”»')\]]))\s+(?=[\"“«¿¡(\[]?[A-ZÁÉÍÓÚÑÜ0-9])")
_NOT_PROSE = re.compile(r"^\s*(\||!\[[^\]]*\]\([^)]*\)\s*$|\*[^*]+\*\s*$|[-*_=]{3,}\s*$|<https?:)")
_NO_END = re.compile(r"\b(e\.g|i\.e|etc|vs|approx|Mr|Mrs|Dr|St|No|Inc|Sr|Sra|p\. ej|[A-Z])\.$")


def summarise(body: str, title: str) -> str:
    """The first sentences of a body in at most 160 characters; empty when it has no prose."""
    paragraphs = [line for line in prose_lines(body) if not _same(line, title)]
    told = next((line for line in paragraphs if len(line.split()) >= 6), "")
    told = told or next((line for line in paragraphs if len(line.split()) >= 3), "")
    return one_line_summary(told or " ".join(paragraphs[:3]))


def one_line_summary(text: str) -> str:
    """As many whole sentences as fit in 160 characters, else the first cut at a word."""
    told = ""
    for sentence in _sentences(" ".join(text.split())):
        longer = f"{told} {sentence}".strip()
        if len(longer) > MAX_SUMMARY:
            break
        told = longer
    return told or cut_at_word(" ".join(text.split()), MAX_SUMMARY)


def prose_lines(body: str) -> list[str]:
    """The plain paragraphs and items near the start of a body: no headings, tables or code."""
    lines = body[:_SAMPLE].split("\n")
    headings = {n for found in find_headings(lines) for n in range(found.line, found.last + 1)}
    inside = code_lines(lines)
    kept = [
        "" if n in headings or inside[n] or _NOT_PROSE.match(line) else line
        for n, line in enumerate(lines)
    ]
    return plain_text("\n".join(kept)).split("\n")


def _sentences(text: str) -> list[str]:
    whole: list[str] = []
    for part in _SENTENCE.split(text):
        if whole and _NO_END.search(whole[-1]):
            whole[-1] += " " + part
        else:
            whole.append(part)
    return whole


def _same(line: str, title: str) -> bool:
    return fold(line).strip(" .:") == fold(title).strip(" .:")
