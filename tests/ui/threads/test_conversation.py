"""A conversation as the rep reads it: what came from the hub, with what waits here."""

from typing import Any

import pytest

from enablement.library.cards import HeldEntry
from enablement.library.events import EventState
from enablement.library.library import Library
from enablement.sync.protocol import (
    Contradiction,
    EventResult,
    EventStatus,
    Question,
    Reply,
    Request,
    sha256,
)
from enablement.sync.threads import Fate, Side, Thread, ThreadKind, ThreadMessage
from enablement.ui.threads.conversation import (
    Conversation,
    about_words,
    conversation,
    fate_words,
    hint_words,
)

ASKED = Question(card_id="too-expensive", revision=1, text="Since when?", block="proof")


@pytest.fixture
def held(library: Library, deck: Any) -> Library:
    deck.put(library, deck.all)
    return library


def put(library: Library, thread: Thread) -> None:
    """As a sync would: the thread, beside what is held already."""
    data = thread.to_bytes()
    library.cards.stage({sha256(data): data})
    others = [one for one in library.cards.entries() if one.id != thread.thread_id]
    entry = HeldEntry("thread", thread.thread_id, len(thread.messages), sha256(data), 64)
    with library.writing() as writer:
        library.cards.replace(writer, [*others, entry], [], [])


def thread(library: Library, thread_id: str, *said: str | tuple[str, str], **more: Any) -> Thread:
    """A thread of these words; marketing's are pairs of a name and the words."""
    messages = tuple(
        ThreadMessage(side=Side.REP, text=one, at=library.now(), name="Ana")
        if isinstance(one, str)
        else ThreadMessage(side=Side.MARKETING, text=one[1], at=library.now(), name=one[0])
        for one in said
    )
    about = {"kind": ThreadKind.QUESTION, "card_id": "too-expensive", "revision": 1,
             "block": "proof"}  # fmt: skip
    return Thread.model_validate({"thread_id": thread_id, **about, "messages": messages, **more})


def send(library: Library, status: EventStatus = EventStatus.ACCEPTED) -> None:
    batch = library.events.take_batch("device")
    library.events.acknowledge(
        [EventResult(event_id=one.event_id, status=status, reason="too long") for one in batch]
    )


def read(library: Library, thread_id: str) -> Conversation:
    found = conversation(library, thread_id)
    assert found is not None
    return found


def said(one: Conversation) -> list[tuple[str, str, EventState | None]]:
    return [(message.who, message.text, message.state) for message in one.messages]


def test_what_waits_is_a_conversation_of_one(held: Library) -> None:
    thread_id = held.events.log_question(ASKED).event_id
    one = read(held, thread_id)
    assert said(one) == [("You", "Since when?", EventState.WAITING)]
    assert about_words(one) == "It costs too much · Proof · revision 1"
    assert (one.fate, one.can_reply, one.messages[0].waits) == (None, False, True)
    assert fate_words(one) == "Waits for the next sync"
    assert "take it back" in hint_words(one)
    held.events.take_batch("device")
    one = read(held, thread_id)
    assert (fate_words(one), one.can_reply, one.messages[0].waits) == ("On its way", True, False)
    held.events.acknowledge([EventResult(event_id=thread_id, status=EventStatus.ACCEPTED)])
    one = read(held, thread_id)
    assert (fate_words(one), one.can_reply) == ("Received", True)
    assert hint_words(one) == "Marketing has it. The answer comes with a sync."


def test_an_answer_and_a_reply_that_waits(held: Library) -> None:
    thread_id = held.events.log_question(ASKED).event_id
    send(held)
    put(held, thread(held, thread_id, "Since when?", ("Rosa", "Since May."), fate=Fate.ANSWERED))
    one = read(held, thread_id)
    assert said(one) == [("You", "Since when?", None), ("Rosa", "Since May.", None)]
    assert (fate_words(one), hint_words(one)) == ("Answered", "")
    held.events.log_reply(Reply(thread_id=thread_id, text="Of which year?"))
    held.events.log_reply(Reply(thread_id="another", text="Not here."))
    one = read(held, thread_id)
    assert said(one)[2:] == [("You", "Of which year?", EventState.WAITING)]
    assert hint_words(one) == "Marketing has not answered your last words yet."
    send(held)
    assert said(read(held, thread_id))[2:] == [("You", "Of which year?", EventState.SENT)]
    put(held, thread(held, thread_id, "Since when?", ("", "Since May."), "Of which year?"))
    assert said(read(held, thread_id))[1:] == [
        ("Marketing", "Since May.", None), ("You", "Of which year?", None),
    ]  # fmt: skip


def test_the_same_words_twice_are_said_twice(held: Library) -> None:
    thread_id = held.events.log_question(ASKED).event_id
    for _time in range(2):
        held.events.log_reply(Reply(thread_id=thread_id, text="Please."))
    send(held)
    put(held, thread(held, thread_id, "Since when?", "Please."))
    assert said(read(held, thread_id)) == [
        ("You", "Since when?", None), ("You", "Please.", None), ("You", "Please.", EventState.SENT),
    ]  # fmt: skip


def test_a_lost_receipt_shows_nothing_twice(held: Library) -> None:
    thread_id = held.events.log_question(ASKED).event_id
    held.events.log_reply(Reply(thread_id=thread_id, text="Please."))
    held.events.take_batch("device")
    put(held, thread(held, thread_id, "Since when?", "Please."))
    assert said(read(held, thread_id)) == [("You", "Since when?", None), ("You", "Please.", None)]


def test_what_the_hub_did_not_take_says_why(held: Library) -> None:
    thread_id = held.events.log_question(ASKED).event_id
    send(held, EventStatus.REJECTED)
    one = read(held, thread_id)
    assert (fate_words(one), one.can_reply) == ("Not taken by the hub", False)
    assert hint_words(one) == "The hub did not take it: too long"


def test_each_kind_begins_as_marketing_reads_it(held: Library) -> None:
    log = held.events
    wrong = Contradiction(card_id="gone", revision=3, text="Not so.", words="We pay ten")
    one = read(held, log.log_contradiction(wrong).event_id)
    assert [message.text for message in one.messages] == ["Not so.\n\n“We pay ten”"]
    assert about_words(one) == "gone · revision 3"
    wish = read(held, log.log_request(Request(text="doors", note="For vans")).event_id)
    assert [message.text for message in wish.messages] == ["doors\n\nFor vans"]
    assert about_words(wish) == ""


def test_what_came_of_it_is_in_words(held: Library) -> None:
    changed = thread(held, "a", "x", ("", "Yes."), fate=Fate.CHANGED,
                     changed_card="too-expensive", changed_to=2)  # fmt: skip
    put(held, changed)
    assert fate_words(read(held, "a")) == "Changed in revision 2"
    other = changed.model_copy(
        update={"kind": ThreadKind.REQUEST, "card_id": "", "changed_card": "freezer-night"}
    )
    put(held, other)
    one = read(held, "a")
    assert (fate_words(one), one.changed_title) == (
        "A card came of it", "Saint Orrin saved a freezer",
    )  # fmt: skip
    put(held, thread(held, "a", "x", ("", "No."), fate=Fate.DECLINED))
    assert fate_words(read(held, "a")) == "Declined, with the reason"


def test_there_is_none_of_a_log_or_of_what_was_taken_back(held: Library) -> None:
    event = held.events.log_question(ASKED)
    held.events.remove(event.event_id)
    reply = held.events.log_reply(Reply(thread_id="x", text="y"))
    for name in (event.event_id, reply.event_id, "unknown"):
        assert conversation(held, name) is None
