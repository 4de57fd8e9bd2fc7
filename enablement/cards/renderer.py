"""From Markdown to HTML that is safe to show: an allow-list, and no image but a card's own."""

import re
from collections.abc import Mapping
from functools import cache
from html import escape
from html.parser import HTMLParser
from threading import get_ident
from typing import TYPE_CHECKING

from enablement.cards.headings import fenced_ranges

if TYPE_CHECKING:
    from markdown import Markdown

ATTACHMENT_SCHEME = "attachment"

_EXTENSIONS = ("tables", "fenced_code", "sane_lists", "def_list", "abbr", "md_in_html")
_TAGS = {
    "a", "abbr", "b", "blockquote", "br", "code", "dd", "del", "div", "dl", "dt", "em", "h1", "h2",
    "h3", "h4", "h5", "h6", "hr", "i", "img", "ins", "kbd", "li", "mark", "ol", "p", "pre", "s",
    "span", "strong", "sub", "sup", "table", "tbody", "td", "th", "thead", "tr", "u", "ul",
}  # fmt: skip
_ATTRIBUTES = {
    "a": {"href", "title"},
    "abbr": {"title"},
    "img": {"src", "alt", "title"},
    "ol": {"start"},
    "td": {"align", "colspan", "rowspan"},
    "th": {"align", "colspan", "rowspan"},
}
_DROPPED_WITH_CONTENT = {"script", "style", "iframe", "object", "embed", "template", "noscript"}
_LINK = re.compile(r"(https?:|mailto:)", re.IGNORECASE)
_IMAGE = re.compile(r'<img((?: [a-z]+="[^"]*")*)>')
_ATTRIBUTE = re.compile(r' ([a-z]+)="([^"]*)"')
_BREAKS = frozenset({"p", "div", "li", "br", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote",
                     "pre", "dd", "dt", "hr", "table", "ul", "ol"})  # fmt: skip

_MAX_OPEN_BRACKETS = 60
"""Markdown looks for the end of each open bracket: a thousand of them would take minutes."""

_BRACKETS = {"[": "]", "(": ")", "<": ">"}
_BRACKET = re.compile(r"[\[\]()<>]")
_BLANK_LINES = re.compile(r"(\n[ \t]*\n)")

_BULLET = "- "
_UNMARKED = re.compile(
    r"(?:[^\W\d_]|[“‘\"'¿¡«(€$£]|\d+(?!\d|\.(?:\s|$)))"  # how a line may begin
    r"(?:[^\W_]|[ ,.;:?!'\"“”‘’()¿¡«»€$£%/@…–—°±−=+#\xa0-]|& )*(?<! )"
)
"""A line that Markdown leaves as it is."""


def _to_html(text: str) -> str:
    source = _tame_brackets(_plain_fences(text))
    try:
        return _markdown_of(get_ident()).reset().convert(source)
    except RecursionError:  # lists in lists in lists, thousands deep: shown as it was written
        _markdown_of.cache_clear()
        return f"<pre>{escape(text)}</pre>"


@cache
def _markdown_of(_thread: int) -> "Markdown":
    """The converter of one thread: making one takes as long as converting with it."""
    import markdown  # a start needs none before its first card

    return markdown.Markdown(extensions=list(_EXTENSIONS), output_format="html")


