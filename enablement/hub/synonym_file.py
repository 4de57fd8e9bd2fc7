"""Reading the YAML file in which marketing keeps its synonyms: whole, or not at all."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from enablement.cards.findings import Finding, Severity
from enablement.cards.front_matter import CardLoader
from enablement.errors import ContentError
from enablement.hub.shelf import language_code
from enablement.sync.policies import SynonymPolicy, SynonymRule
from enablement.translation import n_

MAX_BYTES = 1024 * 1024
MAX_RULES, MAX_WORDS, MAX_CHARACTERS = 5000, 50, 100
"""The most rules of a file, words or phrases of a rule, and characters of one of them."""

_KEYS = ("language", "words", "finds")
_FINDINGS_SHOWN = 5
_AS_A_RULE = n_("Write each rule as: {example}")
_EXAMPLE = "- {language: en, words: [sso, single sign-on]}"
_AS_A_LIST = n_("Write a list, such as [sso, single sign-on].")


@dataclass
class _Reading:
    """A file under way: what was found wrong in it so far, line by line."""

    path: Path
    findings: list[Finding] = field(default_factory=list)

    def say(self, node: Node | int, message: str, mend: str, **values: object) -> None:
        line = node if isinstance(node, int) else node.start_mark.line + 1
        self.findings.append(
            Finding(self.path, line, Severity.ERROR, "synonyms", message, mend, values)
        )


def read_synonyms(path: Path) -> SynonymPolicy:
    """Read the rules of a file; each is kept once, in a steady order.

    Raises `ContentError` for a file that cannot be read, or with its first errors, by line.
    """
    reading = _Reading(path)
    rules = set(_read_rules(_parse(_read_text(path), reading), reading))
    if reading.findings:
        raise ContentError(
            n_("Nothing was changed. Errors in {file}: {count}.\n{first}\n"),
            mend=n_("Correct them and set the file again."),
            file=path,
            count=len(reading.findings),
            first="\n".join(map(_line, reading.findings[:_FINDINGS_SHOWN])),
        )
    return SynonymPolicy(rules=tuple(sorted(rules, key=_order)))


def _order(rule: SynonymRule) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    return rule.language, rule.words, rule.finds


def _line(found: Finding) -> str:
    return f"{found.file}:{found.line}: {found.sentence} {found.how_to_mend}".rstrip()


def _read_text(path: Path) -> str:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ContentError(
            n_("The file {file} cannot be read: {reason}."),
            mend=n_("Nothing was changed. Name the file that holds the synonyms."),
            file=path,
            reason=error.strerror,
        ) from error
    if len(data) > MAX_BYTES:
        raise ContentError(
            n_("The file {file} is larger than 1 MB."),
            mend=n_("Nothing was changed. Keep the rules that help, and drop the rest."),
            file=path,
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ContentError(
            n_("{file}:{line}: The text is not UTF-8."),
            mend=n_("Nothing was changed. Save the file as UTF-8."),
            file=path,
            line=data.count(b"\n", 0, error.start) + 1,
        ) from error


def _parse(text: str, reading: _Reading) -> list[Node]:
    """The rules of a file as YAML's nodes, which know their line and guess no types."""
    try:
        node = CardLoader(text).get_single_node()
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        line, reason = _what_broke(error, text)
        reading.say(
            line,
            n_("The file cannot be read here: {reason}."),
            n_("Put a text that holds a colon, a quote, a * or brackets between quotes."),
            reason=reason,
        )
        return []
    if node is None:
        mend = n_("To be left without any, write [] in it.")
        reading.say(1, n_("The file holds no rules."), mend)
        return []
    if not isinstance(node, SequenceNode):
        reading.say(node, n_("The file is not a list of rules."), _AS_A_RULE, example=_EXAMPLE)
        return []
    if len(node.value) > MAX_RULES:
        mend = n_("Keep the rules that help, and drop the rest.")
        reading.say(
            node, n_("There are {count} rules, {most} at most."), mend,
            count=len(node.value), most=MAX_RULES,
        )  # fmt: skip
        return []
    return list(node.value)


