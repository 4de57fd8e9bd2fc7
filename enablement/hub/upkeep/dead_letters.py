"""Events that the hub refused and kept: why, how often, and their shape without the rep's words."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from enablement.hub.database import Database
from enablement.hub.models import rejected_events
from enablement.translation import ngettext

PAGE_ROWS = 50
MOST_REASONS = 20
_MOST_WORDINGS = 1000
_ANY_NUMBER = "…"
_NUMBER, _SPECIAL = re.compile(r"\d+"), re.compile(r"[\\%_]")
_SHOWN = frozenset({
    "event_id", "device_seq", "kind", "occurred_at", "card_id", "revision", "block", "outcome",
    "language", "thread_id", "protocol", "epoch",
})  # fmt: skip
_MOST_SHOWN = 100


@dataclass(frozen=True)
class ReasonCount:
    """How many events were refused for one reason, and when last."""

    reason: str
    count: int
    last: datetime


@dataclass(frozen=True)
class DeadLetter:
    """One event; `shape` is what it looked like, each of the rep's own texts only by its length."""

    number: int
    device: str
    event_id: str
    device_seq: int | None
    reason: str
    shape: str
    received_at: datetime


@dataclass(frozen=True)
class DeadLetterPage:
    """Some letters, the newest first; `before` asks for those that are older, 0 when none are."""

    letters: tuple[DeadLetter, ...]
    before: int
    reasons: tuple[ReasonCount, ...]


class DeadLetters:
    """Reads them for an admin."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def page(self, reason: str = "", before: int = 0, most: int = PAGE_ROWS) -> DeadLetterPage:
        """The newest letters, of one reason if one is named, and the most frequent reasons."""
        c = rejected_events.c
        query = select(
            c.id, c.device, c.event_id, c.device_seq, c.reason, c.raw, c.received_at
        ).order_by(c.id.desc())
        if reason:
            query = query.where(c.reason.like(_pattern(reason), escape="\\"))
        if before:
            query = query.where(c.id < before)
        counts = (
            select(c.reason, func.count(), func.max(c.received_at))
            .group_by(c.reason)
            .order_by(func.count().desc(), c.reason)
            .limit(_MOST_WORDINGS)
        )
        with self._database.reading() as connection:
            rows = connection.execute(query.limit(most + 1)).all()
            reasons = _brought_together(ReasonCount(*row) for row in connection.execute(counts))
        letters = tuple(
            DeadLetter(
                row.id, row.device, row.event_id, row.device_seq, row.reason,
                shape_of(row.raw), row.received_at,
            )
            for row in rows[:most]
        )  # fmt: skip
        return DeadLetterPage(letters, letters[-1].number if len(rows) > most else 0, reasons)


def _brought_together(counts: Iterable[ReasonCount]) -> tuple[ReasonCount, ...]:
    """Reasons that differ in their numbers alone are one: “note: … characters, … at most”."""
    found: dict[str, ReasonCount] = {}
    for one in counts:
        reason = _NUMBER.sub(_ANY_NUMBER, one.reason)
        known = found.get(reason)
        found[reason] = ReasonCount(
            reason,
            one.count + (known.count if known else 0),
            max(one.last, known.last) if known else one.last,
        )
    ordered = sorted(found.values(), key=lambda one: (-one.count, one.reason))
    return tuple(ordered[:MOST_REASONS])


def _pattern(reason: str) -> str:
    escaped = _SPECIAL.sub(r"\\\g<0>", reason)
    return escaped.replace(_ANY_NUMBER, "%")


def shape_of(raw: str) -> str:
    """What an event looked like, to find out what was wrong with it; nothing of what a rep wrote."""
    try:
        plain = json.loads(raw)
    except (ValueError, RecursionError):
        return _hidden(raw)
    return json.dumps(_masked(plain), ensure_ascii=False, indent=2)


def _masked(value: Any, key: str = "") -> Any:
    if isinstance(value, dict):
        return {name[:_MOST_SHOWN]: _masked(one, name) for name, one in value.items()}
    if isinstance(value, list):
        return [_masked(one, key) for one in value]
    if isinstance(value, str) and (key not in _SHOWN or len(value) > _MOST_SHOWN):
        return _hidden(value)
    return value


def _hidden(text: str) -> str:
    return ngettext("({n} character)", "({n} characters)", len(text)).format(n=len(text))
