"""Saying something else in what was recorded, of every kind."""

import pytest

from enablement.library.events import EventState
from enablement.library.library import Library
from enablement.sync.protocol import (
    Contradiction,
    EventResult,
    EventStatus,
    Message,
    Outcome,
    Question,
    Reply,
    Request,
    Search,
    Usage,
)
from enablement.ui.log.amending import KINDS, TEXTS, amend, record, said_anew

MESSAGES: tuple[Message, ...] = (
    Usage(card_id="a", revision=1, outcome=Outcome.WORKED),
    Request(text="alarms"),
    Search(text="alarms"),
    Question(card_id="a", revision=1, text="why?"),
    Contradiction(card_id="a", revision=1, text="no"),
    Reply(thread_id="t", text="and?"),
)


@pytest.mark.parametrize("message", MESSAGES)
def test_each_kind_is_recorded_as_itself_and_changed(library: Library, message: Message) -> None:
    event = record(library, message)
    assert KINDS[event.kind] is type(message)
    for name in TEXTS.get(event.kind, ()):
        assert amend(library, event, {name: f"new {name}"})
        now = library.events.get(event.event_id)
        assert now is not None
        assert now.payload[name] == f"new {name}"


def test_what_is_on_its_way_stays_as_it_was(library: Library) -> None:
    event = record(library, MESSAGES[1])
    library.events.take_batch("device")
    assert not amend(library, event, {"text": "else"})


def test_what_was_not_taken_is_recorded_anew(library: Library) -> None:
    event = record(library, MESSAGES[0])
    library.events.take_batch("device")
    refused = EventResult(event_id=event.event_id, status=EventStatus.REJECTED, reason="note")
    library.events.acknowledge([refused])
    held = library.events.get(event.event_id)
    assert held is not None
    assert amend(library, held, {"note": "shorter"})
    again, before = library.events.recent()
    assert (again.state, again.payload["note"]) == (EventState.WAITING, "shorter")
    assert before.state is EventState.REJECTED
    assert not amend(library, held, {"note": "shorter"}), "or it would be counted twice"
    assert len(library.events.recent()) == 2
    assert said_anew(library) == {event.event_id}


def test_a_message_of_no_kind_is_not_recorded(library: Library) -> None:
    with pytest.raises(TypeError, match="Message is not recorded"):
        record(library, Message())
