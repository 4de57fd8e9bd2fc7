"""One conversation with marketing as the rep reads it, with what waits to be sent; without a screen."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from enablement.library.events import OUTBOX, EventState, LoggedEvent
from enablement.library.library import Library
from enablement.sync.protocol import Contradiction, Question, Request
from enablement.sync.threads import Fate, Side, Thread, ThreadKind, ThreadMessage, opening_text
from enablement.translation import _
from enablement.ui.log.log_book import block_title

_MOST_REPLIES = 500
_OPENINGS: dict[str, type[Question | Contradiction | Request]] = {
    "question": Question,
    "contradiction": Contradiction,
    "request": Request,
}


@dataclass(frozen=True)
class Said:
    """One thing that was said; `state` is set while the hub's word on it is not in the thread yet."""

    side: Side
    text: str
    at: datetime
    name: str = ""
    event_id: str = ""
    state: EventState | None = None
    reason: str = ""

    @property
    def mine(self) -> bool:
        """Whether the rep said it."""
        return self.side is Side.REP

    @property
    def who(self) -> str:
        """Who said it, as the rep reads it."""
        return _("You") if self.mine else self.name or _("Marketing")

    @property
    def waits(self) -> bool:
        """Whether it can still be taken back."""
        return self.state is EventState.WAITING


@dataclass(frozen=True)
class Conversation:
    """A thread with what the rep said since the last sync, oldest first, as it is at `now`.

    `fate` is `None` until the hub has told of the thread. `title` and `block` say what it is about,
    `changed_title` the card that came of it.
    """

    thread_id: str
    kind: ThreadKind
    fate: Fate | None
    messages: tuple[Said, ...]
    now: datetime
    card_id: str = ""
    revision: int = 0
    title: str = ""
    block: str = ""
    changed_card: str = ""
    changed_to: int = 0
    changed_title: str = ""

    @property
    def opening(self) -> Said | None:
        """What began it, while the hub has not told of the thread."""
        return self.messages[0] if self.fate is None and self.messages else None

    @property
    def can_reply(self) -> bool:
        """Whether the rep may go on: what began it is on its way or has arrived."""
        first = self.opening
        return first is None or first.state in (EventState.SENDING, EventState.SENT)

    @property
    def awaited(self) -> bool:
        """Whether the rep had the last word after marketing had spoken."""
        spoke = any(not one.mine for one in self.messages)
        return spoke and self.messages[-1].mine


def conversation(library: Library, thread_id: str) -> Conversation | None:
    """The conversation of that id, sent or not; `None` when there is none, or not any more."""
    thread, opening = library.threads.get(thread_id), library.events.get(thread_id)
    if opening is not None and opening.kind not in _OPENINGS:
        opening = None
    if thread is None and opening is None:
        return None
    replies = _replies(library, thread_id)
    if thread is not None:
        return _known(library, thread, [opening, *replies] if opening else replies)
    if opening is None:
        return None
    return _waiting(library, opening, replies)


def _known(library: Library, thread: Thread, mine: list[LoggedEvent]) -> Conversation:
    said = [_said(message) for message in thread.messages]
    return Conversation(
        thread_id=thread.thread_id,
        kind=thread.kind,
        fate=thread.fate,
        messages=(*said, *_not_there_yet(thread, mine)),
        now=library.now(),
        card_id=thread.card_id,
        revision=thread.revision,
        title=_title(library, thread.card_id),
        block=_block(library, thread.card_id, thread.block),
        changed_card=thread.changed_card,
        changed_to=thread.changed_to,
        changed_title=_title(library, thread.changed_card),
    )


def _waiting(
    library: Library, opening: LoggedEvent, replies: Iterable[LoggedEvent]
) -> Conversation:
    payload = opening.payload
    card_id, block = str(payload.get("card_id", "")), str(payload.get("block", ""))
    return Conversation(
        thread_id=opening.event_id,
        kind=ThreadKind(opening.kind),
        fate=None,
        messages=tuple(_mine(event) for event in (opening, *replies)),
        now=library.now(),
        card_id=card_id,
        revision=int(payload.get("revision", 0)),
        title=_title(library, card_id),
        block=_block(library, card_id, block),
    )


