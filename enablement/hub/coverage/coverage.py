"""For each card how many laptops hold which revision, and who has yet to lose what was recalled."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, select

from enablement.clock import Clock
from enablement.errors import HubMissingError
from enablement.hub.coverage.laptops import Crowd, History, Holding, Laptop, read_laptops
from enablement.hub.coverage.recall_rows import KeptRecall, read_recalls
from enablement.hub.database import Database
from enablement.hub.identity import read_identity
from enablement.hub.models import cards, recalls, revisions
from enablement.hub.review.privacy import LEAST_REPS
from enablement.hub.shelf import CardState, Recipient, ShelfCard, base_language
from enablement.translation import n_

_AT_ONCE = 500
CARDS_A_PAGE = 25


@dataclass(frozen=True)
class CardCoverage:
    """A published card's newest revision, since when it is there, and what laptops hold of it."""

    card_id: str
    title: str
    revision: int
    published_at: datetime
    holding: Holding


@dataclass(frozen=True)
class RecallCoverage:
    """A recalled card: of so many laptops that had it, how many hold it still.

    A laptop of `generation` or later holds it no more.
    """

    card_id: str
    recall: KeptRecall
    generation: int
    had: int
    still: int
    silent: int


@dataclass(frozen=True)
class Overview:
    """All laptops and the cards that lag; `behind` laptops lack the newest of some card of theirs."""

    laptops: int
    current: int
    behind: int
    silent: int
    never: int
    cards: int
    lagging: tuple[CardCoverage, ...]
    recalls: tuple[RecallCoverage, ...]


@dataclass(frozen=True)
class CardDetail:
    """One card's coverage by team, of a recalled one by those who hold it still.

    Of a card that was only retired it is not known. `laptops` are told apart to an admin alone.

    A team of fewer than three reps stands with the other small ones under an empty name.
    """

    coverage: CardCoverage
    state: CardState
    teams: tuple[tuple[str, Holding], ...]
    laptops: tuple[tuple[Laptop, int], ...] = field(repr=False)
    recall: RecallCoverage | None = None


class Coverage:
    """Reads what laptops hold."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def overview(self) -> Overview:
        """Every laptop, every recall, and the cards that some laptop lacks the newest of."""
        now = self._clock()
        with self._database.reading() as connection:
            laptops = read_laptops(connection, read_identity(connection).generation)
            rows = connection.execute(_newest().where(cards.c.state == CardState.PUBLISHED)).all()
            oldest = min((one.held for one in laptops if one.held is not None), default=None)
            late = [row for row in rows if oldest is not None and row.generation > oldest]
            histories = _histories(connection, [row.card_id for row in late])
            recalled = _recall_coverages(connection, laptops, now)
        receivers = _Receivers(laptops, now)
        found = [_coverage(row, receivers.of(row).holding(histories[row.card_id])) for row in late]
        found = [one for one in found if one.holding.behind > one.holding.never]
        found.sort(key=_most_behind)
        due = receivers.due(rows)
        synced = [one for one in laptops if one.held is not None]
        behind = sum(one.held < due.get(one.recipient, 0) for one in synced if one.held is not None)
        return Overview(
            laptops=len(laptops),
            current=len(synced) - behind,
            behind=behind,
            silent=sum(one.silent_at(now) for one in laptops),
            never=len(laptops) - len(synced),
            cards=len(rows),
            lagging=tuple(found),
            recalls=recalled,
        )

    def card(self, card_id: str) -> CardDetail:
        """One card's coverage, a retired one's too; `HubMissingError` for no such card."""
        now = self._clock()
        with self._database.reading() as connection:
            row = connection.execute(_newest().where(cards.c.card_id == card_id)).one_or_none()
            if row is None:
                raise HubMissingError(
                    n_("There is no card “{card}” on this hub."),
                    mend=n_("Look it up under Cards."),
                    card=card_id[:200],
                )
            laptops = read_laptops(connection, read_identity(connection).generation)
            history = _histories(connection, [card_id])[card_id]
            recalled = _recall_coverages(connection, laptops, now, card_id)
        received = _Receivers(laptops, now).of(row).laptops
        meant = [one for one in received if _may_hold(one, row, recalled)]
        held = [(one, history.at(one.held) if one.held is not None else 0) for one in meant]
        return CardDetail(
            coverage=_coverage(row, Crowd(meant, now).holding(history)),
            state=CardState(row.state),
            teams=tuple(_by_team(meant, history, now)),
            laptops=tuple(sorted(held, key=lambda pair: (pair[1], pair[0].rep_name))),
            recall=recalled[0] if recalled else None,
        )


def _may_hold(laptop: Laptop, row: Row[Any], recalled: Sequence[RecallCoverage]) -> bool:
    """Whether a laptop may hold a card: of a recalled one, whether it has not synced since."""
    if row.state == CardState.PUBLISHED:
        return True
    return any(laptop.held is not None and laptop.held < one.generation for one in recalled)


def _most_behind(one: CardCoverage) -> tuple[int, int, str]:
    heard = one.holding.behind - one.holding.silent
    return -heard, -one.holding.behind, one.card_id


def _newest() -> Select[Any]:
    return select(
        cards.c.card_id, cards.c.state, cards.c.revision, revisions.c.title, revisions.c.language,
        revisions.c.teams, revisions.c.regions, revisions.c.generation, revisions.c.created_at,
    ).join(
        revisions,
        (revisions.c.card_id == cards.c.card_id) & (revisions.c.number == cards.c.revision),
    )  # fmt: skip


def _coverage(row: Row[Any], holding: Holding) -> CardCoverage:
    return CardCoverage(row.card_id, row.title, row.revision, row.created_at, holding)


class _Receivers:
    """The laptops that a card is for, found once for all cards of the same audience."""

    def __init__(self, laptops: Sequence[Laptop], now: datetime) -> None:
        self._laptops, self._now = laptops, now
        self._recipients = {one.recipient for one in laptops}
        self._found: dict[tuple[object, ...], tuple[Crowd, set[Recipient]]] = {}

    def of(self, row: Row[Any]) -> Crowd:
        """The laptops."""
        return self._both(row)[0]

    def due(self, rows: Iterable[Row[Any]]) -> dict[Recipient, int]:
        """The generation from which on a recipient's laptop holds the newest of all its cards."""
        newest: dict[int, int] = {}
        meant: dict[int, set[Recipient]] = {}
        for row in rows:
            recipients = self._both(row)[1]
            meant[id(recipients)] = recipients
            newest[id(recipients)] = max(row.generation, newest.get(id(recipients), 0))
        due: dict[Recipient, int] = {}
        for one, recipients in meant.items():
            for recipient in recipients:
                due[recipient] = max(newest[one], due.get(recipient, 0))
        return due

    def _both(self, row: Row[Any]) -> tuple[Crowd, set[Recipient]]:
        key = (tuple(row.teams), tuple(row.regions), base_language(row.language))
        if key not in self._found:
            card = ShelfCard(
                card_id=row.card_id, state=CardState.PUBLISHED, source="", revision=row.revision,
                content_hash="", title=row.title, language=row.language, teams=key[0],
                regions=key[1], attachments=(),
            )  # fmt: skip
            meant = {one for one in self._recipients if one.receives(card)}
            crowd = Crowd((one for one in self._laptops if one.recipient in meant), self._now)
            self._found[key] = (crowd, meant)
        return self._found[key]


