"""Marketing's side of the threads: which wait for a word, and what was said to them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, insert, select, update

from enablement.clock import Clock
from enablement.errors import HubInputError, HubMissingError
from enablement.hub import audit
from enablement.hub.database import Database
from enablement.hub.models import NAME, cards, revisions, thread_messages, threads
from enablement.hub.shelf import CardState
from enablement.sync.threads import MAX_SAID, Fate, Side, Thread, ThreadKind, ThreadMessage
from enablement.translation import n_


@dataclass(frozen=True)
class ThreadRow:
    """A thread as marketing sees it: the thread itself, the rep, and since when it waits, if it does.

    `title` is the card's now, empty for a request.
    """

    thread: Thread
    rep_name: str
    team: str
    region: str
    opened_at: datetime
    changed_at: datetime
    waiting_since: datetime | None
    title: str = ""

    @property
    def open(self) -> bool:
        """Whether the rep had the last word."""
        return self.waiting_since is not None

    def as_json(self) -> dict[str, Any]:
        """The row as `hub threads --json` prints it."""
        moments = {
            name: moment.isoformat(timespec="seconds") if moment else None
            for name, moment in (
                ("opened_at", self.opened_at),
                ("changed_at", self.changed_at),
                ("waiting_since", self.waiting_since),
            )
        }
        said = {"rep": self.rep_name, "team": self.team, "region": self.region, "title": self.title}
        return {**self.thread.model_dump(mode="json"), "open": self.open, **said, **moments}


class Threads:
    """The threads with all reps; each word of marketing's is in the audit log."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def list(self) -> list[ThreadRow]:
        """Every thread: those that wait first, the one that waits longest before the others.

        The others follow, the one that was written to last first.
        """
        with self._database.reading() as connection:
            rows = connection.execute(select(threads)).mappings().all()
            said = _messages(connection, select(thread_messages))
            titles = _titles(connection)
        found = [_row(row, said.get(row["thread_id"], ()), titles) for row in rows]
        waiting = sorted(
            (one for one in found if one.waiting_since),
            key=lambda one: (one.waiting_since, one.thread.thread_id),
        )
        done = sorted(
            (one for one in found if not one.waiting_since),
            key=lambda one: (one.changed_at, one.thread.thread_id),
            reverse=True,
        )
        return [*waiting, *done]

    def get(self, thread_id: str) -> ThreadRow:
        """One thread; `HubMissingError` when there is none of that id."""
        with self._database.reading() as connection:
            row = _find(connection, thread_id)
            mine = thread_messages.c.thread_id == thread_id
            said = _messages(connection, select(thread_messages).where(mine))
            titles = _titles(connection)
        return _row(row, said.get(thread_id, ()), titles)

    def answer(self, thread_id: str, text: str, who: str = "") -> ThreadRow:
        """Answer a rep; `who` is shown as the name, the rep reads “Marketing” without one.

        Raises `HubMissingError` for no such thread, `HubInputError` for nothing to say.
        """
        return self._say(thread_id, text, who, Fate.ANSWERED)

    def decline(self, thread_id: str, reason: str, who: str = "") -> ThreadRow:
        """Say no, with the reason; raises as `answer` does."""
        return self._say(thread_id, reason, who, Fate.DECLINED)

    def changed(
        self, thread_id: str, card_id: str, revision: int, text: str, who: str = ""
    ) -> ThreadRow:
        """Say that a revision of a card came of it; raises as `answer` does.

        Also when that revision was never published here, or its card is retired.
        """
        return self._say(thread_id, text, who, Fate.CHANGED, (card_id, revision))

    def _say(
        self, thread_id: str, text: str, who: str, fate: Fate, outcome: tuple[str, int] = ("", 0)
    ) -> ThreadRow:
        words, name, now = _sayable(text), " ".join(who.split())[:NAME], self._clock()
        with self._database.writing() as connection:
            row = _find(connection, thread_id, lock=True)
            became: dict[str, Any] = {"fate": fate}
            if fate is Fate.CHANGED:
                _check_published(connection, *outcome)
                became |= {"changed_card": outcome[0], "changed_to": outcome[1]}
            elif fate is Fate.ANSWERED and row["fate"] == Fate.CHANGED:
                became = {}  # one more word does not undo what came of it
            elif fate is Fate.DECLINED:
                became |= {"changed_card": "", "changed_to": 0}
            position = row["messages"] + 1
            said = {"side": Side.MARKETING, "name": name, "text": words, "at": now}
            connection.execute(
                insert(thread_messages),
                {"thread_id": thread_id, "position": position, **said},
            )
            connection.execute(
                update(threads)
                .where(threads.c.thread_id == thread_id)
                .values(messages=position, changed_at=now, waiting_since=None, **became)
            )
            details = {"card": outcome[0], "revision": outcome[1]} if outcome[0] else {}
            who = name or audit.COMMAND_LINE
            audit.record(connection, now, who, f"thread-{fate.value}", thread_id, details)
        return self.get(thread_id)


