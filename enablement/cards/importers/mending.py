"""Reading keys and values from YAML, TOML or JSON however broken: what fails is read line by line."""

import json
import re
import tomllib
from collections.abc import Callable, Iterator
from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from enablement.cards.front_matter import CardLoader, keep_as_written
from enablement.cards.importers.keys import TEXT_KEYS, key_name
from enablement.cards.importers.report import FileReport
from enablement.translation import n_

Values = dict[str, Any]
_KEY_LINE = re.compile(
    r"""^(?P<key>"[^"]{1,80}"|'[^']{1,80}'|[^\s#:\-\[\]{}'"&*!|>%@`,?=<][^:=\n]{0,60}?)"""
    r"""[ \t]*(?::(?=[ \t]|$)|(?P<equals>=)(?=[ \t]))[ \t]*(?P<rest>.*)$"""
)
_BLOCK_MARK = re.compile(r"^[|>][+-]?\d?[+-]?\s*$")
_ITEM = re.compile(r"^[ \t]*-[ \t]+(.*)$")


def is_key_line(line: str, *, equals: bool = False) -> bool:
    """Whether a line reads as `key: value`, or with `equals` as TOML's `key = value`."""
    found = _KEY_LINE.match(line)
    if not found or bool(found["equals"]) is not equals:
        return False
    return len(found["key"].split()) <= 4


def read_yaml(source: str, file: FileReport) -> Values:
    """The keys and values of one YAML mapping; where YAML fails, each key is read by itself."""
    try:
        documents = list(_documents(source, file))
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        _say_broken(error, file)
        return _by_line(source, file)
    values: Values = {}
    for document in documents:
        if not isinstance(document, dict):
            _say_broken(ValueError(n_("not keys and values")), file)
            return _by_line(source, file)
        _merge(values, document, file)
    return values


def read_yaml_documents(source: str, file: FileReport) -> list[Any]:
    """Every document of a YAML file; a broken file is read as one mapping, line by line."""
    try:
        return [document for document in _documents(source, file) if document is not None]
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        _say_broken(error, file)
        parts = re.split(r"(?m)^---[ \t]*$", source)
        return [_by_line(part, file) for part in parts if part.strip()]


def read_toml(source: str, file: FileReport) -> Values:
    """The keys and values of TOML; where it fails, each line is read by itself."""
    try:
        return tomllib.loads(source)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        _say_broken(error, file)
        return _by_line(source, file, equals=True)


