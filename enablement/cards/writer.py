"""Writing a card as the file that reads back to the same card."""

import re
from typing import Any

import yaml
from yaml.nodes import Node

from enablement.cards.front_matter import MARK
from enablement.cards.model import FACETS, Card

ORDER = (
    "id", "kind", "title", "language", "translation_of", "summary", "says", *FACETS, "audience",
    "owner", "valid_from", "verify_by", "expires", "shareable",
)  # fmt: skip
_NEEDS_ESCAPES = re.compile(r"[^\n -~\u00a1-\u167f\u1681-\u1fff\u2010-\u2027\u2030-\ud7ff"
                            r"\uf900-\ufdfb\U00010000-\U0010fffd]")  # fmt: skip


class _Dumper(yaml.SafeDumper):
    """YAML as a person would write it: short lists in one line, long text as a block."""

    def ignore_aliases(self, _data: object) -> bool:
        return True


def _text(dumper: yaml.SafeDumper, value: str) -> Node:
    style = None
    if _NEEDS_ESCAPES.search(value):
        style = '"'
    elif "\n" in value:
        style = "|"
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


def _list(dumper: yaml.SafeDumper, value: list[Any]) -> Node:
    short = all(not isinstance(item, (list, dict)) for item in value)
    return dumper.represent_sequence("tag:yaml.org,2002:seq", value, flow_style=short)


class _LongDumper(_Dumper):
    """The same with an item of a list a line."""


_Dumper.add_representer(str, _text)
_LongDumper.add_representer(str, _text)
_Dumper.add_representer(list, _list)


def write_card(card: Card) -> str:
    """The text of a card file: keys in the order of the format, defaults left out, then the body.

    Reading the file gives an equal card, when the card is as the reader gives it: texts on one
    line, no blank lines around the body, and its images where its attachments say.
    """
    fields = card.model_dump(mode="python", exclude_defaults=True)
    keys: dict[str, Any] = {"id": card.id, "kind": card.kind.value, "title": card.title}
    keys["language"] = card.language
    for name in ORDER[4:]:
        if name in fields:
            keys[name] = _as_yaml(fields[name])
    keys.update((name, value) for name, value in card.extra.items() if name not in keys)
    return f"{MARK}\n{write_keys(keys)}{MARK}\n{card.body}"


def write_keys(keys: dict[str, Any], *, long_lists: bool = False) -> str:
    """Front matter of these keys, in their order; with `long_lists` an item of a list a line."""
    return yaml.dump(
        keys, Dumper=_LongDumper if long_lists else _Dumper, sort_keys=False, allow_unicode=True,
        width=10_000, default_flow_style=False,
    )  # fmt: skip


def _as_yaml(value: object) -> object:
    if isinstance(value, tuple):
        return list(value)
    if isinstance(value, dict):
        return {key: _as_yaml(item) for key, item in value.items() if item}
    return value
