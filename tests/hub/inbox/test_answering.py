"""Marketing's word: it goes to everyone who asked, or to those who wait, and sets what came of it."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from enablement.errors import HubInputError, HubMissingError
from enablement.hub.access.members import Member
from enablement.hub.database import Database
from enablement.hub.hub import Hub
from enablement.hub.inbox.answering import Recipients, Word
from enablement.hub.models import audit_log, threads
from enablement.sync.threads import Fate
from tests.hub.conftest import Say


def texts(hub: Hub, thread_id: str) -> list[tuple[str, str]]:
    return [(one.name, one.text) for one in hub.threads.get(thread_id).thread.messages]


def answered_at(database: Database, thread_id: str) -> datetime | None:
    with database.reading() as connection:
        query = select(threads.c.answered_at).where(threads.c.thread_id == thread_id)
        return connection.scalar(query)


def test_a_word_is_signed_with_the_members_name(hub: Hub, say: Say, rosa: Member) -> None:
    one = say("Ana")
    assert hub.inbox.answering.say(rosa, one, Word("Since May.")) == (one,)
    assert texts(hub, one) == [("Ana", "Since when?"), ("Rosa", "Since May.")]


def test_the_moment_of_the_first_answer_stays(
    hub: Hub, say: Say, rosa: Member, database: Database, clock: Any
) -> None:
    one = say("Ana")
    assert answered_at(database, one) is None
    hub.inbox.answering.say(rosa, one, Word("Since May."))
    first = answered_at(database, one)
    assert first == clock()
    clock.move(days=1)
    say("Ana", "reply", thread_id=one, text="Of which year?")
    hub.inbox.answering.say(rosa, one, Word("Of 2025."))
    assert answered_at(database, one) == first


def test_everyone_who_asked_reads_it_and_later_only_those_who_wait(
    hub: Hub, say: Say, rosa: Member, database: Database
) -> None:
    ana, ben = say("Ana"), say("Ben")
    hub.inbox.merging.merge(rosa, ben, ana)
    assert hub.inbox.answering.say(rosa, ben, Word("Since May.")) == (ana, ben)
    say("Ben", "reply", thread_id=ben, text="Of which year?")
    told = hub.inbox.answering.say(rosa, ana, Word("Of 2025."), Recipients.WAITING)
    assert told == (ben,)
    assert ("Rosa", "Since May.") in texts(hub, ana)
    assert texts(hub, ben)[-1] == ("Rosa", "Of 2025.")
    assert len(texts(hub, ana)) == 2
    assert hub.inbox.answering.say(rosa, ana, Word("Done."), Recipients.WAITING) == (ana, ben)
    with database.reading() as connection:
        lines = connection.execute(
            select(audit_log.c.who, audit_log.c.subject, audit_log.c.details).where(
                audit_log.c.action == "thread-answered"
            )
        ).all()
    assert [(who, subject) for who, subject, _details in lines] == [(rosa.who, ana)] * 3
    assert [details.get("told") for _who, _subject, details in lines] == [2, None, 2]


def test_what_came_of_it_is_said_to_all(hub: Hub, say: Say, rosa: Member, price: None) -> None:
    ana, ben = say("Ana"), say("Ben")
    hub.inbox.merging.merge(rosa, ben, ana)
    hub.inbox.answering.say(rosa, ana, Word("It says so.", Fate.CHANGED, "price", 1))
    for one in (ana, ben):
        thread = hub.threads.get(one).thread
        assert (thread.fate, thread.changed_card, thread.changed_to) == (Fate.CHANGED, "price", 1)


@pytest.mark.parametrize(
    "word",
    [Word("  "), Word("x" * 4001), Word("Yes.", Fate.CHANGED, "price", 9),
     Word("Yes.", Fate.CHANGED)],
)  # fmt: skip
def test_what_cannot_be_said_changes_nothing(
    hub: Hub, say: Say, rosa: Member, price: None, word: Word
) -> None:
    one = say("Ana")
    before = hub.threads.get(one)
    with pytest.raises(HubInputError):
        hub.inbox.answering.say(rosa, one, word)
    assert hub.threads.get(one) == before
    with pytest.raises(HubMissingError):
        hub.inbox.answering.say(rosa, "none", Word("Yes."))


def test_a_reply_reopens(hub: Hub, say: Say, rosa: Member, clock: Any) -> None:
    one = say("Ana")
    hub.inbox.answering.say(rosa, one, Word("Since May."))
    assert not hub.threads.get(one).open
    say("Ana", "reply", thread_id=one, text="Of which year?")
    row = hub.threads.get(one)
    assert row.waiting_since == clock()
    assert clock() - row.opened_at == timedelta(minutes=1)