def _replies(library: Library, thread_id: str) -> list[LoggedEvent]:
    """The rep's replies in this thread that were recorded here, oldest first."""
    found = library.events.page(_MOST_REPLIES, kinds=("reply",))
    return [event for event in reversed(found) if event.payload.get("thread_id") == thread_id]


def _not_there_yet(thread: Thread, mine: Iterable[LoggedEvent]) -> list[Said]:
    """What the rep said that the thread, as it came, does not hold.

    A message does not name its event, so that those that were sent are told by their words.
    """
    there = [message.text for message in thread.messages if message.side is Side.REP]
    missing: list[Said] = []
    for event in mine:
        one = _mine(event)
        if event.state in (*OUTBOX, EventState.REJECTED):
            if event.event_id != thread.thread_id and not _took(there, one, event):
                missing.append(one)
        elif one.text in there:
            there.remove(one.text)
        else:
            missing.append(one)
    return missing


def _took(there: list[str], one: Said, event: LoggedEvent) -> bool:
    """Whether the hub has what is still on its way here: its receipt was lost."""
    if event.state is not EventState.SENDING or one.text not in there:
        return False
    there.remove(one.text)
    return True


def _said(message: ThreadMessage) -> Said:
    return Said(message.side, message.text, message.at, message.name)


def _mine(event: LoggedEvent) -> Said:
    return Said(
        Side.REP, _words(event), event.occurred_at, event_id=event.event_id, state=event.state,
        reason=event.reason,
    )  # fmt: skip


def _words(event: LoggedEvent) -> str:
    kind = _OPENINGS.get(event.kind)
    if kind is None:
        return str(event.payload.get("text", "")).strip()
    return opening_text(kind.model_validate(event.payload))


def _title(library: Library, card_id: str) -> str:
    held = library.cards.get(card_id) if card_id else None
    return held.card.title if held else card_id


def _block(library: Library, card_id: str, block: str) -> str:
    held = library.cards.get(card_id) if card_id and block else None
    return block_title(held.card if held else None, block)


def kind_words(kind: ThreadKind) -> str:
    """What the rep began, as a title."""
    return {
        ThreadKind.QUESTION: _("Your question"),
        ThreadKind.CONTRADICTION: _("The buyer proved it wrong"),
        ThreadKind.REQUEST: _("What you needed"),
    }[kind]


def about_words(one: Conversation) -> str:
    """What it is about: the card, its block and the revision; empty for a request."""
    if not one.card_id:
        return ""
    revision = _("revision {n}").format(n=one.revision)
    return " · ".join(part for part in (one.title, one.block, revision) if part)


def fate_words(one: Conversation) -> str:
    """What became of it, in a few words."""
    first = one.opening
    if first is not None:
        return {
            EventState.WAITING: _("Waits for the next sync"),
            EventState.SENDING: _("On its way"),
            EventState.SENT: _("Received"),
            EventState.REJECTED: _("Not taken by the hub"),
        }[first.state or EventState.SENT]
    if one.fate is Fate.CHANGED:
        if one.changed_card and one.changed_card != one.card_id:
            return _("A card came of it")
        return _("Changed in revision {n}").format(n=one.changed_to)
    return {
        Fate.RECEIVED: _("Received"),
        Fate.ANSWERED: _("Answered"),
        Fate.DECLINED: _("Declined, with the reason"),
    }.get(one.fate or Fate.RECEIVED, "")


def hint_words(one: Conversation) -> str:
    """What the rep may expect next, in a sentence; empty when all is said."""
    first = one.opening
    if first is not None and first.state is EventState.WAITING:
        return _("Marketing has not seen it. You can change it or take it back until it is sent.")
    if first is not None and first.state is EventState.REJECTED:
        return _("The hub did not take it: {reason}").format(reason=first.reason)
    if one.fate in (None, Fate.RECEIVED):
        return _("Marketing has it. The answer comes with a sync.")
    if one.awaited:
        return _("Marketing has not answered your last words yet.")
    return ""
