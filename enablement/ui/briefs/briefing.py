"""A rep's work with briefs without a screen: read, list and log them, in the `db` lane."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from enablement.cards.model import Card
from enablement.library.briefs import Brief
from enablement.library.cards import HeldCard
from enablement.library.changes import CardChange
from enablement.library.library import Library
from enablement.sync.protocol import Outcome, Usage
from enablement.translation import _, n_, ngettext
from enablement.ui.days import day_in_words, short_day

OVER_AFTER = timedelta(minutes=45)
"""A meeting whose end is not known counts as over so long after its beginning."""

_STILL_FRESH = timedelta(hours=6)
"""So long after its beginning a rep still knows what the cards of a meeting did."""

_CURRENT, _OPEN = "current_brief", "open_brief"
_LATELY = timedelta(days=180)
_WEEKDAYS = (n_("Mon"), n_("Tue"), n_("Wed"), n_("Thu"), n_("Fri"), n_("Sat"), n_("Sun"))


class BriefState(StrEnum):
    """Where a brief stands: before its meeting, after it, or dealt with."""

    COMING = "coming"
    OVER = "over"
    CLOSED = "closed"


@dataclass(frozen=True)
class BriefLine:
    """One brief in the list of them; `when` is said in words, `just_over` is for a few hours."""

    brief_id: str
    title: str
    account: str
    stage: str
    when: str
    cards: int
    state: BriefState
    just_over: bool = False

    @property
    def details(self) -> str:
        """Whom it is for, when, and with how many cards."""
        count = ngettext("with {n} card", "with {n} cards", self.cards).format(n=self.cards)
        return " · ".join(part for part in (self.account, self.when, count) if part)


@dataclass(frozen=True)
class BriefHeader:
    """A line of the list that says what follows."""

    words: str


BriefItem = BriefLine | BriefHeader


@dataclass(frozen=True)
class BriefEntry:
    """One card of an open brief; `held` is `None` when it is gone: no longer approved.

    Of a card that is gone only its last title is known; it is neither printed nor shared. `used` is
    the revision that the rep had at the meeting, 0 when there was none to use.
    """

    card_id: str
    title: str
    note: str = ""
    held: HeldCard | None = None
    verified: bool = True
    used: int = 0

    @property
    def gone(self) -> bool:
        """Whether the card may not be shown any more."""
        return self.held is None

    @property
    def card(self) -> Card | None:
        """The card, while it is approved."""
        return self.held.card if self.held else None

    @property
    def shareable(self) -> bool:
        """Whether marketing marked it for customers."""
        return self.held is not None and self.held.card.shareable


@dataclass(frozen=True)
class OpenBrief:
    """A brief with its cards as they are approved now."""

    brief: Brief
    entries: tuple[BriefEntry, ...]
    state: BriefState
    when: str
    now: datetime

    @property
    def brief_id(self) -> str:
        """The id of the brief."""
        return self.brief.brief_id

    @property
    def usable(self) -> tuple[BriefEntry, ...]:
        """The cards that are still approved."""
        return tuple(entry for entry in self.entries if not entry.gone)

    @property
    def about(self) -> str:
        """Account, stage and time in one line."""
        return " · ".join(
            part for part in (self.brief.account, self.brief.stage, self.when) if part
        )


@dataclass(frozen=True)
class Mark:
    """What the rep says that one card did in the meeting, and what the buyer said to it."""

    entry: BriefEntry
    outcome: Outcome
    words: str = ""


class Briefing:
    """Reads the briefs for the screens, and records what their cards did."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def lines(self) -> tuple[BriefLine, ...]:
        """Every brief, that of the newest meeting first."""
        now = self._library.now()
        return tuple(_line(brief, now) for brief in self._library.briefs.all())

    def open(self, brief_id: str) -> OpenBrief | None:
        """A brief with its cards; `None` when there is no such brief."""
        return self.fill(self._library.briefs.get(brief_id))

    def fill(self, brief: Brief | None) -> OpenBrief | None:
        """A brief as it was read, with its cards."""
        if brief is None:
            return None
        now, entries = self._library.now(), tuple(self._entry(brief, one) for one in brief.card_ids)
        return OpenBrief(brief, entries, state_of(brief, now), when_of(brief, now), now)

    def pictures(self, opened: OpenBrief) -> dict[str, bytes]:
        """The bytes of the pictures of its cards, by hash."""
        cards = [entry.card for entry in opened.usable if entry.card]
        wanted = {digest for card in cards for digest in card.attachments.values()}
        found = {digest: self._library.cards.attachment(digest) for digest in sorted(wanted)}
        return {digest: data for digest, data in found.items() if data is not None}

    def current(self) -> Brief | None:
        """The brief that was worked on last, unless it is closed or its meeting is long over."""
        brief = self._library.briefs.get(self._library.desk_state.get(_CURRENT, ""))
        if brief is None or state_of(brief, self._library.now()) is not BriefState.COMING:
            return None
        return brief

    def remember(self, brief_id: str) -> None:
        """This brief is being worked on."""
        self._library.desk_state.put(_CURRENT, brief_id)

    def entered(self) -> str:
        """The brief that was open when the rep last left the page; empty when none was."""
        return str(self._library.desk_state.get(_OPEN, ""))

    def enter(self, brief_id: str) -> None:
        """This brief is open, and being worked on."""
        self._library.desk_state.put(_OPEN, brief_id)
        self.remember(brief_id)

    def leave(self) -> None:
        """No brief is open."""
        self._library.desk_state.put(_OPEN, None)

    def rep_name(self) -> str:
        """Whose laptop this is."""
        held = self._library.enrolment.get()
        return held.rep.name if held else ""

    def record(self, opened: OpenBrief, marks: Sequence[Mark], account: str) -> tuple[str, ...]:
        """Write what the cards did, all of it or nothing, and close the brief; the ids of the logs.

        Each log names the revision that the rep had at the meeting, whatever a sync brought since.
        """
        usages = [
            Usage(
                card_id=mark.entry.card_id, revision=mark.entry.used, outcome=mark.outcome,
                words=mark.words.strip(), account=account.strip(), stage=opened.brief.stage,
            )
            for mark in marks if mark.entry.used
        ]  # fmt: skip
        with self._library.writing() as writer:
            events = [self._library.events.add(writer, usage) for usage in usages]
            self._library.briefs.close(writer, opened.brief_id)
        return tuple(event.event_id for event in events)

    def take_back(self, brief_id: str, event_ids: Collection[str]) -> bool:
        """Take back all that was recorded and open the brief again; `False` when it is too late.

        Then all of it stays, and the brief stays closed: it could be recorded twice otherwise.
        """
        with self._library.writing() as writer:
            in_time = self._library.events.take_back(writer, event_ids)
            if in_time:
                self._library.briefs.reopen(writer, brief_id)
        return in_time

    def _entry(self, brief: Brief, card_id: str) -> BriefEntry:
        held, today = self._library.cards.get(card_id), self._library.today()
        change, note = self._library.changes.get(card_id), brief.note_on(card_id)
        used = _revision_at(brief.starts_at, held, change)
        if held is not None:
            shown, title = held.card.shown_on(today), held.card.title
            verified = held.card.verified_on(today)
            return BriefEntry(card_id, title, note, held if shown else None, verified, used)
        title = change.former.title if change and change.former else card_id
        return BriefEntry(card_id, title, note, used=used)


