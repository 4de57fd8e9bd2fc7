"""Reading one card file: tolerant of how people write, exact about what it did.

Every departure from the format becomes a finding that names file, line and how to mend it. Nothing
is dropped: keys that are not ours go to `extra`, sections that are not ours stay in the body.
"""

from pathlib import Path
from typing import Any

from enablement.cards.findings import CardFile, Severity
from enablement.cards.front_matter import FrontMatter, split_front_matter
from enablement.cards.images import FindImage, images_of_folder, read_images
from enablement.cards.model import FACETS, Card
from enablement.cards.values import (
    plain,
    read_audience,
    read_boolean,
    read_date,
    read_kind,
    read_text,
    read_texts,
)
from enablement.errors import ContentError
from enablement.translation import n_

TEXTS = ("id", "title", "language", "translation_of", "summary", "owner")
LISTS = ("says", *FACETS)
DATES = ("valid_from", "verify_by", "expires")
KEPT_AS_WRITTEN = (*TEXTS, *LISTS, "audience")
"""The keys whose values are text, whatever YAML would make of them."""

__all__ = [
    "DATES",
    "KEPT_AS_WRITTEN",
    "LISTS",
    "TEXTS",
    "CardFile",
    "read_card_file",
    "read_card_text",
]


def read_card_file(path: Path, root: Path) -> CardFile:
    """Read a card and its images; `root` is the folder that images must lie in.

    Raises `ContentError` only when the file itself cannot be opened.
    """
    reading = CardFile(path)
    _read(_decode(reading), reading, images_of_folder(path.parent, root))
    return reading


def read_card_text(text: str, path: Path, find: FindImage) -> CardFile:
    """Read a card from the text of its file; `path` is what findings call it."""
    reading = CardFile(path)
    _read(_tidy(text, reading), reading, find)
    return reading


def _read(text: str, reading: CardFile, find: FindImage) -> None:
    front = split_front_matter(text, reading, as_text=KEPT_AS_WRITTEN)
    if front is None:
        return
    reading.lines, reading.body_line = front.lines, front.body_line
    fields = _known_fields(front, reading)
    attachments = read_images(front.body, reading, find)
    if fields is not None:
        reading.card = Card(body=front.body, attachments=attachments, **fields)


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
        text = reading.text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        reading.say(
            Severity.ERROR, line, "encoding",
            n_("The file is not UTF-8: byte {position} cannot be read."),
            n_("Save it as UTF-8, or bring it in with enablement import, which guesses encodings."),
            position=error.start,
        )  # fmt: skip
        text = data.decode("utf-8", errors="replace")
    return _tidy(text.removeprefix("\ufeff"), reading)


def _tidy(text: str, reading: CardFile) -> str:
    """The text with one kind of line end, and without what no text holds."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        reading.say(
            Severity.ERROR, line, "nul-byte",
            n_("The file holds a NUL character, so it is not plain text."),
            n_("Remove the character, or bring the file in with enablement import."),
        )  # fmt: skip
        text = text.replace("\0", "")
    return text


def _known_fields(front: FrontMatter, reading: CardFile) -> dict[str, Any] | None:
    values = dict(front.values)
    fields: dict[str, Any] = {}
    for name in TEXTS:
        if (value := values.pop(name, None)) is not None:
            fields[name] = read_text(name, value, reading)
    for name in LISTS:
        fields[name] = read_texts(name, values.pop(name, None), reading)
    for name in DATES:
        fields[name] = read_date(name, values.pop(name, None), reading)
    fields["audience"] = read_audience(values.pop("audience", None), reading)
    fields["shareable"] = read_boolean("shareable", values.pop("shareable", None), reading)
    kind = read_kind(values.pop("kind", None), reading)
    for name in values:
        reading.say(
            Severity.NOTE, reading.lines.get(name, 1), "unknown-key",
            n_("“{key}” is not a key of the card format; it is kept as it is."), key=name,
        )  # fmt: skip
    fields["extra"] = plain(values)
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
