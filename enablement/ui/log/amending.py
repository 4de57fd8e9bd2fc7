"""Saying something else in what was recorded: while it waits in its place, after a refusal anew."""

from enablement.library.events import EventState, LoggedEvent
from enablement.library.library import Library
from enablement.sync.protocol import (
    Contradiction,
    Message,
    Question,
    Reply,
    Request,
    Search,
    Usage,
)

KINDS: dict[str, type[Message]] = {
    "usage": Usage,
    "request": Request,
    "search": Search,
    "question": Question,
    "contradiction": Contradiction,
    "reply": Reply,
}
TEXTS = {
    "usage": ("words", "note", "account", "stage"),
    "request": ("text", "note"),
    "question": ("text",),
    "contradiction": ("text", "words"),
    "reply": ("text",),
}
"""What of each kind the rep may say otherwise, beside the outcome of a use."""

_ANEW = "said_anew"

NEEDED = "text"
"""What may not be left empty."""


def amend(library: Library, event: LoggedEvent, said: dict[str, str]) -> bool:
    """Say this instead; `False` when it is on its way, and stays as it was.

    What the hub did not take is recorded anew, since it never takes the same event twice; that is
    done once, or it would be counted twice.
    """
    message = KINDS[event.kind].model_validate(event.payload | said)
    if event.state is not EventState.REJECTED:
        return library.events.change(event.event_id, message)
    before = said_anew(library)
    if event.event_id in before:
        return False
    record(library, message)
    library.desk_state.put(_ANEW, sorted({*before, event.event_id}))
    return True


def said_anew(library: Library) -> frozenset[str]:
    """The events that the hub did not take and that were recorded anew."""
    return frozenset(library.desk_state.get(_ANEW, ()))


def record(library: Library, message: Message) -> LoggedEvent:
    """Record a message as an event of its kind."""
    events = library.events
    match message:
        case Usage():
            return events.log_usage(message)
        case Request():
            return events.log_request(message)
        case Question():
            return events.log_question(message)
        case Contradiction():
            return events.log_contradiction(message)
        case Reply():
            return events.log_reply(message)
        case Search():
            return events.log_search(message)
    raise TypeError(f"{type(message).__name__} is not recorded")
