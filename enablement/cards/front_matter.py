"""Taking front matter and body apart, with the line of each key, and YAML's errors in words."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import yaml
from yaml.nodes import MappingNode, Node

from enablement.cards.findings import Severity
from enablement.translation import n_

if TYPE_CHECKING:
    from enablement.cards.reader import CardFile

MARK = "---"
MAX_FRONT_MATTER = 64 * 1024


@dataclass(frozen=True)
class FrontMatter:
    """The parsed keys, the body after them, and where each stands; lines count from 1."""

    values: dict[str, Any]
    body: str
    lines: dict[str, int] = field(default_factory=dict)
    body_line: int = 1


class _Loader(yaml.SafeLoader):
    """Safe YAML without anchors: they are how a small file becomes an enormous one."""

    def compose_node(self, parent: Node | None, index: Any) -> Node | None:
        if self.check_event(yaml.AliasEvent):
            event = self.peek_event()
            raise yaml.MarkedYAMLError(
                problem="a word that begins with * is read as a reference",
                problem_mark=event.start_mark,
            )
        return super().compose_node(parent, index)


def split_front_matter(text: str, reading: "CardFile") -> FrontMatter | None:
    """Split a file's text; `None`, with a finding, when there is no front matter to read."""
    lines = text.split("\n")
    end = _closing_line(lines)
    if not lines or lines[0].rstrip() != MARK or end is None:
        problem = (
            n_("The file has no front matter.")
            if not lines or lines[0].rstrip() != MARK
            else n_("The front matter is not closed: there is no second line of three hyphens.")
        )
        reading.say(
            Severity.ERROR, 1, "no-front-matter", problem,
            n_("Begin the file with the card's keys between two lines “---”, or bring it in with enablement import."),
        )  # fmt: skip
        return None
    source = "\n".join(lines[1:end])
    body = "\n".join(lines[end + 1 :]).strip("\n")
    blank = next((n for n, line in enumerate(lines[end + 1 :]) if line.strip()), 0)
    found = _parse(source, reading)
    if found is None:
        return None
    values, places = found
    return FrontMatter(values, body + "\n" if body else "", places, end + 2 + blank)


def _closing_line(lines: list[str]) -> int | None:
    marks = (n for n, line in enumerate(lines[1:], 1) if line.rstrip() in (MARK, "..."))
    return next(marks, None)


def _parse(source: str, reading: "CardFile") -> tuple[dict[str, Any], dict[str, int]] | None:
    if len(source) > MAX_FRONT_MATTER:
        reading.say(
            Severity.ERROR, 1, "front-matter-too-large",
            n_("The front matter is larger than 64 KB."), n_("Move long text into the body."),
        )  # fmt: skip
        return None
    loader = _Loader(source)
    try:
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
        places = _places(node, reading)
        values = loader.construct_document(node)
        return {str(key): value for key, value in values.items()}, places
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        _say_broken(error, reading)
        return None
    finally:
        loader.dispose()


def _places(node: MappingNode, reading: "CardFile") -> dict[str, int]:
    places: dict[str, int] = {}
    for key, _value in node.value:
        name, line = str(key.value), key.start_mark.line + 2
        if name in places:
            reading.say(
                Severity.ERROR, line, "key-twice",
                n_("“{key}” stands twice, first on line {first}."), n_("Keep one of them."),
                key=name, first=places[name],
            )  # fmt: skip
        places.setdefault(name, line)
    return places


def _say_broken(error: Exception, reading: "CardFile") -> None:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    reading.say(
        Severity.ERROR, mark.line + 2 if mark else 1, "broken-yaml",
        n_("The front matter cannot be read here: {reason}."),
        n_("Put a text that holds a colon, a quote, a * or brackets between quotes."),
        reason=getattr(error, "problem", None) or str(error).split("\n")[0],
    )  # fmt: skip
