"""What marketing has said to the rep's questions and requests, until the rep has seen it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from enablement.library.library import Library
from enablement.sync.threads import Fate, Side, Thread
from enablement.translation import _

SEEN = "threads_seen"
"""The name in the desk's state: of each thread the weight that the rep has seen."""

_DECIDED = (Fate.CHANGED, Fate.DECLINED)


@dataclass(frozen=True)
class Answer:
    """One thread with something unseen: what the rep had said, and what became of it."""

    thread_id: str
    card_id: str
    fate: Fate
    asked: str
    words: str
    name: str
    at: datetime | None


def weight_of(thread: Thread) -> int:
    """A number that grows with everything marketing does in a thread."""
    return thread.answers + (thread.fate in _DECIDED)


def unseen(threads: tuple[Thread, ...], seen: Mapping[str, int]) -> list[Thread]:
    """The threads in which marketing has done something that the rep has not seen."""
    return [one for one in threads if weight_of(one) > seen.get(one.thread_id, 0)]


def read_answers(library: Library) -> tuple[Answer, ...]:
    """What marketing said and the rep has not seen, the newest first."""
    threads = tuple(library.threads.all())
    if not threads:
        return ()
    return tuple(_answer(one) for one in unseen(threads, library.desk_state.get(SEEN, {})))


def mark_seen(library: Library, thread_id: str) -> None:
    """The rep has seen all of a thread."""
    thread = library.threads.get(thread_id)
    if thread is not None:
        seen = dict(library.desk_state.get(SEEN, {}))
        library.desk_state.put(SEEN, {**seen, thread_id: weight_of(thread)})


def fate_words(fate: Fate) -> str:
    """What became of what the rep said."""
    return {
        Fate.RECEIVED: _("Received"),
        Fate.ANSWERED: _("Answered"),
        Fate.CHANGED: _("Changed because of you"),
        Fate.DECLINED: _("Declined, with the reason"),
    }[fate]


def _answer(thread: Thread) -> Answer:
    said = [one for one in thread.messages if one.side is Side.REP]
    answers = [one for one in thread.messages if one.side is Side.MARKETING]
    last = answers[-1] if answers else None
    return Answer(
        thread.thread_id, thread.changed_card or thread.card_id, thread.fate,
        said[0].text if said else "", last.text if last else "",
        last.name if last else "", last.at if last else None,
    )  # fmt: skip
