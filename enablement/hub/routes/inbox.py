"""The inbox on marketing's pages: the queue of threads, each thread's page, and what is done there."""

from typing import Any

from fastapi import APIRouter
from starlette.responses import RedirectResponse, Response

from enablement.errors import HubInputError
from enablement.hub.inbox.answering import Recipients, Word
from enablement.hub.inbox.assigning import ASSIGNED
from enablement.hub.inbox.queue import QueueFilter, QueueState
from enablement.hub.routes.inbox_visits import SEE_OTHER, Visit, WithPosted, WithVisit, done_at
from enablement.sync.threads import MAX_SAID, Fate, ThreadKind
from enablement.translation import _, n_, ngettext

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


@router.get("/inbox")
def queue(visit: WithVisit) -> Response:
    """The threads that wait, or those that an address asks for."""
    inbox, person_id = visit.inbox, visit.member.person_id
    inbox.gaps.begin()
    state = visit.word("state")
    asked = QueueFilter(
        state=QueueState(state) if state in set(QueueState) else QueueState.WAITING,
        kind=visit.word("kind"),
        assigned=visit.word("assigned"),
        card=visit.word("card"),
        team=visit.word("team"),
    )
    return visit.show(
        "inbox/queue.html",
        _done,
        asked=asked,
        page=inbox.queue.page(asked, person_id, visit.word("after", 120)),
        counts=inbox.queue.counts(person_id),
        choices=inbox.queue.choices(),
        people=inbox.assigning.possible(),
        kinds=[kind.value for kind in ThreadKind],
        waits=inbox.waits.read(),
        notices=visit.parts.hub.notices.of(visit.member, ASSIGNED),
        now=visit.parts.hub.now(),
    )


@router.get("/inbox/{thread_id}")
def thread(visit: WithVisit, thread_id: str) -> Response:
    """A thread with all that is known about it; one that is merged stands on the other's page."""
    lead = visit.inbox.pages.read(thread_id).lead.thread.thread_id
    if lead != thread_id:
        return RedirectResponse(f"/inbox/{lead}#{thread_id}", SEE_OTHER)
    return _thread_page(visit, thread_id)


def _thread_page(
    visit: Visit,
    thread_id: str,
    problem: HubInputError | None = None,
    typed: dict[str, str] | None = None,
) -> Response:
    inbox = visit.inbox
    page = inbox.pages.read(thread_id)
    is_request = page.lead.thread.kind is ThreadKind.REQUEST
    return visit.show(
        "inbox/thread.html",
        _done,
        problem=problem,
        typed=typed or _untyped(page.lead.thread.card_id, page),
        page=page,
        suggested=inbox.suggestions.of(thread_id),
        people=inbox.assigning.possible(),
        gap=inbox.gaps.of_thread(thread_id) if is_request else None,
        most=MAX_SAID,
        now=visit.parts.hub.now(),
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
def answer(posted: WithPosted, thread_id: str) -> Response:
    """Say something to those who asked."""
    typed = {name: posted.text(name) for name in ("fate", "card", "revision", "to")}
    typed["text"] = posted.words("text")
    try:
        told = posted.inbox.answering.say(
            posted.member, thread_id, _word(typed), _recipients(typed)
        )
    except HubInputError as problem:
        return _thread_page(posted, thread_id, problem, typed)
    return done_at(f"/inbox/{thread_id}", "told", len(told))


def _word(typed: dict[str, str]) -> Word:
    fate = typed["fate"]
    if fate not in _ANSWERS:
        raise HubInputError(
            n_("Choose what becomes of it."), mend=n_("Answered, changed, or declined.")
        )
    if fate != Fate.CHANGED:
        return Word(typed["text"], Fate(fate))
    number = typed["revision"] or "0"
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
def assign(posted: WithPosted, thread_id: str) -> Response:
    """Hand a thread to somebody, or to nobody."""
    try:
        posted.inbox.assigning.assign(posted.member, thread_id, posted.text("person"))
    except HubInputError as problem:
        return _thread_page(posted, thread_id, problem)
    return done_at(f"/inbox/{thread_id}", "assigned")


@router.post("/inbox/{thread_id}/merge")
def merge(posted: WithPosted, thread_id: str) -> Response:
    """Merge another thread into this one: the form names its id, or the address of its page."""
    other = posted.text("other").rstrip("/").rpartition("/")[2].partition("?")[0]
    try:
        posted.inbox.merging.merge(posted.member, other, thread_id)
    except HubInputError as problem:
        return _thread_page(posted, thread_id, problem)
    return done_at(f"/inbox/{thread_id}", "merged")


@router.post("/inbox/{thread_id}/split")
def split(posted: WithPosted, thread_id: str) -> Response:
    """Take a thread out of the one that it was merged into."""
    lead = posted.inbox.merging.split(posted.member, thread_id)
    return done_at(f"/inbox/{lead}", "split")
