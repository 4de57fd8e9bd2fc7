"""Markdown as plain text that reads well where it is pasted: paragraphs, “• ” for items, no marks."""

import re
from html.parser import HTMLParser

from enablement.cards.renderer import render_html

_PICTURE = re.compile(r"!\[[^\]]*\]\([^)]*\)")
_INDENT = "   "
_PARAGRAPHS = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "table",
                         "ul", "ol", "dl", "div"})  # fmt: skip
_LINES = frozenset({"li", "tr", "dt", "dd"})


def readable_text(markdown: str) -> str:
    """The words of a Markdown text; its pictures are left out."""
    reader = _Reader()
    reader.feed(render_html(without_pictures(markdown)))
    reader.close()
    return reader.text


def without_pictures(markdown: str) -> str:
    """The text without its pictures and their words."""
    return _PICTURE.sub("", markdown)


class _Reader(HTMLParser):
    """Writes down a page line by line; a list in a list stands further in."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._out: list[str] = []
        self._lists: list[int | None] = []
        self._gap = 0
        self._link: tuple[str, int] | None = None
        self._verbatim = False

    @property
    def text(self) -> str:
        """What was written, without spaces at the ends of lines."""
        return "\n".join(line.rstrip() for line in "".join(self._out).strip("\n").split("\n"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a paragraph, an item or a cell."""
        found = dict(attrs)
        if tag in ("ul", "ol"):
            self._break(1 if self._lists else 2)
            start = found.get("start") or "1"
            self._lists.append((int(start) if start.isdigit() else 1) if tag == "ol" else None)
        elif tag == "li":
            self._begin_item()
        elif tag in _PARAGRAPHS or tag in _LINES:
            self._break(1 if self._lists or tag in _LINES else 2)
        elif tag in ("td", "th"):
            self._begin_cell()
        elif tag == "br":
            self._break(1)
        elif tag == "a":
            self._link = (found.get("href") or "", len(self._out))
        self._verbatim = self._verbatim or tag == "pre"

    def handle_endtag(self, tag: str) -> None:
        """End a paragraph, or a link, whose address is told."""
        if tag in ("ul", "ol") and self._lists:
            self._lists.pop()
        if tag in _PARAGRAPHS or tag in _LINES:
            self._break(1 if self._lists or tag in _LINES else 2)
        elif tag == "a" and self._link is not None:
            address, start = self._link
            address = address.removeprefix("mailto:")
            if address and address not in "".join(self._out[start:]):
                self._out.append(f" ({address})")
            self._link = None
        if tag == "pre":
            self._verbatim = False
            self._out[-1:] = [piece.rstrip("\n") for piece in self._out[-1:]]

    def handle_data(self, data: str) -> None:
        """Write words; the line ends of the source are spaces."""
        words = data if self._verbatim else re.sub(r"[ \t\r\n]+", " ", data)
        if self._gap or not self._out:
            words = words if self._verbatim else words.lstrip(" ")
            if not words:
                return
            self._write_gap()
        self._out.append(words)

    def _begin_cell(self) -> None:
        if self._out and not self._gap:
            self._out[-1] = self._out[-1].rstrip(" ")
            self._out.append("\t")

    def _begin_item(self) -> None:
        self._gap = max(self._gap, 1)
        number = self._lists[-1] if self._lists else None
        mark = "•" if number is None else f"{number}."
        if number is not None:
            self._lists[-1] = number + 1
        self._write_gap()
        self._out.append(f"{_INDENT * (len(self._lists) - 1)}{mark} ")
        self._gap = -1  # a paragraph may begin here without a line of its own

    def _break(self, lines: int) -> None:
        if self._gap >= 0:
            self._gap = max(self._gap, lines)

    def _write_gap(self) -> None:
        if self._out and self._gap > 0:
            self._out.append("\n" * self._gap)
        self._gap = 0
