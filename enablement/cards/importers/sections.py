"""Text that stands in front matter or in YAML becomes sections of the card's body."""

import re
from collections.abc import Mapping
from typing import Any

from enablement.cards.blocks import HEADINGS
from enablement.cards.headings import find_headings
from enablement.cards.importers.keys import PICTURE_KEYS, SECTION_KEYS, TEXT_KEYS, key_name
from enablement.cards.importers.report import FileReport
from enablement.cards.importers.titles import humanised
from enablement.cards.values import plain
from enablement.translation import n_

_ROLES = {name: role for role, names in SECTION_KEYS.items() for name in names}
_FURTHER = {"quote": ("Quote", "Cita"), "facts": ("At a glance", "De un vistazo")}
_TECHNICAL = re.compile(
    r"(^|_)(id|uuid|uid|slug|permalink|url|uri|link|href|layout|weight|order|draft|published|sitemap|path|file|image|images|img|logo|icon|thumbnail"
    r"|seal|screenshot|latitude|longitude|lat|lng|lon|color|class|css|js|date|created|updated|modified|template|redirect|post_name|alt|version|hash|sku)(_|$)"
)
_PATH = re.compile(
    r"^(https?://\S+|[./]\S+|\S+\.(png|jpe?g|gif|svg|webp|pdf|html?|css|js))$", re.IGNORECASE
)
_LEAD = re.compile(r"^\*\*([^*\n]{2,50}?):?\*\*[ \t]*:?[ \t]*")


def role_of(key: str) -> str | None:
    """The block a key's text belongs to; "" is text without a heading, `None` is no such key."""
    return _ROLES.get(key_name(key))


def take_sections(values: dict[str, Any], body: str, language: str, file: FileReport) -> str:
    """The body with the texts of front matter as sections; the keys that were used are removed."""
    parts: list[str] = [body.strip("\n")] if body.strip() else []
    taken = {role for role in HEADINGS if _heading(role, language) in body}
    for key in list(values):
        role, value = role_of(key), values[key]
        unknown = role is None and key_name(key) not in TEXT_KEYS
        if not (_is_text_for(role, value) or (unknown and _is_prose(value, alone=not body))):
            continue
        heading = _heading(role, language) if role and role not in taken else humanised(key)
        text = to_markdown(value)
        if role == "" and isinstance(value, (str, list)):
            parts.insert(1 if body.strip() else len(parts), text)
        elif role == "" and isinstance(value, Mapping):
            parts.append(text)
        else:
            parts.append(f"## {heading}\n\n{_below_section(text)}")
            taken.add(role or "")
        file.note(n_("The text under the key “{key}” became part of the body."), key=key)
        del values[key]
    return "\n\n".join(part.strip("\n") for part in parts if part.strip()) + "\n" if parts else ""


def _heading(role: str, language: str) -> str:
    if role in HEADINGS:
        return HEADINGS[role][language == "es"]
    return _FURTHER.get(role, ("", ""))[language == "es"]


def _is_text_for(role: str | None, value: object) -> bool:
    if role is None or isinstance(value, (bool, int, float)):
        return False
    if role and isinstance(value, str):
        return bool(re.search(r"\w", value)) and not _PATH.match(value.strip())
    return word_count(value) >= (1 if role else 2)


def _is_prose(value: object, *, alone: bool) -> bool:
    """Whether an unknown key holds text to read and not a setting."""
    if isinstance(value, str):
        return word_count(value) >= (8 if alone else 60)
    if isinstance(value, list) and value and all(isinstance(item, Mapping) for item in value):
        return any(word_count(text) >= 4 for item in value for text in item.values())
    if isinstance(value, Mapping):
        return any(_is_prose(item, alone=alone) for item in value.values())
    return alone and isinstance(value, list) and word_count(value) >= 12


def word_count(value: object) -> int:
    """How many words stand in a value, paths and addresses not counted."""
    if isinstance(value, str):
        return 0 if _PATH.match(value.strip()) else len(re.findall(r"[^\W\d_]{2,}", value))
    if isinstance(value, Mapping):
        return sum(word_count(item) for item in value.values())
    return sum(word_count(item) for item in value) if isinstance(value, (list, tuple)) else 0


def _below_section(text: str) -> str:
    """Push a text's own headings below the section that it becomes."""
    lines = text.split("\n")
    headings = find_headings(lines)
    top = min((found.level for found in headings), default=3)
    for found in reversed(headings if top < 3 else []):
        level = min(6, found.level + 3 - top)
        lines[found.line : found.last + 1] = [f"{'#' * level} {found.text}"]
    return "\n".join(lines)


def to_markdown(value: object) -> str:
    """A value from YAML as Markdown: paragraphs, bullets, quotations, or bold labels."""
    if isinstance(value, str):
        return value.strip("\n")
    if isinstance(value, Mapping):
        return _mapping(value)
    if isinstance(value, (list, tuple)):
        return _list(list(value))
    return str(plain(value)) if value is not None else ""


def _list(items: list[Any]) -> str:
    texts = [item for item in items if item not in (None, "")]
    if all(isinstance(item, (str, int, float)) for item in texts):
        short = all(len(str(item).split()) <= 12 and "\n" not in str(item) for item in texts)
        if short and len(texts) > 1:
            return "\n".join(f"- {item}" for item in texts)
        return "\n\n".join(_lead_as_heading(str(item).strip("\n")) for item in texts)
    return "\n\n".join(to_markdown(item) for item in texts)


def _lead_as_heading(paragraph: str) -> str:
    """A paragraph that opens with a bold label of a few words is a section with that heading."""
    found = _LEAD.match(paragraph)
    if not found or ":" not in found[0] or len(found[1].split()) > 5:
        return paragraph
    return f"## {found[1].strip()}\n\n{paragraph[found.end() :]}".rstrip()


def _mapping(pairs: Mapping[Any, Any]) -> str:
    names = {key_name(str(key)): key for key in pairs}
    said = next((names[n] for n in ("content", "quote", "text", "body") if n in names), None)
    who = next((names[n] for n in ("from", "author", "name", "by", "source") if n in names), None)
    rest = [(key, value) for key, value in pairs.items() if key not in (said, who)]
    lines: list[str] = []
    if said is not None and who is not None:
        quoted = to_markdown(pairs[said]).replace("\n", "\n> ")
        lines.append(f"> {quoted}\n>\n> — {to_markdown(pairs[who])}")
    else:
        rest = list(pairs.items())
    for key, value in rest:
        if not is_shown(str(key), value):
            continue
        text = to_markdown(value)
        if key_name(str(key)) in ("title", "heading") and len(rest) > 1 and "\n" not in text:
            lines.append(f"## {text}")
        elif role_of(str(key)) == "" or key_name(str(key)) in (
            "title",
            "paragraphs",
            "description",
        ):
            lines.append(text)
        elif key_name(str(key)) == "name":
            lines.append(f"**{text}**")
        elif "\n" in text:
            lines.append(f"**{humanised(str(key))}:**\n\n{text}")
        else:
            lines.append(f"**{humanised(str(key))}:** {text}")
    return "\n\n".join(line for line in lines if line.strip())


def is_shown(key: str, value: object) -> bool:
    """Whether a key of YAML holds something a person reads, and not a path, an id or a setting."""
    if isinstance(value, bool) or value in (None, "", [], {}):
        return False
    if _TECHNICAL.search(key_name(key)) or key_name(key) in PICTURE_KEYS:
        return False
    return not (isinstance(value, str) and _PATH.match(value.strip()))
