"""What the logs say: counts by card and revision, the rate with its interval, and the raw log."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, func, select

from enablement.clock import Clock
from enablement.hub.database import Database
from enablement.hub.models import cards, devices, invitations, rejected_events, revisions, usage
from enablement.hub.shelf import CardState
from enablement.intervals import Interval, wilson
from enablement.sync.protocol import Outcome

ENOUGH_LOGS = 5
"""Under this many logs of a revision its rate says too little to be shown."""

PAGE_ROWS = 50


@dataclass(frozen=True)
class RevisionUsage:
    """What one revision of a card did; `title` is the revision's own, or the id of an unknown card.

    `newest` is the number of the card's current revision, 0 for a card that this hub never had: a
    restored hub may well receive logs of one.
    """

    card_id: str
    title: str
    revision: int
    worked: int
    neutral: int
    fell_flat: int
    newest: int = 0
    card_title: str = ""
    retired: bool = False

    @property
    def current(self) -> bool:
        """Whether this is the revision that laptops hold now, or would if the card were not retired."""
        return self.revision == self.newest

    @property
    def n(self) -> int:
        """How many logs there are."""
        return self.worked + self.neutral + self.fell_flat

    @property
    def rate(self) -> float:
        """The share of logs in which it worked, from 0 to 1."""
        return self.worked / self.n if self.n else 0.0

    @property
    def interval(self) -> Interval:
        """Where the rate lies with 95 % confidence."""
        return wilson(self.worked, self.n)

    @property
    def enough(self) -> bool:
        """Whether there are logs enough for the rate to be shown."""
        return self.n >= ENOUGH_LOGS

    def as_json(self) -> dict[str, Any]:
        """The row as `/review/usage.json` gives it."""
        return {
            "card": self.card_id,
            "title": self.title,
            "revision": self.revision,
            "worked": self.worked,
            "neutral": self.neutral,
            "fell_flat": self.fell_flat,
            "n": self.n,
            "rate": self.rate,
            "low": self.interval.low,
            "high": self.interval.high,
            "enough": self.enough,
            "current": self.current,
        }


@dataclass(frozen=True)
class CardUsage:
    """All used revisions of one card, the newest first."""

    card_id: str
    title: str
    revisions: tuple[RevisionUsage, ...]
    known: bool
    retired: bool
    unused_revision: int
    """The current revision when nobody has logged it yet, else 0."""

    @property
    def n(self) -> int:
        """How many logs there are of the card."""
        return sum(row.n for row in self.revisions)


@dataclass(frozen=True)
class LogRow:
    """One log as marketing sees it: the team, never the rep's name."""

    received_at: datetime
    occurred_at: datetime
    card_id: str
    title: str
    revision: int
    block: str
    outcome: Outcome
    note: str
    account: str
    team: str
    region: str
    words: str = ""
    stage: str = ""

    def as_json(self) -> dict[str, Any]:
        """The row as `/review/log.json` gives it."""
        moments = {name: getattr(self, name).isoformat() for name in ("received_at", "occurred_at")}
        return {**vars(self), "outcome": self.outcome.value, **moments}


@dataclass(frozen=True)
class LogPage:
    """A page of the raw log, newest first; pages count from 1."""

    rows: tuple[LogRow, ...]
    page: int
    pages: int
    total: int


@dataclass(frozen=True)
class KeyFigures:
    """What the review page says first."""

    logs: int
    outcomes: dict[Outcome, int]
    cards_used: int
    cards_published: int
    devices: int
    invitations_open: int
    last_received: datetime | None
    rejected: int


def by_card(rows: list[RevisionUsage]) -> list[CardUsage]:
    """Gather the revisions of each card; the card that was used most comes first."""
    gathered: dict[str, list[RevisionUsage]] = {}
    for row in rows:
        gathered.setdefault(row.card_id, []).append(row)
    found = []
    for card_id, held in gathered.items():
        first = held[0]
        used = any(row.current for row in held)
        found.append(
            CardUsage(
                card_id=card_id,
                title=first.card_title or first.title,
                revisions=tuple(sorted(held, key=lambda row: -row.revision)),
                known=first.newest > 0,
                retired=first.retired,
                unused_revision=0 if used or first.retired else first.newest,
            )
        )
    return sorted(found, key=lambda card: (-card.n, card.card_id))