def read_json(text: str) -> tuple[Values, int] | None:
    """A JSON object at the start of a text and where it ends; `None` when there is none."""
    try:
        values, end = json.JSONDecoder().raw_decode(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(values, dict) or not text[end:].startswith(("\n", "\r")):
        return None
    return values, end


def _documents(source: str, file: FileReport) -> Iterator[Any]:
    loader = CardLoader(source)
    while loader.check_node():
        node = loader.get_node()
        if node is None:
            continue
        _number_keys_twice(node, file)
        for mapping in [node] if isinstance(node, MappingNode) else getattr(node, "value", []):
            if isinstance(mapping, MappingNode):
                keep_as_written(
                    mapping,
                    [
                        str(k.value)
                        for k, _v in mapping.value
                        if key_name(str(k.value)) in TEXT_KEYS
                    ],
                )
        yield loader.construct_document(node)


def _number_keys_twice(top: Node, file: FileReport) -> None:
    """Give a key that stands twice another name the second time, so that its value stays."""
    waiting = [top]
    while waiting:
        node = waiting.pop()
        if isinstance(node, SequenceNode):
            waiting.extend(node.value)
        elif isinstance(node, MappingNode):
            taken = {str(key.value) for key, _value in node.value}
            seen: set[str] = set()
            for key, value in node.value:
                waiting.append(value)
                if isinstance(key, ScalarNode) and key.value in seen:
                    file.note(n_("“{key}” stood twice; both values are kept."), key=key.value)
                    key.value = free_name(key.value, taken)
                    taken.add(key.value)
                seen.add(str(key.value))


def free_name(name: str, taken: Any) -> str:
    """A name that is not taken: `name`, else `name_2`, `name_3` ..."""
    free, count = name, 2
    while free in taken:
        free, count = f"{name}_{count}", count + 1
    return free


def _merge(values: Values, more: dict[Any, Any], file: FileReport) -> None:
    for key, value in more.items():
        name = str(key)
        if name in values and values[name] != value:
            file.note(n_("“{key}” stood twice; both values are kept."), key=name)
            name = free_name(name, values)
        values[name] = value


def _say_broken(error: Exception, file: FileReport) -> None:
    mark = getattr(error, "problem_mark", None)
    reason = getattr(error, "problem", None) or str(error).split("\n")[0]
    file.note(
        n_("The keys could not be read as written (line {line}: {reason}); each was read by itself."),
        line=mark.line + 1 if mark else 1, reason=reason,
    )  # fmt: skip


def _by_line(source: str, file: FileReport, *, equals: bool = False) -> Values:
    values: Values = {}
    stray: list[str] = []
    for key, rest, more in _chunks(source.split("\n"), stray, equals=equals):
        _merge(values, {key: _mend_value(key, rest, more)}, file)
    if any(line.strip() for line in stray):
        file.note(n_("Lines among the keys that have no key are kept as text."))
        _merge(values, {"text": "\n".join(stray).strip()}, file)
    return values


def _chunks(
    lines: list[str], stray: list[str], *, equals: bool
) -> Iterator[tuple[str, str, list[str]]]:
    """Each key with the rest of its line and the lines under it."""
    chunk: tuple[str, str, list[str]] | None = None
    for line in lines:
        found = _KEY_LINE.match(line) if is_key_line(line, equals=equals) else None
        if found:
            if chunk:
                yield chunk
            chunk = (_unquote(found["key"]), found["rest"].strip(), [])
        elif line.lstrip().startswith("#") and not line.startswith(" "):
            continue
        elif chunk:
            chunk[2].append(line)
        elif line.strip() not in ("---", "..."):
            stray.append(line)
    if chunk:
        yield chunk


def _mend_value(key: str, rest: str, more: list[str]) -> Any:
    whole = "\n".join([f"key: {rest}", *more])
    attempts: tuple[Callable[[], str], ...] = (lambda: whole, lambda: whole.expandtabs(2))
    for attempt in attempts:
        try:
            loader = CardLoader(attempt())
            node = loader.get_single_node()
            if isinstance(node, MappingNode) and len(node.value) == 1:
                if key_name(key) in TEXT_KEYS:
                    keep_as_written(node, ["key"])
                return loader.construct_document(node)["key"]
        except (yaml.YAMLError, ValueError, RecursionError):
            continue
    return _raw_value(rest, more)


def _raw_value(rest: str, more: list[str]) -> Any:
    """A value as its words: a list if each line under it is an item, else one text."""
    written = [line for line in more if line.strip()]
    if not rest and written and _ITEM.match(written[0]):
        return _raw_items(written)
    if rest.startswith("[") and rest.endswith("]") and not written:
        parts = re.findall(r"""(?:"[^"]*"|'[^']*'|[^,])+""", rest[1:-1])
        return [_unquote(part.strip()) for part in parts if part.strip()]
    lines = [line.strip() for line in more]
    if _BLOCK_MARK.match(rest):
        return "\n".join(lines).strip()
    return _unquote(" ".join(part for part in (rest, *lines) if part))


def _raw_items(lines: list[str]) -> list[str]:
    items: list[str] = []
    for line in lines:
        if found := _ITEM.match(line):
            items.append(found[1].strip())
        else:
            items[-1] += " " + line.strip()
    return [_unquote(item) for item in items]


def _unquote(text: str) -> str:
    text = text.strip()
    if len(text) >= 2 and text[0] == text[-1] and text[0] in "\"'":
        quote, inside = text[0], text[1:-1]
        return inside.replace('\\"', '"') if quote == '"' else inside.replace("''", "'")
    return text
