"""A thread as it travels to the laptops of the rep who began it: what was said, and what became of it.

Each is one object that an entry of the kind `thread` names in the device's own shard, by the id of the
event that began it.
"""

from datetime import datetime
from enum import StrEnum

from enablement.sync.policies import SharedMessage
from enablement.sync.protocol import Contradiction, Message, Question, Request

MAX_SAID = 4000
"""The most characters of one thing that a rep says in a thread."""


class ThreadKind(StrEnum):
    """What a rep began a thread with; the kinds of its event."""

    QUESTION = "question"
    CONTRADICTION = "contradiction"
    REQUEST = "request"


class Fate(StrEnum):
    """What became of it."""

    RECEIVED = "received"
    ANSWERED = "answered"
    CHANGED = "changed"
    DECLINED = "declined"


class Side(StrEnum):
    """Who said something."""

    REP = "rep"
    MARKETING = "marketing"


class ThreadMessage(Message):
    """One thing that was said; `name` is shown, `at` is the hub's time."""

    side: Side
    text: str
    at: datetime
    name: str = ""


class Thread(SharedMessage):
    """A conversation, oldest message first.

    `card_id`, `revision` and `block` say what it is about, empty for a request. A `changed` one names
    the revision that came of it, and of which card: a request may lead to a new one. Marketing's
    reason for declining is its last message.
    """

    thread_id: str
    kind: ThreadKind
    fate: Fate = Fate.RECEIVED
    card_id: str = ""
    revision: int = 0
    block: str = ""
    messages: tuple[ThreadMessage, ...] = ()
    changed_card: str = ""
    changed_to: int = 0

    @property
    def answers(self) -> int:
        """How many messages marketing has written."""
        return sum(message.side is Side.MARKETING for message in self.messages)


def opening_text(said: Question | Contradiction | Request) -> str:
    """The first message of the thread that this begins, as both sides show it."""
    parts = [said.text.strip()]
    if isinstance(said, Contradiction) and said.words.strip():
        parts.append(f"“{said.words.strip()}”")
    elif isinstance(said, Request) and said.note.strip():
        parts.append(said.note.strip())
    return "\n\n".join(parts)