class Insight:
    """Reads the logs for marketing's pages."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def usage(self) -> list[RevisionUsage]:
        """Each revision that was logged, the most used first."""
        query = select(usage.c.card_id, usage.c.revision, usage.c.outcome, func.count().label("n"))
        counts: dict[tuple[str, int], dict[str, int]] = {}
        with self._database.reading() as connection:
            grouped = query.group_by(usage.c.card_id, usage.c.revision, usage.c.outcome)
            for row in connection.execute(grouped):
                counts.setdefault((row.card_id, row.revision), {})[row.outcome] = row.n
            titles = _titles(connection)
            states = _states(connection)
        found = [_revision_usage(key, count, titles, states) for key, count in counts.items()]
        return sorted(found, key=lambda row: (-row.n, row.card_id, -row.revision))

    def figures(self) -> KeyFigures:
        """The key figures."""
        totals = select(
            func.count(usage.c.card_id.distinct()).label("cards"),
            func.max(usage.c.received_at).label("last"),
        )
        by_outcome = select(usage.c.outcome, func.count()).group_by(usage.c.outcome)
        published = select(func.count()).where(cards.c.state == CardState.PUBLISHED)
        enrolled = select(func.count()).where(devices.c.revoked_at.is_(None))
        invited = select(func.count()).where(
            invitations.c.used_at.is_(None), invitations.c.expires_at > self._clock()
        )
        rejected = select(func.count()).select_from(rejected_events)
        with self._database.reading() as connection:
            row = connection.execute(totals).one()
            counts = {Outcome(name): count for name, count in connection.execute(by_outcome)}
            return KeyFigures(
                logs=sum(counts.values()),
                outcomes={outcome: counts.get(outcome, 0) for outcome in Outcome},
                cards_used=row.cards,
                cards_published=connection.scalar(published) or 0,
                devices=connection.scalar(enrolled) or 0,
                invitations_open=connection.scalar(invited) or 0,
                last_received=row.last,
                rejected=connection.scalar(rejected) or 0,
            )

    def log(self, card_id: str = "", page: int = 1) -> LogPage:
        """A page of the raw log, of one card or of all; a page beyond the last gives the last."""
        chosen = usage.c.card_id == card_id if card_id else usage.c.card_id.is_not(None)
        with self._database.reading() as connection:
            total = connection.scalar(select(func.count()).select_from(usage).where(chosen)) or 0
            pages = max(1, -(-total // PAGE_ROWS))
            page = min(max(1, page), pages)
            query = (
                select(usage)
                .where(chosen)
                .order_by(usage.c.received_at.desc(), usage.c.event_id.desc())
                .limit(PAGE_ROWS)
                .offset((page - 1) * PAGE_ROWS)
            )
            found = connection.execute(query).mappings().all()
            titles = _titles(connection)
        rows = tuple(_log_row(row, titles) for row in found)
        return LogPage(rows, page, pages, total)


def _titles(connection: Connection) -> dict[tuple[str, int], str]:
    query = select(revisions.c.card_id, revisions.c.number, revisions.c.title)
    return {(row.card_id, row.number): row.title for row in connection.execute(query)}


def _states(connection: Connection) -> dict[str, tuple[int, str]]:
    query = select(cards.c.card_id, cards.c.revision, cards.c.state)
    return {row.card_id: (row.revision, row.state) for row in connection.execute(query)}


def _revision_usage(
    key: tuple[str, int],
    count: Mapping[str, int],
    titles: Mapping[tuple[str, int], str],
    states: Mapping[str, tuple[int, str]],
) -> RevisionUsage:
    card_id, number = key
    newest, state = states.get(card_id, (0, ""))
    card_title = titles.get((card_id, newest), card_id)
    return RevisionUsage(
        card_id=card_id,
        title=titles.get(key, card_title),
        revision=number,
        worked=count.get(Outcome.WORKED, 0),
        neutral=count.get(Outcome.NEUTRAL, 0),
        fell_flat=count.get(Outcome.FELL_FLAT, 0),
        newest=newest,
        card_title=card_title,
        retired=state == CardState.RETIRED,
    )


def _log_row(row: RowMapping, titles: Mapping[tuple[str, int], str]) -> LogRow:
    return LogRow(
        received_at=row["received_at"],
        occurred_at=row["occurred_at"],
        card_id=row["card_id"],
        title=titles.get((row["card_id"], row["revision"]), row["card_id"]),
        revision=row["revision"],
        block=row["block"],
        outcome=Outcome(row["outcome"]),
        note=row["note"],
        account=row["account"],
        team=row["team"],
        region=row["region"],
        words=row["words"],
        stage=row["stage"],
    )
