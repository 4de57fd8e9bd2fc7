"""Coverage for programs: which laptops hold which revision, and taking a card back in a hurry."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter
from pydantic import BaseModel, Field

from enablement.hub.coverage.coverage import CardCoverage, RecallCoverage
from enablement.hub.coverage.laptops import Holding
from enablement.hub.coverage.recalling import MOST_REASON
from enablement.hub.routes.access import Approver, Marketer
from enablement.hub.routes.api_types import Id, Words
from enablement.hub.routes.parts import WithParts
from enablement.hub.shelf import CardState

router = APIRouter(prefix="/api/v1", tags=["coverage"])


class OlderOut(BaseModel):
    """How many laptops hold a revision that is not the newest."""

    revision: int
    laptops: int


class HoldingOut(BaseModel):
    """How many laptops hold what; `silent` of those behind were not heard of for a week."""

    laptops: int
    newest: int
    older: list[OlderOut]
    without: int
    never: int
    silent: int

    @classmethod
    def of(cls, holding: Holding) -> "HoldingOut":
        """A holding as programs get it."""
        return cls(
            laptops=holding.laptops,
            newest=holding.newest,
            older=[OlderOut(revision=number, laptops=n) for number, n in holding.older],
            without=holding.without,
            never=holding.never,
            silent=holding.silent,
        )


class CardCoverageOut(BaseModel):
    """A card, its newest revision, and what laptops hold of it."""

    card_id: str
    title: str
    revision: int
    published_at: datetime
    holding: HoldingOut

    @classmethod
    def of(cls, one: CardCoverage) -> "CardCoverageOut":
        """A card's coverage as programs get it."""
        return cls(
            card_id=one.card_id,
            title=one.title,
            revision=one.revision,
            published_at=one.published_at,
            holding=HoldingOut.of(one.holding),
        )


class RecallOut(BaseModel):
    """A recalled card: of so many laptops that had it, how many hold it still."""

    card_id: str
    title: str
    revision: int
    reason: str
    at: datetime
    had: int
    still: int
    silent: int

    @classmethod
    def of(cls, one: RecallCoverage) -> "RecallOut":
        """A recall as programs get it."""
        return cls(
            card_id=one.card_id,
            title=one.recall.title,
            revision=one.recall.revision,
            reason=one.recall.reason,
            at=one.recall.at,
            had=one.had,
            still=one.still,
            silent=one.silent,
        )


class CoverageOut(BaseModel):
    """All laptops, the cards that lag, and those that were recalled."""

    laptops: int
    current: int
    behind: int
    silent: int
    never: int
    cards: int
    lagging: list[CardCoverageOut]
    recalls: list[RecallOut]


class TeamOut(BaseModel):
    """What a team's laptops hold; teams of fewer than three reps stand together without a name."""

    team: str
    holding: HoldingOut


class CardDetailOut(BaseModel):
    """One card's coverage by team."""

    coverage: CardCoverageOut
    state: CardState
    teams: list[TeamOut]
    recall: RecallOut | None


class RecallIn(BaseModel):
    """Why a card is taken back: every rep who has it reads it."""

    reason: Annotated[Words, Field(min_length=1, max_length=MOST_REASON)]


@router.get("/coverage", response_model=CoverageOut, summary="What laptops hold")
def coverage(parts: WithParts, _member: Marketer) -> CoverageOut:
    """All laptops, the cards that lag first, and each recall until the last laptop has synced."""
    found = parts.hub.coverage.overview()
    return CoverageOut(
        laptops=found.laptops,
        current=found.current,
        behind=found.behind,
        silent=found.silent,
        never=found.never,
        cards=found.cards,
        lagging=[CardCoverageOut.of(one) for one in found.lagging],
        recalls=[RecallOut.of(one) for one in found.recalls],
    )


@router.get("/coverage/{card_id}", response_model=CardDetailOut, summary="What holds a card")
def card_coverage(parts: WithParts, _member: Marketer, card_id: Id) -> CardDetailOut:
    """One card by team; no rep is named."""
    found = parts.hub.coverage.card(card_id)
    return CardDetailOut(
        coverage=CardCoverageOut.of(found.coverage),
        state=found.state,
        teams=[TeamOut(team=name, holding=HoldingOut.of(held)) for name, held in found.teams],
        recall=RecallOut.of(found.recall) if found.recall else None,
    )


@router.post("/coverage/{card_id}/recall", response_model=CardDetailOut, summary="Recall a card")
def recall(parts: WithParts, member: Approver, card_id: Id, body: RecallIn) -> CardDetailOut:
    """Retire a card at once; its laptops tell the reason at their next sync."""
    parts.hub.recalling.recall(member, card_id, body.reason)
    return card_coverage(parts, member, card_id)
