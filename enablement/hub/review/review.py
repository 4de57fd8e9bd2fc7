"""The review as one thing: the figures that a view may show, each behind the rules of privacy."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime

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
from enablement.hub.review.comparisons import Comparison, Mark, compare
from enablement.hub.review.counting import count_new
from enablement.hub.review.filters import By, Filters
from enablement.hub.review.log import (
    PAGE_ROWS,
    LogPage,
    LogRow,
    log_page,
    newest_heard,
    newest_words,
)
from enablement.hub.review.privacy import Names, may_show, names, split_rows
from enablement.hub.review.unused import Idle, Superseded, idle, most_superseded
from enablement.hub.review.usage import Key, RevisionUsage, Tally, tally, together_of
from enablement.hub.review.weeks import WEEK, monday
from enablement.hub.review.words import NEWEST_WORDS, Saying, Sayings
from enablement.hub.shelf import CardState
from enablement.translation import LANGUAGES, n_

_A_FEW, _FEW_CARDS = 5, 3
_EVERYTHING = Filters()


@dataclass(frozen=True)
class Figures:
    """The groups that may be shown, and how many may not."""

    rows: tuple[Tally, ...]
    hidden: int = 0


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
    works: tuple[Tally, ...]
    falls_flat: tuple[Tally, ...]
    comparisons: tuple[Comparison, ...]
    marks: tuple[Comparison, ...]
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
            found[By.STAGE] = self._values(connection, By.STAGE)
            found[By.BLOCK] = self._values(connection, By.BLOCK)
            return found, named

    def _values(self, connection: Connection, by: By) -> list[str]:
        rows = tally(connection, Filters(), self.today, by)
        by_use = sorted(rows, key=lambda row: -row.n)
        return [row.key[0] for row in by_use if row.key[0]][:50]

    def figures(self, filters: Filters, by: By) -> Figures:
        """The figures of each group, the most used first; a revision's group is its card's too."""
        keys = (By.CARD, By.REVISION) if by is By.REVISION else (by,)
        with self._reading(filters) as (connection, named):
            return self._figures(connection, named, filters, *keys)

    def _figures(self, connection: Connection, named: Names, filters: Filters, *by: By) -> Figures:
        rows, shown = self._shown(connection, filters, *by)
        if by in ((By.TEAM,), (By.REGION,)):
            known = named.teams if by == (By.TEAM,) else named.regions
            shown = [row for row in shown if row.key[0] in known]
            shown = split_rows(shown, [row for row in rows if row not in shown])
        first = (lambda row: row.key) if by == (By.WEEK,) else (lambda row: (-row.n, row.key))
        return Figures(tuple(sorted(shown, key=first)), len(rows) - len(shown))

    def _shown(
        self, connection: Connection, filters: Filters, *by: By
    ) -> tuple[list[Tally], list[Tally]]:
        """All groups, and those that may be shown."""
        rows = tally(connection, filters, self.today, *by)
        wholes = self._wholes(connection, filters, *by)
        return rows, [row for row in rows if may_show(row, wholes.get(row.key))]

    def _wholes(self, connection: Connection, filters: Filters, *by: By) -> dict[Key, Tally]:
        """The same figures of everyone, for a view of a part of them."""
        if not filters.who:
            return {}
        rows = tally(connection, filters.without_who(), self.today, *by)
        return {row.key: row for row in rows}

    def overview(self, filters: Filters) -> Overview:
        """What works, what stopped working, and what this week has been."""
        with self._reading(filters) as (connection, _named):
            _all, shown = self._shown(connection, filters, By.CARD, By.REVISION)
            current = current_revisions(connection)
            compared = compare(shown, current)
            newest = [row for row in shown if row.enough and current.get(row.key[0]) == row.key[1]]
            works = sorted(newest, key=lambda row: -row.interval.low)[:_A_FEW]
            flat = sorted(newest, key=lambda row: -row.flat_interval.low)[:_A_FEW]
            worse, better = (
                [one for one in compared if one.mark is mark] for mark in (Mark.WORSE, Mark.BETTER)
            )
            marks = worse[:_A_FEW] + better[:_A_FEW]
            listed = {row.key[0] for row in (*works, *flat)} | {one.card_id for one in marks}
            trend, together = self._trend(connection, filters)
            return Overview(
                total=together,
                weeks=self._weeks(trend),
                trend=trend,
                works=tuple(works),
                falls_flat=tuple(row for row in flat if row.fell_flat),
                comparisons=tuple(compared),
                marks=tuple(marks),
                cards_used=len({row.key[0] for row in shown}),
                named=cards_now(connection, listed),
            )

    def _trend(self, connection: Connection, filters: Filters) -> tuple[Figures, Tally | None]:
        """Week by week, and all of it together."""
        rows = tally(connection, filters, self.today, By.WEEK)
        wholes = self._wholes(connection, filters, By.WEEK)
        shown = [row for row in rows if may_show(row, wholes.get(row.key))]
        in_order = sorted(shown, key=lambda row: str(row.key[0]))
        together, whole = together_of(rows), together_of(wholes.values()) if wholes else None
        figures = Figures(tuple(in_order), len(rows) - len(shown))
        return figures, together if may_show(together, whole) else None

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
            _all, shown = self._shown(connection, filters.of_all_cards(), By.CARD, By.REVISION)
            compared = compare(shown, current_revisions(connection))
            of_card = [one for one in compared if one.card_id == filters.card]
            now = cards_now(connection, [filters.card]).get(filters.card)
            in_order = sorted(revisions.rows, key=lambda row: -int(row.key[1]))
            return Figures(tuple(in_order), revisions.hidden), blocks, of_card, now

    def check(self, filters: Filters) -> None:
        """Raise `HubInputError` for a view that would tell of one or two reps."""
        with self._reading(filters):
            return

    def comparisons(self, filters: Filters) -> list[Comparison]:
        """Every card's current revision beside the one before, the surest difference first."""
        with self._reading(filters) as (connection, _named):
            _all, shown = self._shown(connection, filters, By.CARD, By.REVISION)
            return compare(shown, current_revisions(connection))

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
            rows = newest_words(connection, filters, self.today, named, newest)
            heard = newest_heard(connection, filters, self.today, NEWEST_WORDS)
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
