"""Reading one card file: tolerant of how people write, exact about what it did.

Every departure from the format becomes a finding that names file, line and how to mend it. Nothing
is dropped: keys that are not ours go to `extra`, sections that are not ours stay in the body.
"""

import hashlib
import math
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from enablement.cards.files import MAX_IMAGE_BYTES, image_type
from enablement.cards.findings import Finding, Severity
from enablement.cards.front_matter import FrontMatter, split_front_matter
from enablement.cards.model import FACETS, Audience, Card, CardKind
from enablement.cards.renderer import image_references
from enablement.errors import ContentError
from enablement.translation import n_

_TEXTS = ("id", "title", "language", "translation_of", "summary", "owner")
_LISTS = ("says", *FACETS)
_DATES = ("valid_from", "verify_by", "expires")


@dataclass
class CardFile:
    """What was read from one file: the card unless it could not be read at all, and the findings.

    `lines` maps a front-matter key to its line, `body_line` is the line on which the body begins.
    `images` holds the bytes of each attachment by its hash.
    """

    path: Path
    card: Card | None = None
    findings: list[Finding] = field(default_factory=list)
    lines: dict[str, int] = field(default_factory=dict)
    body_line: int = 1
    images: dict[str, bytes] = field(default_factory=dict)

    def say(
        self,
        severity: Severity,
        line: int,
        code: str,
        message: str,
        mend: str = "",
        **values: object,
    ) -> None:
        """Add a finding about this file."""
        self.findings.append(Finding(self.path, line, severity, code, message, mend, values))

    @property
    def has_errors(self) -> bool:
        """Whether the card must not be approved as it is."""
        return any(finding.severity is Severity.ERROR for finding in self.findings)


def read_card_file(path: Path, root: Path) -> CardFile:
    """Read a card and its images; `root` is the folder that images must lie in.

    Raises `ContentError` only when the file itself cannot be opened.
    """
    reading = CardFile(path)
    text = _decode(reading)
    front = split_front_matter(text, reading)
    if front is None:
        return reading
    reading.lines, reading.body_line = front.lines, front.body_line
    fields = _known_fields(front, reading)
    attachments = _read_images(front.body, reading, root)
    if fields is not None:
        reading.card = Card(body=front.body, attachments=attachments, **fields)
    return reading


def _decode(reading: CardFile) -> str:
    try:
        data = reading.path.read_bytes()
    except OSError as error:
        raise ContentError(
            n_("The file {file} cannot be read: {reason}."),
            file=reading.path,
            reason=error.strerror,
        ) from error
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        reading.say(
            Severity.ERROR, line, "encoding",
            n_("The file is not UTF-8: byte {position} cannot be read."),
            n_("Save it as UTF-8, or bring it in with enablement import, which guesses encodings."),
            position=error.start,
        )  # fmt: skip
        text = data.decode("utf-8", errors="replace")
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        reading.say(
            Severity.ERROR, line, "nul-byte",
            n_("The file holds a NUL character, so it is not plain text."),
            n_("Remove the character, or bring the file in with enablement import."),
        )  # fmt: skip
        text = text.replace("\0", "")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _known_fields(front: FrontMatter, reading: CardFile) -> dict[str, Any] | None:
    values = dict(front.values)
    fields: dict[str, Any] = {}
    for name in _TEXTS:
        if (value := values.pop(name, None)) is not None:
            fields[name] = _text(name, value, reading)
    for name in _LISTS:
        fields[name] = _texts(name, values.pop(name, None), reading)
    for name in _DATES:
        fields[name] = _date(name, values.pop(name, None), reading)
    fields["audience"] = _audience(values.pop("audience", None), reading)
    fields["shareable"] = _boolean("shareable", values.pop("shareable", None), reading)
    kind = _kind(values.pop("kind", None), reading)
    for name in values:
        reading.say(
            Severity.NOTE, reading.lines.get(name, 1), "unknown-key",
            n_("“{key}” is not a key of the card format; it is kept as it is."), key=name,
        )  # fmt: skip
    fields["extra"] = {str(key): _plain(value) for key, value in values.items()}
    fields["language"] = str(fields.get("language") or "en").lower().replace("_", "-")
    fields["translation_of"] = fields.get("translation_of") or None
    for name in ("id", "title"):
        if not fields.get(name):
            reading.say(
                Severity.ERROR, reading.lines.get(name, 1), f"missing-{name}",
                n_("The card has no {key}."), n_("Write “{key}:” in its front matter."), key=name,
            )  # fmt: skip
    if kind is None or not fields.get("id") or not fields.get("title"):
        return None
    return {**fields, "kind": kind}


def _kind(value: Any, reading: CardFile) -> CardKind | None:
    line = reading.lines.get("kind", 1)
    mend = n_("Write “kind: objection” or “kind: story”.")
    if value is None:
        reading.say(Severity.ERROR, line, "missing-kind", n_("The card has no kind."), mend)
        return None
    try:
        return CardKind(str(value).strip().lower())
    except ValueError:
        message = n_("“{value}” is not a kind of card.")
        reading.say(Severity.ERROR, line, "unknown-kind", message, mend, value=value)
        return None


