"""The inbox for programs: the queue, threads, what is said in them, and how soon marketing answers."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from enablement.hub.inbox.answering import Recipients, Word
from enablement.hub.inbox.queue import ROWS_A_PAGE, QueueFilter, QueueRow, QueueState
from enablement.hub.inbox.suggestions import Suggestion
from enablement.hub.inbox.thread_page import ThreadPage
from enablement.hub.inbox.thread_rows import ThreadRow
from enablement.hub.routes.access import Marketer
from enablement.hub.routes.api_types import Id, Line, Words
from enablement.hub.routes.parts import WithParts
from enablement.sync.threads import Fate, Side, ThreadKind

router = APIRouter(prefix="/api/v1", tags=["inbox"])


class QueueView(BaseModel):
    """Which threads are asked for; `after` is what the page before said."""

    state: QueueState = QueueState.WAITING
    kind: ThreadKind | None = None
    assigned: Line = ""
    card: Line = ""
    team: Line = ""
    after: Line = ""
    most: Annotated[int, Field(ge=1, le=200)] = ROWS_A_PAGE


@dataclass(frozen=True)
class QueueRowOut(QueueRow):
    """A thread in the queue; `asked` is how many asked it, `moment` what the page is sorted by."""


class QueueOut(BaseModel):
    """A page of the queue; `after` asks for the next one, and is empty at the end."""

    threads: list[QueueRowOut]
    after: str


class MessageOut(BaseModel):
    """One thing that was said; without a name reps read “Marketing”."""

    side: Side
    name: str
    text: str
    at: datetime


class ThreadOut(BaseModel):
    """A thread: what was said, and what came of it."""

    thread_id: str
    kind: ThreadKind
    fate: Fate
    card_id: str
    revision: int
    block: str
    changed_card: str
    changed_to: int
    rep_name: str
    team: str
    region: str
    opened_at: datetime
    answered_at: datetime | None
    waiting_since: datetime | None
    assigned_to: str
    merged_into: str
    messages: list[MessageOut]

    @classmethod
    def of(cls, row: ThreadRow) -> "ThreadOut":
        """A thread as programs get it."""
        of_thread = (
            "thread_id", "kind", "fate", "card_id", "revision", "block", "changed_card",
            "changed_to",
        )  # fmt: skip
        of_row = (
            "rep_name", "team", "region", "opened_at", "answered_at", "waiting_since",
            "assigned_to", "merged_into",
        )  # fmt: skip
        messages = [
            MessageOut(side=one.side, name=one.name, text=one.text, at=one.at)
            for one in row.thread.messages
        ]
        return cls(
            **{name: getattr(row.thread, name) for name in of_thread},
            **{name: getattr(row, name) for name in of_row},
            messages=messages,
        )


class GroupOut(BaseModel):
    """A thread and those merged into it; the first stands for all, and an answer goes to each."""

    threads: list[ThreadOut]
    assignee: str
    newest_revision: int | None = Field(description="Of the card it speaks of, if the hub has it.")

    @classmethod
    def of(cls, page: ThreadPage) -> "GroupOut":
        """A thread's page as programs get it."""
        return cls(
            threads=[ThreadOut.of(row) for row in page.rows],
            assignee=page.assignee,
            newest_revision=page.about.newest if page.about else None,
        )


@dataclass(frozen=True)
class SuggestionOut(Suggestion):
    """A thread that may ask the same; `alike` is from 0 to 1."""


class Saying(BaseModel):
    """What is said; for `changed` the card, and the revision that came of it."""

    text: Words
    fate: Fate = Fate.ANSWERED
    card_id: Line = ""
    revision: Annotated[int, Field(ge=0, le=2**31 - 1)] = 0
    to: Recipients = Recipients.EVERYONE


class Told(BaseModel):
    """How many threads a word went to."""

    told: int


class Assignment(BaseModel):
    """Who looks after a thread; empty for nobody."""

    person_id: Line


class Merger(BaseModel):
    """The thread that is merged into the one of the address."""

    other: Line


class WaitsOut(BaseModel):
    """How soon reps had a first word in the last 90 days; null under five answers."""

    answered: int
    median_seconds: float | None
    waiting_longer: int


@router.get("/threads", summary="The inbox’s queue")
def threads(parts: WithParts, member: Marketer, view: Annotated[QueueView, Query()]) -> QueueOut:
    """Threads that wait, the longest first; others the newest first. `assigned` may be `me`."""
    kind = view.kind.value if view.kind else ""
    asked = QueueFilter(view.state, kind, view.assigned, view.card, view.team)
    page = parts.hub.inbox.queue.page(asked, member.person_id, view.after, view.most)
    return QueueOut(threads=[QueueRowOut(**vars(row)) for row in page.rows], after=page.after)


@router.get("/threads/{thread_id}", summary="A thread, with those merged into it")
def thread(parts: WithParts, _member: Marketer, thread_id: Id) -> GroupOut:
    """What was said; the id of a merged thread gives the group that it is in."""
    return GroupOut.of(parts.hub.inbox.pages.read(thread_id))


@router.get("/threads/{thread_id}/suggestions", summary="Threads that may ask the same")
def suggestions(parts: WithParts, _member: Marketer, thread_id: Id) -> list[SuggestionOut]:
    """The likeliest first, by the search’s own analysis of what reps said."""
    return [SuggestionOut(**vars(one)) for one in parts.hub.inbox.suggestions.of(thread_id)]


@router.post("/threads/{thread_id}/answer", summary="Say something to those who asked")
def answer(parts: WithParts, member: Marketer, thread_id: Id, said: Saying) -> Told:
    """An answer, a reason for declining, or the revision that came of it."""
    if said.fate is Fate.RECEIVED:
        said = said.model_copy(update={"fate": Fate.ANSWERED})
    word = Word(said.text, said.fate, said.card_id, said.revision)
    return Told(told=len(parts.hub.inbox.answering.say(member, thread_id, word, said.to)))


@router.post("/threads/{thread_id}/assign", summary="Hand a thread to somebody")
def assign(parts: WithParts, member: Marketer, thread_id: Id, to: Assignment) -> GroupOut:
    """To a person whose role may answer, or to nobody."""
    parts.hub.inbox.assigning.assign(member, thread_id, to.person_id)
    return GroupOut.of(parts.hub.inbox.pages.read(thread_id))


@router.post("/threads/{thread_id}/merge", summary="Merge another thread into this one")
def merge(parts: WithParts, member: Marketer, thread_id: Id, merger: Merger) -> Told:
    """Both stay; the answer goes to everyone who asked. Says how many were answered by it."""
    return Told(told=parts.hub.inbox.merging.merge(member, merger.other, thread_id))


@router.post("/threads/{thread_id}/split", summary="Take a thread out again")
def split(parts: WithParts, member: Marketer, thread_id: Id) -> GroupOut:
    """The thread stands for itself again."""
    parts.hub.inbox.merging.split(member, thread_id)
    return GroupOut.of(parts.hub.inbox.pages.read(thread_id))


@router.get("/answer-times", summary="How soon marketing answers")
def answer_times(parts: WithParts, _member: Marketer) -> WaitsOut:
    """The median wait for a first word; what waits longer already counts as long as it has."""
    waits = parts.hub.inbox.waits.read()
    half = waits.half.total_seconds() if waits.half is not None else None
    return WaitsOut(answered=waits.answered, median_seconds=half, waiting_longer=waits.longer)
