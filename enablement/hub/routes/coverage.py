"""Coverage on marketing's pages: which cards lag on laptops, each by team, and the urgent recall."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from enablement.errors import HubConflictError, HubInputError
from enablement.hub.access.members import Member
from enablement.hub.access.roles import Role
from enablement.hub.coverage.coverage import CARDS_A_PAGE
from enablement.hub.coverage.recalling import MOST_REASON
from enablement.hub.languages import language_of
from enablement.hub.routes.access import Approver, ApproverForm, Marketer, text_of
from enablement.hub.routes.parts import Parts, WithParts
from enablement.translation import _, n_

SEE_OTHER = 303
_DONE = {
    "recalled": n_(
        "The card is recalled. Each laptop loses it at its next sync, and tells its rep why."
    ),
}

router = APIRouter()


@router.get("/coverage")
def coverage(parts: WithParts, request: Request, member: Marketer) -> Response:
    """All laptops, what was recalled, and the cards that lag first."""
    found = parts.hub.coverage.overview()
    asked = request.query_params.get("page", "")
    pages = max(1, -(-len(found.lagging) // CARDS_A_PAGE))
    page = min(max(int(asked), 1), pages) if asked.isdecimal() and len(asked) < 9 else 1
    start = (page - 1) * CARDS_A_PAGE
    return parts.pages.render(
        request,
        "coverage/overview.html",
        session=member,
        hub_name=parts.hub.name,
        overview=found,
        rows=found.lagging[start : start + CARDS_A_PAGE],
        page=page,
        pages=pages,
    )


@router.get("/coverage/{card_id}")
def card(parts: WithParts, request: Request, member: Marketer, card_id: str) -> Response:
    """One card by team; an admin sees the laptops."""
    done = _DONE.get(request.query_params.get("done", ""), "")
    return parts.pages.render(
        request,
        "coverage/card.html",
        session=member,
        hub_name=parts.hub.name,
        said=_(done, language_of(request)),
        detail=parts.hub.coverage.card(card_id),
        approver=member.role.may(Role.APPROVER),
        admin=member.role.may(Role.ADMIN),
    )


@router.get("/coverage/{card_id}/recall")
def ask(parts: WithParts, request: Request, member: Approver, card_id: str) -> Response:
    """Ask for the reason before a card is taken back."""
    return _recall_page(parts, request, member, card_id)


def _recall_page(
    parts: Parts,
    request: Request,
    member: Member,
    card_id: str,
    reason: str = "",
    problem: HubInputError | None = None,
) -> Response:
    status = 200 if problem is None else 409 if isinstance(problem, HubConflictError) else 422
    return parts.pages.render(
        request,
        "coverage/recall.html",
        status=status,
        session=member,
        hub_name=parts.hub.name,
        detail=parts.hub.coverage.card(card_id),
        reason=reason,
        most=MOST_REASON,
        problem=problem,
    )


@router.post("/coverage/{card_id}/recall")
def recall(
    parts: WithParts, request: Request, member: Approver, form: ApproverForm, card_id: str
) -> Response:
    """Take the card back."""
    reason = text_of(form, "reason", 4 * MOST_REASON)
    try:
        parts.hub.recalling.recall(member, card_id, reason)
    except HubInputError as problem:
        return _recall_page(parts, request, member, card_id, reason, problem)
    return RedirectResponse(f"/coverage/{card_id}?done=recalled", SEE_OTHER)
