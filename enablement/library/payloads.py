"""What an event says, as it is kept and sent: the kinds there are, and what of a message goes along."""

import json
from typing import Any

from enablement.errors import LibraryError
from enablement.sync.protocol import (
    MAX_ASKED,
    MAX_EVENT_BYTES,
    Contradiction,
    Message,
    Question,
    Reading,
    Reply,
    Request,
    Search,
    Usage,
)
from enablement.translation import n_

KINDS: dict[str, type[Message]] = {
    "usage": Usage,
    "request": Request,
    "search": Search,
    "question": Question,
    "contradiction": Contradiction,
    "reply": Reply,
    "reading": Reading,
}
"""What an event of each kind says."""

_NAMES = {said: kind for kind, said in KINDS.items()}


def kind_of(said: Message) -> str:
    """The kind of the event that says this; `TypeError` for what no event says."""
    kind = _NAMES.get(type(said))
    if kind is None:
        raise TypeError(f"{type(said).__name__} is not recorded")
    return kind


def payload_of(said: Message) -> dict[str, Any]:
    """A message as it is kept; what a terminal passed on that is no text has stand-ins."""
    payload = {
        name: value.encode("utf-8", "replace").decode() if isinstance(value, str) else value
        for name, value in said.model_dump(mode="json", exclude_defaults=True).items()
    }
    if isinstance(said, Request | Search):
        # Only as much of the words typed as the hub takes, in one line.
        payload["text"] = " ".join(payload["text"].split())[:MAX_ASKED]
    return payload


def check_size(payload: dict[str, Any]) -> None:
    """Refuse what no batch could carry, since everything after it would wait for it forever."""
    if len(json.dumps(payload)) > MAX_EVENT_BYTES:
        raise LibraryError(
            n_("That is too long to be sent to marketing, and was not recorded."),
            mend=n_("Say it in fewer words."),
        )
