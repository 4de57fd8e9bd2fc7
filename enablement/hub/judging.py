"""Judging one event of a batch: what the hub takes, and the reason when it does not."""

import json
import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from pydantic import ValidationError

from enablement.hub.models import CODE, ID, NAME
from enablement.sync.protocol import (
    MAX_ASKED,
    Contradiction,
    Event,
    EventBatch,
    Message,
    Question,
    Reading,
    Reply,
    Request,
    Search,
    Usage,
)
from enablement.sync.threads import MAX_SAID

MAX_NOTE, MAX_ACCOUNT = 4000, 500
"""The most characters of a log's texts."""

MAX_READ = 1000
"""The most cards that a laptop tells of for one day."""

_OF_REQUEST = {"text": MAX_ASKED, "corrected": MAX_ASKED, "language": CODE, "note": MAX_NOTE}
_OF_SEARCH = {"text": MAX_ASKED, "language": CODE}
_OF_QUESTION = {"card_id": NAME, "block": NAME, "text": MAX_SAID}
_OF_CONTRADICTION = _OF_QUESTION | {"words": MAX_NOTE}
_OF_REPLY = {"thread_id": ID, "text": MAX_SAID}
_OF_USAGE = {
    "card_id": NAME, "block": NAME, "note": MAX_NOTE, "account": MAX_ACCOUNT, "words": MAX_NOTE,
    "stage": MAX_ACCOUNT,
}  # fmt: skip
"""The most characters of each text, in the order in which they are looked at."""

Said = Usage | Request | Search | Question | Contradiction | Reply | Reading
"""What an event of a kind that the hub knows says."""

_Told = TypeVar("_Told", bound=Message)
_DEEPEST = 32
_NO_OFFSET = timedelta()
_MOST_NUMBER = 2**63 - 1
_MOST_REVISION = 2**31 - 1
_MOST_OPENS = 100_000
_EVENT_ID = re.compile(rf"[A-Za-z0-9][A-Za-z0-9_.:-]{{0,{ID - 1}}}")
_SURROGATE = re.compile("[\ud800-\udfff]")
_KIND = re.compile(rf"[a-z][a-z0-9_.-]{{0,{CODE - 1}}}")


@dataclass(frozen=True)
class Good:
    """An event that the hub takes; `said` is set for one of a known kind, fit to be stored."""

    raw: Any
    event: Event
    said: Said | None = None

    @property
    def event_id(self) -> str:
        """The id that the laptop gave it."""
        return self.event.event_id

    @property
    def device_seq(self) -> int:
        """The number that the laptop gave it."""
        return self.event.device_seq

    def refused(self, reason: str) -> "Bad":
        """The same event, turned down after all."""
        return Bad(self.raw, reason, self.event.event_id, self.event.device_seq)


@dataclass(frozen=True)
class Bad:
    """An event that the hub does not take, and why; id and number only when they were usable."""

    raw: Any
    reason: str
    event_id: str = ""
    device_seq: int | None = None

    @property
    def text(self) -> str:
        """The event as it came, for the dead letters."""
        try:
            return json.dumps(self.raw)
        except RecursionError:
            return "(nested too deeply to keep)"


class NotABatchError(ValueError):
    """The body is not a batch of events at all."""


def read_batch(body: bytes) -> list[Any]:
    """The events of a batch, each still to be judged; `NotABatchError` when there are none to read.

    Read leniently, so that one event that nobody can read never blocks the others.
    """
    try:
        found = json.loads(body, parse_int=_integer)
    except (ValueError, RecursionError) as error:
        raise NotABatchError("The body is not JSON.") from error
    events = found.get("events") if isinstance(found, dict) else None
    if not isinstance(events, list):
        names = ", ".join(EventBatch.model_fields)
        raise NotABatchError(f"The body is not a batch of events: it needs {names}.")
    return events


def judge(raw: Any) -> Good | Bad:
    """Judge one event alone, whatever it is."""
    if not isinstance(raw, dict):
        return Bad(raw, "the event is not an object")
    event_id, number = _event_id(raw), _number(raw)
    try:
        if not event_id:
            raise ValueError("the event has no usable event_id")
        if number is None:
            raise ValueError("device_seq: must be a number from 1")
        return _judge_parts(raw)
    except ValidationError as error:
        return Bad(raw, _first_problem(error), event_id, number)
    except ValueError as error:
        return Bad(raw, str(error), event_id, number)


def _judge_parts(raw: dict[str, Any]) -> Good:
    """Raises `ValueError` with the reason when a part of the event cannot be taken."""
    _check_plain(raw)
    event = Event.model_validate(raw)
    if not _KIND.fullmatch(event.kind):
        raise ValueError("kind: must be a short name in small letters")
    if event.occurred_at.utcoffset() != _NO_OFFSET:  # a copy each would take as long as reading it
        event = event.model_copy(update={"occurred_at": _in_utc(event.occurred_at)})
    judge_payload = _JUDGES.get(event.kind)
    return Good(raw, event, judge_payload(event.payload) if judge_payload else None)


