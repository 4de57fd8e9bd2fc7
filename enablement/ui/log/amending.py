"""Saying something else in what was recorded: while it waits in its place, after a refusal anew."""

from enablement.library.events import EventState, LoggedEvent
from enablement.library.library import Library
from enablement.library.payloads import KINDS

TEXTS = {
    "usage": ("words", "note", "account", "stage"),
    "request": ("text", "note"),
    "question": ("text",),
    "contradiction": ("text", "words"),
    "reply": ("text",),
}
"""What of each kind the rep may say otherwise, beside the outcome of a use."""

NEEDED = "text"
"""What may not be left empty."""


def amend(library: Library, event: LoggedEvent, said: dict[str, str]) -> bool:
    """Say this instead; `False` when it is on its way, and stays as it was.

    What the hub did not take is recorded anew, once, since it never takes the same event twice.
    """
    message = KINDS[event.kind].model_validate(event.payload | said)
    if event.state is EventState.REJECTED:
        return library.events.say_anew(event.event_id, message)
    return library.events.change(event.event_id, message)
