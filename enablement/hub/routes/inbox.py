"""The inbox on marketing's pages: the queue of threads, each thread's page, and what is done there."""

from collections.abc import Callable
from typing import Any

from fastapi import APIRouter
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from enablement.errors import HubInputError
from enablement.hub.access.members import Member
from enablement.hub.inbox.answering import Recipients, Word
from enablement.hub.inbox.queue import QueueFilter, QueueState
from enablement.hub.languages import language_of
from enablement.hub.routes.access import Marketer, MarketerForm, text_of
from enablement.hub.routes.parts import Parts, WithParts
from enablement.sync.threads import MAX_SAID, Fate, ThreadKind
from enablement.translation import _, n_, ngettext, speaking

SEE_OTHER = 303
_ANSWERS = (Fate.ANSWERED, Fate.CHANGED, Fate.DECLINED)
router = APIRouter()


def _done(told: int) -> dict[str, str]:
    return {
        "assigned": _("The thread is assigned."),
        "merged": _("The threads are one now: an answer goes to everyone who asked."),
        "split": _("The thread stands for itself again."),
        "told": ngettext(
            "Said to {n} rep. It comes with the laptop’s next sync.",
            "Said to {n} reps. It comes with their laptops’ next sync.",
            told,
        ).format(n=told),
    }


def done_sentence(request: Request, sentences: Callable[[int], dict[str, str]]) -> str:
    """The sentence for what was just done, told by the address that followed it."""
    told = request.query_params.get("n", "1")
    count = int(told) if told.isdecimal() and len(told) < 7 else 1
    with speaking(language_of(request)):
        return sentences(count).get(request.query_params.get("done", ""), "")


def asked_word(request: Request, name: str, most: int = 200) -> str:
    """A word of the address."""
    return request.query_params.get(name, "")[:most].replace("\0", "").strip()


@router.get("/inbox")
def queue(parts: WithParts, request: Request, member: Marketer) -> Response:
    """The threads that wait, or those that an address asks for."""
    inbox = parts.hub.inbox
    state = asked_word(request, "state")
    asked = QueueFilter(
        state=QueueState(state) if state in set(QueueState) else QueueState.WAITING,
        kind=asked_word(request, "kind"),
        assigned=asked_word(request, "assigned"),
        card=asked_word(request, "card"),
        team=asked_word(request, "team"),
    )
    return parts.pages.render(
        request,
        "inbox/queue.html",
        session=member,
        hub_name=parts.hub.name,
        said=done_sentence(request, _done),
        asked=asked,
        page=inbox.queue.page(asked, member.person_id, asked_word(request, "after", 120)),
        counts=inbox.queue.counts(member.person_id),
        choices=inbox.queue.choices(),
        people=inbox.assigning.possible(),
        kinds=[kind.value for kind in ThreadKind],
        waits=inbox.waits.read(),
        now=parts.hub.now(),
    )


@router.get("/inbox/{thread_id}")
def thread(parts: WithParts, request: Request, member: Marketer, thread_id: str) -> Response:
    """A thread with all that is known about it; one that is merged stands on the other's page."""
    found = parts.hub.inbox.pages.read(thread_id)
    lead = found.lead.thread.thread_id
    if lead != thread_id:
        return RedirectResponse(f"/inbox/{lead}#{thread_id}", SEE_OTHER)
    return _thread_page(parts, request, member, thread_id)


def _thread_page(
    parts: Parts,
    request: Request,
    member: Member,
    thread_id: str,
    problem: HubInputError | None = None,
    typed: dict[str, str] | None = None,
) -> Response:
    inbox = parts.hub.inbox
    page = inbox.pages.read(thread_id)
    suggested = inbox.suggestions.of(thread_id)
    gap = inbox.gaps.of_thread(thread_id) if page.lead.thread.kind is ThreadKind.REQUEST else None
    return parts.pages.render(
        request,
        "inbox/thread.html",
        status=422 if problem else 200,
        session=member,
        hub_name=parts.hub.name,
        said=done_sentence(request, _done),
        problem=problem,
        typed=typed or _untyped(page.lead.thread.card_id, page),
        page=page,
        suggested=suggested,
        people=inbox.assigning.possible(),
        gap=gap,
        most=MAX_SAID,
        now=parts.hub.now(),
    )


