"""The review as one thing: the figures that a view may show, each behind the rules of privacy."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime

import numpy as np
from sqlalchemy import Connection, func, select

from enablement.clock import Clock
from enablement.errors import HubInputError
from enablement.hub.database import Database
from enablement.hub.models import cards, devices, rejected_events, usage
from enablement.hub.review.cards import (
    CardNow,
    cards_now,
    current_revisions,
    facet_values,
    titles_of,
)
from enablement.hub.review.comparisons import Comparison, Comparisons, Mark, compare
from enablement.hub.review.counting import count_new
from enablement.hub.review.filters import By, Filters
from enablement.hub.review.log import (
    PAGE_ROWS,
    LogPage,
    LogRow,
    log_page,
    newest_heard,
    rows_of,
)
from enablement.hub.review.privacy import Names, may_show, names, split_rows
from enablement.hub.review.statistics import wilson_low
from enablement.hub.review.tallies import Key, Mask, Tallies, Tally
from enablement.hub.review.unused import Idle, Superseded, idle, most_superseded
from enablement.hub.review.usage import RevisionUsage, tally
from enablement.hub.review.weeks import WEEK, monday
from enablement.hub.review.words import NEWEST_WORDS, Saying, Sayings
from enablement.hub.shelf import CardState
from enablement.translation import LANGUAGES, n_

_A_FEW, _FEW_CARDS = 5, 3
_MOST_CHOICES = 50
_EVERYTHING = Filters()


@dataclass(frozen=True)
class Figures:
    """The groups that may be shown, and how many may not."""

    rows: Tallies
    hidden: int = 0

    def surest(self, order: str) -> Tallies:
        """The rows by how surely they worked, or fell `flat`; those of too few logs come last."""
        rows = self.rows
        low = wilson_low(rows.worked if order == "worked" else rows.fell_flat, rows.n)
        return rows.at(np.argsort(np.where(rows.enough, -low, 1 - low), kind="stable"))


@dataclass(frozen=True)
class Weeks:
    """The last whole week beside the one before, and the running one; `None` where it is hidden."""

    week: date
    last: Tally | None
    before: Tally | None
    running: Tally | None


@dataclass(frozen=True)
class Overview:
    """What the review says first."""

    total: Tally | None
    weeks: Weeks
    trend: Figures
    works: Sequence[Tally]
    falls_flat: Sequence[Tally]
    comparisons: Comparisons
    marks: Sequence[Comparison]
    cards_used: int
    named: Mapping[str, CardNow]


@dataclass(frozen=True)
class Words:
    """The buyer's words: the newest, and sayings, each with some of the cards it was answered with."""

    newest: list[LogRow]
    sayings: list[tuple[Saying, list[tuple[str, str]]]]


@dataclass(frozen=True)
class Stand:
    """How far the hub has come: what tells an empty hub what to do next."""

    published: int
    devices: int
    logs: bool
    last_received: datetime | None
    rejected: int


