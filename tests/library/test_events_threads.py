"""Asking and telling: kept at once, changed while it waits, and left alone once it is on its way."""

import pytest

from enablement.library.events import EventState, LoggedEvent
from enablement.library.library import Library
from enablement.sync.protocol import (
    MAX_ASKED,
    Contradiction,
    EventResult,
    EventStatus,
    Message,
    Outcome,
    Question,
    Reply,
    Request,
    Usage,
)

ASKED = Question(card_id="price", revision=2, text="Since when?", block="proof")


def record(library: Library, said: Message) -> LoggedEvent:
    match said:
        case Question():
            return library.events.log_question(said)
        case Reply():
            return library.events.log_reply(said)
        case Usage():
            return library.events.log_usage(said)
    raise TypeError(said)


def test_each_kind_is_kept_as_it_was_said(library: Library) -> None:
    log = library.events
    log.log_question(ASKED)
    log.log_contradiction(Contradiction(card_id="price", revision=2, text="No.", words="Twelve"))
    log.log_reply(Reply(thread_id="an-id", text="Soon, please.\n\nAna"))
    events = log.waiting()
    assert [event.kind for event in events] == ["question", "contradiction", "reply"]
    assert Question.model_validate(events[0].payload) == ASKED
    assert events[1].payload == {
        "card_id": "price", "revision": 2, "text": "No.", "words": "Twelve",
    }  # fmt: skip
    assert events[2].payload["text"] == "Soon, please.\n\nAna"
    assert {event.state for event in events} == {EventState.WAITING}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (ASKED, ASKED.model_copy(update={"text": "Until when?", "block": ""})),
        (Reply(thread_id="an-id", text="Yes."), Reply(thread_id="an-id", text="No.")),
        (Usage(card_id="price", revision=1, outcome=Outcome.WORKED, note="x"),
         Usage(card_id="price", revision=1, outcome=Outcome.NEUTRAL, words="Hm.", stage="demo")),
    ],
)  # fmt: skip
def test_what_waits_can_be_said_otherwise(
    library: Library, before: Message, after: Message
) -> None:
    event = record(library, before)
    assert library.events.change(event.event_id, after)
    (kept,) = library.events.waiting()
    assert (kept.event_id, kept.occurred_at) == (event.event_id, event.occurred_at)
    assert type(before).model_validate(kept.payload) == after
    (sent,) = library.events.take_batch("device")
    assert sent.payload == kept.payload


def test_a_long_request_is_cut_when_it_is_changed_too(library: Library) -> None:
    event = library.events.log_request(Request(text="doors"))
    assert library.events.change(event.event_id, Request(text="door \n alarms " * MAX_ASKED))
    (kept,) = library.events.waiting()
    assert len(kept.payload["text"]) == MAX_ASKED
    assert "\n" not in kept.payload["text"]


def test_on_its_way_it_can_neither_be_changed_nor_removed(library: Library) -> None:
    event = library.events.log_question(ASKED)
    assert not library.events.change("unknown", ASKED)
    library.events.take_batch("device")
    other = ASKED.model_copy(update={"text": "Until when?"})
    assert not library.events.change(event.event_id, other)
    assert not library.events.remove(event.event_id)
    library.events.acknowledge([EventResult(event_id=event.event_id, status=EventStatus.ACCEPTED)])
    assert not library.events.change(event.event_id, other)
    assert library.events.recent()[0].payload["text"] == "Since when?"


def test_what_a_terminal_passed_on_that_is_no_text_has_a_stand_in(library: Library) -> None:
    event = library.events.log_question(ASKED.model_copy(update={"text": "Why\udcff?"}))
    assert event.payload["text"] == "Why??"
    assert library.events.change(event.event_id, ASKED.model_copy(update={"text": "\udcff"}))
    assert library.events.waiting()[0].payload["text"] == "?"
