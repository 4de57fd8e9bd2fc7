"""The audit log and the dead letters for programs of admins."""

from datetime import date, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel

from enablement.hub.routes.access import Admin
from enablement.hub.routes.api_types import Asked, Most
from enablement.hub.routes.parts import WithParts
from enablement.hub.upkeep.audit_reading import PAGE_ROWS, AuditFilters, AuditLine
from enablement.hub.upkeep.dead_letters import DeadLetter

router = APIRouter(prefix="/api/v1", tags=["audit"])
_Before = Annotated[int, Query(ge=0, le=2**31 - 1)]
_Day = Annotated[date | None, Query()]


class AuditLineOut(BaseModel):
    """One deed: who did what to what, and when."""

    number: int
    at: datetime
    who: str
    action: str
    subject: str
    details: dict[str, Any]

    @classmethod
    def of(cls, line: AuditLine) -> "AuditLineOut":
        """A line as programs get it."""
        return cls(
            number=line.number, at=line.at, who=line.who, action=line.action,
            subject=line.subject, details=line.details,
        )  # fmt: skip


class AuditOut(BaseModel):
    """Some lines, the newest first; ask again with `before` for older ones until it is 0."""

    lines: list[AuditLineOut]
    before: int


class ReasonOut(BaseModel):
    """How many events were refused for one reason, and when last."""

    reason: str
    count: int
    last: datetime


class DeadLetterOut(BaseModel):
    """An event that was refused; `shape` has what the rep wrote only by its length."""

    number: int
    device: str
    event_id: str
    device_seq: int | None
    reason: str
    shape: str
    received_at: datetime

    @classmethod
    def of(cls, letter: DeadLetter) -> "DeadLetterOut":
        """A letter as programs get it."""
        return cls(
            number=letter.number, device=letter.device, event_id=letter.event_id,
            device_seq=letter.device_seq, reason=letter.reason, shape=letter.shape,
            received_at=letter.received_at,
        )  # fmt: skip


class DeadLettersOut(BaseModel):
    """Some letters, the newest first, and the most frequent reasons of all."""

    letters: list[DeadLetterOut]
    before: int
    reasons: list[ReasonOut]


@router.get("/audit", response_model=AuditOut, summary="Who did what and when")
def get_audit(
    parts: WithParts, _member: Admin, who: Asked = "", action: Asked = "", subject: Asked = "",
    since: _Day = None, until: _Day = None, before: _Before = 0, most: Most = PAGE_ROWS,
) -> AuditOut:  # fmt: skip
    """The lines that fit, the newest first; `who` and `subject` are parts of a name, days in UTC."""
    late = until if until is not None and until.year < date.max.year else None
    filters = AuditFilters(who, action, subject, since, late)
    page = parts.hub.audit_log.page(filters, before, most)
    return AuditOut(lines=[AuditLineOut.of(line) for line in page.lines], before=page.before)


@router.get("/dead-letters", response_model=DeadLettersOut, summary="Events that were refused")
def get_dead_letters(
    parts: WithParts, _member: Admin, reason: Asked = "", before: _Before = 0,
    most: Most = PAGE_ROWS,
) -> DeadLettersOut:  # fmt: skip
    """The letters, the newest first, of one reason if one is named, and how many each reason has."""
    page = parts.hub.dead_letters.page(reason, before, most)
    reasons = [ReasonOut(reason=one.reason, count=one.count, last=one.last) for one in page.reasons]
    letters = [DeadLetterOut.of(letter) for letter in page.letters]
    return DeadLettersOut(letters=letters, before=page.before, reasons=reasons)
