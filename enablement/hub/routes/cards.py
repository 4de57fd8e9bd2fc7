"""The cards on marketing's pages: the list, each card with its revisions, and what is done with it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from enablement.cards.files import image_type
from enablement.errors import HubInputError
from enablement.hub.access.members import Member
from enablement.hub.access.roles import Role
from enablement.hub.drafting.card_revisions import Revision
from enablement.hub.drafting.differences import Difference, compare
from enablement.hub.drafting.fields import fields_of_card
from enablement.hub.drafting.listing import CardFilter, Trust, trust_of
from enablement.hub.drafting.preview import preview, safe_html
from enablement.hub.drafting.translations import pair_blocks
from enablement.hub.drafting.verification import may_verify, suggested_day
from enablement.hub.drafting.workflow import DraftState
from enablement.hub.languages import language_of
from enablement.hub.refusals import RefusedError
from enablement.hub.routes.access import Marketer, MarketerForm, text_of
from enablement.hub.routes.parts import Parts, WithParts
from enablement.hub.shelf import CardState
from enablement.translation import _, n_

SEE_OTHER = 303
_DONE = {
    "retired": n_("The card is retired; it leaves the laptops at their next sync."),
    "verified": n_(
        "Thank you. The card is verified anew, and laptops hear of it at their next sync."
    ),
    "discarded": n_("The draft was thrown away."),
}

router = APIRouter()


def _asked(request: Request, name: str, most: int = 200) -> str:
    return request.query_params.get(name, "")[:most].replace("\0", "")


def said(request: Request, done: Mapping[str, str]) -> str:
    """The sentence for what was just done, told once by the address that followed it."""
    return _(done.get(request.query_params.get("done", ""), ""), language_of(request))


@router.get("/cards")
def card_list(parts: WithParts, request: Request, member: Marketer) -> Response:
    """What waits for whom, then every card with status, owner, dates, audience and trust."""
    hub = parts.hub
    asked = CardFilter(
        words=_asked(request, "words"),
        state=_asked(request, "state") or CardState.PUBLISHED,
        language=_asked(request, "language"),
        trust=_asked(request, "trust"),
        team=_asked(request, "team"),
    )
    open_drafts = hub.drafts.open()
    return parts.pages.render(
        request,
        "cards/list.html",
        session=member,
        hub_name=hub.name,
        said=said(request, _DONE),
        asked=asked,
        page=hub.cards.page(asked, _asked(request, "after", 1000)),
        choices=hub.cards.choices(),
        trusts=list(Trust),
        notices=hub.notices.of(member),
        waiting=[one for one in open_drafts if one.state is DraftState.IN_REVIEW],
        writing=[one for one in open_drafts if one.state is DraftState.DRAFT],
        approved=[one for one in open_drafts if one.state is DraftState.APPROVED],
        approver=member.role.may(Role.APPROVER),
    )


@router.post("/notices/{notice_id}")
def put_aside(parts: WithParts, member: Marketer, form: MarketerForm, notice_id: str) -> Response:
    """Put a notice aside once it is read, and go back to the page it was read on."""
    parts.hub.notices.put_aside(member, notice_id)
    return RedirectResponse("/inbox" if text_of(form, "on") == "inbox" else "/cards", SEE_OTHER)


@router.get("/card-images/{digest}")
def image(parts: WithParts, _member: Marketer, digest: str) -> Response:
    """An image of a card or a draft; marketing may see all of them."""
    data = parts.hub.card_revisions.image(digest[:64])
    media_type = image_type(data) if data else None
    if data is None or media_type is None:
        raise RefusedError(404, "not-found", n_("There is no such page."))
    headers = {"Cache-Control": "private, max-age=31536000, immutable"}
    return Response(data, media_type=media_type, headers=headers)


@router.get("/cards/{card_id}")
def card(parts: WithParts, request: Request, member: Marketer, card_id: str) -> Response:
    """A card as reps see it, what stands around it, and its revisions."""
    return _card_page(parts, request, member, card_id)


def _card_page(
    parts: Parts,
    request: Request,
    member: Member,
    card_id: str,
    problem: HubInputError | None = None,
) -> Response:
    hub = parts.hub
    revisions = hub.card_revisions.of(card_id)
    newest, today = revisions[0], parts.hub.today()
    dates = (newest.verify_by, newest.card.valid_from, newest.expires)
    return parts.pages.render(
        request,
        "cards/card.html",
        status=422 if problem else 200,
        session=member,
        hub_name=hub.name,
        said=said(request, _DONE),
        problem=problem,
        newest=newest,
        revisions=revisions,
        seen=preview(fields_of_card(newest.card), newest.card.attachments, today),
        trust=trust_of(*dates, today),
        draft=hub.drafts.of_card(card_id),
        original=hub.translations.original(newest.translation_of),
        translations=hub.translations.of(card_id),
        beside=hub.translations.beside(card_id),
        may_verify=may_verify(member, newest),
        suggested=suggested_day(today),
        approver=member.role.may(Role.APPROVER),
    )


@router.get("/cards/{card_id}/revisions/{number}")
def revision(
    parts: WithParts, request: Request, member: Marketer, card_id: str, number: int
) -> Response:
    """A revision, and how it differs from the one before or from another that is asked for."""
    hub = parts.hub
    now = hub.card_revisions.get(card_id, _fitting(number))
    against = _asked(request, "against", 9)
    former = int(against) if against.isdecimal() else now.number - 1
    before = hub.card_revisions.get(card_id, _fitting(former)) if former > 0 else None
    return parts.pages.render(
        request,
        "cards/revision.html",
        session=member,
        hub_name=hub.name,
        revision=now,
        before=before,
        difference=_between(before, now),
        seen=preview(fields_of_card(now.card), now.card.attachments, parts.hub.today()),
        numbers=[one.number for one in hub.card_revisions.of(card_id)],
    )


def _fitting(number: int) -> int:
    """A number that a database can be asked for."""
    return min(max(number, 0), 2**31 - 1)


def _between(before: Revision | None, now: Revision) -> Difference:
    former = fields_of_card(before.card) if before else {}
    return compare(former, fields_of_card(now.card))


@router.get("/cards/{card_id}/translation")
def translation(parts: WithParts, request: Request, member: Marketer, card_id: str) -> Response:
    """A translation beside its original, and what the original says differently since."""
    found = parts.hub.translations.beside(card_id)
    if found is None:
        raise RefusedError(404, "not-found", n_("The card has no original on this hub."))
    original, translated = found
    own = translated.revision.card
    pairs: list[dict[str, Any]] = [
        {
            "original": pair.original,
            "translation": pair.translation,
            "original_html": safe_html(
                pair.original.markdown if pair.original else "", original.card.attachments
            ),
            "translation_html": safe_html(
                pair.translation.markdown if pair.translation else "", own.attachments
            ),
        }
        for pair in pair_blocks(original.card.blocks, own.blocks)
    ]
    return parts.pages.render(
        request,
        "cards/translation.html",
        session=member,
        hub_name=parts.hub.name,
        original=original,
        translated=translated,
        pairs=pairs,
        draft=parts.hub.drafts.of_card(card_id),
    )


@router.post("/cards/{card_id}/draft")
def begin_draft(parts: WithParts, member: Marketer, _form: MarketerForm, card_id: str) -> Response:
    """Begin a draft from the newest revision, or go on with the one there is."""
    draft_id = parts.hub.drafts.begin(member, card_id)
    return RedirectResponse(f"/drafts/{draft_id}/edit", SEE_OTHER)


@router.post("/cards/{card_id}/verify")
def verify(
    parts: WithParts, request: Request, member: Marketer, form: MarketerForm, card_id: str
) -> Response:
    """Say that a card is still right."""
    number, until = text_of(form, "revision", 9), text_of(form, "until", 10)
    try:
        parts.hub.verification.still_right(
            member, card_id, int(number) if number.isdecimal() else 0, _day(until)
        )
    except HubInputError as problem:
        return _card_page(parts, request, member, card_id, problem)
    return RedirectResponse(f"/cards/{card_id}?done=verified", SEE_OTHER)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise HubInputError(
            n_("“{text}” is not a day."), mend=n_("Write it as 2026-12-31."), text=text
        ) from error


@router.get("/cards/{card_id}/retire")
def show_retire(parts: WithParts, request: Request, member: Marketer, card_id: str) -> Response:
    """Ask once more before a card is taken from the laptops."""
    return _retire_page(parts, request, member, card_id)


def _retire_page(
    parts: Parts,
    request: Request,
    member: Member,
    card_id: str,
    problem: HubInputError | None = None,
) -> Response:
    _check_approver(member)
    return parts.pages.render(
        request,
        "cards/retire.html",
        status=422 if problem else 200,
        session=member,
        hub_name=parts.hub.name,
        newest=parts.hub.card_revisions.get(card_id),
        problem=problem,
    )


def _check_approver(member: Member) -> None:
    if not member.role.may(Role.APPROVER):
        raise RefusedError(403, "not-allowed", n_("Your role does not allow this."))


@router.post("/cards/{card_id}/retire")
def retire(
    parts: WithParts, request: Request, member: Marketer, form: MarketerForm, card_id: str
) -> Response:
    """Retire a card, with the reason why."""
    _check_approver(member)
    reason = text_of(form, "reason", 2000)
    if not reason:
        problem = HubInputError(
            n_("Say why the card is retired."), mend=n_("The audit log keeps the reason.")
        )
        return _retire_page(parts, request, member, card_id, problem)
    parts.hub.publisher.retire(card_id, member, reason)
    return RedirectResponse(f"/cards/{card_id}?done=retired", SEE_OTHER)
