"""The fields of a card's form: their names, how each shows a value, and how a value is read back."""

import csv
import io
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from enablement.cards.findings import CardFile
from enablement.cards.model import FACETS, Card, CardKind
from enablement.cards.reader import DATES, TEXTS
from enablement.cards.values import one_line, read_audience, read_date, read_texts
from enablement.cards.writer import write_keys
from enablement.translation import n_

BODY = "body"
AUDIENCE = ("teams", "regions")
NAMES = {
    "id": n_("Id"),
    "kind": n_("Kind of card"),
    "title": n_("Title"),
    "language": n_("Language"),
    "translation_of": n_("Translation of"),
    "summary": n_("Summary"),
    "says": n_("The buyer’s words"),
    "products": n_("Products"),
    "industries": n_("Industries"),
    "personas": n_("Personas"),
    "stages": n_("Stages"),
    "competitors": n_("Competitors"),
    "tags": n_("Tags"),
    "teams": n_("Teams"),
    "regions": n_("Regions"),
    "owner": n_("Owner"),
    "valid_from": n_("Valid from"),
    "verify_by": n_("Verify by"),
    "expires": n_("Expires"),
    "shareable": n_("May go to customers"),
    BODY: n_("Text"),
}
"""Every field of the form in the order of a file, and its label."""

_YES = "yes"
_NOWHERE = Path("card.md")


def join_values(values: Iterable[str]) -> str:
    """Short values on one line, set apart by commas; one that holds a comma stands in quotes."""
    out = io.StringIO()
    csv.writer(out, delimiter=",", lineterminator="").writerow(list(values))
    text = out.getvalue()
    return ", ".join(_cells(text)) if '"' not in text else text


def split_values(text: str) -> tuple[str, ...]:
    """The values of such a line, each once."""
    words = (one_line(cell) for cell in _cells(text))
    return tuple(dict.fromkeys(word for word in words if word))


def _cells(text: str) -> list[str]:
    rows = csv.reader([" ".join(text.split())], skipinitialspace=True)
    return [cell for row in rows for cell in row]


def show_field(name: str, values: dict[str, Any]) -> str | None:
    """What the form shows for the keys of a file; `None` when the form could not show it whole."""
    key = "audience" if name in AUDIENCE else name
    scratch = CardFile(_NOWHERE)
    value = values.get(key)
    shown = _shown(name, value, scratch)
    return None if scratch.has_errors else shown


def _shown(name: str, value: Any, scratch: CardFile) -> str | None:
    if name in TEXTS:
        return None if isinstance(value, (list, dict)) else one_line("" if value is None else value)
    if name in AUDIENCE:
        return join_values(getattr(read_audience(value, scratch), name))
    if name in DATES:
        day = read_date(name, value, scratch)
        return day.isoformat() if day else ""
    if name == "kind":
        kinds: dict[str | bool | None, str] = {kind.value: kind.value for kind in CardKind}
        return _one_of(value, {None: "", **kinds})
    if name == "shareable":
        return _one_of(value, {None: "", False: "", True: _YES, "": ""})
    texts = read_texts(name, value, scratch)
    return "\n".join(texts) if name == "says" else join_values(texts)


def _one_of(value: object, known: dict[str | bool | None, str]) -> str | None:
    return known.get(value) if value is None or isinstance(value, (bool, str)) else None


def tidy_field(name: str, typed: str) -> str:
    """What somebody typed into a field, as the form shows it afterwards."""
    if name == "says":
        lines = (one_line(line) for line in typed.split("\n"))
        return "\n".join(dict.fromkeys(line for line in lines if line))
    if name in (*FACETS, *AUDIENCE):
        return join_values(split_values(typed))
    if name == "shareable":
        return _YES if typed.strip() else ""
    return one_line(typed)


def write_field(name: str, shown: dict[str, str]) -> str:
    """The lines of a file's front matter for a field as the form shows it."""
    key = "audience" if name in AUDIENCE else name
    if name in AUDIENCE:
        audience = {one: list(split_values(shown[one])) for one in AUDIENCE}
        teams, regions = (write_keys({one: audience[one]}).rstrip("\n") for one in AUDIENCE)
        return f"{key}: {{{teams}, {regions}}}\n"
    text = shown[name]
    if name == "says":
        lines = [line for line in text.split("\n") if line]
        return write_keys({key: lines}, long_lists=bool(lines))
    if name in FACETS:
        return write_keys({key: list(split_values(text))})
    if name == "shareable":
        return f"{key}: {'true' if text else 'false'}\n"
    if not text:
        return f"{key}:\n"
    return write_keys({key: _day(text) if name in DATES else text})


def _day(text: str) -> date | str:
    """A date that is one; anything else is kept as it was typed, and the checker says so."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text


def fields_of_card(card: Card) -> dict[str, str]:
    """What the form would show for a published revision."""
    values = card.model_dump(mode="python", exclude_defaults=True)
    plain = {name: list(value) if isinstance(value, tuple) else value
             for name, value in values.items()}  # fmt: skip
    plain |= {"kind": card.kind.value, "language": card.language}
    plain["audience"] = {one: list(getattr(card.audience, one)) for one in AUDIENCE}
    shown = {name: show_field(name, plain) or "" for name in NAMES if name != BODY}
    return {**shown, BODY: card.body}
