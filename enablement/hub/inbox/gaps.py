"""The content gaps: what most reps miss, and what marketing does about it."""

import threading
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, func, select

from enablement.clock import Clock
from enablement.errors import HubConflictError, HubInputError, HubMissingError
from enablement.hub import audit
from enablement.hub.access.members import Member
from enablement.hub.database import Database
from enablement.hub.drafting.drafts import Drafts
from enablement.hub.identity import read_identity
from enablement.hub.inbox.answering import Word, check_published, checked
from enablement.hub.inbox.gap_closing import decline_requesters, tell_requesters
from enablement.hub.inbox.gap_groups import (
    GapGroup,
    KnownWords,
    key_of,
    read_groups,
    read_known_words,
    since_day,
)
from enablement.hub.inbox.gap_marks import (
    GapMark,
    GapState,
    forget_mark,
    read_marks,
    write_mark,
)
from enablement.hub.inbox.gap_view import Gap, view
from enablement.hub.models import cards, gap_marks, requests
from enablement.translation import LANGUAGES, n_

PERIODS = (30, 90, 365)
"""The days that one may look back."""

GAPS_A_PAGE = 50
_MOST_SAYS = 10
_MANY_ASKS, _KEPT_FOR = 2_000, timedelta(minutes=5)
"""More than so many take a second to group: then it is done every few minutes, not for each new one."""


@dataclass(frozen=True)
class GapPage:
    """Some gaps by rank; `after` leads to the next ones, empty at the end.

    `counts` says how many there are in each state, `hidden` how many searches are of one rep alone
    and therefore shown nowhere.
    """

    rows: tuple[Gap, ...]
    after: str
    counts: dict[GapState, int]
    hidden: int


