"""The content gaps: what most reps miss, and what marketing does about it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from enablement.clock import Clock
from enablement.errors import HubConflictError, HubInputError, HubMissingError
from enablement.hub import audit
from enablement.hub.access.members import Member
from enablement.hub.database import Database
from enablement.hub.drafting.drafts import Drafts
from enablement.hub.inbox.answering import Word, check_published, checked, newest_revision
from enablement.hub.inbox.card_words import CardWords
from enablement.hub.inbox.gap_closing import decline_requesters, tell_requesters
from enablement.hub.inbox.gap_groups import GapGroup, since_day
from enablement.hub.inbox.gap_marks import (
    GapMark,
    GapState,
    forget_mark,
    read_marks,
    write_mark,
)
from enablement.hub.inbox.gap_view import Gap, view, with_mark
from enablement.hub.inbox.grouped_gaps import GroupedGaps
from enablement.hub.preparing import NotReadyError
from enablement.translation import LANGUAGES, n_

PERIODS = (30, 90, 365)
"""The days that one may look back."""

GAPS_A_PAGE = 50
_MOST_SAYS = 10
_PATIENCE = 2.0
"""How many seconds one waits for the first grouping, before one is told that it is being made."""


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

    def __init__(self, database: Database, clock: Clock, drafts: Drafts, words: CardWords) -> None:
        self._database = database
        self._clock = clock
        self._drafts = drafts
        self._grouped = GroupedGaps(database, clock, words)

    def begin(self) -> None:
        """Make ready what the pages need."""
        self._grouped.begin()

    def close(self) -> None:
        """Stop what is being made ready; before the database is let go of."""
        self._grouped.close()

    def all(self) -> tuple[list[Gap], int]:
        """Every gap of the last year by rank, whatever its state, and how many searches are hidden."""
        seen, hidden = self._views(since_day(self._clock()), patience=None)
        return sorted(seen, key=lambda gap: gap.rank), hidden

    def page(
        self,
        state: GapState = GapState.OPEN,
        days: int = PERIODS[1],
        after: str = "",
        most: int = GAPS_A_PAGE,
    ) -> GapPage:
        """The gaps of the last days that are in a state, those that most reps miss first."""
        seen, hidden = self._views(since_day(self._clock(), timedelta(days=days)))
        found = sorted((gap for gap in seen if gap.state is state), key=lambda gap: gap.rank)
        counts = {one: sum(gap.state is one for gap in seen) for one in GapState}
        start = next((place + 1 for place, gap in enumerate(found) if gap.key == after), 0)
        rows = tuple(found[start : start + most])
        more = len(found) > start + most
        return GapPage(rows, rows[-1].key if more else "", counts, hidden)

    def get(self, key: str) -> Gap:
        """A gap by the key of any of its words; `HubMissingError` when there is none to show."""
        return self._find(key)[1]

    def of_thread(self, thread_id: str) -> Gap | None:
        """The gap that a request is part of, as far as it is known yet and may be shown."""
        try:
            groups = self._grouped.read(_PATIENCE).groups
        except NotReadyError:
            return None
        for group in groups:
            if any(ask.event_id == thread_id for ask in group.asks):
                with self._database.reading() as connection:
                    mark = _mark_of(group, read_marks(connection))
                return view(group, group.asks[0].at, mark)
        return None

    def write(self, member: Member, key: str) -> str:
        """Begin a draft of the card that is missing, filled with the reps' words; the draft's id.

        Raises `HubConflictError` when somebody writes it already, `HubMissingError` for no such gap.
        """
        group, gap = self._find(key)
        if gap.state is GapState.WRITING:
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
            _mark(connection, member, group, gap, GapState.WRITING, now, draft_id=draft_id)
            details = {"draft": draft_id, "text": gap.text}
            audit.record(connection, now, member.who, "gap-write", gap.key, details)
        return draft_id

    def dismiss(self, member: Member, key: str, reason: str, *, tell: bool = True) -> int:
        """Say why no card comes of a gap; how many who asked and had no word were told so."""
        word = checked(Word(reason))
        (group, gap), now = self._find(key), self._clock()
        with self._database.writing() as connection:
            told = 0
            if tell:
                name = member.name
                told = decline_requesters(connection, now, gap.threads, word.text, name)
            _mark(connection, member, group, gap, GapState.DISMISSED, now, note=word.text)
            details = {"text": gap.text, "reason": word.text, "told": told}
            audit.record(connection, now, member.who, "gap-dismiss", gap.key, details)
        return told

    def answer(self, member: Member, key: str, card_id: str, text: str = "") -> int:
        """Say that a published card answers a gap; how many who asked were told so.

        Without a text each is told in the language they asked in. Raises `HubInputError` for a card
        that is not published.
        """
        words = checked(Word(text)).text if text.strip() else ""
        (group, gap), now = self._find(key), self._clock()
        card_id = card_id.strip()
        with self._database.writing() as connection:
            revision = newest_revision(connection, card_id)
            if not revision:
                raise HubInputError(
                    n_("There is no card “{card}” on this hub."),
                    mend=n_("Write the id of a published card."),
                    card=card_id,
                )
            check_published(connection, card_id, revision)
            told = tell_requesters(
                connection, now, gap.threads, card_id, revision, words, member.name
            )
            _mark(connection, member, group, gap, GapState.ANSWERED, now, card_id=card_id)
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

    def _find(self, key: str) -> tuple[GapGroup, Gap]:
        groups = self._grouped.read(_PATIENCE).groups
        group = next((one for one in groups if key in one.keys), None)
        if group is not None:
            with self._database.reading() as connection:
                mark = _mark_of(group, read_marks(connection))
            if (found := view(group, group.asks[0].at, mark)) is not None:
                return group, found
        raise HubMissingError(
            n_("There is no such gap any more."), mend=n_("Look at the gaps again.")
        )

    def _views(self, since: datetime, patience: float | None = _PATIENCE) -> tuple[list[Gap], int]:
        grouped = self._grouped.read(patience)
        with self._database.reading() as connection:
            marks = read_marks(connection)
        seen: list[Gap] = []
        hidden = 0
        for group, gap in grouped.seen(since):
            if gap is None:
                hidden += sum(ask.at >= since for ask in group.asks)
                continue
            mark = _mark_of(group, marks) if marks else None
            seen.append(gap if mark is None else with_mark(gap, group, mark))
        return seen, hidden


def _mark(
    connection: Connection,
    member: Member,
    group: GapGroup,
    gap: Gap,
    state: GapState,
    now: datetime,
    **told: str,
) -> None:
    """Mark a gap by the words that begin its group, so that whatever joins it later finds the mark."""
    key, text = (gap.mark.key, gap.mark.text) if gap.mark else (group.key, group.text)
    write_mark(connection, key, text, state, member.person_id, now, **told)


def _mark_of(group: GapGroup, marks: dict[str, GapMark]) -> GapMark | None:
    return marks.get(group.key) or next((marks[key] for key in group.keys if key in marks), None)
