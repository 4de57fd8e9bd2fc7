"""All that was recorded about the rep, as it is shown to them: each with its state and its answer."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum, auto

from enablement.library.events import OUTBOX, EventState, LoggedEvent
from enablement.library.library import Library
from enablement.sync.protocol import Outcome
from enablement.sync.threads import Fate, Side, Thread, ThreadMessage
from enablement.translation import _, ngettext
from enablement.ui.days import short_day
from enablement.ui.kinds import outcome_name
from enablement.ui.log.log_book import block_title
from enablement.ui.threads.answers import SEEN, weight_of

PAGE = 60
"""How many entries are read at once."""

_SEEN_REJECTED = "rejected_seen"
_ANSWERED = (Fate.ANSWERED, Fate.CHANGED, Fate.DECLINED)


class Show(Enum):
    """Which entries are shown."""

    ALL = auto()
    WAITING = auto()
    ANSWERED = auto()
    LOGS = auto()
    QUESTIONS = auto()
    REQUESTS = auto()
    REJECTED = auto()


_KINDS = {
    Show.LOGS: ("usage",),
    Show.QUESTIONS: ("question", "contradiction", "reply"),
    Show.REQUESTS: ("request", "search"),
}
_STATES = {Show.WAITING: OUTBOX, Show.REJECTED: (EventState.REJECTED,)}


class Stand(Enum):
    """Where an entry stands: on its way to marketing, or what marketing made of it."""

    WAITING = auto()
    SENDING = auto()
    RECEIVED = auto()
    ANSWERED = auto()
    CHANGED = auto()
    DECLINED = auto()
    REJECTED = auto()


@dataclass(frozen=True)
class Entry:
    """One thing that was recorded: what it was about, what was said, and where it stands.

    `about` is the card and its block, or what was searched; `said` are the rep's and the buyer's
    words. `answer` is marketing's last message, `unseen` when the rep has not looked at it yet;
    `anew` when it was not taken and has been said again.
    """

    event: LoggedEvent
    about: str
    said: tuple[str, ...]
    stand: Stand
    thread: Thread | None = None
    unseen: bool = False
    anew: bool = False

    @property
    def event_id(self) -> str:
        """The id of the event."""
        return self.event.event_id

    @property
    def kind(self) -> str:
        """The kind of the event."""
        return self.event.kind

    @property
    def day(self) -> date:
        """The day it was recorded, here."""
        return self.event.occurred_at.astimezone().date()

    @property
    def outcome(self) -> Outcome | None:
        """What a use did."""
        return Outcome(self.event.payload["outcome"]) if self.kind == "usage" else None

    @property
    def card_id(self) -> str:
        """The card it is about, or that came of it."""
        changed = self.thread.changed_card if self.thread else ""
        about = self.event.payload.get("card_id") or (self.thread.card_id if self.thread else "")
        return changed or str(about)

    @property
    def thread_id(self) -> str:
        """The conversation it began or belongs to; empty for a use and a search."""
        if self.kind == "reply":
            return str(self.event.payload["thread_id"])
        return self.event_id if self.kind in ("question", "contradiction", "request") else ""

    @property
    def can_delete(self) -> bool:
        """Whether it has not gone yet."""
        return self.event.state is EventState.WAITING

    @property
    def can_edit(self) -> bool:
        """Whether other words can be said: it has not gone, or was not taken and not said again."""
        return self.event.state in (EventState.WAITING, EventState.REJECTED) and not (
            self.kind in ("search", "reading") or self.anew
        )

    @property
    def answer(self) -> ThreadMessage | None:
        """What marketing said last."""
        messages = self.thread.messages if self.thread else ()
        return next((one for one in reversed(messages) if one.side is Side.MARKETING), None)


@dataclass(frozen=True)
class JournalPage:
    """Some entries, the newest first, read at `now`; `more` whether older ones follow."""

    entries: tuple[Entry, ...]
    now: datetime
    more: bool = False


@dataclass(frozen=True)
class Counts:
    """What waits, what was answered and not seen, what was not taken, and not looked at yet."""

    waiting: int = 0
    unseen: int = 0
    rejected: int = 0
    rejected_unseen: int = 0

    @property
    def news(self) -> int:
        """What the rep should look at."""
        return self.unseen + self.rejected_unseen


@dataclass(frozen=True)
class _Known:
    """What the entries of one page are explained with."""

    threads: Mapping[str, Thread]
    seen: Mapping[str, int]
    anew: frozenset[str] = frozenset()
    titles: dict[tuple[str, str], str] = field(default_factory=dict)


class Journal:
    """Reads what was recorded; belongs to the `db` lane."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def page(self, show: Show = Show.ALL, before: int = 0, limit: int = PAGE) -> JournalPage:
        """The newest entries before a position (0: the newest of all)."""
        threads = {one.thread_id: one for one in self._library.threads.all()}
        answered = [name for name, one in threads.items() if one.fate in _ANSWERED]
        events = self._library.events.page(
            limit + 1, before=before, states=_STATES.get(show, ()), kinds=_KINDS.get(show, ()),
            event_ids=answered if show is Show.ANSWERED else None,
        )  # fmt: skip
        seen = self._library.desk_state.get(SEEN, {})
        known = _Known(threads, seen, self._library.events.said_anew())
        entries = tuple(self._entry(event, known) for event in events[:limit])
        return JournalPage(entries, self._library.now(), more=len(events) > limit)

    def counts(self) -> Counts:
        """How much there is to look at."""
        rejected = self._library.events.page(1000, states=(EventState.REJECTED,))
        last_seen = self._library.desk_state.get(_SEEN_REJECTED, 0)
        seen = self._library.desk_state.get(SEEN, {})
        threads = self._library.threads.all()
        return Counts(
            waiting=self._library.events.waiting_count(),
            unseen=sum(weight_of(one) > seen.get(one.thread_id, 0) for one in threads),
            rejected=len(rejected),
            rejected_unseen=sum(event.position > last_seen for event in rejected),
        )

    def mark_rejected_seen(self) -> None:
        """The rep has looked at all that was not taken."""
        newest = self._library.events.page(1, states=(EventState.REJECTED,))
        if newest and newest[0].position > self._library.desk_state.get(_SEEN_REJECTED, 0):
            self._library.desk_state.put(_SEEN_REJECTED, newest[0].position)

    def _entry(self, event: LoggedEvent, known: _Known) -> Entry:
        thread = known.threads.get(event.event_id)
        return Entry(
            event=event,
            about=self._about(event, known),
            said=_said(event.payload),
            stand=stand_of(event.state, thread),
            thread=thread,
            unseen=thread is not None and weight_of(thread) > known.seen.get(event.event_id, 0),
            anew=event.event_id in known.anew,
        )

    def _about(self, event: LoggedEvent, known: _Known) -> str:
        payload = event.payload
        if event.kind in ("request", "search"):
            return _("“{words}”").format(words=_one_line(payload["text"]))
        if event.kind == "reading":
            return ngettext("{n} card", "{n} cards", len(payload["cards"])).format(
                n=len(payload["cards"])
            )
        if event.kind == "reply":
            thread = known.threads.get(payload["thread_id"])
            card_id, block = (thread.card_id, thread.block) if thread else ("", "")
        else:
            card_id, block = payload["card_id"], payload.get("block", "")
        key = (card_id, block)
        if key not in known.titles:
            known.titles[key] = self._title(card_id, block)
        return known.titles[key]

    def _title(self, card_id: str, block: str) -> str:
        held = self._library.cards.get(card_id) if card_id else None
        title = held.card.title if held else card_id
        named = block_title(held.card if held else None, block)
        return " · ".join(part for part in (title, named) if part)