def _plain_fences(text: str) -> str:
    """Turn fenced code that stands inside a list into indented code, the form Markdown knows there."""
    if "```" not in text and "~~~" not in text:
        return text
    lines = text.split("\n")
    for first, last in fenced_ranges(lines):
        indent = len(lines[first]) - len(lines[first].lstrip())
        if not indent:
            lines[first] = re.sub(r"^(`{3,}|~{3,})[ \t]*([\w.+#-]*).*$", r"\1\2", lines[first])
            continue
        margin = " " * (4 * ((indent + 3) // 4) + 4)
        for index in range(first + 1, last):
            line = lines[index]
            lines[index] = margin + line[min(indent, len(line) - len(line.lstrip())) :]
        lines[first] = lines[last] = ""
    return "\n".join(lines)


def _tame_brackets(text: str) -> str:
    """Escape the brackets of a paragraph that opens far more of them than it closes."""
    parts = _BLANK_LINES.split(text)
    return "".join(_escape_brackets(part) if _opens_too_many(part) else part for part in parts)


def _opens_too_many(part: str) -> bool:
    if len(part) < _MAX_OPEN_BRACKETS:
        return False
    marks = _BRACKET.findall(part)
    for opening, closing in _BRACKETS.items():
        depth = 0
        for mark in marks:
            depth = depth + 1 if mark == opening else max(0, depth - (mark == closing))
            if depth > _MAX_OPEN_BRACKETS:
                return True
    return False


def _escape_brackets(part: str) -> str:
    return _BRACKET.sub(lambda mark: f"&#{ord(mark[0])};", part)


def render_html(text: str, attachments: Mapping[str, str] | None = None) -> str:
    """Render Markdown as safe HTML.

    Images whose path is in `attachments` become `attachment:<sha256>`; every other image is
    replaced by its words, so that showing a card never reaches for a file or a network. A link
    that does not lead to the web or to a mailbox leads nowhere on a laptop: its words remain.
    """
    import nh3  # a laptop's start renders nothing, but makes plain text of cards

    known = attachments or {}

    def rewrite(tag: str, attribute: str, value: str) -> str | None:
        if tag == "img" and attribute == "src":
            digest = known.get(value)
            return f"{ATTACHMENT_SCHEME}:{digest}" if digest else None
        if tag == "a" and attribute == "href" and not _LINK.match(value):
            return None
        return value

    clean = nh3.clean(
        _to_html(text),
        tags=_TAGS,
        clean_content_tags=_DROPPED_WITH_CONTENT,
        attributes=_ATTRIBUTES,
        attribute_filter=rewrite,
        url_schemes={"http", "https", "mailto", ATTACHMENT_SCHEME},
        link_rel="noopener noreferrer",
    )
    return _IMAGE.sub(_image_or_words, clean)


def _image_or_words(tag: re.Match[str]) -> str:
    found = dict(_ATTRIBUTE.findall(tag[1]))
    if "src" in found:
        return tag[0]
    alt = found.get("alt", "").replace("<", "&lt;").replace(">", "&gt;")
    return f"<em>{alt}</em>" if alt else ""


class _Text(HTMLParser):
    """Collects the words of a page, a line a block, and the sources of its images."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.images: list[tuple[str, str]] = []
        self.preformatted = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "img":
            found = dict(attrs)
            self.images.append((found.get("src") or "", found.get("alt") or ""))
        self.preformatted += tag == "pre"
        if tag in _BREAKS:
            self.parts.append("\n")
        elif tag in {"td", "th"}:
            self.parts.append(" ")

    def handle_endtag(self, tag: str) -> None:
        self.preformatted -= tag == "pre"
        if tag in _BREAKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        self.parts.append(data if self.preformatted > 0 else " ".join(data.split("\n")))


def _parts(html: str) -> _Text:
    parser = _Text()
    parser.feed(html)
    parser.close()
    return parser


def plain_text(text: str) -> str:
    """The words of a Markdown text, a line a paragraph or item, without its marks."""
    unmarked = _unmarked_text(text)
    if unmarked is not None:
        return unmarked
    lines = (
        " ".join(line.split()) for line in "".join(_parts(render_html(text)).parts).split("\n")
    )
    return "\n".join(line for line in lines if line)


def _unmarked_text(text: str) -> str | None:
    """The same for plain paragraphs and simple lists, most of all cards, in a tenth of the time.

    `None` for a text that only Markdown itself can tell: a mark in it, a number that may begin a
    list, a line that is indented or broken by spaces at its end.
    """
    found: list[str] = []
    for part in text.strip("\n").split("\n\n"):
        lines = part.strip("\n").split("\n")
        listed = lines[0].startswith(_BULLET)
        for line in lines:
            if line.startswith(_BULLET) != listed:
                return None
            if not _UNMARKED.fullmatch(line, len(_BULLET) if listed else 0):
                return None
        if listed:
            found += [" ".join(line[len(_BULLET) :].split()) for line in lines]
        else:
            found.append(" ".join(part.split()))
    return "\n".join(found)


def image_references(text: str) -> list[tuple[str, str]]:
    """The (source, alt text) of each image of a Markdown text, as the renderer will see them."""
    if "![" not in text and "<img" not in text.lower():
        return []
    return [image for image in _parts(_to_html(text)).images if image[0]]