class Review:
    """Reads the logs for marketing's pages; safe to use from several threads and processes."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._sayings = Sayings(LANGUAGES)

    @property
    def today(self) -> date:
        """The day by which periods are counted."""
        return self._clock().date()

    @contextmanager
    def _reading(self, filters: Filters) -> Iterator[tuple[Connection, Names]]:
        """One moment of the database in which every log is counted, for a view that is allowed."""
        count_new(self._database)
        with self._database.reading() as connection:
            named = names(connection)
            _check_who(filters, named)
            yield connection, named

    def stand(self) -> Stand:
        """How far the hub has come."""
        count = func.count()
        published = select(count).where(cards.c.state == CardState.PUBLISHED)
        enrolled = select(count).where(devices.c.revoked_at.is_(None))
        last = select(usage.c.received_at).order_by(usage.c.received_at.desc()).limit(1)
        with self._database.reading() as connection:
            received = connection.scalar(last)
            return Stand(
                published=connection.scalar(published) or 0,
                devices=connection.scalar(enrolled) or 0,
                logs=received is not None,
                last_received=received,
                rejected=connection.scalar(select(count).select_from(rejected_events)) or 0,
            )

    def choices(self) -> tuple[dict[By, list[str]], Names]:
        """What a view can be narrowed to."""
        with self._reading(Filters()) as (connection, named):
            found = facet_values(connection)
            said = (By.STAGE, By.BLOCK)
            rows = tally(connection, Filters(), self.today, *said)
            for at, by in enumerate(said):
                logs = Counter[str]()
                for key, n in zip(rows.keys, rows.n.tolist(), strict=True):
                    logs[key[at]] += n
                by_use = sorted(logs, key=lambda value: (-logs[value], value))
                found[by] = [value for value in by_use if value][:_MOST_CHOICES]
            return found, named

    def figures(self, filters: Filters, by: By) -> Figures:
        """The figures of each group, the most used first; a revision's group is its card's too."""
        keys = (By.CARD, By.REVISION) if by is By.REVISION else (by,)
        with self._reading(filters) as (connection, named):
            return self._figures(connection, named, filters, *keys)

    def _figures(self, connection: Connection, named: Names, filters: Filters, *by: By) -> Figures:
        rows, may = self._tally(connection, filters, *by)
        shown = rows.where(may)
        if by in ((By.TEAM,), (By.REGION,)):
            known = named.teams if by == (By.TEAM,) else named.regions
            may = may & np.array([key[0] in known for key in rows.keys], np.bool_)
            told = {row.key for row in split_rows(rows.where(may)[:], rows.where(~may)[:])}
            shown = rows.where([key in told for key in rows.keys])
        in_order = shown.by_key() if by == (By.WEEK,) else shown.first(None, by=shown.n)
        return Figures(in_order, len(rows) - len(shown))

    def _tally(self, connection: Connection, filters: Filters, *by: By) -> tuple[Tallies, Mask]:
        """All groups, and which may be shown."""
        rows = tally(connection, filters, self.today, *by)
        if not filters.who:
            return rows, may_show(rows)
        wholes = tally(connection, filters.without_who(), self.today, *by)
        return rows, may_show(rows, wholes.aligned_to(rows))

    def _compared(
        self, connection: Connection, filters: Filters
    ) -> tuple[Tallies, Mapping[str, int], Comparisons]:
        """The revisions that may be shown, which of them are current, and how those compare."""
        rows, may = self._tally(connection, filters, By.CARD, By.REVISION)
        shown, current = rows.where(may), current_revisions(connection)
        return shown, current, compare(shown, current)

    def overview(self, filters: Filters) -> Overview:
        """What works, what stopped working, and what this week has been."""
        with self._reading(filters) as (connection, _named):
            shown, current, compared = self._compared(connection, filters)
            is_current = np.array([current.get(card) == number for card, number in shown.keys])
            newest = shown.where(shown.enough & is_current.astype(np.bool_))
            works = newest.first(_A_FEW, by=wilson_low(newest.worked, newest.n))[:]
            flat = newest.first(_A_FEW, by=wilson_low(newest.fell_flat, newest.n))[:]
            marks = [
                one for mark in (Mark.WORSE, Mark.BETTER) for one in compared.marked(mark, _A_FEW)
            ]
            listed = {row.key[0] for row in (*works, *flat)} | {one.card_id for one in marks}
            trend, together = self._trend(connection, filters)
            return Overview(
                total=together,
                weeks=self._weeks(trend),
                trend=trend,
                works=works,
                falls_flat=[row for row in flat if row.fell_flat],
                comparisons=compared,
                marks=marks,
                cards_used=len({key[0] for key in shown.keys}),
                named=cards_now(connection, listed),
            )

    def _trend(self, connection: Connection, filters: Filters) -> tuple[Figures, Tally | None]:
        """Week by week, and all of it together."""
        rows, whole = tally(connection, filters, self.today, By.WEEK), None
        may = may_show(rows)
        if filters.who:
            wholes = tally(connection, filters.without_who(), self.today, By.WEEK)
            may, whole = may_show(rows, wholes.aligned_to(rows)), wholes.together()
        shown, together = rows.where(may), rows.together()
        figures = Figures(shown.by_key(), len(rows) - len(shown))
        return figures, together[0] if may_show(together, whole)[0] else None

    def _weeks(self, trend: Figures) -> Weeks:
        by_week = {row.key[0]: row for row in trend.rows}
        running = monday(self.today)
        return Weeks(
            running - WEEK,
            by_week.get(running - WEEK),
            by_week.get(running - 2 * WEEK),
            by_week.get(running),
        )

    def card(self, filters: Filters) -> tuple[Figures, Figures, list[Comparison], CardNow | None]:
        """One card: its revisions and its blocks, and its comparison among those of all cards."""
        with self._reading(filters) as (connection, named):
            revisions = self._figures(connection, named, filters, By.CARD, By.REVISION)
            blocks = self._figures(connection, named, filters, By.BLOCK)
            _shown, _current, compared = self._compared(connection, filters.of_all_cards())
            now = cards_now(connection, [filters.card]).get(filters.card)
            in_order = revisions.rows.first(
                None, by=np.array([key[1] for key in revisions.rows.keys])
            )
            return Figures(in_order, revisions.hidden), blocks, compared.of_card(filters.card), now

    def check(self, filters: Filters) -> None:
        """Raise `HubInputError` for a view that would tell of one or two reps."""
        with self._reading(filters):
            return

    def comparisons(self, filters: Filters) -> Comparisons:
        """Every card's current revision beside the one before, the surest difference first."""
        with self._reading(filters) as (connection, _named):
            _shown, _current, compared = self._compared(connection, filters)
            return compared

    def usage(self) -> list[RevisionUsage]:
        """The counts by card and revision of all logs, the most used first: not for pages."""
        with self._reading(Filters()) as (connection, _named):
            rows = tally(connection, Filters(), self.today, By.CARD, By.REVISION)
        found = [
            RevisionUsage(row.key[0], row.key[1], row.worked, row.neutral, row.fell_flat)
            for row in rows
        ]
        return sorted(found, key=lambda row: (-row.n, row.card_id, -row.revision))

    def row_titles(self, by: By, rows: Iterable[Tally]) -> dict[Key, str]:
        """The titles of the cards or revisions that rows are of."""
        with self._database.reading() as connection:
            if by is By.REVISION:
                return dict(titles_of(connection, {(row.key[0], row.key[1]) for row in rows}))
            if by is not By.CARD:
                return {}
            found = cards_now(connection, {row.key[0] for row in rows})
            return {(one.card_id,): one.title for one in found.values()}

    def named(self, card_ids: set[str]) -> dict[str, CardNow]:
        """The cards of these ids as they stand."""
        with self._database.reading() as connection:
            return cards_now(connection, card_ids)

    def log(
        self, filters: Filters = _EVERYTHING, after: str = "", most: int = PAGE_ROWS
    ) -> LogPage:
        """A page of the raw log."""
        with self._reading(filters) as (connection, named):
            return log_page(connection, filters, self.today, named, after=after, most=most)

    def whole_log(self, filters: Filters, at_once: int = 1_000) -> Iterator[LogRow]:
        """Every row of a view, a page at a time, so that no connection waits for a slow reader."""
        page = self.log(filters, most=at_once)
        yield from page.rows
        while page.after:
            page = self.log(filters, page.after, at_once)
            yield from page.rows

    def words(self, filters: Filters, newest: int, sayings: int) -> Words:
        """The buyer's newest words, and those that several reps heard."""
        with self._reading(filters) as (connection, named):
            heard = newest_heard(connection, filters, self.today, NEWEST_WORDS)
            rows = rows_of(connection, heard[:newest], named)
            gathered = self._sayings.gather(heard)[:sayings]
            wanted = {pair for one in gathered for pair in list(one.cards.items())[:_FEW_CARDS]}
            titles = titles_of(connection, wanted)
        told = [
            (one, [(card_id, titles.get((card_id, revision), card_id))
                   for card_id, revision in list(one.cards.items())[:_FEW_CARDS]])
            for one in gathered
        ]  # fmt: skip
        return Words(rows, told)

    def idle(self, most: int) -> Idle:
        """Cards that lie idle."""
        with self._reading(Filters()) as (connection, _named):
            return idle(connection, most)

    def superseded(self, most: int) -> list[Superseded]:
        """Cards of which old revisions are used still."""
        with self._reading(Filters()) as (connection, _named):
            return most_superseded(connection, most)


def _check_who(filters: Filters, named: Names) -> None:
    known = named.teams if filters.team else named.regions
    if filters.who and (filters.team or filters.region) not in known:
        raise HubInputError(
            n_("“{name}” cannot be looked at alone: it would tell of one or two reps."),
            mend=n_("Choose another team or region, or look at everyone."),
            name=filters.team or filters.region,
        )
