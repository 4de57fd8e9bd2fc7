"""The audiences for programs: whom they are, how full they are, and what should go first."""

from typing import Annotated

from fastapi import APIRouter
from pydantic import BaseModel, Field
from starlette.requests import Request

from enablement.hub.audiences.audiences import MOST_BUDGET, MOST_NAMES
from enablement.hub.audiences.budgets import Load
from enablement.hub.audiences.reach import Audience
from enablement.hub.languages import language_of
from enablement.hub.routes.access import Approver, Marketer
from enablement.hub.routes.api_publications import CandidateOut
from enablement.hub.routes.api_types import Id, Line
from enablement.hub.routes.parts import WithParts
from enablement.translation import speaking

router = APIRouter(prefix="/api/v1", tags=["audiences"])
_Names = Annotated[list[Line], Field(max_length=MOST_NAMES)]
_Budget = Annotated[int, Field(ge=0, le=MOST_BUDGET)] | None


class AudienceIn(BaseModel):
    """An audience; empty lists mean everyone, an empty budget none."""

    name: Annotated[Line, Field(min_length=1)]
    teams: _Names = []
    regions: _Names = []
    languages: _Names = []
    most_active: _Budget = None
    most_new_a_week: _Budget = None

    def audience(self, audience_id: str = "") -> Audience:
        """The audience that this describes."""
        return Audience(
            audience_id=audience_id,
            name=self.name,
            teams=tuple(self.teams),
            regions=tuple(self.regions),
            languages=tuple(self.languages),
            most_active=self.most_active,
            most_new_a_week=self.most_new_a_week,
        )


class AudienceOut(BaseModel):
    """An audience and how full it is: the cards of its fullest laptop, and those new within a week."""

    audience_id: str
    name: str
    teams: list[str]
    regions: list[str]
    languages: list[str]
    most_active: int | None
    most_new_a_week: int | None
    active: int
    new: int
    reps: int
    over: bool

    @classmethod
    def of(cls, load: Load) -> "AudienceOut":
        """A load as programs get it."""
        audience = load.audience
        return cls(
            audience_id=audience.audience_id,
            name=audience.name,
            teams=list(audience.teams),
            regions=list(audience.regions),
            languages=list(audience.languages),
            most_active=audience.most_active,
            most_new_a_week=audience.most_new_a_week,
            active=load.active,
            new=load.new,
            reps=load.reps,
            over=load.over,
        )


class AudiencesOut(BaseModel):
    """Every audience, by name."""

    audiences: list[AudienceOut]


class AudienceViewOut(BaseModel):
    """An audience, the ids of the cards of its fullest laptop, and which should be retired first."""

    audience: AudienceOut
    cards: list[str]
    retire_first: list[CandidateOut]


@router.get("/audiences", response_model=AudiencesOut, summary="List the audiences")
def audiences(parts: WithParts, _member: Marketer) -> AudiencesOut:
    """Every audience with how full it is."""
    return AudiencesOut(audiences=[AudienceOut.of(load) for load in parts.hub.audiences.loads()])


@router.post(
    "/audiences", response_model=AudienceViewOut, summary="Name an audience", status_code=201
)
def add(parts: WithParts, request: Request, member: Approver, body: AudienceIn) -> AudienceViewOut:
    """Name an audience, with or without a budget."""
    return _view(parts, request, parts.hub.audiences.add(member, body.audience()))


@router.get("/audiences/{audience_id}", response_model=AudienceViewOut, summary="Read an audience")
def audience(
    parts: WithParts, request: Request, _member: Marketer, audience_id: Id
) -> AudienceViewOut:
    """One audience, its cards, and what to retire first with the reasons in words."""
    return _view(parts, request, audience_id)


@router.put(
    "/audiences/{audience_id}", response_model=AudienceViewOut, summary="Change an audience"
)
def change(
    parts: WithParts, request: Request, member: Approver, audience_id: Id, body: AudienceIn
) -> AudienceViewOut:
    """Put this description in the place of the audience's."""
    parts.hub.audiences.change(member, body.audience(audience_id))
    return _view(parts, request, audience_id)


@router.delete("/audiences/{audience_id}", status_code=204, summary="Take an audience away")
def remove(parts: WithParts, member: Approver, audience_id: Id) -> None:
    """Its cards and reps stay as they are."""
    parts.hub.audiences.remove(member, audience_id)


def _view(parts: WithParts, request: Request, audience_id: str) -> AudienceViewOut:
    found = parts.hub.audiences.view(audience_id)
    with speaking(language_of(request)):
        first = [CandidateOut.model_validate(one.as_json()) for one in found.retire_first]
    return AudienceViewOut(
        audience=AudienceOut.of(found.load),
        cards=[card_id for card_id, _title in found.cards],
        retire_first=first,
    )
