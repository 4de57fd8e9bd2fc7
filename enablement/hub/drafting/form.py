"""A card's file as a form and back again: what nobody changed stays as it was, byte for byte.

Only the lines of the fields that changed are written anew; keys and sections that are not ours,
comments and the order of the keys are left alone.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode

from enablement.cards.findings import CardFile
from enablement.cards.front_matter import MARK, CardLoader, split_front_matter, tidy_body
from enablement.cards.reader import KEPT_AS_WRITTEN
from enablement.cards.writer import ORDER
from enablement.hub.drafting.fields import (
    AUDIENCE,
    BODY,
    NAMES,
    show_field,
    tidy_field,
    write_field,
)

_COMMENT = re.compile(r"[ \t]+#.*$")


@dataclass(frozen=True)
class _Key:
    """Where a key stands in the front matter: its lines from 0, and a comment behind its value."""

    name: str
    first: int
    after: int
    comment: str


@dataclass(frozen=True)
class Form:
    """The fields of a card's file, and what of the file stands around them."""

    fields: Mapping[str, str]
    front: tuple[str, ...] = field(repr=False)
    closing: str = field(repr=False)
    rest: str = field(repr=False)
    source: str = field(repr=False)

    @classmethod
    def of(cls, text: str) -> "Form | None":
        """The form of a file; `None` for one that a form could not show whole, such as broken YAML."""
        plain = plain_lines(text)
        reading = CardFile(Path("card.md"))
        front = split_front_matter(plain, reading, as_text=KEPT_AS_WRITTEN)
        if front is None or reading.has_errors:
            return None
        shown = {name: show_field(name, front.values) for name in NAMES if name != BODY}
        fields = {name: value for name, value in shown.items() if value is not None}
        lines = plain.split("\n")
        end = next(at for at, line in enumerate(lines[1:], 1) if line.rstrip() in (MARK, "..."))
        inner = tuple(lines[1:end])
        if len(fields) != len(shown) or _keys(inner) is None:
            return None
        fields[BODY] = front.body
        rest = "\n".join(lines[end + 1 :])
        return cls(fields, inner, lines[end], rest, text)

    def filled(self, typed: Mapping[str, str]) -> str:
        """The file's text after these fields were typed; fields that were not sent stay."""
        text = self.source
        form = self
        for name in NAMES:
            if name == BODY or name not in typed:
                continue
            shown = tidy_field(name, typed[name])
            if shown != form.fields[name]:
                form = form._with(name, shown)
        body = tidy_body(plain_lines(typed.get(BODY, form.fields[BODY])))
        if body != form.fields[BODY]:
            blank = "\n" * (len(form.rest) - len(form.rest.lstrip("\n")))
            form = replace(form, rest=f"{blank}{body}")
        return text if form is self else _ended_like(text, form.written())

    def written(self) -> str:
        """The file's text, put together anew."""
        return "\n".join((MARK, *self.front, self.closing, self.rest))

    def _with(self, name: str, shown: str) -> "Form":
        fields = {**self.fields, name: shown}
        new = write_field(name, fields).rstrip("\n").split("\n")
        key = "audience" if name in AUDIENCE else name
        lines, keys = list(self.front), _keys(self.front) or []
        held = next((one for one in keys if one.name == key), None)
        if held is None:
            at = _place(key, keys, len(lines))
            lines[at:at] = new
        else:
            if len(new) == 1:
                new = [new[0] + held.comment]
            lines[held.first : held.after] = new
        return replace(self, fields=fields, front=tuple(lines))


def _ended_like(source: str, text: str) -> str:
    """A text with the line ends of a file that has one kind of them, and the mark it begins with."""
    for end in ("\r\n", "\r"):
        if end in source and not set(source.replace(end, "")) & {"\r", "\n"}:
            text = text.replace("\n", end)
    return f"\ufeff{text}" if source.startswith("\ufeff") else text


def plain_lines(text: str) -> str:
    """A text with one kind of line end, as the reader sees it."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")


def _keys(lines: tuple[str, ...]) -> list[_Key] | None:
    """The keys of front matter that stand each on lines of their own; `None` when some do not."""
    source = "\n".join(lines)
    try:
        root = CardLoader(source).get_single_node()
    except yaml.YAMLError:
        return None
    if root is None:
        return []
    if not isinstance(root, MappingNode) or root.flow_style:
        return None
    found = list(_spans(root, lines))
    starts = [one.first for one in found]
    inside = all(key.start_mark.column == 0 for key, _value in root.value)
    return found if inside and len(set(starts)) == len(starts) else None


def _spans(root: MappingNode, lines: tuple[str, ...]) -> Iterator[_Key]:
    pairs = root.value
    for number, (key, value) in enumerate(pairs):
        first = key.start_mark.line
        last = pairs[number + 1][0].start_mark.line if number + 1 < len(pairs) else len(lines)
        while last > first + 1 and _is_blank(lines[last - 1]):
            last -= 1
        yield _Key(str(key.value), first, last, _comment(key, value, lines))


def _is_blank(line: str) -> bool:
    return not line.strip() or line.lstrip().startswith("#")


def _comment(key: Node, value: Node, lines: tuple[str, ...]) -> str:
    """What stands behind a value on its one line."""
    end = value.end_mark
    if isinstance(value, ScalarNode) and not value.value:
        end = key.end_mark if end.line != key.start_mark.line else end
    if end.line != key.start_mark.line:
        return ""
    tail = lines[end.line][end.column :].lstrip(":")
    return tail if _COMMENT.fullmatch(tail) else ""


def _place(name: str, keys: list[_Key], end: int) -> int:
    """Where a key that is not there yet belongs: after the last of those that come before it."""
    before = set(ORDER[: ORDER.index(name)])
    places = [one.after for one in keys if one.name in before]
    return max(places) if places else (keys[0].first if keys else end)
