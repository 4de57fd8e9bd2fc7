"""Taking a page's front matter off its body, in whichever of the forms that are out there."""

import re

from enablement.cards.importers.mending import (
    Values,
    is_key_line,
    read_json,
    read_toml,
    read_yaml,
)
from enablement.cards.importers.report import FileReport
from enablement.translation import n_

_RULE = re.compile(r"^-{3,}[ \t]*$")
_END = re.compile(r"^(-{3,}|\.\.\.)[ \t]*$")
_TOML_RULE = re.compile(r"^\+\+\+[ \t]*$")
_TEXT_STARTS = re.compile(r"^(#{1,6}[ \t]|>|```|~~~|!\[|\[|<)")


def split_page(text: str, file: FileReport) -> tuple[Values, str]:
    """The keys and the body of a page; no front matter is no error."""
    values, body = _split_once(text.lstrip("\n"), file)
    while values and (more := _second_front_matter(body, file)):
        file.note(n_("A second front matter stood under the first; its keys were added."))
        for key, value in more[0].items():
            values.setdefault(key if values.get(key, value) == value else f"{key}_2", value)
        body = more[1]
    return values, body


def _split_once(text: str, file: FileReport) -> tuple[Values, str]:
    lines = text.split("\n")
    if _RULE.match(lines[0]):
        return _yaml_page(lines, file)
    if _TOML_RULE.match(lines[0]):
        end = next((n for n, line in enumerate(lines[1:], 1) if _TOML_RULE.match(line)), None)
        if end is not None:
            file.note(n_("The front matter was read as TOML."))
            return read_toml("\n".join(lines[1:end]), file), "\n".join(lines[end + 1 :])
    if text.startswith("{") and (found := read_json(text)):
        file.note(n_("The front matter was read as JSON."))
        return found[0], text[found[1] :]
    return {}, text


def _second_front_matter(body: str, file: FileReport) -> tuple[Values, str] | None:
    lines = body.lstrip("\n").split("\n")
    if not _RULE.match(lines[0]) or len(lines) < 3 or not is_key_line(lines[1]):
        return None
    if not any(_END.match(line) for line in lines[1:]):
        return None
    values, rest = _yaml_page(lines, file)
    return (values, rest) if values else None


def _yaml_page(lines: list[str], file: FileReport) -> tuple[Values, str]:
    end = next((n for n, line in enumerate(lines[1:], 1) if _END.match(line)), None)
    if not _begins_with_keys(lines[1:end]):
        if end is not None and not any(line.strip() for line in lines[1:end]):
            return {}, "\n".join(lines[end + 1 :])
        return {}, "\n".join(lines)
    if end is None:
        file.note(n_("The front matter was not closed; it ends where the text begins."))
        end = _where_text_begins(lines)
        return read_yaml("\n".join(lines[1:end]), file), "\n".join(lines[end:])
    return read_yaml("\n".join(lines[1:end]), file), "\n".join(lines[end + 1 :])


def _begins_with_keys(lines: list[str]) -> bool:
    written = [line for line in lines if line.strip() and not line.startswith("#")]
    return bool(written) and (is_key_line(written[0]) or written[0].startswith(("{", "? ")))


def _where_text_begins(lines: list[str]) -> int:
    for number, line in enumerate(lines[1:], 1):
        follows = next((later for later in lines[number:] if later.strip()), "")
        if not line.strip() and not is_key_line(follows) and not follows.startswith((" ", "- ")):
            return number
        if line.strip() and not is_key_line(line) and not line.startswith((" ", "\t", "-", "#")):
            return number
        if _TEXT_STARTS.match(line):
            return number
    return len(lines)
