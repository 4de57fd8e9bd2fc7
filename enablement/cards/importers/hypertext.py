"""Turning the HTML in a page into Markdown: scripts and handlers out, the words of all else kept."""

import re
from html import unescape

from markdownify import markdownify

from enablement.cards.importers.report import FileReport
from enablement.translation import n_

_HIDDEN = ("script", "style", "template", "noscript", "object", "applet")
_FRAME = re.compile(
    r"<(iframe|embed|video|audio|source)\b([^>]*)>(?:[^<]*</\1\s*>)?", re.IGNORECASE
)
_SOURCE = re.compile(r"""\bsrc\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))""", re.IGNORECASE)
_HANDLER = re.compile(
    r"""(<[a-z][^<>]{0,1000}?)\s+on[a-z]+\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>"']+)""", re.IGNORECASE
)
_BAD_SCHEME = r"\s*(?:javascript|vbscript|data|file):"
_BAD_LINK = re.compile(
    rf"""\b(?:href|src)\s*=\s*(?:"{_BAD_SCHEME}[^"]*"|'{_BAD_SCHEME}[^']*'|{_BAD_SCHEME}[^\s>]*)""",
    re.IGNORECASE,
)
_BAD_TARGET = re.compile(
    r"!?\[([^\[\]]*)\]\([ \t]*<?(?:javascript|vbscript|data|file):(?:[^()\n]|\([^()\n]*\))*\)",
    re.IGNORECASE,
)
_DECLARATION = re.compile(r"<\?xml\b[^<>]*\?>|<!doctype\b[^<>]*>", re.IGNORECASE)
_NEXT_CODE = re.compile(r"(</code>)(<code\b)", re.IGNORECASE)
_HEAD = re.compile(r"<head\b[^>]*>(.*?)</head\s*>", re.IGNORECASE | re.DOTALL)
_DRAWING = re.compile(r"<svg\b.*?</svg\s*>", re.IGNORECASE | re.DOTALL)
_DRAWN_WORDS = re.compile(r">([^<>]*[^\W\d_]{2}[^<>]*)<")
_BLOCKS = frozenset({
    "address", "article", "aside", "body", "center", "details", "dialog", "div", "fieldset",
    "figure", "footer", "p", "form", "header", "hgroup", "html", "main", "nav", "picture", "search",
    "section", "head", "optgroup", "select", "option", "map", "frameset", "canvas",
})  # fmt: skip
_INLINE_DROPPED = frozenset({
    "button", "font", "input", "label", "span", "big", "small", "link", "meta", "base", "param",
    "area", "col", "colgroup", "wbr", "bdi", "bdo", "time", "data", "textarea", "output", "nobr",
    "tt", "track", "slot", "script", "style", "iframe", "noscript", "svg", "path", "circle",
})  # fmt: skip
_KEPT = frozenset({
    "a", "abbr", "b", "br", "cite", "code", "del", "dfn", "em", "hr", "i", "img", "ins", "kbd",
    "mark", "q", "s", "samp", "strike", "strong", "sub", "sup", "u", "var",
})  # fmt: skip
_CONVERTED = ("table", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "blockquote", "pre",
              "thead", "tbody", "tr", "td", "th", "li", "dd", "dt", "caption", "tfoot")  # fmt: skip
