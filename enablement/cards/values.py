"""Turning the values of front matter into a card's fields; each departure becomes a finding."""

import math
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from enablement.cards.findings import CardFile, Severity
from enablement.cards.model import Audience, CardKind
from enablement.translation import n_


def one_line(value: object) -> str:
    """A value as one line of text that can be stored: no halves of characters, no NUL."""
    return " ".join(clean_text(str(plain(value))).split())


def clean_text(text: str) -> str:
    """Text without NUL and without halves of characters, which YAML's escapes can make."""
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return whole.replace("\0", "")


def plain(value: object) -> Any:
    """A YAML value as JSON holds it."""
    rules: list[tuple[type | tuple[type, ...], Callable[[Any], Any]]] = [
        (str, clean_text),
        ((bool, int, type(None)), lambda same: same),
        (float, lambda number: number if math.isfinite(number) else str(number)),
        ((datetime, date), lambda day: day.isoformat()),
        (dict, lambda pairs: {clean_text(str(key)): plain(item) for key, item in pairs.items()}),
        ((list, tuple, set), lambda items: [plain(item) for item in items]),
    ]
    return next((make(value) for kinds, make in rules if isinstance(value, kinds)), str(value))


def read_kind(value: object, reading: CardFile) -> CardKind | None:
    """The kind of card, or `None` with a finding."""
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


def read_text(name: str, value: object, reading: CardFile) -> str:
    """One line of text; empty, with a finding, when it is a list or a mapping."""
    if isinstance(value, (list, dict)):
        reading.say(
            Severity.ERROR, reading.lines.get(name, 1), "not-text",
            n_("“{key}” must be one line of text."),
            n_("If it holds a colon or brackets, put it in quotes."), key=name,
        )  # fmt: skip
        return ""
    return one_line(value)


def read_texts(name: str, value: object, reading: CardFile) -> tuple[str, ...]:
    """A list of texts, each once; one text alone is a list of one."""
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
    if any(isinstance(item, (list, dict)) for item in value):
        reading.say(
            Severity.ERROR, reading.lines.get(name, 1), "list-in-a-list",
            n_("“{key}” must be a list of texts; an item of it is a list or has keys."),
            n_("If a text holds a colon or brackets, put it in quotes."), key=name,
        )  # fmt: skip
    words = (one_line(item) for item in value if item is not None)
    return tuple(dict.fromkeys(word for word in words if word))


def read_date(name: str, value: object, reading: CardFile) -> date | None:
    """A date, or `None`, with a finding when something else was written."""
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


def read_audience(value: object, reading: CardFile) -> Audience:
    """The audience; everyone, with a finding, when it cannot be read."""
    if value is None:
        return Audience()
    line = reading.lines.get("audience", 1)
    if not isinstance(value, dict) or set(value) - {"teams", "regions"}:
        reading.say(
            Severity.ERROR, line, "bad-audience",
            n_("The audience must name teams and regions, and nothing else."),
            n_("Write it as audience: {{teams: [sales], regions: []}}; empty means everyone."),
        )  # fmt: skip
    named = value if isinstance(value, dict) else {}
    return Audience(
        teams=read_texts("audience", named.get("teams"), reading),
        regions=read_texts("audience", named.get("regions"), reading),
    )


def read_boolean(name: str, value: object, reading: CardFile) -> bool:
    """True or false; false, with a finding, when it is neither."""
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
