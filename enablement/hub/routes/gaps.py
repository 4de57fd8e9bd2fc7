"""The content gaps on marketing's pages: what most reps miss, and what is done about each."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from enablement.errors import HubInputError
from enablement.hub.access.members import Member
from enablement.hub.inbox.gap_marks import GapState
from enablement.hub.inbox.gaps import PERIODS
from enablement.hub.routes.access import Marketer, MarketerForm, text_of
from enablement.hub.routes.inbox import SEE_OTHER, asked_word, done_sentence
from enablement.hub.routes.parts import Parts, WithParts
from enablement.sync.threads import MAX_SAID
from enablement.translation import _, ngettext

router = APIRouter(prefix="/inbox/gaps")


def _done(told: int) -> dict[str, str]:
    return {
        "dismissed": _("The gap is dismissed. Nobody was waiting for a word about it."),
        "declined": ngettext(
            "The gap is dismissed, and {n} rep who asked hears why.",
            "The gap is dismissed, and {n} reps who asked hear why.",
            told,
        ).format(n=told),
        "answered": _("The gap is answered. Nobody was waiting for a word about it."),
        "told": ngettext(
            "The gap is answered, and {n} rep who asked hears of the card.",
            "The gap is answered, and {n} reps who asked hear of the card.",
            told,
        ).format(n=told),
        "reopened": _("The gap is open again."),
    }


@router.get("")
def gap_list(parts: WithParts, request: Request, member: Marketer) -> Response:
    """The gaps of a period that are in a state, those that most reps miss first."""
    state, days = asked_word(request, "state"), asked_word(request, "days")
    chosen = GapState(state) if state in set(GapState) else GapState.OPEN
    back = int(days) if days in {str(one) for one in PERIODS} else PERIODS[1]
    return parts.pages.render(
        request,
        "inbox/gaps.html",
        session=member,
        hub_name=parts.hub.name,
        said=done_sentence(request, _done),
        state=chosen.value,
        days=back,
        periods=PERIODS,
        page=parts.hub.inbox.gaps.page(chosen, back, asked_word(request, "after")),
        counts=parts.hub.inbox.queue.counts(member.person_id),
    )


@router.get("/{key}")
def gap_page(parts: WithParts, request: Request, member: Marketer, key: str) -> Response:
    """A gap with all its words, and what can be done about it."""
    return _gap_page(parts, request, member, key)


def _gap_page(
    parts: Parts,
    request: Request,
    member: Member,
    key: str,
    problem: HubInputError | None = None,
    typed: dict[str, str] | None = None,
) -> Response:
    return parts.pages.render(
        request,
        "inbox/gap.html",
        status=422 if problem else 200,
        session=member,
        hub_name=parts.hub.name,
        said=done_sentence(request, _done),
        problem=problem,
        typed=typed or {"reason": "", "card": "", "text": "", "form": ""},
        gap=parts.hub.inbox.gaps.get(key),
        most=MAX_SAID,
    )


@router.post("/{key}/write")
def write(
    parts: WithParts, request: Request, member: Marketer, _form: MarketerForm, key: str
) -> Response:
    """Begin a draft of the card that is missing."""
    try:
        draft_id = parts.hub.inbox.gaps.write(member, key)
    except HubInputError as problem:
        return _gap_page(parts, request, member, key, problem)
    return RedirectResponse(f"/drafts/{draft_id}/edit", SEE_OTHER)


@router.post("/{key}/dismiss")
def dismiss(
    parts: WithParts, request: Request, member: Marketer, form: MarketerForm, key: str
) -> Response:
    """Say why no card comes of it."""
    reason = text_of(form, "reason", 10 * MAX_SAID)
    try:
        told = parts.hub.inbox.gaps.dismiss(member, key, reason, tell=bool(text_of(form, "tell")))
    except HubInputError as problem:
        typed = {"reason": reason, "card": "", "text": "", "form": "dismiss"}
        return _gap_page(parts, request, member, key, problem, typed)
    done = f"declined&n={told}" if told else "dismissed"
    return RedirectResponse(f"/inbox/gaps/{key}?done={done}", SEE_OTHER)


@router.post("/{key}/answer")
def answer(
    parts: WithParts, request: Request, member: Marketer, form: MarketerForm, key: str
) -> Response:
    """Say which published card answers it."""
    card, text = text_of(form, "card"), text_of(form, "text", 10 * MAX_SAID)
    try:
        told = parts.hub.inbox.gaps.answer(member, key, card, text)
    except HubInputError as problem:
        typed = {"reason": "", "card": card, "text": text, "form": "answer"}
        return _gap_page(parts, request, member, key, problem, typed)
    done = f"told&n={told}" if told else "answered"
    return RedirectResponse(f"/inbox/gaps/{key}?done={done}", SEE_OTHER)


@router.post("/{key}/reopen")
def reopen(parts: WithParts, member: Marketer, _form: MarketerForm, key: str) -> Response:
    """Take back what was made of it."""
    parts.hub.inbox.gaps.reopen(member, key)
    return RedirectResponse(f"/inbox/gaps/{key}?done=reopened", SEE_OTHER)