def stand_of(state: EventState, thread: Thread | None) -> Stand:
    """Where an entry stands; what marketing made of it says more than that it arrived."""
    fates = {
        Fate.ANSWERED: Stand.ANSWERED, Fate.CHANGED: Stand.CHANGED, Fate.DECLINED: Stand.DECLINED,
    }  # fmt: skip
    states = {
        EventState.WAITING: Stand.WAITING, EventState.SENDING: Stand.SENDING,
        EventState.SENT: Stand.RECEIVED, EventState.REJECTED: Stand.REJECTED,
    }  # fmt: skip
    return fates.get(thread.fate, states[state]) if thread else states[state]


def kind_words(entry: Entry) -> str:
    """What was recorded, in a word or two."""
    if entry.outcome is not None:
        return outcome_name(entry.outcome)
    return {
        "request": _("Request"),
        "search": _("Search that found nothing"),
        "question": _("Question"),
        "contradiction": _("Proved wrong"),
        "reply": _("Your reply"),
        "reading": _("Cards opened"),
    }.get(entry.kind, entry.kind)


def stand_words(entry: Entry, when: str = "") -> str:
    """Where an entry stands, in a sentence; `when` is the time at which it was received."""
    thread = entry.thread
    revision = thread.changed_to if thread else 0
    changed = _("The card was changed: revision {n}").format(n=revision)
    if thread is not None and thread.changed_card not in ("", thread.card_id):
        changed = _("A card came of it")
    received = _("Received by marketing {when}").format(when=when)
    return {
        Stand.WAITING: _("Waiting for the next sync: you can still change it"),
        Stand.SENDING: _("On its way: the hub has not confirmed it yet"),
        Stand.RECEIVED: received if when else _("Received by marketing"),
        Stand.ANSWERED: _("Answered"),
        Stand.CHANGED: changed,
        Stand.DECLINED: _("Declined, with the reason"),
        Stand.REJECTED: _("The hub did not take it: {reason}").format(reason=entry.event.reason),
    }[entry.stand]


def _said(payload: Mapping[str, object]) -> tuple[str, ...]:
    """The rep's and the buyer's words of an event, each told for what it is."""
    quoted = {"words": _("The buyer said: “{words}”"), "note": _("Your note: {words}")}
    parts = []
    if "card_id" in payload or "thread_id" in payload:
        parts.append(_one_line(payload.get("text", "")))
    for name, words in quoted.items():
        if text := _one_line(payload.get(name, "")):
            parts.append(words.format(words=text))
    met = [_one_line(payload.get(name, "")) for name in ("account", "stage")]
    parts.append(" · ".join(part for part in met if part))
    return tuple(part for part in parts if part)


def _one_line(text: object) -> str:
    return " ".join(str(text).split())


def at_in_words(moment: datetime, now: datetime) -> str:
    """A time of today as “14:05”, another as “24 Nov, 14:05”, here."""
    local = moment.astimezone()
    time = f"{local:%H:%M}"
    if local.date() == now.astimezone().date():
        return time
    return _("{day}, {time}").format(day=short_day(local.date()), time=time)
