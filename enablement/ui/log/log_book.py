"""What a rep records of a card, in one key and then in more words: without a screen, in the `db` lane."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from enablement.cards.model import Card
from enablement.library.events import EventState
from enablement.library.library import Library
from enablement.sync.protocol import Outcome, Usage
from enablement.ui.values import UNDO_TIME, Logged, OpenCard

CONTEXT_LASTS = timedelta(hours=4)
"""A meeting is over after so long without a log."""

MOST_WORDS, MOST_NAME = 2000, 200
"""The most characters of words or a note, and of an account or a stage, that a screen takes."""

_CONTEXT = "log_context"
_ACCOUNTS_LOOKED_AT = 500
_MOST_ACCOUNTS = 30


@dataclass(frozen=True)
class LogContext:
    """Who a rep meets now: each log carries it until the meeting is over."""

    account: str = ""
    stage: str = ""

    def __bool__(self) -> bool:
        return bool(self.account or self.stage)


@dataclass(frozen=True)
class LogDetails:
    """What may be said of a use beside its outcome: the buyer's words, the rep's note, with whom."""

    words: str = ""
    note: str = ""
    account: str = ""
    stage: str = ""

    def trimmed(self) -> "LogDetails":
        """Without blanks around."""
        return LogDetails(*(text.strip() for text in vars(self).values()))

    def without(self, before: "LogDetails") -> "LogDetails":
        """Without the words that were said already."""
        words, note = (
            "" if now.strip() == then.strip() else now
            for now, then in ((self.words, before.words), (self.note, before.note))
        )
        return LogDetails(words, note, self.account, self.stage)

    @property
    def said(self) -> bool:
        """Whether there are words of this use alone."""
        return bool(self.words.strip() or self.note.strip())


class LogBook:
    """Records uses, corrects and completes them while they wait, and remembers the meeting."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._newest: dict[tuple[str, int, str], tuple[Logged, datetime]] = {}

    def log(
        self,
        opened: OpenCard,
        outcome: Outcome,
        details: LogDetails | None = None,
        block: str = "",
    ) -> Logged:
        """Record what the revision that was read, or a block of it, did.

        Within `UNDO_TIME` of a log of the same this corrects it, keeping its words unless there are
        new ones, so that a change of mind never counts a card twice. Account and stage are those of
        the meeting.
        """
        said, context = (details or LogDetails()).trimmed(), self.context()
        logged = Logged(
            "", opened.card.id, opened.card.title, opened.held.revision, outcome, said.note,
            block=block, block_title=block_title(opened.card, block), words=said.words,
            account=context.account, stage=context.stage,
        )  # fmt: skip
        corrected = self._correct(logged)
        if corrected is None:
            event_id = self._library.events.log_usage(usage_of(logged)).event_id
            corrected = replace(logged, event_id=event_id)
        if context:
            self.remember(context)
        self._keep(corrected)
        return corrected

    def complete(
        self, logged: Logged, details: LogDetails, outcome: Outcome | None = None
    ) -> Logged | None:
        """Say more, or another outcome, in a log that waits.

        `None` when it is on its way, and stays as it was.
        """
        said = details.trimmed()
        fuller = replace(logged, **vars(said), outcome=outcome or logged.outcome)
        if not self._library.events.change(logged.event_id, usage_of(fuller)):
            return None
        self.remember(LogContext(said.account, said.stage))
        if (held := self._newest.get(_key(logged))) and held[0].event_id == logged.event_id:
            self._newest[_key(logged)] = (fuller, held[1])
        return fuller

    def waiting(self, logged: Logged) -> Logged | None:
        """A log as it is now, if it can still be completed."""
        event = self._library.events.get(logged.event_id)
        if event is None or event.state is not EventState.WAITING:
            return None
        usage = Usage.model_validate(event.payload)
        return replace(
            logged, outcome=usage.outcome, words=usage.words, note=usage.note,
            account=usage.account, stage=usage.stage,
        )  # fmt: skip

    def take_back(self, event_id: str) -> bool:
        """Undo what was recorded; `False` when it has gone to the hub already."""
        self._newest = {
            key: held for key, held in self._newest.items() if held[0].event_id != event_id
        }
        return self._library.events.remove(event_id)

    def context(self) -> LogContext:
        """The meeting that is remembered; an empty one when there is none, or it is over."""
        held = self._library.desk_state.get(_CONTEXT) or {}
        at = datetime.fromisoformat(held["at"]) if "at" in held else None
        if at is None or self._library.now() - at >= CONTEXT_LASTS:
            return LogContext()
        return LogContext(held.get("account", ""), held.get("stage", ""))

    def remember(self, context: LogContext) -> None:
        """From here on logs carry this; an empty one forgets the meeting."""
        at = self._library.now().isoformat()
        self._library.desk_state.put(_CONTEXT, {**vars(context), "at": at} if context else None)

    def accounts(self) -> tuple[str, ...]:
        """The accounts that were named in logs before, the newest first."""
        events = self._library.events.page(_ACCOUNTS_LOOKED_AT, kinds=("usage",))
        named = dict.fromkeys(event.payload.get("account", "") for event in events)
        return tuple(name for name in named if name)[:_MOST_ACCOUNTS]

    def _correct(self, logged: Logged) -> Logged | None:
        """The newest log of the same, saying this instead, if that is recent and still here."""
        last, at = self._newest.get(_key(logged), (None, None))
        if last is None or at is None or self._library.now() - at >= UNDO_TIME:
            return None
        last = self.waiting(last)
        if last is None:
            return None
        corrected = replace(
            logged, event_id=last.event_id, words=logged.words or last.words,
            note=logged.note or last.note,
        )  # fmt: skip
        changed = self._library.events.change(last.event_id, usage_of(corrected))
        return corrected if changed else None

    def _keep(self, logged: Logged) -> None:
        now = self._library.now()
        recent = {key: one for key, one in self._newest.items() if now - one[1] < UNDO_TIME}
        self._newest = {**recent, _key(logged): (logged, now)}


def usage_of(logged: Logged) -> Usage:
    """The log as it is sent."""
    return Usage(
        card_id=logged.card_id, revision=logged.revision, outcome=logged.outcome,
        block=logged.block, note=logged.note, account=logged.account, words=logged.words,
        stage=logged.stage,
    )  # fmt: skip


def block_title(card: Card | None, block: str) -> str:
    """What a block is called on its card; its own name where the card does not have it."""
    found = card.block(block) if card and block else None
    return found.heading if found and found.heading else block


def _key(logged: Logged) -> tuple[str, int, str]:
    return logged.card_id, logged.revision, logged.block
