"""The content gaps for programs: what most reps miss, and what is done about each."""

from dataclasses import dataclass, fields
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel

from enablement.hub.inbox.gap_marks import GapState
from enablement.hub.inbox.gap_view import Gap, GapCounts
from enablement.hub.inbox.gaps import GAPS_A_PAGE
from enablement.hub.routes.access import Marketer
from enablement.hub.routes.api_types import Asked, Id, Line, Most, Words
from enablement.hub.routes.parts import WithParts

router = APIRouter(prefix="/api/v1", tags=["gaps"])


@dataclass(frozen=True)
class GapOut(GapCounts):
    """A gap: counts, and only such words as tell of no single rep’s search."""

    first: date
    last: date
    notes: tuple[str, ...]
    state: GapState
    draft_id: str
    card_id: str
    reason: str
    asked_since: int

    @classmethod
    def of(cls, gap: Gap) -> "GapOut":
        """A gap as programs get it."""
        mark = gap.mark
        return cls(
            **{field.name: getattr(gap, field.name) for field in fields(GapCounts)},
            notes=gap.notes,
            first=gap.first.date(),
            last=gap.last.date(),
            state=gap.state,
            draft_id=mark.draft_id if mark else "",
            card_id=mark.card_id if mark else "",
            reason=mark.note if mark else "",
            asked_since=gap.since_mark,
        )


class GapsOut(BaseModel):
    """A page of the gaps by rank; `hidden` searches are of one rep alone and shown nowhere."""

    gaps: list[GapOut]
    after: str
    hidden: int


class Begun(BaseModel):
    """The draft that was begun."""

    draft_id: str


class Reason(BaseModel):
    """Why no card comes of it; `tell` says it to those who asked and had no word."""

    reason: Words
    tell: bool = True


class AnsweredBy(BaseModel):
    """The card that answers it; without a text each rep is told in their language."""

    card_id: Line
    text: Words = ""


class RepsTold(BaseModel):
    """The gap as it is now, and how many threads were told."""

    gap: GapOut
    told: int


@router.get("/gaps", summary="The content gaps")
def gaps(
    parts: WithParts,
    _member: Marketer,
    state: GapState = GapState.OPEN,
    days: Annotated[int, Query(ge=1, le=365)] = 90,
    after: Asked = "",
    most: Most = GAPS_A_PAGE,
) -> GapsOut:
    """What reps needed and did not find, grouped by meaning; what most miss comes first."""
    page = parts.hub.inbox.gaps.page(state, days, after, most)
    return GapsOut(gaps=[GapOut.of(gap) for gap in page.rows], after=page.after, hidden=page.hidden)


@router.get("/gaps/{key}", summary="One gap")
def gap(parts: WithParts, _member: Marketer, key: Id) -> GapOut:
    """By the key of the list."""
    return GapOut.of(parts.hub.inbox.gaps.get(key))


@router.post("/gaps/{key}/write", summary="Begin the card that is missing")
def write(parts: WithParts, member: Marketer, key: Id) -> Begun:
    """A draft with the reps’ words; once it is published, whoever asked hears of it."""
    return Begun(draft_id=parts.hub.inbox.gaps.write(member, key))


@router.post("/gaps/{key}/dismiss", summary="Say why no card comes of it")
def dismiss(parts: WithParts, member: Marketer, key: Id, reason: Reason) -> RepsTold:
    """Those who asked and had no word are told the reason, unless it says not to."""
    told = parts.hub.inbox.gaps.dismiss(member, key, reason.reason, tell=reason.tell)
    return RepsTold(gap=GapOut.of(parts.hub.inbox.gaps.get(key)), told=told)


@router.post("/gaps/{key}/answer", summary="Say which card answers it")
def answer(parts: WithParts, member: Marketer, key: Id, by: AnsweredBy) -> RepsTold:
    """Those who asked are told which revision of which card it is."""
    told = parts.hub.inbox.gaps.answer(member, key, by.card_id, by.text)
    return RepsTold(gap=GapOut.of(parts.hub.inbox.gaps.get(key)), told=told)


@router.post("/gaps/{key}/reopen", summary="Take back what was made of it")
def reopen(parts: WithParts, member: Marketer, key: Id) -> GapOut:
    """The gap is open again; what reps were told stays said."""
    parts.hub.inbox.gaps.reopen(member, key)
    return GapOut.of(parts.hub.inbox.gaps.get(key))