class Gaps:
    """Reads the gaps, and marks what marketing does about them."""

    def __init__(self, database: Database, clock: Clock, drafts: Drafts) -> None:
        self._database = database
        self._clock = clock
        self._drafts = drafts
        self._lock = threading.Lock()
        self._held: _Held | None = None
        self._known: tuple[int, KnownWords] | None = None

    def page(
        self,
        state: GapState = GapState.OPEN,
        days: int = PERIODS[1],
        after: str = "",
        most: int = GAPS_A_PAGE,
    ) -> GapPage:
        """The gaps of the last days that are in a state, those that most reps miss first."""
        now = self._clock()
        with self._database.reading() as connection:
            seen, hidden = self._views(connection, now, timedelta(days=days))
        found = sorted((gap for gap in seen if _state(gap) is state), key=lambda gap: gap.rank)
        counts = {one: sum(_state(gap) is one for gap in seen) for one in GapState}
        start = next((place + 1 for place, gap in enumerate(found) if gap.key == after), 0)
        rows = tuple(found[start : start + most])
        more = len(found) > start + most
        return GapPage(rows, rows[-1].key if more else "", counts, hidden)

    def get(self, key: str) -> Gap:
        """A gap by the key of any of its words; `HubMissingError` when there is none to show."""
        with self._database.reading() as connection:
            return self._find(connection, key)

    def of_thread(self, thread_id: str) -> Gap | None:
        """The gap that a request is part of, as far as it may be shown."""
        with self._database.reading() as connection:
            groups = self._groups(connection, self._clock())
            marks = read_marks(connection)
        for group in groups:
            if any(ask.event_id == thread_id for ask in group.asks):
                return view(group, group.asks[0].at, _mark_of(group, marks))
        return None

    def write(self, member: Member, key: str) -> str:
        """Begin a draft of the card that is missing, filled with the reps' words; the draft's id.

        Raises `HubConflictError` when somebody writes it already, `HubMissingError` for no such gap.
        """
        gap = self.get(key)
        if _state(gap) is GapState.WRITING:
            raise HubConflictError(
                n_("Somebody is writing this card already."), mend=n_("Open the draft there is.")
            )
        language = next((one for one in gap.languages if one in LANGUAGES), LANGUAGES[0])
        known = {
            "title": gap.text[:1].upper() + gap.text[1:],
            "says": "\n".join(gap.texts[:_MOST_SAYS]),
            "language": language,
        }
        draft_id = self._drafts.begin_new(member, known)
        now = self._clock()
        with self._database.writing() as connection:
            self._mark(connection, member, gap, GapState.WRITING, now, draft_id=draft_id)
            details = {"draft": draft_id, "text": gap.text}
            audit.record(connection, now, member.who, "gap-write", gap.key, details)
        return draft_id

    def dismiss(self, member: Member, key: str, reason: str, *, tell: bool = True) -> int:
        """Say why no card comes of a gap; how many who asked and had no word were told so."""
        word = checked(Word(reason))
        gap, now = self.get(key), self._clock()
        with self._database.writing() as connection:
            told = 0
            if tell:
                name = member.name
                told = decline_requesters(connection, now, gap.threads, word.text, name)
            self._mark(connection, member, gap, GapState.DISMISSED, now, note=word.text)
            details = {"text": gap.text, "reason": word.text, "told": told}
            audit.record(connection, now, member.who, "gap-dismiss", gap.key, details)
        return told

    def answer(self, member: Member, key: str, card_id: str, text: str = "") -> int:
        """Say that a published card answers a gap; how many who asked were told so.

        Without a text each is told in the language they asked in. Raises `HubInputError` for a card
        that is not published.
        """
        words = checked(Word(text)).text if text.strip() else ""
        gap, now = self.get(key), self._clock()
        card_id = card_id.strip()
        with self._database.writing() as connection:
            newest = select(cards.c.revision).where(cards.c.card_id == card_id)
            revision = connection.scalar(newest)
            if revision is None:
                raise HubInputError(
                    n_("There is no card “{card}” on this hub."),
                    mend=n_("Write the id of a published card."),
                    card=card_id,
                )
            check_published(connection, card_id, revision)
            told = tell_requesters(
                connection, now, gap.threads, card_id, revision, words, member.name
            )
            self._mark(connection, member, gap, GapState.ANSWERED, now, card_id=card_id)
            details = {"text": gap.text, "card": card_id, "revision": revision, "told": told}
            audit.record(connection, now, member.who, "gap-answer", gap.key, details)
        return told

    def reopen(self, member: Member, key: str) -> None:
        """Take back what was made of a gap; what reps were told stays said."""
        gap, now = self.get(key), self._clock()
        if gap.mark is None:
            raise HubConflictError(n_("The gap is open already."), mend=n_("Look at it again."))
        with self._database.writing() as connection:
            forget_mark(connection, gap.mark.key)
            details = {"text": gap.text, "was": gap.mark.state}
            audit.record(connection, now, member.who, "gap-reopen", gap.key, details)

    def _mark(
        self,
        connection: Connection,
        member: Member,
        gap: Gap,
        state: GapState,
        now: datetime,
        **told: str,
    ) -> None:
        text = gap.mark.text if gap.mark else gap.text
        key = gap.mark.key if gap.mark else key_of(text)
        write_mark(connection, key, text, state, member.person_id, now, **told)

    def _find(self, connection: Connection, key: str) -> Gap:
        marks = read_marks(connection)
        for group in self._groups(connection, self._clock()):
            if key in group.keys:
                found = view(group, group.asks[0].at, _mark_of(group, marks))
                if found is not None:
                    return found
        raise HubMissingError(
            n_("There is no such gap any more."), mend=n_("Look at the gaps again.")
        )

    def _views(
        self, connection: Connection, now: datetime, back: timedelta
    ) -> tuple[list[Gap], int]:
        marks = read_marks(connection)
        since = since_day(now, back)
        held = self._hold(connection, now)
        seen: list[Gap] = []
        hidden = 0
        for group, gap in held.seen(since):
            mark = _mark_of(group, marks) if marks else None
            found = view(group, since, mark) if mark is not None else gap
            if found is None:
                hidden += sum(ask.at >= since for ask in group.asks)
            else:
                seen.append(found)
        return seen, hidden

    def _groups(self, connection: Connection, now: datetime) -> list[GapGroup]:
        return self._hold(connection, now).groups

    def _hold(self, connection: Connection, now: datetime) -> "_Held":
        """The groups, made anew only when what they are made of has changed."""
        counted = select(func.count(), func.max(requests.c.received_at)).select_from(requests)
        marked = select(func.count(), func.max(gap_marks.c.at)).select_from(gap_marks)
        generation = read_identity(connection).generation
        key = (since_day(now), generation, *connection.execute(marked).one())
        asked = tuple(connection.execute(counted).one())
        with self._lock:
            if self._known is None or self._known[0] != generation:
                self._known = generation, read_known_words(connection)
            if self._held is None or not self._held.holds(key, asked, now):
                groups = read_groups(connection, now, self._known[1])
                self._held = _Held(key, asked, now, groups)
            return self._held


class _Held:
    """Groups that were made at a moment, and what was seen of them."""

    def __init__(
        self, key: tuple[Any, ...], asked: tuple[Any, ...], now: datetime, groups: list[GapGroup]
    ) -> None:
        self.groups = groups
        self._key, self._asked, self._now = key, asked, now
        self._many = sum(len(group.asks) for group in groups) > _MANY_ASKS
        self._seen: tuple[datetime, list[tuple[GapGroup, Gap | None]]] | None = None

    def holds(self, key: tuple[Any, ...], asked: tuple[Any, ...], now: datetime) -> bool:
        """Whether they may still be shown; of many, what came in the last minutes may be missing."""
        if key != self._key:
            return False
        young = timedelta() <= now - self._now < _KEPT_FOR
        return asked == self._asked or (self._many and young)

    def seen(self, since: datetime) -> list[tuple[GapGroup, Gap | None]]:
        """The groups that were asked for since a day, with what may be shown of each."""
        found = self._seen
        if found is None or found[0] != since:
            late = [group for group in self.groups if group.asks[-1].at >= since]
            found = self._seen = since, [(group, view(group, since)) for group in late]
        return found[1]


def _mark_of(group: GapGroup, marks: dict[str, GapMark]) -> GapMark | None:
    return marks.get(group.key) or next((marks[key] for key in group.keys if key in marks), None)


def _state(gap: Gap) -> GapState:
    return gap.mark.state if gap.mark else GapState.OPEN