_PARTS = frozenset({"tr", "td", "th", "li", "dd", "dt", "thead", "tbody", "tfoot"})
_TITLED = {"summary": "**", "legend": "**", "figcaption": "*", "title": "**"}
_TITLE_TAG = re.compile(
    rf"<({'|'.join(_TITLED)})\b[^<>]*>(.{{0,2000}}?)</\1\s*>", re.IGNORECASE | re.DOTALL
)
_TAG = re.compile(r"<(/?)([a-zA-Z][\w.:-]*)((?:\s[^<>]*)?/?)>")
_OPENING = re.compile(rf"<({'|'.join(_CONVERTED)})\b[^<>]*>", re.IGNORECASE)
_ANCHOR = re.compile(r"<a\b([^<>]*)>((?:(?!</?a\b).){0,2000}?)</a\s*>", re.IGNORECASE | re.DOTALL)
_HREF = re.compile(r"""\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))""", re.IGNORECASE)
_LEFT_EMPTY = re.compile(r"(?m)^[ \t]*(?:#{1,6}|\*{2,4})[ \t]*$")
_BLOCK_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)\b[^<>]*?(/?)>", re.IGNORECASE)
_LIST_ITEM = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s")
_LEFT_OPEN = re.compile(rf"</({'|'.join(_CONVERTED)})\s*>", re.IGNORECASE)
_LESS = re.compile(r"&(?:lt|#60|#x3c);", re.IGNORECASE)
_CODE = re.compile(r"(<(pre|code)\b.*?</\2\s*>)", re.IGNORECASE | re.DOTALL)
_JSX_WORDS = re.compile(
    r"""\b(?:title|label|summary|heading|caption|description|text|alt)=(?:"([^"]*)"|'([^']*)')"""
)
_STRONG = re.compile(
    r"<(?:b|strong)>(?=[^\s<*])([^<>*\n]{0,400}?)(?<=\S)</(?:b|strong)>", re.IGNORECASE
)
_EMPHASISED = re.compile(
    r"<(?:i|em)>(?=[^\s<*])([^<>*\n]{0,400}?)(?<=\S)</(?:i|em)>", re.IGNORECASE
)
_IMG = re.compile(r"<img\b([^<>]*)>", re.IGNORECASE)
_ALT = re.compile(r"""\balt\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)


def html_to_markdown(text: str, file: FileReport) -> str:
    """Rewrite a page's HTML as Markdown; `<words>` that are no tag are kept as words."""
    if "<" not in text:
        return _BAD_TARGET.sub(r"\1", text)
    text = _without_scripts(text, file)
    text = _unwrap(_without_indents(text), file)
    text = _convert_blocks(text, file)
    text = _IMG.sub(_picture, _ANCHOR.sub(_link, text))
    for pattern, mark in ((_STRONG, "**"), (_EMPHASISED, "*")):
        text = pattern.sub(rf"{mark}\1{mark}", text)
    return _LEFT_EMPTY.sub("", text)


def _without_scripts(text: str, file: FileReport) -> str:
    if "<h1" in text.lower():
        text = _HEAD.sub("", text)
    text = _DECLARATION.sub("", text)
    lowered = text.lower()
    for name in _HIDDEN:
        if f"<{name}" in lowered and f"</{name}" in lowered:
            text, count = re.subn(
                rf"<{name}\b[^>]*>.*?</{name}\s*>", "", text, flags=re.IGNORECASE | re.DOTALL
            )
            if count:
                file.note(n_("<{name}> and what is in it was removed."), name=name)
    text, frames = _FRAME.subn(_frame, text)
    if frames:
        file.note(n_("What was embedded from elsewhere became a link to it."))
    text, drawings = _DRAWING.subn(_drawing, text) if "</svg" in lowered else (text, 0)
    if drawings:
        file.note(n_("A drawing inside the page was left out; its labels are kept."))
    handlers = 1
    while handlers:
        text, handlers = _HANDLER.subn(r"\1", text)
        if handlers:
            file.note(n_("Attributes that run code, such as onclick, were removed."))
    text, bad = _BAD_LINK.subn("", text)
    text, worse = _BAD_TARGET.subn(r"\1", text)
    if bad or worse:
        file.note(n_("Links that run code or open files were removed; their words are kept."))
    return text


def _frame(found: re.Match[str]) -> str:
    source = _SOURCE.search(found[2])
    address = next((part for part in source.groups() if part), "") if source else ""
    if address.startswith("//"):
        address = "https:" + address
    return f"\n\n<{address}>\n\n" if re.match(r"https?://[^\s<>]+$", address) else ""


def _drawing(found: re.Match[str]) -> str:
    words = [" ".join(word.split()) for word in _DRAWN_WORDS.findall(found[0])]
    return f"\n\n*{', '.join(words)}*\n\n" if words else "\n\n"


def _without_indents(text: str) -> str:
    """Take the indents off the lines of HTML blocks: Markdown would take them for code."""
    lines = text.split("\n")
    depth, inside = 0, False
    for number, line in enumerate(lines):
        plain = line.lstrip()
        tags = _BLOCK_TAG.findall(plain) if "<" in plain else []
        if tags and plain.startswith("<") and tags[0][1].lower() in (*_BLOCKS, *_CONVERTED):
            inside = True
        if not plain:
            inside = False
        if (inside or depth > 0) and not _LIST_ITEM.match(line):
            lines[number] = plain
        for closing, name, empty in tags:
            if name.lower() in _BLOCKS and not empty:
                depth = max(0, depth + (-1 if closing else 1))
    return "\n".join(lines)


def _unwrap(text: str, file: FileReport) -> str:
    """Take off the tags that only arrange the page, and write out words that only look like tags."""
    closed = set(re.findall(r"</([A-Z][\w.]*)\s*>", text))
    used: dict[str, None] = {}

    def tag(found: re.Match[str]) -> str:
        name, rest = found[2], found[3]
        known = name.lower()
        if known in _BLOCKS or known in _TITLED:
            used["<div>"] = None
            return "\n\n"
        if known in _INLINE_DROPPED:
            return ""
        if known in _KEPT or known in _CONVERTED:
            return found[0]
        if name[0].isupper() and (name in closed or rest.endswith("/")):
            used["<Component>"] = None
            words = [first or second for first, second in _JSX_WORDS.findall(rest)]
            return f"\n\n**{' · '.join(words)}**\n\n" if words else "\n\n"
        return "&lt;" + found[0][1:]

    unwrapped = _TAG.sub(tag, _TITLE_TAG.sub(_emphasised, text))
    if used:
        file.note(n_("Tags that only arrange the page were taken off; the words in them are kept."))
        lines = unwrapped.split("\n")
        unwrapped = "\n".join(s if (s := line.lstrip()).startswith("<") else line for line in lines)
    return unwrapped


def _emphasised(found: re.Match[str]) -> str:
    mark, words = _TITLED[found[1].lower()], " ".join(re.sub(r"<[^<>]*>", " ", found[2]).split())
    return f"\n\n{mark}{words}{mark}\n\n" if words else "\n\n"


def _convert_blocks(text: str, file: FileReport) -> str:
    """Convert each whole element such as a table or a list of the HTML into Markdown."""
    done: list[str] = []
    position = 0
    while found := _OPENING.search(text, position):
        end = _end_of_element(text, found)
        done.append(text[position : found.start()])
        chunk = text[found.start() : end]
        done.append("\n\n" + _markdown(chunk) + "\n\n")
        position = end
    if done:
        file.note(n_("HTML was turned into Markdown."))
    done.append(text[position:])
    whole = _LEFT_OPEN.sub("", "".join(done))
    return re.sub(r"\n{3,}", "\n\n", whole) if len(done) > 1 else whole


def _end_of_element(text: str, opening: re.Match[str]) -> int:
    """Where the element ends; an opening tag that is never closed ends with its paragraph."""
    name = opening[1].lower()
    depth = 0
    for found in re.compile(rf"<(/?){name}\b[^<>]*>", re.IGNORECASE).finditer(
        text, opening.start()
    ):
        depth += -1 if found[1] else 1
        if depth <= 0:
            another = re.compile(rf"\s*<{name}\b[^<>]*>", re.IGNORECASE).match(text, found.end())
            if name not in _PARTS or another is None:  # rows without their table belong together
                return found.end()
        if found.start() - opening.start() > 200_000:
            break
    paragraph = text.find("\n\n", opening.end())
    return paragraph if paragraph >= 0 else len(text)


def _markdown(chunk: str) -> str:
    parts = _CODE.split(_NEXT_CODE.sub(r"\1 \2", chunk))
    # split() gives text, code, its tag, text, ...: only in the text is “&lt;” kept as it is
    safe = "".join(
        "" if n % 3 == 2 else part if n % 3 == 1 else _LESS.sub("\x05", part)
        for n, part in enumerate(parts)
    )
    try:
        converted = markdownify(
            safe, heading_style="ATX", bullets="-", escape_asterisks=False,
            escape_underscores=False, table_infer_header=True,
            keep_inline_images_in=["td", "th", "h1", "h2", "h3", "h4", "h5", "h6", "a"],
        )  # fmt: skip
    except RecursionError:
        converted = unescape(re.sub(r"<[^<>]*>", " ", safe))
    return str(converted).strip().replace("\x05", "&lt;")


def _link(found: re.Match[str]) -> str:
    """A link of HTML inside a line of Markdown; one that leads nowhere is its words."""
    target = _HREF.search(found[1])
    address = next((part for part in target.groups() if part), "") if target else ""
    words = " ".join(found[2].split())
    if not address or not words:
        return words
    return f"[{words}]({address.replace(' ', '%20').replace('(', '%28').replace(')', '%29')})"


def _picture(found: re.Match[str]) -> str:
    source, alt = _SOURCE.search(found[1]), _ALT.search(found[1])
    address = next((part for part in source.groups() if part), "") if source else ""
    words = next((part for part in alt.groups() if part), "") if alt else ""
    words = words.replace("[", "(").replace("]", ")").replace("\n", " ")
    if not address:
        return words
    return (
        f"![{words}]({address.strip().replace(' ', '%20').replace('(', '%28').replace(')', '%29')})"
    )
