"""Titles that make sense to a person: cleaned of marks, cut at a word, made from a file's name if need be."""

import re
from datetime import date
from html import unescape
from pathlib import PurePosixPath

MAX_TITLE = 120
_IMAGE = re.compile(r"!\[([^\]]*)\]\([^)]*\)")
_LINK = re.compile(r"\[([^\[\]]*)\](?:\([^()]*(?:\([^()]*\))?[^()]*\)|\[[^\]]*\])")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_TEMPLATE = re.compile(r"\{\{.{0,200}?\}\}|\{%.{0,200}?%\}|\{[:#.][^{}]{0,200}\}")
_EMPHASIS = re.compile(r"(?<![\w*_\\])(\*{1,3}|_{1,3}|~~|==)(?=\S)(.+?)(?<=[^\s\\])\1(?![\w*_])")
_SHORTCODE = re.compile(r"(?<!\w):[a-z][a-z0-9_+-]{1,30}:(?!\w)")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+.!<>~|-])")
_NUMBERING = re.compile(
    r"^(?:(?:objection|objeción|question|pregunta|q|faq|p|no|nº|#)[ \t]*#?\d*[ \t]*[:.)–—-]+|#?\d{1,3}[.)][ \t]|\d{1,3}[ \t]*[:–—-][ \t])[ \t]*",
    re.IGNORECASE,
)
_DATE = re.compile(r"^(\d{4})[-_.](\d{1,2})[-_.](\d{1,2})(?:[-_. T]+|$)")
_INDEX = frozenset({"index", "_index", "readme", "home", "default", "main"})
_PAIRS = {'"': '"', "'": "'", "“": "”", "‘": "’", "«": "»", "„": "“"}


def plain_title(text: object, most: int = MAX_TITLE) -> str:
    """A title's words on one line, without Markdown, HTML, template marks or emoji codes."""
    line = " ".join(str(text)[: min(20 * most, 4_000)].split())
    for pattern, words in ((_TEMPLATE, ""), (_IMAGE, r"\1"), (_LINK, r"\1"), (_TAG, ""),
                           (_SHORTCODE, "")):  # fmt: skip
        line = pattern.sub(words, line)
    line = line.replace("`", "")
    for _again in range(3):
        line = _EMPHASIS.sub(r"\2", line)
    line = unescape(_ESCAPE.sub(r"\1", line)).strip()
    line = re.sub(r"^#{1,6}[ \t]+|^>[ \t]+", "", line)
    return cut_at_word(" ".join(line.split()), most)


def without_numbering(title: str) -> str:
    """A question's words without “Objection 3:”, “Q2.” or “4)” before and quotes around them."""
    plain = _NUMBERING.sub("", title).strip()
    if len(plain) > 2 and _PAIRS.get(plain[0]) == plain[-1] and plain[-1] not in plain[1:-1]:
        plain = plain[1:-1].strip()
    return plain or title


def cut_at_word(text: str, most: int) -> str:
    """At most so many characters, cut at a word and marked with an ellipsis when cut."""
    if len(text) <= most:
        return text
    room = text[: most - 1]
    head = room.rsplit(" ", 1)[0] if " " in room[most // 2 :] else room
    return head.rstrip(" ,;:.-–—") + "…"


def date_in_name(name: str) -> date | None:
    """The date at the start of a file's name, as blogs have it."""
    if found := _DATE.match(name):
        try:
            return date(int(found[1]), int(found[2]), int(found[3]))
        except ValueError:
            return None
    return None


def title_from_name(path: PurePosixPath) -> str:
    """A title from a file's name, or its folder's when the file is only the folder's index."""
    stem = path.stem
    if stem.lower() in _INDEX and path.parent.name:
        stem = path.parent.name
    words = humanised(_DATE.sub("", stem)) or humanised(stem)
    return cut_at_word(words, MAX_TITLE) or "?"


def humanised(name: str) -> str:
    """A name's words: hyphens and underscores as spaces, a capital at the start."""
    words = " ".join(re.sub(r"[-_+]+|%20", " ", name).split())
    return words[:1].upper() + words[1:]
