"""Marketing's word in a thread: an answer, a reason for saying no, or the revision that came of it.

It goes to everyone who asked: a merged thread carries the same word and the same fate, and each rep's
laptop gets it with its next sync.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, RowMapping, insert, select, update

from enablement.clock import Clock
from enablement.errors import HubInputError
from enablement.hub import audit
from enablement.hub.access.members import Member
from enablement.hub.database import Database
from enablement.hub.inbox.assigning import ASSIGNED
from enablement.hub.inbox.thread_rows import lock_group
from enablement.hub.models import NAME, cards, revisions, thread_messages, threads
from enablement.hub.notices import settle
from enablement.hub.shelf import CardState
from enablement.sync.threads import MAX_SAID, Fate, Side
from enablement.translation import n_


@dataclass(frozen=True)
class Word:
    """What marketing says; `card_id` and `revision` say what came of it when its fate is changed.

    Without a revision it is the card's newest.
    """

    text: str
    fate: Fate = Fate.ANSWERED
    card_id: str = ""
    revision: int = 0


class Recipients(StrEnum):
    """Who of those that asked gets a word."""

    EVERYONE = "everyone"
    WAITING = "waiting"


class Answering:
    """Says marketing's words, each with a line in the audit log."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def say(
        self,
        member: Member,
        thread_id: str,
        word: Word,
        to: Recipients = Recipients.EVERYONE,
        signed: str | None = None,
    ) -> tuple[str, ...]:
        """Say something to everyone who asked, or to those who wait for a word; the threads told.

        It is signed with the member's name unless told otherwise; without one reps read
        “Marketing”. Raises `HubMissingError` for no such thread, `HubInputError` for nothing to say
        and for a revision that was never published here, or whose card is retired.
        """
        word = checked(word)
        name = " ".join((member.name if signed is None else signed).split())[:NAME]
        now = self._clock()
        with self._database.writing() as connection:
            rows = lock_group(connection, thread_id)
            if word.fate is Fate.CHANGED:
                revision = word.revision or newest_revision(connection, word.card_id)
                word = replace(word, revision=revision)
                check_published(connection, word.card_id, revision)
            waiting = [row for row in rows if row["waiting_since"] is not None]
            told = waiting if to is Recipients.WAITING and waiting else rows
            say_in(connection, now, told, word, name)
            ids = tuple(row["thread_id"] for row in told)
            details: dict[str, Any] = {}
            if word.fate is Fate.CHANGED:
                details = {"card": word.card_id, "revision": word.revision}
            if len(ids) > 1:
                details["told"] = len(ids)
            audit.record(
                connection, now, member.who, f"thread-{word.fate.value}", rows[0]["thread_id"],
                details,
            )  # fmt: skip
        return ids


def say_in(
    connection: Connection, now: datetime, rows: Iterable[RowMapping], word: Word, name: str
) -> None:
    """Say one word in each of these threads, whose rows the caller has locked."""
    told = list(rows)
    settle(connection, (ASSIGNED,), *(row["thread_id"] for row in told))
    for row in told:
        position = row["messages"] + 1
        said = {"side": Side.MARKETING, "name": name, "text": word.text, "at": now}
        connection.execute(
            insert(thread_messages),
            {"thread_id": row["thread_id"], "position": position, **said},
        )
        values = {
            "messages": position, "changed_at": now, "waiting_since": None,
            "answered_at": row["answered_at"] or now, **_becomes(row, word),
        }  # fmt: skip
        same = threads.c.thread_id == row["thread_id"]
        connection.execute(update(threads).where(same).values(values))


def _becomes(row: RowMapping, word: Word) -> dict[str, Any]:
    """What a word makes of the thread it is said in."""
    if word.fate is Fate.CHANGED:
        outcome = {"changed_card": word.card_id, "changed_to": word.revision}
        return {"fate": Fate.CHANGED, **outcome}
    if word.fate is Fate.ANSWERED and row["fate"] == Fate.CHANGED:
        return {}  # one more word does not undo what came of it
    if word.fate is Fate.DECLINED:
        return {"fate": Fate.DECLINED, "changed_card": "", "changed_to": 0}
    return {"fate": word.fate}


def checked(word: Word) -> Word:
    """The word as it is said; `HubInputError` for nothing to say, or for too much."""
    text = word.text.replace("\0", "").strip()
    if not text:
        raise HubInputError(n_("There is nothing to say."), mend=n_("Write the answer as a text."))
    if len(text) > MAX_SAID:
        raise HubInputError(
            n_("The answer has {n} characters; {most} fit."),
            mend=n_("Say it shorter; a long answer is a card."),
            n=len(text),
            most=MAX_SAID,
        )
    return Word(text, word.fate, word.card_id, word.revision)


def newest_revision(connection: Connection, card_id: str) -> int:
    """The number of a card's newest revision; 0 for a card that the hub does not have."""
    return connection.scalar(select(cards.c.revision).where(cards.c.card_id == card_id)) or 0


def check_published(connection: Connection, card_id: str, revision: int) -> None:
    """Raise `HubInputError` unless the card is published and has had that revision."""
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
