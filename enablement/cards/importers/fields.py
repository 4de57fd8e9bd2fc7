"""Taking a card's fields from whatever keys people used for them; what is not taken stays as it is."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from enablement.cards.blocks import slugify
from enablement.cards.importers.drafts import Draft
from enablement.cards.importers.keys import (
    DATE_KEYS,
    FACET_KEYS,
    ID_KEYS,
    OWN_KEYS,
    OWNER_KEYS,
    PAIR_KEYS,
    SAYS_KEYS,
    SUMMARY_KEYS,
    TITLE_KEYS,
    key_name,
)
from enablement.cards.importers.summaries import MAX_SUMMARY, one_line_summary
from enablement.cards.importers.titles import date_in_name, plain_title
from enablement.cards.model import CardKind
from enablement.cards.renderer import plain_text
from enablement.cards.values import one_line, plain
from enablement.translation import n_

_MONTHS = {name: number for number, names in enumerate((
    ("jan", "ene"), ("feb",), ("mar",), ("apr", "abr"), ("may",), ("jun",), ("jul",),
    ("aug", "ago"), ("sep",), ("oct",), ("nov",), ("dec", "dic")), 1) for name in names}  # fmt: skip
_DAY_FIRST = re.compile(r"^(\d{1,2})\.? (?:de )?([a-z]{3})[a-z]*\.?,? (?:de |del )?(\d{4})$")
_MONTH_FIRST = re.compile(r"^([a-z]{3})[a-z]*\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})$")
_NUMBERS = re.compile(r"^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[t ].*)?$")
_TRUE = frozenset({"true", "yes", "on", "1", "si", "sí"})
_FALSE = frozenset({"false", "no", "off", "0", ""})


def take_title(draft: Draft) -> None:
    """The title that a key gives; the key stays when it says more than the title shows."""
    for name, key in _found(draft.values, TITLE_KEYS):
        value = draft.values[key]
        if isinstance(value, (dict, list)) or not (title := plain_title(plain(value) or "")):
            continue
        draft.title = title
        if name in ("objection", "question", "concern"):
            draft.says = (one_line(value),)
        if title == one_line(value):
            del draft.values[key]
        draft.file.note(n_("The title comes from the key “{key}”."), key=key)
        return


def take_fields(draft: Draft, today: date) -> None:
    """Take every other field; the body must hold its sections already."""
    _take_id(draft)
    _take_summary(draft)
    _take_says(draft)
    _take_facets(draft, draft.values)
    _take_owner(draft)
    _take_audience(draft)
    _take_shareable(draft)
    _take_dates(draft, today)
    if draft.values.get("published") is False or draft.values.get("draft") is True:
        draft.file.note(n_("Its source marks it as not published yet."))


def move_own_keys(draft: Draft) -> None:
    """Keep under another name what stands under a key of ours and could not be taken."""
    for key in sorted(OWN_KEYS & draft.values.keys()):
        if draft.values[key] not in (None, "", [], {}):
            draft.file.note(
                n_("“{key}: {value}” is kept under the key “imported_{key}”."),
                key=key, value=str(draft.values[key])[:80],
            )  # fmt: skip
            draft.values[f"imported_{key}"] = draft.values[key]
        del draft.values[key]


def _found(values: Mapping[str, Any], names: Iterable[str]) -> list[tuple[str, str]]:
    """The (name, key) of each key that is one of the names, in the order of the names."""
    keys: dict[str, str] = {}
    for key in values:
        keys.setdefault(key_name(key), key)
    return [(name, keys[name]) for name in names if name in keys]


def _take_id(draft: Draft) -> None:
    for name, key in _found(draft.values, ID_KEYS):
        value = draft.values[key]
        if isinstance(value, (str, int)) and (slug := slugify(str(value))) and len(slug) <= 80:
            draft.wanted_id = slug
            if name == "id" and slug == str(value):
                del draft.values[key]
            break
    for _name, key in _found(draft.values, PAIR_KEYS):
        if isinstance(draft.values[key], str) and draft.values[key].strip():
            draft.pair = draft.values[key].strip()
            if key == "translation_of":
                del draft.values[key]
            return


def _take_summary(draft: Draft) -> None:
    if draft.summary:
        return
    candidates = [
        (key, text)
        for _name, key in _found(draft.values, SUMMARY_KEYS)
        if isinstance(draft.values[key], str)
        and (text := " ".join(plain_text(draft.values[key]).split()))
    ]
    chosen = next((pair for pair in candidates if len(pair[1].split()) >= 5), None)
    chosen = chosen or next(iter(candidates), None)
    if chosen is None:
        return
    key, text = chosen
    draft.summary = one_line_summary(text)
    if len(text) > MAX_SUMMARY:
        if text[:100] not in " ".join(plain_text(draft.body[:3000]).split()):
            draft.body = f"{draft.values[key].strip()}\n\n{draft.body}"
        draft.file.note(
            n_("The summary is the start of the key “{key}”, which stands whole in the text."),
            key=key,
        )
    else:
        draft.file.note(n_("The summary comes from the key “{key}”."), key=key)
    del draft.values[key]


def _take_says(draft: Draft) -> None:
    names = (*SAYS_KEYS, "keywords") if draft.kind is CardKind.OBJECTION else SAYS_KEYS
    for _name, key in _found(draft.values, names):
        words = [word for word in _texts(draft.values[key]) if not re.match(r"\S*/\S*$", word)]
        if words:
            draft.says = tuple(dict.fromkeys((*draft.says, *words)))
            draft.file.note(n_("The buyer's words come from the key “{key}”."), key=key)
            if words == _texts(draft.values[key]):
                del draft.values[key]


def _take_facets(draft: Draft, values: dict[str, Any]) -> None:
    for facet, names in FACET_KEYS.items():
        for _name, key in _found(values, names):
            words = _texts(values[key])
            if words:
                draft.facets[facet] = tuple(dict.fromkeys((*draft.facets.get(facet, ()), *words)))
                if key != facet:
                    draft.file.note(n_("“{key}” became {facet}."), key=key, facet=facet)
            if words or values[key] in (None, "", []):
                del values[key]


def take_nested_facets(draft: Draft, nested: Mapping[str, Any]) -> None:
    """Take facets from a mapping inside the keys, which itself stays as it is."""
    _take_facets(draft, dict(nested))


def is_facet(key: str) -> bool:
    """Whether a key names one of a card's facets."""
    return any(key_name(key) in names for names in FACET_KEYS.values())


