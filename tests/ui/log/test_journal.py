"""The rep's record as it is told: states, fates, and what is new."""

from typing import Any

import pytest

from enablement.library.cards import HeldEntry
from enablement.library.events import EventState
from enablement.library.library import Library
from enablement.sync.protocol import (
    EventResult,
    EventStatus,
    Outcome,
    Question,
    Reply,
    Request,
    Usage,
    sha256,
)
from enablement.sync.threads import Fate, Side, Thread, ThreadKind, ThreadMessage
from enablement.ui.log.journal import Journal, Show, Stand, stand_of, stand_words
from enablement.ui.threads.answers import mark_seen


def usage(block: str = "") -> Usage:
    return Usage(card_id="too-expensive", revision=1, outcome=Outcome.WORKED, block=block)


def send(library: Library, *, refuse: str = "") -> None:
    status = EventStatus.REJECTED if refuse else EventStatus.ACCEPTED
    library.events.acknowledge(
        EventResult(event_id=event.event_id, status=status, reason=refuse)
        for event in library.events.take_batch("device")
    )


def bring(library: Library, *threads: Thread) -> None:
    data = {sha256(one.to_bytes()): one.to_bytes() for one in threads}
    library.cards.stage(data)
    entries = library.cards.entries()
    entries += [
        HeldEntry("thread", one.thread_id, 0, name, 64)
        for one, name in zip(threads, data, strict=True)
    ]
    with library.writing() as writer:
        library.cards.replace(writer, entries, (), ())


@pytest.fixture(autouse=True)
def cards(library: Library, deck: Any) -> None:
    deck.put(library, deck.all)


@pytest.mark.parametrize(
    ("fate", "stand"),
    [
        (Fate.RECEIVED, Stand.RECEIVED),
        (Fate.ANSWERED, Stand.ANSWERED),
        (Fate.CHANGED, Stand.CHANGED),
        (Fate.DECLINED, Stand.DECLINED),
    ],
)
def test_what_became_of_it_says_more_than_that_it_arrived(fate: Fate, stand: Stand) -> None:
    thread = Thread(thread_id="t", kind=ThreadKind.QUESTION, fate=fate)
    assert stand_of(EventState.SENT, thread) is stand
    assert stand_of(EventState.WAITING, None) is Stand.WAITING


def test_pages_follow_each_other(library: Library) -> None:
    ids = [library.events.log_usage(usage(str(n))).event_id for n in range(5)]
    journal = Journal(library)
    first = journal.page(limit=2)
    second = journal.page(before=first.entries[-1].event.position, limit=3)
    told = [entry.event_id for entry in (*first.entries, *second.entries)]
    assert (told, first.more, second.more) == (ids[::-1], True, False)


def test_an_entry_names_its_card_and_its_block(library: Library) -> None:
    library.events.log_usage(usage("proof"))
    library.events.log_usage(Usage(card_id="gone-card", revision=1, outcome=Outcome.NEUTRAL))
    gone, there = Journal(library).page().entries
    assert (there.about, gone.about) == ("It costs too much · Proof", "gone-card")


def test_a_change_leads_to_the_card_that_came_of_it(library: Library, deck: Any) -> None:
    asked = library.events.log_request(Request(text="door alarms"))
    send(library)
    thread = Thread(
        thread_id=asked.event_id, kind=ThreadKind.REQUEST, fate=Fate.CHANGED,
        changed_card="freezer-night", changed_to=2,
        messages=(ThreadMessage(side=Side.MARKETING, text="Here.", at=asked.occurred_at),),
    )  # fmt: skip
    bring(library, thread)
    journal = Journal(library)
    (entry,) = journal.page(Show.ANSWERED).entries
    assert (entry.card_id, entry.unseen, entry.stand) == ("freezer-night", True, Stand.CHANGED)
    assert stand_words(entry) == "A card came of it"
    assert journal.counts().unseen == 1
    mark_seen(library, asked.event_id)
    assert journal.counts().news == 0
    assert not journal.page().entries[0].unseen


def test_a_reply_belongs_to_its_conversation(library: Library) -> None:
    asked = library.events.log_question(
        Question(card_id="freezer-night", revision=1, text="Which site?")
    )
    library.events.log_reply(Reply(thread_id=asked.event_id, text="And when?"))
    bring(
        library,
        Thread(thread_id=asked.event_id, kind=ThreadKind.QUESTION, card_id="freezer-night"),
    )
    reply, question = Journal(library).page(Show.QUESTIONS).entries
    assert reply.thread_id == question.thread_id == asked.event_id
    assert (reply.about, reply.said) == ("Saint Orrin saved a freezer", ("And when?",))


def test_what_was_not_taken_is_news_until_it_was_looked_at(library: Library) -> None:
    library.events.log_usage(usage())
    send(library, refuse="revision: out of range")
    journal = Journal(library)
    (entry,) = journal.page(Show.REJECTED).entries
    assert (entry.can_edit, entry.can_delete) == (True, False)
    assert "revision: out of range" in stand_words(entry)
    assert (journal.counts().rejected, journal.counts().news) == (1, 1)
    journal.mark_rejected_seen()
    assert (journal.counts().rejected, journal.counts().news) == (1, 0)
