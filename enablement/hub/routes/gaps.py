"""The content gaps on marketing's pages: what most reps miss, and what is done about each."""

from fastapi import APIRouter
from starlette.responses import RedirectResponse, Response

from enablement.errors import HubInputError
from enablement.hub.inbox.gap_marks import GapState
from enablement.hub.inbox.gaps import PERIODS
from enablement.hub.routes.inbox_visits import SEE_OTHER, Visit, WithPosted, WithVisit, done_at
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
def gap_list(visit: WithVisit) -> Response:
    """The gaps of a period that are in a state, those that most reps miss first."""
    state, days = visit.word("state"), visit.word("days")
    chosen = GapState(state) if state in set(GapState) else GapState.OPEN
    back = int(days) if days in {str(one) for one in PERIODS} else PERIODS[1]
    return visit.show(
        "inbox/gaps.html",
        _done,
        state=chosen.value,
        days=back,
        periods=PERIODS,
        page=visit.inbox.gaps.page(chosen, back, visit.word("after")),
        counts=visit.inbox.queue.counts(visit.member.person_id),
    )


@router.get("/{key}")
def gap_page(visit: WithVisit, key: str) -> Response:
    """A gap with all its words, and what can be done about it."""
    return _gap_page(visit, key)


def _gap_page(
    visit: Visit, key: str, problem: HubInputError | None = None, **typed: str
) -> Response:
    return visit.show(
        "inbox/gap.html",
        _done,
        problem=problem,
        typed={"reason": "", "card": "", "text": "", **typed},
        gap=visit.inbox.gaps.get(key),
        most=MAX_SAID,
    )


@router.post("/{key}/write")
def write(posted: WithPosted, key: str) -> Response:
    """Begin a draft of the card that is missing."""
    try:
        draft_id = posted.inbox.gaps.write(posted.member, key)
    except HubInputError as problem:
        return _gap_page(posted, key, problem)
    return RedirectResponse(f"/drafts/{draft_id}/edit", SEE_OTHER)


@router.post("/{key}/dismiss")
def dismiss(posted: WithPosted, key: str) -> Response:
    """Say why no card comes of it."""
    reason, tell = posted.words("reason"), bool(posted.text("tell"))
    try:
        told = posted.inbox.gaps.dismiss(posted.member, key, reason, tell=tell)
    except HubInputError as problem:
        return _gap_page(posted, key, problem, reason=reason)
    return done_at(f"/inbox/gaps/{key}", "declined" if told else "dismissed", told or None)


@router.post("/{key}/answer")
def answer(posted: WithPosted, key: str) -> Response:
    """Say which published card answers it."""
    card, text = posted.text("card"), posted.words("text")
    try:
        told = posted.inbox.gaps.answer(posted.member, key, card, text)
    except HubInputError as problem:
        return _gap_page(posted, key, problem, card=card, text=text)
    return done_at(f"/inbox/gaps/{key}", "told" if told else "answered", told or None)


@router.post("/{key}/reopen")
def reopen(posted: WithPosted, key: str) -> Response:
    """Take back what was made of it."""
    posted.inbox.gaps.reopen(posted.member, key)
    return done_at(f"/inbox/gaps/{key}", "reopened")
