"""The texts of a page as plain Markdown, and the texts among its keys."""

import re
from collections.abc import Mapping
from typing import Any

from enablement.cards.importers.dialects import to_plain_markdown
from enablement.cards.importers.hypertext import html_to_markdown
from enablement.cards.importers.liquid import fill_in, open_code
from enablement.cards.importers.report import FileReport
from enablement.cards.importers.sections import is_shown
from enablement.cards.importers.shelter import Shelter

_BLANK = re.compile(r"\n[ \t]*\n(?:[ \t]*\n)+")


def clean_markup(
    text: str, values: Mapping[str, Any], file: FileReport, *, mdx: bool = False
) -> str:
    """A text as plain Markdown: marks of other tools and HTML rewritten, code left alone."""
    shelter = Shelter()
    text = shelter.take_out(open_code(text))
    text = to_plain_markdown(text, file, mdx=mdx)
    text = fill_in(text, values, file)
    text = html_to_markdown(text, file)
    return shelter.put_back(_BLANK.sub("\n\n", text))


def clean_values(values: dict[str, Any], file: FileReport) -> dict[str, Any]:
    """The same for the texts inside front matter that are long enough to be shown."""
    return {key: _clean_value(value, key, file) for key, value in values.items()}


def _clean_value(value: object, key: str, file: FileReport) -> Any:
    if isinstance(value, str):
        cleaned = value.replace("\0", "")
        if re.search(r"<\w|\{\{|\{%|\[\[|<!--", cleaned) and is_shown(key, cleaned):
            return clean_markup(cleaned, {}, file).strip("\n")
        return cleaned
    if isinstance(value, Mapping):
        return {str(name): _clean_value(item, str(name), file) for name, item in value.items()}
    if isinstance(value, list):
        return [_clean_value(item, key, file) for item in value]
    return value