def _text(name: str, value: Any, reading: CardFile) -> str:
    if isinstance(value, (list, dict)):
        reading.say(
            Severity.ERROR, reading.lines.get(name, 1), "not-text",
            n_("“{key}” must be one line of text."),
            n_("If it holds a colon or brackets, put it in quotes."), key=name,
        )  # fmt: skip
        return ""
    return " ".join(str(_plain(value)).split())


def _texts(name: str, value: Any, reading: CardFile) -> tuple[str, ...]:
    if value is None:
        return ()
    if isinstance(value, dict):
        reading.say(
            Severity.ERROR, reading.lines.get(name, 1), "not-a-list",
            n_("“{key}” must be a list."), n_("Write it as {key}: [one, two]."), key=name,
        )  # fmt: skip
        return ()
    if not isinstance(value, list):
        reading.say(
            Severity.NOTE, reading.lines.get(name, 1), "list-of-one",
            n_("“{key}” is one text; it is read as a list of one."),
            n_("Write it as {key}: [one, two]."), key=name,
        )  # fmt: skip
        value = [value]
    words = (" ".join(str(_plain(item)).split()) for item in value if item is not None)
    return tuple(dict.fromkeys(word for word in words if word))


def _date(name: str, value: Any, reading: CardFile) -> date | None:
    if value is None or value == "":
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value).strip())
    except ValueError:
        reading.say(
            Severity.ERROR, reading.lines.get(name, 1), "bad-date",
            n_("“{key}: {value}” is not a date."),
            n_("Write it as year-month-day, such as 2026-12-31, or leave it empty."),
            key=name, value=value,
        )  # fmt: skip
        return None


def _audience(value: Any, reading: CardFile) -> Audience:
    if value is None:
        return Audience()
    line = reading.lines.get("audience", 1)
    if not isinstance(value, dict) or set(value) - {"teams", "regions"}:
        reading.say(
            Severity.ERROR, line, "bad-audience",
            n_("The audience must name teams and regions, and nothing else."),
            n_("Write it as audience: {{teams: [sales], regions: []}}; empty means everyone."),
        )  # fmt: skip
        value = value if isinstance(value, dict) else {}
    return Audience(
        teams=_texts("audience", value.get("teams"), reading),
        regions=_texts("audience", value.get("regions"), reading),
    )


def _boolean(name: str, value: Any, reading: CardFile) -> bool:
    if value in (None, ""):
        return False
    if isinstance(value, bool):
        return value
    reading.say(
        Severity.ERROR, reading.lines.get(name, 1), "not-yes-or-no",
        n_("“{key}: {value}” must be true or false."), n_("Write “{key}: true”, or remove it."),
        key=name, value=value,
    )  # fmt: skip
    return False


def _plain(value: Any) -> Any:
    """A YAML value as JSON holds it."""
    rules: list[tuple[type | tuple[type, ...], Callable[[Any], Any]]] = [
        ((str, bool, int, type(None)), lambda same: same),
        (float, lambda number: number if math.isfinite(number) else str(number)),
        ((datetime, date), lambda day: day.isoformat()),
        (dict, lambda pairs: {str(key): _plain(item) for key, item in pairs.items()}),
        ((list, tuple, set), lambda items: [_plain(item) for item in items]),
    ]
    return next((make(value) for kinds, make in rules if isinstance(value, kinds)), str(value))


def _read_images(body: str, reading: CardFile, root: Path) -> dict[str, str]:
    attachments: dict[str, str] = {}
    for source, alt in image_references(body):
        line = reading.body_line + body[: max(body.find(source), 0)].count("\n")
        if not alt.strip():
            reading.say(
                Severity.WARNING, line, "image-without-words",
                n_("The image {image} has no words for those who cannot see it."),
                n_("Write them in its brackets: ![what it shows]({image})."), image=source,
            )  # fmt: skip
        if source not in attachments and (data := _image_bytes(source, line, reading, root)):
            digest = hashlib.sha256(data).hexdigest()
            attachments[source] = digest
            reading.images[digest] = data
    return attachments


def _image_bytes(source: str, line: int, reading: CardFile, root: Path) -> bytes | None:
    if "://" in source or source.startswith(("data:", "//")):
        reading.say(
            Severity.WARNING, line, "image-elsewhere",
            n_("The image {image} lies on the web and will not be shown: reps work offline."),
            n_("Save it in the folder of the cards and name it by its path."), image=source,
        )  # fmt: skip
        return None
    path = (reading.path.parent / unquote(source)).resolve()
    problem = ""
    if not path.is_relative_to(root.resolve()):
        problem = n_("The image {image} lies outside the folder of the cards.")
    elif not path.is_file():
        problem = n_("The image {image} is not there.")
    elif path.stat().st_size > MAX_IMAGE_BYTES:
        problem = n_("The image {image} is larger than 5 MB.")
    elif image_type(data := path.read_bytes()) is None:
        problem = n_("The image {image} is not a PNG, JPEG, GIF or WebP file.")
    else:
        return data
    mend = n_("Put a PNG or JPEG of at most 5 MB beside the cards and name it by its path.")
    reading.say(Severity.ERROR, line, "bad-image", problem, mend, image=source)
    return None
