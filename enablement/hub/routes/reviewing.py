"""A draft as it is read before it goes out: its difference, comments, and the steps of its way."""

from datetime import UTC, datetime
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from enablement.errors import HubInputError
from enablement.hub.access.members import Member
from enablement.hub.access.roles import Role
from enablement.hub.drafting.comments import MOST_COMMENT
from enablement.hub.drafting.differences import compare
from enablement.hub.drafting.draft_rows import Draft
from enablement.hub.drafting.fields import BODY, fields_of_card
from enablement.hub.drafting.findings import Checked
from enablement.hub.drafting.form import Form, plain_lines
from enablement.hub.drafting.preview import preview
from enablement.hub.drafting.publication import PAGES
from enablement.hub.drafting.steps import MOST_NOTE, Choice
from enablement.hub.drafting.workflow import DraftState, Step
from enablement.hub.refusals import RefusedError
from enablement.hub.routes.access import Marketer, MarketerForm, text_of
from enablement.hub.routes.cards import SEE_OTHER, said
from enablement.hub.routes.parts import Parts, WithParts
from enablement.translation import n_

_DONE = {
    "submit": n_("The draft is in review; the approvers are told."),
    "withdraw": n_("The draft is being written again."),
    "send-back": n_("The draft went back to its writer, with your words."),
    "approve": n_("The draft is approved. Publish it now, or choose a moment."),
    "reopen": n_("The draft is being written again; its approval is gone."),
    "schedule": n_("The moment is set. The card goes out by itself."),
    "unschedule": n_("The moment is taken off; the draft stays approved."),
    "publish": n_("The card is published; laptops have it after their next sync."),
    "rebase": n_("The draft takes the newest revision into account now."),
    "comment": n_("The comment is kept."),
    "resolve": n_("The comment is resolved."),
}

router = APIRouter()


@router.get("/drafts/{draft_id}")
def draft(parts: WithParts, request: Request, member: Marketer, draft_id: str) -> Response:
    """A draft as reps will see it, what it changes, what was said about it, and what comes next."""
    return _page(parts, request, member, draft_id)


def _page(
    parts: Parts,
    request: Request,
    member: Member,
    draft_id: str,
    problem: HubInputError | None = None,
    typed: dict[str, str] | None = None,
) -> Response:
    hub = parts.hub
    found = hub.drafts.get(draft_id)
    standing = hub.draft_steps.standing(found)
    checked = hub.drafts.check(found)
    return parts.pages.render(
        request,
        "cards/draft.html",
        status=422 if problem else 200,
        session=member,
        hub_name=hub.name,
        said=said(request, _DONE),
        problem=problem,
        typed=typed or {},
        draft=found,
        errors=checked.errors,
        over_budget=hub.draft_steps.over_budget(found),
        findings=checked.by_field(),
        steps=[step.value for step in hub.draft_steps.possible(member, found)],
        wrote_it=standing.written_by(member.person_id),
        approver=member.role.may(Role.APPROVER),
        open_comments=standing.open_comments,
        comments=hub.draft_comments.of(draft_id),
        **_against(parts, found, checked),
    )


def _against(parts: Parts, found: Draft, checked: Checked) -> dict[str, Any]:
    """The draft beside the revision that it began from, and whether another came since."""
    hub = parts.hub
    form = Form.of(found.text)
    fields = form.fields if form else {BODY: plain_lines(found.text)}
    base = newest = None
    if found.base_revision:
        base = hub.card_revisions.get(found.card_id, found.base_revision)
        newest = hub.card_revisions.get(found.card_id)
    moved = base is not None and newest is not None and newest.number != base.number
    ended = found.state in (DraftState.PUBLISHED, DraftState.DISCARDED)
    return {
        "base": base,
        "newest": newest,
        "overtaken": moved and not ended,
        "from_folder": newest is not None and newest.source != PAGES,
        "difference": compare(fields_of_card(base.card) if base else {}, fields),
        "seen": preview(fields, hub.drafts.images(found.draft_id), parts.hub.today()),
        "title": fields.get("title", "") or found.card_id,
        "readable": checked.card is not None,
    }


@router.post("/drafts/{draft_id}/steps/{step}")
def take_step(
    parts: WithParts, request: Request, member: Marketer, form: MarketerForm, draft_id: str,
    step: str,
) -> Response:  # fmt: skip
    """Take a step with the version that was read."""
    if step == "rebase":
        parts.hub.drafts.rebase(member, draft_id, _number(form.get("version")))
        return RedirectResponse(f"/drafts/{draft_id}?done=rebase", SEE_OTHER)
    if step not in set(Step):
        raise RefusedError(404, "not-found", n_("There is no such page."))
    typed = {
        "words": text_of(form, "words", MOST_NOTE + 1),
        "publish_at": text_of(form, "publish_at"),
    }
    choice = Choice(Step(step), typed["words"], _moment(typed["publish_at"]))
    try:
        taken = parts.hub.draft_steps.take(member, draft_id, _number(form.get("version")), choice)
    except HubInputError as problem:
        return _page(parts, request, member, draft_id, problem, typed)
    if taken.state is DraftState.DISCARDED:
        return RedirectResponse("/cards?done=discarded", SEE_OTHER)
    return RedirectResponse(f"/drafts/{draft_id}?done={step}", SEE_OTHER)


def _number(sent: object) -> int:
    return int(sent) if isinstance(sent, str) and sent.isdecimal() and len(sent) < 10 else 0


def _moment(text: str) -> datetime | None:
    """A moment as a browser sends it; the pages speak UTC."""
    try:
        found = datetime.fromisoformat(text)
        return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


@router.post("/drafts/{draft_id}/comments")
def comment(
    parts: WithParts, request: Request, member: Marketer, form: MarketerForm, draft_id: str
) -> Response:
    """Comment on a block, or on the whole."""
    block, words = text_of(form, "block"), text_of(form, "comment", MOST_COMMENT + 1)
    try:
        parts.hub.draft_comments.add(member, draft_id, block, words)
    except HubInputError as problem:
        return _page(parts, request, member, draft_id, problem, {f"comment {block}": words})
    return RedirectResponse(f"/drafts/{draft_id}?done=comment#block-{block}", SEE_OTHER)


@router.post("/drafts/{draft_id}/comments/{comment_id}/resolve")
def resolve(
    parts: WithParts, member: Marketer, _form: MarketerForm, draft_id: str, comment_id: str
) -> Response:
    """Say that a comment is dealt with."""
    parts.hub.draft_comments.resolve(member, draft_id, comment_id)
    return RedirectResponse(f"/drafts/{draft_id}?done=resolve", SEE_OTHER)