def read_thread(connection: Connection, thread_id: str) -> Thread:
    """A thread as it travels; `HubMissingError` when there is none of that id."""
    row = _find(connection, thread_id)
    mine = thread_messages.c.thread_id == thread_id
    said = _messages(connection, select(thread_messages).where(mine))
    return _thread(row, said.get(thread_id, ()))


def _sayable(text: str) -> str:
    words = text.replace("\0", "").strip()
    if not words:
        raise HubInputError(n_("There is nothing to say."), mend=n_("Write the answer as a text."))
    if len(words) > MAX_SAID:
        raise HubInputError(
            n_("The answer has {n} characters; {most} fit."),
            mend=n_("Say it shorter; a long answer is a card."),
            n=len(words),
            most=MAX_SAID,
        )
    return words


def _find(connection: Connection, thread_id: str, *, lock: bool = False) -> RowMapping:
    query = select(threads).where(threads.c.thread_id == thread_id)
    query = query.with_for_update() if lock else query
    row = connection.execute(query).mappings().one_or_none()
    if row is None:
        raise HubMissingError(
            n_("There is no thread “{id}” on this hub."),
            mend=n_("“enablement hub threads” lists them."),
            id=thread_id,
        )
    return row


def _check_published(connection: Connection, card_id: str, revision: int) -> None:
    query = select(cards.c.state).join(revisions, revisions.c.card_id == cards.c.card_id)
    state = connection.scalar(
        query.where(cards.c.card_id == card_id, revisions.c.number == revision)
    )
    if state != CardState.PUBLISHED:
        raise HubInputError(
            n_("The card “{card}” has no published revision {n}."),
            mend=n_("Publish it first, then say that it changed."),
            card=card_id,
            n=revision,
        )


def _messages(connection: Connection, query: Select[Any]) -> dict[str, tuple[ThreadMessage, ...]]:
    """The messages by their thread, oldest first."""
    ordered = query.order_by(thread_messages.c.thread_id, thread_messages.c.position)
    found: dict[str, list[ThreadMessage]] = {}
    for row in connection.execute(ordered).mappings():
        message = ThreadMessage(
            side=Side(row["side"]), text=row["text"], at=row["at"], name=row["name"]
        )
        found.setdefault(row["thread_id"], []).append(message)
    return {thread_id: tuple(messages) for thread_id, messages in found.items()}


def _titles(connection: Connection) -> dict[str, str]:
    newest = (revisions.c.card_id == cards.c.card_id) & (revisions.c.number == cards.c.revision)
    query = select(cards.c.card_id, revisions.c.title).join(revisions, newest)
    return {row.card_id: row.title for row in connection.execute(query)}


def _thread(row: RowMapping, messages: tuple[ThreadMessage, ...]) -> Thread:
    plain = ("thread_id", "card_id", "revision", "block", "changed_card", "changed_to")
    return Thread(
        **{name: row[name] for name in plain},
        kind=ThreadKind(row["kind"]),
        fate=Fate(row["fate"]),
        messages=messages,
    )


def _row(row: RowMapping, messages: tuple[ThreadMessage, ...], titles: dict[str, str]) -> ThreadRow:
    shown = ("rep_name", "team", "region", "opened_at", "changed_at", "waiting_since")
    return ThreadRow(
        _thread(row, messages),
        **{name: row[name] for name in shown},
        title=titles.get(row["card_id"], ""),
    )
