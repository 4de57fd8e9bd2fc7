"""Turning what other tools add to Markdown into plain Markdown: Hugo, kramdown, MDX, Obsidian, notes."""

import re
from collections.abc import Callable

from enablement.cards.importers.report import FileReport
from enablement.translation import n_

_SHORTCODE = re.compile(
    r"\{\{([<%])\s*(/?)\s*([\w./-]*)((?:(?!\{\{).){0,2000}?)(/?)\s*[%>]\}\}", re.DOTALL
)
_ARGUMENT = re.compile(r"""([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|(\S+))""")
_POSITIONAL = re.compile(r'"([^"]*)"|(\S+)')
_KRAMDOWN = re.compile(
    r"(?<![ \t])[ \t]*\{(?::(?!:)[^{}\n]*|[#.][\w-][^{}\n]*|\s[.#][\w-][^{}\n]*)\}"
)
_KRAMDOWN_BLOCK = re.compile(r"\{::?/?(?:comment|options|nomarkdown|/)[^{}\n]*\}")
_TOC = re.compile(r"(?m)^[ \t]*(?:[*+-]|\d+\.)[ \t]+.{0,40}\n[ \t]*\{:\s*toc[^{}]*\}[ \t]*\n?"
                  r"|^[ \t]*(?:\[\[_?TOC_?\]\]|\[TOC\]|\$\{toc\}|@\[toc\])[ \t]*$", re.IGNORECASE)  # fmt: skip
_COMMENT = re.compile(r"<!--.*?-->|\{/\*.*?\*/\}", re.DOTALL)
_MDX_LINE = re.compile(r"(?m)^(?:import\s+(?:[\w{}*,\s]+\s+from\s+)?['\"][^'\"\n]+['\"];?|"
                       r"export\s+(?:const|let|default|function)\b[^\n]*(?:\n(?![\n#])[^\n]*)*)[ \t]*\n?")  # fmt: skip
_WIKI = re.compile(r"(!?)\[\[([^\[\]\n|]+?)(?:\|([^\[\]\n]+))?\]\]")
_CALLOUT = re.compile(r"(?m)^((?:>[ \t]*)+)\[!(\w+)\][+-]?[ \t]*(.*)$")
_FENCED_NOTE = re.compile(
    r"(?m)^([ \t]*):{3,}[ \t]*(?:\{?\.?([A-Za-z][\w-]*)\}?)?[ \t]*(?:\[([^\]\n]*)\])?[ \t]*([^\n{]*)(\{[^\n]*)?$"
)
_INDENTED_NOTE = re.compile(
    r'(?m)^(?:!!!|\?\?\?\+?|===)[ \t]*(\w[\w -]*?)?[ \t]*(?:"([^"\n]*)")?[ \t]*\n'
    r"((?:(?:[ ]{4}|\t)[^\n]*(?:\n|$)|[ \t]*\n(?=[ ]{4}|\t))*)"
)
_OBSIDIAN_COMMENT = re.compile(r"%%.*?%%", re.DOTALL)
_PICTURE = re.compile(r"\.(png|jpe?g|gif|webp|svg|avif|bmp)$", re.IGNORECASE)
_WORD_KEYS = ("title", "caption", "text", "label", "summary", "heading", "header", "description",
              "content", "quote", "author")  # fmt: skip


def to_plain_markdown(text: str, file: FileReport, *, mdx: bool) -> str:
    """Rewrite the marks of other tools; the words between and inside them stay."""
    steps: list[tuple[str, Callable[[str], tuple[str, int]]]] = [
        (n_("Comments in the page, which readers never saw, were left out."), _without_comments),
        (n_("Shortcodes were taken out, and the words in them kept."), _shortcodes),
        (n_("Marks for style and for a table of contents were taken out."), _kramdown),
        (n_("Links in double brackets were turned into their words."), _wiki_links),
        (n_("Boxes for notes were turned into plain paragraphs with their title in bold."), _notes),
    ]
    if mdx:
        steps.append((n_("Lines that import or export code were taken out."), _mdx))
    for message, step in steps:
        text, count = step(text)
        if count:
            file.note(message)
    return text


