"""For each card how many laptops hold which revision, and who has yet to lose what was recalled."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, false, select

from enablement.clock import Clock
from enablement.errors import HubMissingError
from enablement.hub.coverage.card_rows import read_audiences, read_cards
from enablement.hub.coverage.laptops import Crowd, History, Holding, Laptop, read_laptops
from enablement.hub.coverage.recall_rows import KeptRecall, read_recalls
from enablement.hub.coverage.receivers import Receivers
from enablement.hub.database import Database
from enablement.hub.identity import read_identity
from enablement.hub.models import cards, recalls, revisions
from enablement.hub.review.privacy import LEAST_REPS
from enablement.hub.shelf import CardState
from enablement.translation import n_

CARDS_A_PAGE = 25
_PUBLISHED = cards.c.state == CardState.PUBLISHED


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


class TeamHolding(NamedTuple):
    """What the laptops of a team hold of a card."""

    team: str
    holding: Holding


@dataclass(frozen=True)
class CardDetail:
    """One card's coverage by team, of a recalled one by those who hold it still.

    Of a card that was only retired it is not known. `laptops` are told apart to an admin alone.

    A team of fewer than three reps stands with the other small ones under an empty name.
    """

    coverage: CardCoverage
    state: CardState
    teams: tuple[TeamHolding, ...]
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
            receivers = Receivers(laptops, now)
            audiences = read_audiences(connection)
            helds = [one.held for one in laptops if one.held is not None]
            late = (revisions.c.generation > min(helds), _PUBLISHED) if helds else (false(),)
            rows = read_cards(connection, *late)
            recalled = _recall_coverages(connection, receivers)
        found = [(row, receivers.holding(row)) for row in rows]
        lagging = [_coverage(*one) for one in found if one[1].behind > one[1].never]
        lagging.sort(key=_most_behind)
        due = receivers.due(audiences)
        behind = sum(
            one.held < due.get(one.recipient, 0) for one in laptops if one.held is not None
        )
        return Overview(
            laptops=len(laptops),
            current=len(helds) - behind,
            behind=behind,
            silent=sum(one.silent_at(now) for one in laptops),
            never=len(laptops) - len(helds),
            cards=sum(row.n for row in audiences),
            lagging=tuple(lagging),
            recalls=recalled,
        )

    def card(self, card_id: str) -> CardDetail:
        """One card's coverage, a retired one's too; `HubMissingError` for no such card."""
        now = self._clock()
        with self._database.reading() as connection:
            rows = read_cards(connection, cards.c.card_id == card_id)
            if not rows:
                raise HubMissingError(
                    n_("There is no card “{card}” on this hub."),
                    mend=n_("Look it up under Cards."),
                    card=card_id[:200],
                )
            row, history = rows[0], History.of(rows[0].steps)
            laptops = read_laptops(connection, read_identity(connection).generation)
            receivers = Receivers(laptops, now)
            recalled = _recall_coverages(connection, receivers, card_id)
        meant = [one for one in receivers.of(row).laptops if _may_hold(one, row, recalled)]
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


def _coverage(row: Row[Any], holding: Holding) -> CardCoverage:
    return CardCoverage(row.card_id, row.title, row.revision, row.created_at, holding)


def _by_team(laptops: Sequence[Laptop], history: History, now: datetime) -> Iterable[TeamHolding]:
    teams: dict[str, list[Laptop]] = {}
    for laptop in laptops:
        teams.setdefault(laptop.team, []).append(laptop)
    large = {team: found for team, found in teams.items() if _reps(found) >= LEAST_REPS}
    small = [laptop for team, found in teams.items() if team not in large for laptop in found]
    for team in sorted(large, key=str.casefold):
        yield TeamHolding(team, Crowd(large[team], now).holding(history))
    if small:
        yield TeamHolding("", Crowd(small, now).holding(history))


def _reps(laptops: Iterable[Laptop]) -> int:
    return len({laptop.rep for laptop in laptops})


def _recall_coverages(
    connection: Connection, receivers: Receivers, card_id: str = ""
) -> tuple[RecallCoverage, ...]:
    kept = read_recalls(connection)
    since = {
        row.card_id: row.generation
        for row in connection.execute(select(recalls.c.card_id, recalls.c.generation))
    }
    wanted = cards.c.card_id.in_(select(recalls.c.card_id))
    rows = {row.card_id: row for row in read_cards(connection, wanted)}
    found = []
    for one in kept:
        if not card_id or one == card_id:
            history = History.of(rows[one].steps)
            counts = receivers.of(rows[one]).holders(history, since[one])
            found.append(RecallCoverage(one, kept[one], since[one], *counts))
    return tuple(found)