def _what_broke(error: Exception, text: str) -> tuple[int, str]:
    """The line of a YAML error, and its reason."""
    if isinstance(error, yaml.reader.ReaderError):
        return text.count("\n", 0, error.position) + 1, error.reason
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    reason = getattr(error, "problem", None) or str(error).split("\n")[0]
    return (mark.line + 1 if mark else 1), reason


def _read_rules(nodes: list[Node], reading: _Reading) -> Iterator[SynonymRule]:
    for node in nodes:
        before = len(reading.findings)
        parts = _parts(node, reading)
        if parts is None:
            continue
        language = _language(node, parts.get("language"), reading)
        words = _phrases(node, "words", parts.get("words"), reading)
        finds = _phrases(node, "finds", parts["finds"], reading) if "finds" in parts else ()
        alone = len({word.casefold() for word in words}) == 1 and "finds" not in parts
        if alone and len(reading.findings) == before:
            reading.say(
                node, n_("“{word}” stands alone, so it finds nothing new."),
                n_("Add another word to “words”, or what it finds to “finds”."), word=words[0],
            )  # fmt: skip
        if len(reading.findings) == before:
            yield SynonymRule(language=language, words=words, finds=finds)


def _parts(node: Node, reading: _Reading) -> dict[str, Node] | None:
    """The values of a rule by their keys; `None` for what is no rule."""
    if not isinstance(node, MappingNode):
        reading.say(node, n_("This is not a rule."), _AS_A_RULE, example=_EXAMPLE)
        return None
    parts: dict[str, Node] = {}
    for key, value in node.value:
        name = str(key.value)
        if name not in _KEYS:
            reading.say(
                key, n_("A rule has no “{key}”."), n_("It has: {keys}."),
                key=name, keys=", ".join(_KEYS),
            )  # fmt: skip
        elif name in parts:
            reading.say(key, n_("“{key}” stands twice."), n_("Keep one of them."), key=name)
        parts[name] = value
    return parts


def _language(rule: Node, node: Node | None, reading: _Reading) -> str:
    code = node.value if isinstance(node, ScalarNode) else ""
    if found := language_code(code):
        return found
    mend = n_("Use a code such as en or es.")
    if code:
        reading.say(rule, n_("“{language}” is not a language code."), mend, language=code)
    else:
        reading.say(node or rule, n_("The rule has no “language”."), mend)
    return ""


def _phrases(rule: Node, key: str, node: Node | None, reading: _Reading) -> tuple[str, ...]:
    """The words and phrases of a key, as they were written; several only as a list."""
    if isinstance(node, SequenceNode):
        items = list(node.value)
    elif isinstance(node, ScalarNode) and "," not in node.value:
        items = [node]
    else:
        reading.say(node or rule, n_("The rule has no list of “{key}”."), _AS_A_LIST, key=key)
        return ()
    if not 1 <= len(items) <= MAX_WORDS:
        reading.say(
            node, n_("“{key}” holds {count} words or phrases, not 1 to {most}."), _AS_A_LIST,
            key=key, count=len(items), most=MAX_WORDS,
        )  # fmt: skip
        return ()
    return tuple(dict.fromkeys(_phrase(item, key, reading) for item in items))


def _phrase(node: Node, key: str, reading: _Reading) -> str:
    written = node.value if isinstance(node, ScalarNode) else ""
    phrase = " ".join(unicodedata.normalize("NFC", written).split())
    if not any(character.isalnum() for character in phrase) or not phrase.isprintable():
        reading.say(node, n_("In “{key}” stands what is no word."), _AS_A_LIST, key=key)
    elif len(phrase) > MAX_CHARACTERS:
        reading.say(
            node, n_("“{start}…” is longer than {most} characters."),
            n_("Synonyms are words and short phrases."), start=phrase[:30], most=MAX_CHARACTERS,
        )  # fmt: skip
    return phrase
