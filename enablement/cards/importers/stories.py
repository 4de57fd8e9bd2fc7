"""The stories of a YAML file: a mapping, a list of them, or several documents."""

import re
from collections.abc import Mapping
from typing import Any

from enablement.cards.importers.drafts import Draft
from enablement.cards.importers.fields import is_facet, take_nested_facets
from enablement.cards.importers.keys import TITLE_KEYS, key_name
from enablement.cards.importers.markup import clean_values
from enablement.cards.importers.mending import read_yaml_documents
from enablement.cards.importers.sections import is_shown, role_of, to_markdown, word_count
from enablement.cards.importers.sources import Source
from enablement.cards.importers.titles import humanised
from enablement.translation import n_

_SETTINGS = frozenset({
    "baseurl", "base_url", "plugins", "theme", "remote_theme", "markdown", "exclude", "nav", "site_name", "repo_url",
    "services", "jobs", "dependencies", "paginate", "kramdown", "collections", "defaults", "taxonomies", "steps",
})  # fmt: skip
_HOLDERS = ("metadata", "meta", "details", "map", "info", "about")


def read_stories(source: Source, text: str) -> list[Draft]:
    """A draft for each story of a YAML file: a mapping, a list of them, or several documents."""
    found: list[dict[str, Any]] = []
    for document in read_yaml_documents(text, source.report):
        for item in document if isinstance(document, list) else [document]:
            found.extend(_stories_in(item))
    drafts = [
        Draft(source.report, source.name, values, "", part=number if len(found) > 1 else 0)
        for number, values in enumerate(found, 1)
    ]
    for draft in drafts:
        draft.values = clean_values(draft.values, source.report)
        _tell(draft)
    if not drafts:
        source.report.refuse(
            n_("The file holds settings or data, no story with a title and sentences."),
            n_("If it is a story, give it a “title” and a text such as “body”."),
        )
    elif len(drafts) > 1:
        source.report.note(n_("It holds {n} stories: each became a card."), n=len(drafts))
    return drafts


def _stories_in(item: object) -> list[dict[str, Any]]:
    if not isinstance(item, dict):
        return []
    values = {str(key): value for key, value in item.items()}
    if _is_story(values):
        return [values]
    lists = [value for value in values.values() if isinstance(value, list)]
    return [
        {str(key): value for key, value in entry.items()}
        for entries in lists
        for entry in entries
        if isinstance(entry, dict) and _is_story({str(key): value for key, value in entry.items()})
    ]


def _is_story(values: dict[str, Any]) -> bool:
    if any(key_name(key) in _SETTINGS for key in values):
        return False
    named = any(
        key_name(key) in TITLE_KEYS and isinstance(value, str) for key, value in values.items()
    )
    texts = [value for key, value in values.items() if is_shown(key, value)]
    sentences = sum(_sentences(value) for value in texts)
    return (named and sentences >= 1) or sentences >= 3


def _sentences(value: object) -> int:
    """How many texts of a sentence's length a value holds."""
    if isinstance(value, str):
        return word_count(value) >= 4 and bool(re.search(r"[a-záéíóúñ]{2}", value))
    if isinstance(value, Mapping):
        return sum(_sentences(item) for key, item in value.items() if is_shown(str(key), item))
    return sum(_sentences(item) for item in value) if isinstance(value, list) else 0


def _tell(draft: Draft) -> None:
    """Bring what nested mappings say to where a card has it: a title, a subtitle, a list of facts."""
    facts: list[str] = []
    for key in [key for key in draft.values if key_name(key) in _HOLDERS]:
        nested = draft.values[key]
        if not isinstance(nested, Mapping):
            continue
        take_nested_facets(draft, nested)
        rest = {name: value for name, value in nested.items() if not is_facet(str(name))}
        for name in list(rest):
            if key_name(name) == "title" and isinstance(rest[name], str):
                target = "subtitle" if "title" in draft.values else "title"
                draft.values.setdefault(target, rest.pop(name))
            elif is_shown(name, rest[name]) and role_of(name) is None:
                facts.append(_fact(name, rest.pop(name)))
        if rest:
            draft.values[key] = rest
        else:
            del draft.values[key]
    for key in [key for key in draft.values if key_name(key) in ("tag_line", "tagline")]:
        if "subtitle" in draft.values and isinstance(draft.values[key], str):
            facts.append(_fact(key, draft.values.pop(key)))
    if facts:
        draft.values["facts"] = list(dict.fromkeys(facts))


def _fact(name: str, value: object) -> str:
    text = ", ".join(" ".join(str(item).split()) for item in value) if isinstance(value, list) else (
        " ".join(to_markdown(value).split())
    )  # fmt: skip
    return f"{humanised(name)}: {text}"
