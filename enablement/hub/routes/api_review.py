"""The review for programs: the same figures, behind the same rules, as JSON."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from enablement.hub.review.comparisons import Comparison, Mark
from enablement.hub.review.filters import By, Filters
from enablement.hub.review.log import LogRow
from enablement.hub.review.review import Figures
from enablement.hub.review.tallies import Tally
from enablement.hub.review.unused import Idle, Superseded
from enablement.hub.review.words import Saying
from enablement.hub.routes.access import Marketer
from enablement.hub.routes.parts import WithParts
from enablement.sync.protocol import Outcome

router = APIRouter(prefix="/api/v1/review", tags=["review"])

_MOST_IDLE = 100
_Text = Annotated[str, Field(max_length=200)]


class View(BaseModel):
    """What a view is narrowed to; `who` is a team or a region, such as `team:midmarket`.

    `weeks` counts back from the current week; `since` and `until` are days, of whole weeks.
    """

    card: _Text = ""
    revision: _Text = ""
    block: _Text = ""
    kind: _Text = ""
    language: _Text = ""
    product: _Text = ""
    industry: _Text = ""
    persona: _Text = ""
    competitor: _Text = ""
    stage: _Text = ""
    who: _Text = ""
    weeks: _Text = ""
    since: _Text = ""
    until: _Text = ""

    def filters(self) -> Filters:
        """The filters that these are."""
        return Filters.read({name: getattr(self, name) for name in View.model_fields})


class GroupedView(View):
    """A view, and what its figures are grouped by."""

    by: By = By.CARD


class LogView(View):
    """A view, and the last row of the page before."""

    after: Annotated[str, Field(max_length=64)] = ""


class FigureOut(BaseModel):
    """One group; without logs enough its rate and interval are null."""

    group: list[str | int | date]
    n: int
    worked: int
    neutral: int
    fell_flat: int
    rate: float | None
    low: float | None
    high: float | None

    @classmethod
    def of(cls, row: Tally) -> "FigureOut":
        """A tally as programs get it."""
        share = (row.rate, row.interval.low, row.interval.high) if row.enough else (None,) * 3
        return cls(
            group=list(row.key), n=row.n, worked=row.worked, neutral=row.neutral,
            fell_flat=row.fell_flat, rate=share[0], low=share[1], high=share[2],
        )  # fmt: skip


class FiguresOut(BaseModel):
    """The groups of a view; `hidden` counts those of so few reps that they would tell of one."""

    figures: list[FigureOut]
    hidden: int

    @classmethod
    def of(cls, found: Figures) -> "FiguresOut":
        """Figures as programs get them."""
        return cls(figures=[FigureOut.of(row) for row in found.rows], hidden=found.hidden)


class ComparisonOut(BaseModel):
    """A card's current revision beside the one before it; `low` and `high` bound the difference."""

    card: str
    before_revision: int
    before: FigureOut
    after_revision: int
    after: FigureOut
    difference: float
    low: float
    high: float
    mark: Mark | None

    @classmethod
    def of(cls, one: Comparison) -> "ComparisonOut":
        """A comparison as programs get it."""
        return cls(
            card=one.card_id, before_revision=one.before_revision, before=FigureOut.of(one.before),
            after_revision=one.after_revision, after=FigureOut.of(one.after),
            difference=one.difference.value, low=one.difference.low, high=one.difference.high,
            mark=one.mark,
        )  # fmt: skip


class ComparisonsOut(BaseModel):
    """Every comparison of a view, the surest first."""

    comparisons: list[ComparisonOut]


class LogRowOut(BaseModel):
    """One log, without its rep; team and region only where they name reps enough."""

    received: date
    occurred: date
    card: str
    title: str
    revision: int
    block: str
    outcome: Outcome
    words: str
    note: str
    account: str
    stage: str
    team: str
    region: str

    @classmethod
    def of(cls, row: LogRow) -> "LogRowOut":
        """A log as programs get it."""
        return cls(card=row.card_id, **{k: v for k, v in vars(row).items() if k != "card_id"})


