"""From Markdown to HTML that is safe to show: an allow-list, and no image but a card's own."""

import re
from collections.abc import Mapping
from html.parser import HTMLParser

import markdown
import nh3

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
_IMAGE_WITHOUT_SOURCE = re.compile(r"<img(?![^>]* src=)[^>]*>")
_ALT = re.compile(r' alt="([^"]*)"')
_BREAKS = frozenset({"p", "div", "li", "br", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote",
                     "pre", "dd", "dt", "hr", "table", "ul", "ol"})  # fmt: skip


def _to_html(text: str) -> str:
    return markdown.markdown(text, extensions=list(_EXTENSIONS), output_format="html")


def render_html(text: str, attachments: Mapping[str, str] | None = None) -> str:
    """Render Markdown as safe HTML.

    Images whose path is in `attachments` become `attachment:<sha256>`; every other image is
    replaced by its words, so that showing a card never reaches for a file or a network.
    """
    known = attachments or {}

    def rewrite(tag: str, attribute: str, value: str) -> str | None:
        if tag == "img" and attribute == "src":
            digest = known.get(value)
            return f"{ATTACHMENT_SCHEME}:{digest}" if digest else None
        if tag == "a" and attribute == "href" and value.startswith(ATTACHMENT_SCHEME):
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
    return _IMAGE_WITHOUT_SOURCE.sub(_words_of_image, clean)


def _words_of_image(tag: re.Match[str]) -> str:
    alt = _ALT.search(tag[0])
    return f"<em>{alt[1]}</em>" if alt and alt[1] else ""


class _Text(HTMLParser):
    """Collects the words of a page, a line a block, and the sources of its images."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.images: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "img":
            found = dict(attrs)
            self.images.append((found.get("src") or "", found.get("alt") or ""))
        if tag in _BREAKS:
            self.parts.append("\n")
        elif tag in {"td", "th"}:
            self.parts.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in _BREAKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        self.parts.append(data)


def plain_text(text: str) -> str:
    """The words of a Markdown text, a line a paragraph or item, without its marks."""
    parser = _Text()
    parser.feed(render_html(text))
    lines = (" ".join(line.split()) for line in "".join(parser.parts).split("\n"))
    return "\n".join(line for line in lines if line)


def image_references(text: str) -> list[tuple[str, str]]:
    """The (source, alt text) of each image of a Markdown text, as the renderer will see them."""
    parser = _Text()
    parser.feed(_to_html(text))
    return [image for image in parser.images if image[0]]