def _without_comments(text: str) -> tuple[str, int]:
    shown, count = _COMMENT.subn("", text) if "-->" in text or "*/}" in text else (text, 0)
    if shown.count("%%") >= 2:
        shown, more = _OBSIDIAN_COMMENT.subn("", shown)
        count += more
    return shown, count


def _shortcodes(text: str) -> tuple[str, int]:
    return _SHORTCODE.subn(_shortcode, text) if "{{" in text else (text, 0)


def _shortcode(found: re.Match[str]) -> str:
    _mark, closing, name, rest = found[1], found[2], found[3].lower(), found[4].strip()
    if closing:
        return ""
    given = {key.lower(): a or b or c for key, a, b, c in _ARGUMENT.findall(rest)}
    positional = [] if given else [a or b for a, b in _POSITIONAL.findall(rest)]
    first = given.get("src") or given.get("href") or given.get("link") or ""
    words = [given[key] for key in _WORD_KEYS if given.get(key)]
    if name in ("ref", "relref"):
        return positional[0] if positional else first
    if name in ("figure", "img", "image") and (first or positional):
        alt = given.get("alt") or given.get("caption") or given.get("title") or ""
        caption = given.get("caption", "")
        picture = f"![{alt}]({(first or positional[0]).replace(' ', '%20')})"
        return picture + (f"\n\n*{caption}*" if caption and caption != alt else "")
    if name in ("youtube", "vimeo") and (positional or given.get("id")):
        site = "https://www.youtube.com/watch?v=" if name == "youtube" else "https://vimeo.com/"
        return f"<{site}{positional[0] if positional else given['id']}>"
    spoken = words or [part for part in positional if " " in part]
    return "**" + " · ".join(spoken) + "** " if spoken else ""


def _kramdown(text: str) -> tuple[str, int]:
    text, toc = _TOC.subn("", text)
    text, blocks = _KRAMDOWN_BLOCK.subn("", text)
    text, styles = _KRAMDOWN.subn("", text)
    return text, toc + blocks + styles


def _mdx(text: str) -> tuple[str, int]:
    return _MDX_LINE.subn("", text)


def _wiki_links(text: str) -> tuple[str, int]:
    return _WIKI.subn(_wiki_link, text) if "[[" in text else (text, 0)


def _wiki_link(found: re.Match[str]) -> str:
    embedded, target, alias = found[1], found[2].strip(), (found[3] or "").strip()
    if embedded and _PICTURE.search(target):
        words = alias if alias and not alias.replace("x", "").isdigit() else ""
        name = target.rsplit("/", 1)[-1].rsplit(".", 1)[0]
        return f"![{words or name}]({target.replace(' ', '%20')})"
    page, _mark, part = target.partition("#")
    plain = page.rsplit("/", 1)[-1] if "/" in page else page
    return alias or (f"{plain} ({part})" if plain and part else plain or part)


def _notes(text: str) -> tuple[str, int]:
    text, callouts = _CALLOUT.subn(
        lambda found: f"{found[1]}**{found[3].strip() or found[2].capitalize()}**\n{found[1]}", text
    )
    text, fenced = _FENCED_NOTE.subn(_fenced_note, text) if ":::" in text else (text, 0)
    text, indented = _INDENTED_NOTE.subn(_indented_note, text)
    return text, callouts + fenced + indented


def _fenced_note(found: re.Match[str]) -> str:
    title = " ".join(part.strip() for part in (found[3], found[4]) if part and part.strip())
    title = title or (found[2] or "").replace("-", " ").capitalize()
    return f"{found[1]}\n**{title}**\n" if title else "\n"


def _indented_note(found: re.Match[str]) -> str:
    title = (found[2] or "").strip() or (found[1] or "").strip().capitalize()
    inside = re.sub(r"(?m)^(?: {4}|\t)", "", found[3])
    return f"\n**{title}**\n\n{inside}" if title else f"\n{inside}"