def _texts(value: object) -> list[str]:
    """The texts of a list, of `a, b` in one line, or of the names in a list of mappings."""
    if isinstance(value, str):
        parts = value.split(",") if "," in value and len(value) < 400 else [value]
        return [text for part in parts if (text := one_line(part))]
    if isinstance(value, (int, float, date)) and not isinstance(value, bool):
        return [one_line(value)]
    if isinstance(value, Mapping):
        names = [value[key] for key in ("name", "title", "label", "value") if key in value]
        return _texts(names[0]) if names and isinstance(names[0], str) else []
    if isinstance(value, list):
        found: list[str] = []
        for item in value:
            texts = [one_line(item)] if isinstance(item, str) else _texts(item)
            if not texts and item not in (None, ""):
                return []
            found.extend(text for text in texts if text)
        return list(dict.fromkeys(found))
    return []


def _take_owner(draft: Draft) -> None:
    for _name, key in _found(draft.values, OWNER_KEYS):
        if names := _texts(draft.values[key]):
            draft.owner = ", ".join(names)
            if not isinstance(draft.values[key], Mapping):
                del draft.values[key]
            return


def _take_audience(draft: Draft) -> None:
    value = draft.values.get("audience")
    if isinstance(value, Mapping):
        for name in ("teams", "regions"):
            if words := _texts(value.get(name)):
                draft.audience[name] = tuple(words)
        if not set(value) - {"teams", "regions"}:
            del draft.values["audience"]
    elif value is not None and (words := _texts(value)):
        draft.facets["personas"] = tuple(dict.fromkeys((*draft.facets.get("personas", ()), *words)))
        draft.file.note(n_("“audience” names people, so they became personas."))
        del draft.values["audience"]


def _take_shareable(draft: Draft) -> None:
    said = str(draft.values.get("shareable", "")).strip().lower()
    if said in _TRUE | _FALSE:
        draft.shareable = said in _TRUE
        draft.values.pop("shareable", None)


def _take_dates(draft: Draft, today: date) -> None:
    for field, names in DATE_KEYS.items():
        for _name, key in _found(draft.values, names):
            value = draft.values[key]
            day = read_day(value)
            if day is None:
                if isinstance(value, str) and value.strip():
                    draft.file.note(
                        n_("“{key}: {value}” is no date; it is kept as it is."),
                        key=key,
                        value=value,
                    )
                continue
            if field == "valid_from" and day > today and key != "valid_from":
                draft.file.note(
                    n_("“{key}” lies ahead, so the card is valid now and the date is kept."),
                    key=key,
                )
                continue
            draft.dates[field] = day
            if not isinstance(value, datetime):
                del draft.values[key]
            break
    named = date_in_name(draft.path.name)
    if "valid_from" not in draft.dates and named and named <= today:
        draft.dates["valid_from"] = named
        draft.file.note(n_("It is valid from the date in its file's name."))
    _settle_expiry(draft, today)


def _settle_expiry(draft: Draft, today: date) -> None:
    start, end = draft.dates.get("valid_from"), draft.dates.get("expires")
    if start and end and end <= start:
        draft.values["imported_valid_from"] = draft.dates.pop("valid_from").isoformat()
        draft.file.note(n_("It would expire before it is valid, so only its end was taken."))
    if end and end <= today:
        draft.file.note(n_("It expired on {day}, so reps will not see it."), day=end.isoformat())


def read_day(value: object) -> date | None:
    """A day from a date, or from the ways people write one; `None` when it is something else."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = " ".join(str(value).lower().split())
    readers: list[tuple[re.Pattern[str], Callable[[re.Match[str]], tuple[int, int, int]]]] = [
        (_NUMBERS, lambda f: (int(f[1]), int(f[2]), int(f[3]))),
        (_DAY_FIRST, lambda f: (int(f[3]), _MONTHS.get(f[2], 0), int(f[1]))),
        (_MONTH_FIRST, lambda f: (int(f[3]), _MONTHS.get(f[1], 0), int(f[2]))),
    ]
    for pattern, parts in readers:
        if found := pattern.match(text):
            try:
                return date(*parts(found))
            except ValueError:
                return None
    return None