def _untyped(card_id: str, page: Any) -> dict[str, str]:
    """What the form begins with: the card of the thread in its newest revision."""
    some_wait = 0 < page.waiting < len(page.rows)
    return {
        "text": "",
        "fate": Fate.ANSWERED.value,
        "card": card_id,
        "revision": str(page.about.newest) if page.about else "",
        "to": (Recipients.WAITING if some_wait else Recipients.EVERYONE).value,
    }


@router.post("/inbox/{thread_id}/answer")
def answer(
    parts: WithParts, request: Request, member: Marketer, form: MarketerForm, thread_id: str
) -> Response:
    """Say something to those who asked."""
    typed = {name: text_of(form, name) for name in ("fate", "card", "revision", "to")}
    typed["text"] = text_of(form, "text", 10 * MAX_SAID)
    try:
        told = parts.hub.inbox.answering.say(member, thread_id, _word(typed), _recipients(typed))
    except HubInputError as problem:
        return _thread_page(parts, request, member, thread_id, problem, typed)
    return RedirectResponse(f"/inbox/{thread_id}?done=told&n={len(told)}", SEE_OTHER)


def _word(typed: dict[str, str]) -> Word:
    fate = typed["fate"]
    if fate not in _ANSWERS:
        raise HubInputError(
            n_("Choose what becomes of it."), mend=n_("Answered, changed, or declined.")
        )
    if fate != Fate.CHANGED:
        return Word(typed["text"], Fate(fate))
    number = typed["revision"]
    if not (number.isdecimal() and number.isascii() and len(number) < 10):
        raise HubInputError(
            n_("“{text}” is not the number of a revision."),
            mend=n_("Write a number such as 3."),
            text=number,
        )
    return Word(typed["text"], Fate.CHANGED, typed["card"], int(number))


def _recipients(typed: dict[str, str]) -> Recipients:
    return Recipients.WAITING if typed["to"] == Recipients.WAITING else Recipients.EVERYONE


@router.post("/inbox/{thread_id}/assign")
def assign(
    parts: WithParts, request: Request, member: Marketer, form: MarketerForm, thread_id: str
) -> Response:
    """Hand a thread to somebody, or to nobody."""
    try:
        parts.hub.inbox.assigning.assign(member, thread_id, text_of(form, "person"))
    except HubInputError as problem:
        return _thread_page(parts, request, member, thread_id, problem)
    return RedirectResponse(f"/inbox/{thread_id}?done=assigned", SEE_OTHER)


@router.post("/inbox/{thread_id}/merge")
def merge(
    parts: WithParts, request: Request, member: Marketer, form: MarketerForm, thread_id: str
) -> Response:
    """Merge another thread into this one."""
    try:
        parts.hub.inbox.merging.merge(member, _other(form), thread_id)
    except HubInputError as problem:
        return _thread_page(parts, request, member, thread_id, problem)
    return RedirectResponse(f"/inbox/{thread_id}?done=merged", SEE_OTHER)


def _other(form: FormData) -> str:
    """The thread that a form names: its id, or the address of its page."""
    return text_of(form, "other").rstrip("/").rpartition("/")[2].partition("?")[0]


@router.post("/inbox/{thread_id}/split")
def split(parts: WithParts, member: Marketer, _form: MarketerForm, thread_id: str) -> Response:
    """Take a thread out of the one that it was merged into."""
    lead = parts.hub.inbox.merging.split(member, thread_id)
    return RedirectResponse(f"/inbox/{lead}?done=split", SEE_OTHER)