class LogOut(BaseModel):
    """Some logs, newest first; send `after` for those that follow, empty at the end."""

    log: list[LogRowOut]
    after: str


class SayingOut(BaseModel):
    """What buyers said, heard by at least three reps; the cards it was answered with."""

    text: str
    n: int
    cards: list[str]

    @classmethod
    def of(cls, one: Saying) -> "SayingOut":
        """A saying as programs get it."""
        return cls(text=one.text, n=one.n, cards=list(one.cards))


class WordsOut(BaseModel):
    """The buyer's words: gathered, and the newest as they were noted."""

    sayings: list[SayingOut]
    newest: list[LogRowOut]


class IdleCardOut(BaseModel):
    """A published card that lies idle."""

    card: str
    title: str
    revision: int
    since: datetime


class SupersededOut(BaseModel):
    """How often older revisions were used after the current one was published."""

    card: str
    title: str
    revision: int
    n: int


class IdleOut(BaseModel):
    """What lies idle; `told_openings` is false while no laptop has told what it opened."""

    never_used: list[IdleCardOut]
    never_used_count: int
    never_opened: list[IdleCardOut]
    never_opened_count: int
    told_openings: bool
    superseded: list[SupersededOut]

    @classmethod
    def of(cls, found: Idle, superseded: Iterable[Superseded]) -> "IdleOut":
        """What lies idle as programs get it."""
        lists = {
            name: [
                IdleCardOut(
                    card=one.card_id, title=one.title, revision=one.revision, since=one.since
                )
                for one in getattr(found, name)
            ]
            for name in ("never_used", "never_opened")
        }
        old = [
            SupersededOut(card=one.card_id, title=one.title, revision=one.revision, n=one.n)
            for one in superseded
        ]
        return cls(
            **lists,
            never_used_count=found.never_used_count,
            never_opened_count=found.never_opened_count,
            told_openings=found.told_openings,
            superseded=old,
        )


@router.get("/figures", summary="Figures by whatever is asked for")
def figures(
    parts: WithParts, _member: Marketer, asked: Annotated[GroupedView, Query()]
) -> FiguresOut:
    """Worked, neutral and fell flat with n, rate and 95 % Wilson interval.

    By revision, a group is the card and the number; else it is one value.
    """
    return FiguresOut.of(parts.hub.review.figures(asked.filters(), asked.by))


@router.get("/comparisons", summary="Before and after a revision")
def comparisons(
    parts: WithParts, _member: Marketer, asked: Annotated[View, Query()]
) -> ComparisonsOut:
    """Each card's current revision beside the newest one before it that has logs enough."""
    found = parts.hub.review.comparisons(asked.filters())
    return ComparisonsOut(comparisons=[ComparisonOut.of(one) for one in found])


@router.get("/log", summary="The raw log, newest first")
def log(parts: WithParts, _member: Marketer, asked: Annotated[LogView, Query()]) -> LogOut:
    """Single logs, page by page."""
    found = parts.hub.review.log(asked.filters(), asked.after)
    return LogOut(log=[LogRowOut.of(row) for row in found.rows], after=found.after)


@router.get("/words", summary="What buyers said")
def words(parts: WithParts, _member: Marketer, asked: Annotated[View, Query()]) -> WordsOut:
    """What several reps heard, and the newest words."""
    found = parts.hub.review.words(asked.filters(), 50, 50)
    return WordsOut(
        sayings=[SayingOut.of(one) for one, _cards in found.sayings],
        newest=[LogRowOut.of(row) for row in found.newest],
    )


@router.get("/unused", summary="What lies idle")
def unused(parts: WithParts, _member: Marketer) -> IdleOut:
    """Cards that nobody used or opened, and old revisions that live on."""
    review = parts.hub.review
    return IdleOut.of(review.idle(_MOST_IDLE), review.superseded(_MOST_IDLE))
