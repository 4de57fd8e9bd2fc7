"""From one source file to drafts of cards, or the reason why none can come of it."""

import re
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

from enablement.cards.headings import find_headings
from enablement.cards.importers.drafts import Draft
from enablement.cards.importers.front_pages import split_page
from enablement.cards.importers.keys import TITLE_KEYS, key_name
from enablement.cards.importers.markup import clean_markup, clean_values
from enablement.cards.importers.sections import is_shown, role_of, word_count
from enablement.cards.importers.sources import Role, Source
from enablement.cards.importers.stories import read_stories
from enablement.translation import n_

_REDIRECT = ("redirect_to", "redirect", "redirect_url")


def read_drafts(source: Source, text: str) -> list[Draft]:
    """The drafts of a file; none, with the reason in its report, when it holds no message."""
    if not text.strip():
        source.report.refuse(n_("The file is empty."), n_("Write the page, or remove the file."))
        return []
    if source.role is Role.STORIES:
        return read_stories(source, text)
    if source.role is Role.UNSURE and not _looks_like_a_page(text, source):
        return []
    values, body = split_page(text, source.report)
    body = clean_markup(body, values, source.report, mdx=_is_mdx(source.name, body))
    values = clean_values(values, source.report)
    if refusal := _refusal(values, body):
        source.report.refuse(*refusal)
        return []
    return [Draft(source.report, source.name, values, body)]


def _refusal(values: Mapping[str, Any], body: str) -> tuple[str, str] | None:
    """Why a page holds no message and how to mend it; `None` when it holds one."""
    rewrite = n_("Write the text, or remove it.")
    sends_on = any(key_name(key) in _REDIRECT for key in values)
    told = _texts_in(values)
    words = word_count(re.sub(r"\]\([^)\n]{0,1000}\)", "]", body))
    if sends_on and words < 40:
        return n_("The page only sends its readers on to another one."), n_(
            "Bring in the page it leads to."
        )
    if told or (words and not _is_title_alone(body)):
        return None
    if words:
        return n_("The page has a title and no text under it."), rewrite
    if "![" in body:
        return n_("The page shows pictures and has no words."), n_("Write what a rep should say.")
    if values:
        return n_("The file has front matter and no text under it."), rewrite
    return n_("The file has no words in it."), rewrite


def _is_mdx(name: PurePosixPath, body: str) -> bool:
    return name.suffix.lower() == ".mdx" or bool(re.match(r"\s*import\s[^\n]*\sfrom\s+['\"]", body))


def _texts_in(values: Mapping[str, Any]) -> bool:
    """Whether front matter alone has a text to say: sections, or a description of some length."""
    said = sum(word_count(value) for key, value in values.items() if role_of(key) is not None)
    return said >= 2 or any(
        (is_shown(key, value) and key_name(key) not in TITLE_KEYS and word_count(value) >= 12)
        for key, value in values.items()
        if isinstance(value, (str, list, dict))
    )


def _is_title_alone(body: str) -> bool:
    """Whether a body is one heading and nothing else."""
    lines = body.strip().split("\n")
    headings = find_headings(lines)
    return len(headings) == 1 and headings[0].last - headings[0].line + 1 == len(lines)


def _looks_like_a_page(text: str, source: Source) -> bool:
    """Whether a file without a telling name is Markdown or prose, not a program or a list of names."""
    lines = [line for line in text.split("\n") if line.strip()]
    heads = sum(bool(re.match(r"(#{1,6} \S|---\s*$|[-*] \S|>|\d+\. )", line)) for line in lines)
    prose = sum(
        len(line.split()) >= 6 and bool(re.search(r"[a-záéíóúñ]{2}[.,;:?!]", line))
        for line in lines
    )
    code = sum(
        bool(re.search(r"[{};=\\$]\s*$|^\s*(#!|import |def |function |\w+=|\w+\s*:\s*\w+$)", line))
        for line in lines
    )
    if (
        lines[0].startswith("#!")
        or code > len(lines) * 0.3
        or not ((heads and prose) or prose >= 2)
    ):
        source.report.refuse(
            n_("It does not read as a page of text."),
            n_("If it is one, save it as Markdown (.md)."),
        )
        return False
    source.report.note(n_("Its name does not say so, but it reads as a page of text."))
    return True
