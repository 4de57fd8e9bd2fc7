"""Taking template marks (Liquid, Jinja, Handlebars) out of a page: what they stand for, or their words."""

import re
from collections.abc import Mapping
from typing import Any

from enablement.cards.importers.report import FileReport
from enablement.translation import n_

_RAW = re.compile(r"\{%-?\s*(?:end)?raw\s*-?%\}[ \t]*")
_CODE = re.compile(
    r"\{%-?\s*(highlight|mermaid)\s*(\w*)[^%]*%\}\n?(.*?)\{%-?\s*end\1\s*-?%\}", re.DOTALL
)
_COMMENT = re.compile(r"\{%-?\s*comment\s*-?%\}.*?\{%-?\s*endcomment\s*-?%\}", re.DOTALL)
_TAG = re.compile(r"\{%-?\s*(\w+)?((?:(?!\{%).){0,2000}?)-?%\}", re.DOTALL)
_VARIABLE = re.compile(r"\{\{\{?(?![<%])-?\s*((?:(?!\{\{).){0,2000}?)\s*-?\}\}\}?", re.DOTALL)
_LOOP = re.compile(r"\{%-?\s*for\s+(\w+)\s+in\b")
_LITERAL = re.compile(r"""^(["'])(.*?)\1\s*(\||$)""")
_DEFAULT = re.compile(r"""\s*default:\s*(["'])(.*?)\1""")
_NAME = re.compile(r"[\w.\[\]'\"-]*")
_FILTER = re.compile(
    r"\s*(default|escape|markdownify|relative_url|absolute_url|date\w*|upcase|downcase|capitalize|strip\w*|jsonify|first|last"
    r"|size|join|split|append|prepend|replace\w*|remove\w*|url\w*|slugify|safe|xml_escape|truncate\w*|where\w*|sort|group_by|map)\b"
)
_ARGUMENT = re.compile(r"""([\w-]+)\s*=\s*("([^"]*)"|'([^']*)')""")
_OPEN, _CLOSE = "\x03", "\x04"
_WORDS = re.compile(f"{_OPEN}([^{_CLOSE}]*){_CLOSE}")
_LINK = re.compile(rf"\[([^\[\]]*)\]\(([^()\n]*{_OPEN}[^()\n]*)\)")
_NOT_WORDS = frozenset({"src", "url", "href", "link", "image", "img", "id", "class", "type", "file",
                        "path", "width", "height", "style", "name", "ref", "target"})  # fmt: skip


def open_code(text: str) -> str:
    """Turn Liquid's own code blocks into fenced ones, and drop the marks of raw text."""
    text = _CODE.sub(lambda found: f"```{found[2] or found[1]}\n{found[3].strip()}\n```", text)
    return _RAW.sub("", text)


def fill_in(text: str, values: Mapping[str, Any], file: FileReport) -> str:
    """Replace template marks by what they stand for; where that is not known, by words in brackets."""
    if "{{" not in text and "{%" not in text:
        return text
    loops = set(_LOOP.findall(text))
    used: dict[str, None] = {}
    text, comments = _COMMENT.subn("", text)
    if comments:
        file.note(n_("Comments in the page, which readers never saw, were left out."))
    text = _TAG.sub(lambda found: _tag(found, used), text)
    text = _VARIABLE.sub(lambda found: _variable(found[1], values, loops), text)
    text, links = _LINK.subn(r"\1", text) if _OPEN in text else (text, 0)
    text, unknown = _WORDS.subn(lambda found: f"[{found[1]}]" if found[1] else "", text)
    if used:
        file.note(
            n_("Template marks were taken out, and the words between them kept: {marks}."),
            marks=", ".join(used),
        )  # fmt: skip
    if links or unknown:
        file.note(
            n_("The site's own values are not in the page; {n} of them stand in brackets or lost their link."),
            n=unknown + links,
        )  # fmt: skip
    return text.replace(_OPEN, "").replace(_CLOSE, "")


def _tag(found: re.Match[str], used: dict[str, None]) -> str:
    name, rest = found[1] or "", found[2].strip()
    if name in ("link", "post_url", "asset", "asset_path", "url"):
        return rest.strip("\"'").split(" ")[0]
    used[name or "%"] = None
    words = [
        first or second
        for key, _whole, first, second in _ARGUMENT.findall(rest)
        if key.lower() not in _NOT_WORDS and re.search(r"[^\W\d_]{2}", first or second)
    ]
    return f"*{' · '.join(words)}*" if words and name.startswith("include") else ""


def _variable(expression: str, values: Mapping[str, Any], loops: set[str]) -> str:
    if literal := _LITERAL.match(expression):
        return literal[2]
    name = expression.split("|", maxsplit=1)[0].strip()
    root, _dot, last = name.rpartition(".")
    if last.lower() in ("baseurl", "base_url", "url") and root in ("site", "page", ""):
        return ""
    if name.split(".")[0] in loops or name.startswith(("forloop", "content", "include.")):
        return f"{_OPEN}{_CLOSE}"
    if root == "page" and isinstance(found := values.get(last), (str, int, float)):
        return str(found)
    filters = expression.split("|")[1:]
    if default := next((found for part in filters if (found := _DEFAULT.match(part))), None):
        return default[2]
    plain = _NAME.fullmatch(name) and all(_FILTER.match(part) for part in filters)
    words = re.sub(r"[^\w]+|_+", " ", (last or name) if plain else expression).strip()
    return f"{_OPEN}{words}{_CLOSE}"
