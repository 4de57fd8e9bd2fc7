"""Taking front matter and body apart, with the line of each key, and YAML's errors in words."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from enablement.cards.findings import CardFile, Severity
from enablement.translation import n_

MARK = "---"
MAX_FRONT_MATTER = 64 * 1024
_STRING = "tag:yaml.org,2002:str"
_GUESSED = frozenset(f"tag:yaml.org,2002:{kind}" for kind in ("bool", "int", "float", "timestamp"))


@dataclass(frozen=True)
class FrontMatter:
    """The parsed keys, the body after them, and where each stands; lines count from 1."""

    values: dict[str, Any]
    body: str
    lines: dict[str, int] = field(default_factory=dict)
    body_line: int = 1


class CardLoader(yaml.SafeLoader):
    """Safe YAML without references: they are how a small file becomes an enormous one."""

    def compose_node(self, parent: Node | None, index: Any) -> Node | None:
        if self.check_event(yaml.AliasEvent):
            event = self.current_event
            raise yaml.MarkedYAMLError(
                problem="a word that begins with * is read as a reference",
                problem_mark=event.start_mark,
            )
        return super().compose_node(parent, index)


def keep_as_written(node: MappingNode, keys: Collection[str]) -> None:
    """Make the values of these keys text, so that `no`, `1.10` or `12:30` stay what was written."""
    for key, value in node.value:
        if str(key.value) in keys:
            _as_text(value)


def _as_text(node: Node) -> None:
    if isinstance(node, ScalarNode) and node.tag in _GUESSED:
        node.tag = _STRING
    elif isinstance(node, SequenceNode):
        for item in node.value:
            _as_text(item)
    elif isinstance(node, MappingNode):
        for _key, item in node.value:
            _as_text(item)


def split_front_matter(
    text: str, reading: CardFile, as_text: Collection[str] = ()
) -> FrontMatter | None:
    """Split a file's text; `None`, with a finding, when there is no front matter to read.

    The values of the keys `as_text` are read as text, whatever YAML would make of them.
    """
    lines = text.split("\n")
    end = _closing_line(lines)
    if lines[0].rstrip() != MARK or end is None:
        problem = (
            n_("The file has no front matter.")
            if lines[0].rstrip() != MARK
            else n_("The front matter is not closed: there is no second line of three hyphens.")
        )
        reading.say(
            Severity.ERROR, 1, "no-front-matter", problem,
            n_("Begin the file with the card's keys between two lines “---”, or bring it in with enablement import."),
        )  # fmt: skip
        return None
    found = _parse("\n".join(lines[1:end]), reading, as_text)
    if found is None:
        return None
    values, places = found
    blank = next((n for n, line in enumerate(lines[end + 1 :]) if line.strip()), 0)
    body = tidy_body("\n".join(lines[end + 1 :]))
    return FrontMatter(values, body, places, end + 2 + blank)


def tidy_body(text: str) -> str:
    """A body as the reader gives it: no blank lines around it, one line's end after it."""
    lines = text.split("\n")
    written = [number for number, line in enumerate(lines) if line.strip()]
    return "\n".join(lines[written[0] : written[-1] + 1]) + "\n" if written else ""


def _closing_line(lines: list[str]) -> int | None:
    marks = (n for n, line in enumerate(lines[1:], 1) if line.rstrip() in (MARK, "..."))
    return next(marks, None)


def _parse(
    source: str, reading: CardFile, as_text: Collection[str]
) -> tuple[dict[str, Any], dict[str, int]] | None:
    if len(source) > MAX_FRONT_MATTER:
        reading.say(
            Severity.ERROR, 1, "front-matter-too-large",
            n_("The front matter is larger than 64 KB."), n_("Move long text into the body."),
        )  # fmt: skip
        return None
    try:
        loader = CardLoader(source)
        node = loader.get_single_node()
        if node is None:
            return {}, {}
        if not isinstance(node, MappingNode):
            reading.say(
                Severity.ERROR, 2, "front-matter-not-keys",
                n_("The front matter is not a list of keys and values."),
                n_("Write each as “key: value” on a line of its own."),
            )  # fmt: skip
            return None
        _say_keys_twice(node, reading)
        places = {str(key.value): key.start_mark.line + 2 for key, _value in reversed(node.value)}
        keep_as_written(node, as_text)
        values = loader.construct_document(node)
        return {str(key): value for key, value in values.items()}, places
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        _say_broken(error, reading, source)
        return None


def _say_keys_twice(node: Node, reading: CardFile) -> None:
    """Say which keys stand twice, at any depth: YAML would keep the last and drop the others."""
    waiting = [node]
    while waiting:
        node = waiting.pop()
        if isinstance(node, SequenceNode):
            waiting.extend(node.value)
        elif isinstance(node, MappingNode):
            waiting.extend(value for _key, value in node.value)
            first: dict[str, int] = {}
            for key, _value in node.value:
                name, line = str(key.value), key.start_mark.line + 2
                if name in first and name != "<<":
                    reading.say(
                        Severity.ERROR, line, "key-twice",
                        n_("“{key}” stands twice, first on line {first}."), n_("Keep one of them."),
                        key=name, first=first[name],
                    )  # fmt: skip
                first.setdefault(name, line)


def _say_broken(error: Exception, reading: CardFile, source: str) -> None:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line = mark.line + 2 if mark else 1
    reason = getattr(error, "problem", None) or str(error).split("\n")[0]
    if isinstance(error, yaml.reader.ReaderError):
        line = source.count("\n", 0, error.position) + 2
        reason = f"U+{ord(source[error.position]):04X}: {error.reason}"
    reading.say(
        Severity.ERROR, line, "broken-yaml",
        n_("The front matter cannot be read here: {reason}."),
        n_("Put a text that holds a colon, a quote, a * or brackets between quotes."),
        reason=reason,
    )  # fmt: skip