def _histories(connection: Connection, card_ids: Sequence[str]) -> dict[str, History]:
    steps: dict[str, list[tuple[int, int]]] = {}
    for start in range(0, len(card_ids), _AT_ONCE):
        query = (
            select(revisions.c.card_id, revisions.c.number, revisions.c.generation)
            .where(revisions.c.card_id.in_(card_ids[start : start + _AT_ONCE]))
            .order_by(revisions.c.number)
        )
        for row in connection.execute(query):
            steps.setdefault(row.card_id, []).append((row.number, row.generation))
    return {card_id: History(tuple(found)) for card_id, found in steps.items()}


def _by_team(
    laptops: Sequence[Laptop], history: History, now: datetime
) -> Iterable[tuple[str, Holding]]:
    teams: dict[str, list[Laptop]] = {}
    for laptop in laptops:
        teams.setdefault(laptop.team, []).append(laptop)
    large = {team: found for team, found in teams.items() if _reps(found) >= LEAST_REPS}
    small = [laptop for team, found in teams.items() if team not in large for laptop in found]
    for team in sorted(large, key=str.casefold):
        yield team, Crowd(large[team], now).holding(history)
    if small:
        yield "", Crowd(small, now).holding(history)


def _reps(laptops: Iterable[Laptop]) -> int:
    return len({laptop.rep for laptop in laptops})


def _recall_coverages(
    connection: Connection, laptops: Sequence[Laptop], now: datetime, card_id: str = ""
) -> tuple[RecallCoverage, ...]:
    kept: Mapping[str, KeptRecall] = read_recalls(connection)
    wanted = [one for one in kept if not card_id or one == card_id]
    query = select(recalls.c.card_id, recalls.c.generation)
    since = {row.card_id: row.generation for row in connection.execute(query)}
    histories = _histories(connection, wanted)
    found = []
    for one in wanted:
        had = [
            laptop
            for laptop in laptops
            if laptop.held is not None
            and histories[one].at(laptop.held)
            and kept[one].reaches(one, laptop.recipient)
        ]
        still = [laptop for laptop in had if (laptop.held or 0) < since[one]]
        silent = sum(laptop.silent_at(now) for laptop in still)
        found.append(RecallCoverage(one, kept[one], since[one], len(had), len(still), silent))
    return tuple(found)
