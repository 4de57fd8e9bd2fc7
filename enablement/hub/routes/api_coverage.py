"""Coverage for programs: which laptops hold which revision, and taking a card back in a hurry."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter
from pydantic import AliasPath, BaseModel, Field

from enablement.hub.coverage.coverage import CardDetail, Overview
from enablement.hub.coverage.recalling import MOST_REASON
from enablement.hub.routes.access import Approver, Marketer
from enablement.hub.routes.api_types import Id, Shown, Words
from enablement.hub.routes.parts import WithParts
from enablement.hub.shelf import CardState

router = APIRouter(prefix="/api/v1", tags=["coverage"])


class OlderOut(Shown):
    """How many laptops hold a revision that is not the newest."""

    revision: int
    laptops: int


class HoldingOut(Shown):
    """How many laptops hold what; `silent` of those behind were not heard of for a week."""

    laptops: int
    newest: int
    older: list[OlderOut]
    without: int
    never: int
    silent: int


class CardCoverageOut(Shown):
    """A card, its newest revision, and what laptops hold of it."""

    card_id: str
    title: str
    revision: int
    published_at: datetime
    holding: HoldingOut


class RecallOut(Shown):
    """A recalled card: of so many laptops that had it, how many hold it still."""

    card_id: str
    title: str = Field(validation_alias=AliasPath("recall", "title"))
    revision: int = Field(validation_alias=AliasPath("recall", "revision"))
    reason: str = Field(validation_alias=AliasPath("recall", "reason"))
    at: datetime = Field(validation_alias=AliasPath("recall", "at"))
    had: int
    still: int
    silent: int


class CoverageOut(Shown):
    """All laptops, the cards that lag, and those that were recalled."""

    laptops: int
    current: int
    behind: int
    silent: int
    never: int
    cards: int
    lagging: list[CardCoverageOut]
    recalls: list[RecallOut]


class TeamOut(Shown):
    """What a team's laptops hold; teams of fewer than three reps stand together without a name."""

    team: str
    holding: HoldingOut


class CardDetailOut(Shown):
    """One card's coverage by team."""

    coverage: CardCoverageOut
    state: CardState
    teams: list[TeamOut]
    recall: RecallOut | None


class RecallIn(BaseModel):
    """Why a card is taken back: every rep who has it reads it."""

    reason: Annotated[Words, Field(min_length=1, max_length=MOST_REASON)]


@router.get("/coverage", response_model=CoverageOut, summary="What laptops hold")
def coverage(parts: WithParts, _member: Marketer) -> Overview:
    """All laptops, the cards that lag first, and each recall until the last laptop has synced."""
    return parts.hub.coverage.overview()


@router.get("/coverage/{card_id}", response_model=CardDetailOut, summary="What holds a card")
def card_coverage(parts: WithParts, _member: Marketer, card_id: Id) -> CardDetail:
    """One card by team; no rep is named."""
    return parts.hub.coverage.card(card_id)


@router.post("/coverage/{card_id}/recall", response_model=CardDetailOut, summary="Recall a card")
def recall(parts: WithParts, member: Approver, card_id: Id, body: RecallIn) -> CardDetail:
    """Retire a card at once; its laptops tell the reason at their next sync."""
    parts.hub.recalling.recall(member, card_id, body.reason)
    return parts.hub.coverage.card(card_id)