def _revision_at(at: datetime | None, held: HeldCard | None, change: CardChange | None) -> int:
    """The revision that the laptop held at a moment, as far as the last change of the card tells."""
    now = held.revision if held else 0
    if at is None or change is None or change.arrived_at <= at:
        return now
    return change.former_revision or now


def state_of(brief: Brief, now: datetime) -> BriefState:
    """Where a brief stands at a moment."""
    if brief.closed_at is not None:
        return BriefState.CLOSED
    over = brief.starts_at is not None and brief.starts_at + OVER_AFTER <= now
    return BriefState.OVER if over else BriefState.COMING


def when_of(brief: Brief, now: datetime) -> str:
    """When the meeting is, in words; empty when that is not known."""
    return moment_in_words(brief.starts_at, now) if brief.starts_at else ""


def moment_in_words(moment: datetime, now: datetime) -> str:
    """A moment as a rep says it: “today, 14:00”, “Thu 3 Dec, 14:00”; with its year when far away."""
    at, today = moment.astimezone(), now.astimezone().date()
    time = f"{at:%H:%M}"
    days = (at.date() - today).days
    near = {0: _("today, {time}"), 1: _("tomorrow, {time}"), -1: _("yesterday, {time}")}
    if days in near:
        return near[days].format(time=time)
    if abs(moment - now) > _LATELY:
        return _("{day}, {time}").format(day=day_in_words(at.date()), time=time)
    day = short_day(at.date())
    return _("{weekday} {day}, {time}").format(
        weekday=_(_WEEKDAYS[at.weekday()]), day=day, time=time
    )


def grouped(lines: Sequence[BriefLine]) -> tuple[BriefItem, ...]:
    """The list of briefs: what is coming with the next first, what is over, what is closed."""
    groups = (
        (BriefState.OVER, _("The meeting is over: what did the cards do?")),
        (BriefState.COMING, _("To come")),
        (BriefState.CLOSED, _("Closed")),
    )
    items: list[BriefItem] = []
    for state, words in groups:
        these = [line for line in lines if line.state is state]
        if state is BriefState.COMING:
            # The next meeting is what a rep looks for; briefs without one follow.
            dated = [line for line in reversed(these) if line.when]
            these = dated + [line for line in these if not line.when]
        if these:
            items += [BriefHeader(words), *these]
    return tuple(items)


def _line(brief: Brief, now: datetime) -> BriefLine:
    state = state_of(brief, now)
    lately = brief.starts_at is not None and now - brief.starts_at < _STILL_FRESH
    return BriefLine(
        brief.brief_id, brief.title, brief.account, brief.stage, when_of(brief, now),
        len(brief.cards), state, just_over=lately and state is BriefState.OVER,
    )  # fmt: skip
