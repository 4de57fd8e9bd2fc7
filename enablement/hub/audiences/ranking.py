"""Which cards to retire first: those that nobody uses or reads, that do worst, or that nobody vouches for."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, case, func, select

from enablement.hub.audiences.reach import Facts, Shelf
from enablement.hub.models import card_weeks, readings
from enablement.hub.review.privacy import LEAST_REPS
from enablement.hub.review.tallies import ENOUGH_LOGS
from enablement.hub.shelf import CardState, ShelfCard
from enablement.intervals import wilson
from enablement.translation import _, n_

LATELY = timedelta(weeks=13)
GRACE = timedelta(days=28)
"""A card younger than this is not blamed for lying idle."""


@dataclass(frozen=True)
class Reason:
    """Why a card might go; the message is translated when it is shown."""

    code: str
    weight: int
    message: str
    values: Mapping[str, object] = field(default_factory=dict)

    @property
    def sentence(self) -> str:
        """The reason in the language in force."""
        return _(self.message).format(**self.values)


@dataclass(frozen=True)
class Candidate:
    """A card that might go, and every reason for it, the weightiest first."""

    card_id: str
    title: str
    revision: int
    reasons: tuple[Reason, ...]

    def as_json(self) -> dict[str, Any]:
        """The candidate for programs, in the language in force."""
        return {
            "card_id": self.card_id,
            "title": self.title,
            "reasons": [{"code": one.code, "sentence": one.sentence} for one in self.reasons],
        }


@dataclass(frozen=True)
class _Used:
    worked: int = 0
    n: int = 0
    reps: int = 0
    lately: int = 0
    reps_lately: int = 0


def retire_first(
    connection: Connection, shelf: Shelf, among: Collection[str], now: datetime, most: int
) -> tuple[Candidate, ...]:
    """The cards of those named that should go first, at most so many; none without a reason."""
    used, opened = _usage(connection, now), _openings(connection, now)
    mean = _mean([used[one] for one in among if one in used])
    ranked = []
    for card_id in among:
        card, facts = shelf.held[card_id], shelf.facts[card_id]
        counts = used.get(card_id, _Used())
        reasons = [
            *_idle(facts, counts, None if opened is None else opened.get(card_id, 0), now),
            *_doing_worse(counts, mean),
            *_unvouched(facts, shelf, card, now),
        ]
        if reasons:
            reasons.sort(key=lambda reason: -reason.weight)
            weight = sum(reason.weight for reason in reasons)
            found = Candidate(card_id, card.title, card.revision, tuple(reasons))
            ranked.append((-weight, counts.lately, facts.first_at, card_id, found))
    ranked.sort(key=lambda row: row[:4])
    return tuple(row[4] for row in ranked[:most])


def _idle(facts: Facts, used: _Used, opens: int | None, now: datetime) -> Iterator[Reason]:
    age = now - facts.first_at
    if age < GRACE:
        return
    if not used.n:
        message = n_("Nobody logged it in the {days} days since it was published.")
        yield Reason("never-used", 4, message, {"days": age.days})
    elif used.reps_lately < LEAST_REPS:
        message = n_("Fewer than {least} reps logged it in the last 13 weeks.")
        yield Reason("little-used", 1, message, {"least": LEAST_REPS})
    if opens == 0:
        yield Reason("never-opened", 2, n_("No laptop opened it in the last 13 weeks."))


def _doing_worse(used: _Used, mean: float | None) -> Iterator[Reason]:
    """A reason only where the whole interval lies below the mean of all cards."""
    if mean is None or used.n < ENOUGH_LOGS or used.reps < LEAST_REPS:
        return
    likely = wilson(used.worked, used.n)
    if likely.high < mean:
        message = n_(
            "It worked in {worked} of {n} logs ({low} to {high} %); "
            "the audience’s cards together in {mean} %."
        )
        values = {"worked": used.worked, "n": used.n, "low": _whole(likely.low),
                  "high": _whole(likely.high), "mean": _whole(mean)}  # fmt: skip
        yield Reason("works-less", 3, message, values)


def _unvouched(facts: Facts, shelf: Shelf, card: ShelfCard, now: datetime) -> Iterator[Reason]:
    if facts.verify_by is not None and facts.verify_by < now.date():
        yield Reason("unverified", 2, n_("Unverified since {day}."), {"day": facts.verify_by})
    original = shelf.held.get(facts.message)
    if facts.message != card.card_id and (original is None or original.state is CardState.RETIRED):
        message = n_("The card that it translates, “{card}”, is retired.")
        yield Reason("superseded", 3, message, {"card": facts.message})


def _whole(share: float) -> int:
    return int(share * 100 + 0.5)


def _mean(used: Collection[_Used]) -> float | None:
    n = sum(one.n for one in used)
    return sum(one.worked for one in used) / n if n else None


def _usage(connection: Connection, now: datetime) -> dict[str, _Used]:
    """What each card's logs say, of all its revisions, as far as they are counted."""
    logs = card_weeks.c.worked + card_weeks.c.neutral + card_weeks.c.fell_flat
    recent = card_weeks.c.week >= (now - LATELY).date()
    query = select(
        card_weeks.c.card_id,
        func.sum(card_weeks.c.worked),
        func.sum(logs),
        func.bit_or(card_weeks.c.reps),
        func.sum(case((recent, logs), else_=0)),
        func.bit_or(case((recent, card_weeks.c.reps), else_=0)),
    ).group_by(card_weeks.c.card_id)
    return {
        card_id: _Used(int(worked), int(n), int(reps).bit_count(), int(lately), int(who).bit_count())
        for card_id, worked, n, reps, lately, who in connection.execute(query)
    }  # fmt: skip


def _openings(connection: Connection, now: datetime) -> dict[str, int] | None:
    """How often laptops opened each card lately; `None` when no laptop ever told."""
    if connection.scalar(select(readings.c.day).limit(1)) is None:
        return None
    query = (
        select(readings.c.card_id, func.sum(readings.c.opens))
        .where(readings.c.day >= (now - LATELY).date())
        .group_by(readings.c.card_id)
    )
    return {card_id: int(opens) for card_id, opens in connection.execute(query)}