def _fit(found: _Told, needed: tuple[str, ...], limits: dict[str, int]) -> _Told:
    """A payload whose texts are none longer than they may be, and those needed not empty."""
    texts = vars(found)
    # PostgreSQL keeps no NUL in a text, and a log is worth more than one.
    changed = {name: texts[name].replace("\0", "") for name in limits if "\0" in texts[name]}
    if changed:
        found = found.model_copy(update=changed)
        texts = vars(found)
    for name, most in limits.items():
        if len(texts[name]) > most:
            raise ValueError(f"{name}: {len(texts[name])} characters, {most} at most")
    for name in needed:
        if not texts[name].strip():
            raise ValueError(f"{name}: empty")
    return found


def _check_revision(revision: int) -> None:
    if not 0 <= revision <= _MOST_REVISION:
        raise ValueError("revision: out of range")


def _judge_usage(payload: dict[str, Any]) -> Usage:
    found = Usage.model_validate(payload)
    _check_revision(found.revision)
    return _fit(found, ("card_id",), _OF_USAGE)


def _judge_request(payload: dict[str, Any]) -> Request:
    return _fit(Request.model_validate(payload), ("text",), _OF_REQUEST)


def _judge_search(payload: dict[str, Any]) -> Search:
    found = Search.model_validate(payload)
    if found.results != 0:
        raise ValueError("results: only a search that found nothing is told")
    return _fit(found, ("text",), _OF_SEARCH)


def _judge_question(payload: dict[str, Any]) -> Question:
    found = Question.model_validate(payload)
    _check_revision(found.revision)
    return _fit(found, ("card_id", "text"), _OF_QUESTION)


def _judge_contradiction(payload: dict[str, Any]) -> Contradiction:
    found = Contradiction.model_validate(payload)
    _check_revision(found.revision)
    return _fit(found, ("card_id", "text"), _OF_CONTRADICTION)


def _judge_reply(payload: dict[str, Any]) -> Reply:
    return _fit(Reply.model_validate(payload), ("thread_id", "text"), _OF_REPLY)


def _judge_reading(payload: dict[str, Any]) -> Reading:
    found = Reading.model_validate(payload)
    if len(found.cards) > MAX_READ:
        raise ValueError(f"cards: {len(found.cards)}, {MAX_READ} at most")
    for card_id, one in found.cards.items():
        if not 0 < len(card_id) <= NAME or "\0" in card_id:
            raise ValueError("cards: no usable card_id")
        _check_revision(one.revision)
        if not 0 < one.opens <= _MOST_OPENS:
            raise ValueError("opens: out of range")
    return found


_JUDGES: dict[str, Callable[[dict[str, Any]], Said]] = {
    "usage": _judge_usage,
    "request": _judge_request,
    "search": _judge_search,
    "question": _judge_question,
    "contradiction": _judge_contradiction,
    "reply": _judge_reply,
    "reading": _judge_reading,
}


def _integer(digits: str) -> int | float:
    # Longer ones fit no column, and Python refuses to read very long ones at all.
    return int(digits) if len(digits) <= 19 else math.inf


def _event_id(raw: dict[Any, Any]) -> str:
    found = raw.get("event_id")
    return found if isinstance(found, str) and _EVENT_ID.fullmatch(found) else ""


def _number(raw: dict[Any, Any]) -> int | None:
    found = raw.get("device_seq")
    fits = isinstance(found, int) and not isinstance(found, bool) and 1 <= found <= _MOST_NUMBER
    return found if fits else None


def _in_utc(moment: datetime) -> datetime:
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    try:
        return aware.astimezone(UTC)
    except OverflowError as error:
        raise ValueError("occurred_at: no such moment") from error


def _first_problem(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_input=False)[0]
    place = ".".join(str(part) for part in first["loc"])
    return f"{place}: {first['msg']}"[:500]


def _check_plain(raw: Any) -> None:
    """Raise `ValueError` for what no database keeps as JSON; walks level by level, without recursion."""
    level = [raw]
    for _depth in range(_DEEPEST + 1):
        below: list[Any] = []
        for value in level:
            if isinstance(value, str):
                if not value.isascii() and _SURROGATE.search(value):
                    raise ValueError("the event holds text that is not Unicode")
            elif isinstance(value, dict):
                below += value
                below += value.values()
            elif isinstance(value, list):
                below += value
            elif isinstance(value, float) and not math.isfinite(value):
                raise ValueError("the event holds a number that is out of range")
        if not below:
            return
        level = below
    raise ValueError("the event is nested too deeply")
